"""Opening a shop file and talking to it: locks, pragmas, transactions. The one place for all three.

Journal: WAL, so that pages read while an import writes. SQLite before 3.51.3 can corrupt a WAL file when two
connections write or checkpoint at the same moment; here only one ever does, whatever the version: a lock file
keeps other windows out, one write connection exists per process, the window's process does not write while
its worker process does, and read connections are query-only and never checkpoint.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool, QueuePool

from engine.errors import ClienteleError

if TYPE_CHECKING:
    from engine.words import Text

#: Marks a SQLite file as one of ours (PRAGMA application_id, "Clnt" in ASCII).
APPLICATION_ID = 0x436C6E74

#: The newest schema this version of the app knows; the name of its last migration.
REVISION = "0008"

_HEADER = b"SQLite format 3\x00"

#: Above this size a full check at opening would be felt; the caller checks later (``Store.damage``).
_CHECK_AT_OPENING_BYTES = 24 * 1024 * 1024


class Store:
    """One open shop file. Reads may run on any thread; writes are one at a time."""

    def __init__(self, path: Path, lock: sqlite3.Connection | None) -> None:
        self.path = path
        #: The undo step of the last ``command``; None when it changed nothing.
        self.last_step: int | None = None
        self._lock = lock
        self._writing = threading.RLock()
        self._reader = _engine(path, read_only=True)
        self._writer = _engine(path, read_only=False)

    @classmethod
    def create(cls, path: Path, settings: Mapping[str, object]) -> Store:
        """A new shop file with these settings; where it cannot be made whole, nothing is left behind.

        Raises ``store.exists`` where there is a file already, ``store.cannot_write`` or ``store.disk_full``.
        """
        if path.exists():
            raise ClienteleError("store.exists", file=path.name)
        lock = _take_lock(path)
        try:
            with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as raw:
                raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                raw.execute("PRAGMA journal_mode = WAL")
            store = cls(path, lock)
            store._fill(settings)
        except BaseException as problem:
            for ending in ("", "-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
            _release_lock(path, lock)
            if isinstance(problem, (OSError, sqlite3.Error)):
                raise ClienteleError("store.cannot_write", file=path.name) from problem
            raise
        return store

    @classmethod
    def open(cls, path: Path, *, owner: bool = True) -> Store:
        """The shop in ``path``; migrated first, after a backup, where an older version made it.

        ``owner=False`` is for a worker of a process that holds the lock already. Raises ``store.missing``,
        ``store.not_a_shop``, ``store.newer``, ``store.locked`` or ``store.damaged``; the file is untouched.
        """
        if not path.is_file():
            raise ClienteleError("store.missing", file=path.name)
        lock = _take_lock(path) if owner else None
        try:
            unclean = was_left_open(path)
            if owner:
                _free_companions(path)
                # Never beside an open connection of this process: POSIX drops all of a process's locks on a
                # file when it closes any handle of it, and another process would delete the WAL under us.
                _check_header(path)
            store = cls(path, lock)
            try:
                store._check_contents(everything=owner and (unclean or _is_small(path)))
                if owner:
                    store._migrate()
            except BaseException:
                store._dispose()
                raise
        except BaseException:
            if lock is not None:
                _release_lock(path, lock)
            raise
        return store

    def close(self) -> None:
        """Let go of the file; other windows may open it now."""
        with self._writing:
            self._dispose()
            if self._lock is not None:
                _release_lock(self.path, self._lock)
                self._lock = None

    def _fill(self, settings: Mapping[str, object]) -> None:
        """Make the tables and keep the settings, in one transaction."""
        # Imported where it is needed: the tables cost the window's start 60 ms, and reading needs none.
        from engine.store.schema import metadata
        from engine.store.settings import save_settings

        try:
            with self.write() as connection:
                metadata.create_all(connection)
                connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
                connection.execute(text("INSERT INTO alembic_version VALUES (:r)"), {"r": REVISION})
                save_settings(connection, settings)
        except BaseException:
            self._dispose()
            raise

    def _dispose(self) -> None:
        self._reader.dispose()
        self._writer.dispose()

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A read-only connection that sees one unchanging state of the shop."""
        with self._translate(), self._reader.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self, *, books: bool = True) -> Iterator[Connection]:
        """A transaction: committed when the block ends, rolled back when it raises.

        ``books=False``: it changes small tables only, and what was computed from the rest still holds.
        """
        with self._writing, self._translate(), self._writer.begin() as connection:
            yield connection
            if books:
                turn_page(connection)

    @contextlib.contextmanager
    def command(self, label: Text, topics: Iterable[str]) -> Iterator[Connection]:
        """A transaction over the small tables (``schema.UNDOABLE``) that ``undo`` can take back."""
        from engine.store import undo

        topics = frozenset(topics)
        # Those that reach beyond the small tables, as another exchange rate does, say so by their topics.
        with self.write(books="orders" in topics) as connection:
            undo.start_recording(connection)
            try:
                yield connection
                step = undo.save_step(connection, label, sorted(topics), int(time.time()))
            finally:
                undo.stop_recording(connection)
        self.last_step = step

    def damage(self, *, thorough: bool = False) -> list[str]:
        """What SQLite finds wrong with the file and its references; empty: nothing."""
        try:
            with self._reader.connect() as connection:
                check = "integrity_check" if thorough else "quick_check"
                found = [row[0] for row in connection.exec_driver_sql(f"PRAGMA {check}") if row[0] != "ok"]
                if thorough and not found:
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                    found = [f"{row[0]} row {row[1]} points to a missing {row[2]}" for row in broken[:100]]
                return found
        except DatabaseError as problem:
            return [str(problem.orig)]

    def backup_to(self, target: Path) -> None:
        """A complete copy of the shop in ``target``, consistent even while another connection writes."""
        with self._translate(), self._reader.connect() as connection:
            source = connection.connection.driver_connection
            if not isinstance(source, sqlite3.Connection):
                raise TypeError("the store runs on the standard SQLite driver")
            with contextlib.closing(sqlite3.connect(target)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")

    def _check_contents(self, *, everything: bool) -> None:
        try:
            with self._reader.connect() as connection:
                found = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
                revisions = [str(row[0]) for row in found]
        except DatabaseError as problem:
            key = _trouble(problem.orig) or "store.damaged"
            raise ClienteleError(key, file=self.path.name) from problem
        if len(revisions) != 1 or not revisions[0].isdecimal():
            raise ClienteleError("store.damaged", file=self.path.name)
        revision = revisions[0]
        if int(revision) > int(REVISION):
            raise ClienteleError("store.newer", file=self.path.name)
        self._revision = revision
        if everything and self.damage():
            raise ClienteleError("store.damaged", file=self.path.name)

    def _migrate(self) -> None:
        if self._revision != REVISION:
            from engine.store import backup, migrate

            backup.back_up(self, "before-update")
            with self.write() as connection:
                migrate.upgrade(connection, REVISION)

    @contextlib.contextmanager
    def _translate(self) -> Iterator[None]:
        """Turn what the file system does to us into one sentence each."""
        try:
            yield
        except DatabaseError as problem:
            key = _trouble(problem.orig)
            if key:
                raise ClienteleError(key, file=self.path.name) from problem
            raise


def books_page(connection: Connection) -> int:
    """A number that is another one whenever more than the small tables (``schema.UNDOABLE``) has changed."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def turn_page(connection: Connection) -> None:
    """Another ``books_page`` from this transaction on."""
    connection.exec_driver_sql(f"PRAGMA user_version = {(books_page(connection) + 1) % 2**31}")


def _engine(path: Path, *, read_only: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        # isolation_level=None: the driver begins nothing by itself, so DDL is transactional too.
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=2)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA mmap_size = 268435456")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA wal_autocheckpoint = 0")
        else:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA recursive_triggers = ON")
            connection.execute("PRAGMA cache_size = -65536")
            # A great import leaves a log as large as what it wrote; it is cut when the next one begins anew.
            connection.execute("PRAGMA journal_size_limit = 67108864")
        return connection

    pool = QueuePool if read_only else NullPool
    engine = create_engine("sqlite://", creator=connect, poolclass=pool)
    # IMMEDIATE: two writers queue up; a deferred BEGIN would let both read and then fail on the upgrade.
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


#: What SQLite says of the file system and the file, and the sentence that says it to the owner.
_TROUBLES = {
    "store.locked": ("locked", "busy"),
    "store.damaged": ("malformed", "not a database", "no such table", "no such column"),
    "store.disk_full": ("full",),
    "store.cannot_write": ("readonly", "disk I/O", "unable to open"),
}


def _trouble(problem: BaseException | None) -> str:
    """The words for an error of SQLite; empty for one that the owner cannot do anything about."""
    reason = str(problem)
    return next((key for key, signs in _TROUBLES.items() if any(sign in reason for sign in signs)), "")


def was_left_open(path: Path) -> bool:
    """Whether the file was in use when the app or the computer stopped; ``Store.open`` then checks it all."""
    return path.with_name(path.name + "-wal").exists()


def _free_companions(path: Path) -> None:
    """Make writable what SQLite left beside a file that was read-only when last open, and is no more."""
    for companion in (path.with_name(path.name + ending) for ending in ("-wal", "-shm")):
        if companion.is_file() and os.access(path, os.W_OK) and not os.access(companion, os.W_OK):
            with contextlib.suppress(OSError):
                companion.chmod(path.stat().st_mode)


def _is_small(path: Path) -> bool:
    return path.stat().st_size <= _CHECK_AT_OPENING_BYTES


def _check_header(path: Path) -> None:
    with path.open("rb") as file:
        header = file.read(100)
    if not header.startswith(_HEADER) or header[68:72] != APPLICATION_ID.to_bytes(4, "big"):
        raise ClienteleError("store.not_a_shop", file=path.name)
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    pages = int.from_bytes(header[28:32], "big")
    # After a crash in a checkpoint the file is shorter than its first page says: the WAL mends it.
    mends_itself = was_left_open(path)
    if page < 512 or (path.stat().st_size < page * pages and not mends_itself):
        raise ClienteleError("store.damaged", file=path.name)


def _lock_path(path: Path) -> Path:
    return path.with_name(path.name + "-lock")


def _take_lock(path: Path) -> sqlite3.Connection:
    """Hold an exclusive transaction in a file beside the shop: the system frees it if we die."""
    try:
        lock = sqlite3.connect(_lock_path(path), isolation_level=None, check_same_thread=False, timeout=0)
    except sqlite3.Error as problem:
        raise ClienteleError("store.cannot_write", file=path.name) from problem
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as problem:
        lock.close()
        raise ClienteleError(_trouble(problem) or "store.cannot_write", file=path.name) from problem
    return lock


def _release_lock(path: Path, lock: sqlite3.Connection) -> None:
    # Unlinked first: once released, another window may already hold a lock file of this name.
    with contextlib.suppress(OSError):
        _lock_path(path).unlink()
    lock.close()
