"""A migrated shop is the same as a new one, and a failed migration changes nothing."""

import contextlib
import re
import sqlite3
from pathlib import Path

import pytest

from engine.shop import Shop
from engine.store import backup, migrate
from engine.store.session import REVISION, Store


def tables(path: Path) -> dict[str, list[str]]:
    """What each table, index and trigger is made of, whatever the order it was written in."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        return {name: sorted(_parts(sql)) for name, sql in rows}


def _parts(sql: str) -> list[str]:
    sql = " ".join(sql.replace('"', "").split()).replace("FOREIGN KEY", ",FOREIGN KEY")
    sql = re.sub(r"CONSTRAINT fk_\w+ ,FOREIGN KEY\s?\(\w+\)", "", sql)
    words: list[str] = re.findall(r"\w+|[^\w\s,()]+", sql)
    return words


def test_the_newest_migration_is_the_revision_we_know() -> None:
    assert migrate.newest_revision() == REVISION


def test_migrating_gives_what_creating_gives(tmp_path: Path) -> None:
    Shop.create(tmp_path / "new.clientele").close()
    old = tmp_path / "old.clientele"
    Shop.create(old).close()
    with contextlib.closing(sqlite3.connect(old)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'alembic_version'"
        ).fetchall():
            connection.execute(f"DROP TABLE {name}")
        connection.execute("DELETE FROM alembic_version")
        connection.commit()
    store = Store(old, None)
    with store.write() as connection_:
        migrate.upgrade(connection_, REVISION)
    store.close()
    assert tables(old) == tables(tmp_path / "new.clientele")


def test_a_failed_migration_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shop.clientele"
    Shop.create(path).close()

    def half_way(connection: object, revision: str) -> None:
        connection.exec_driver_sql("ALTER TABLE product ADD COLUMN colour TEXT")  # type: ignore[attr-defined]
        raise RuntimeError("power cut")

    monkeypatch.setattr(migrate, "upgrade", half_way)
    monkeypatch.setattr("engine.store.session.REVISION", "9999")
    before = tables(path)
    with pytest.raises(RuntimeError):
        Shop.open(path)
    assert tables(path) == before
    assert [copy.reason for copy in backup.list_backups(path)] == ["before-update"]
