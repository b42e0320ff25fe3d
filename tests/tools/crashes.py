"""Kills the app in the middle of what it writes, and looks at what is left.

Run: ``python -m tests.tools.crashes [kills]`` (200 of each unless told). An import into a shop that has data,
an undo, a merge of two customers and a migration are each killed (SIGKILL) at random moments between their
start and their end. Whatever is left must open, be sound, be exactly as before or as after, and let the same
be done again. Printed: how many of each were found before and after.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from engine.customers import merging
from engine.importing import run_import, undo_import
from engine.shop import Shop
from tests.engine.store.old_shop import make_old_shop

#: Columns that tell when something was done: they differ between two runs of the same.
_TIMES = frozenset({"at", "created_at", "started_at", "finished_at"})
_HEADER = "Order No,Order Date,SKU,Product,Qty,Unit Price,Customer ID,Country"


def orders_file(path: Path, first: int, count: int) -> Path:
    """An order file of ``count`` orders from number ``first`` on, three lines each."""
    lines = [
        f"{number},2026-01-{number % 28 + 1:02d} 10:00,P{(number * 7 + line) % 50},Thing,{line},4.50,"
        f"{number % 200},France"
        for number in range(first, first + count)
        for line in (1, 2, 3)
    ]
    path.write_text("\n".join([_HEADER, *lines, ""]))
    return path


class Trial:
    """One thing to do to a shop file, and to kill while it is done."""

    def __init__(
        self, name: str, folder: Path, make: Callable[[Path], None], act: Callable[[Path], None]
    ) -> None:
        self.name = name
        self.act = act
        self.path = folder / f"{name}.clientele"
        self.before = folder / f"{name} before.clientele"
        make(self.before)
        self.start_state = state(self.before)
        self._put_back()
        self.seconds = self._do()
        self.end_state = opened_state(self.path)
        assert self.end_state != self.start_state, f"{name}: does nothing"

    def kill_once(self, chance: random.Random) -> str:
        """Do it, kill it at a random moment; ``before`` or ``after``, or raise AssertionError."""
        self._put_back()
        child = self._begin()
        time.sleep(chance.uniform(0, 1.2 * self.seconds))
        os.kill(child, signal.SIGKILL)
        self._wait(child)
        # Looked at without opening it as a shop: that would migrate it.
        found = state(self.path)
        assert found in (self.start_state, self.end_state), f"{self.name}: neither before nor after"
        if found == self.start_state:
            # Other work on the machine comes and goes: the next kill is timed by what it takes now.
            self.seconds = (self.seconds + self._do()) / 2
        assert opened_state(self.path) == self.end_state, f"{self.name}: cannot be done again"
        return "before" if found == self.start_state else "after"

    def _do(self) -> float:
        """Do it to its end; returns the seconds that took."""
        begun = time.perf_counter()
        self._wait(self._begin())
        return time.perf_counter() - begun

    def _put_back(self) -> None:
        for old in self.path.parent.glob(f"{self.path.name}*"):
            old.unlink()
        shutil.rmtree(self.path.with_name(f"{self.path.stem} backups"), ignore_errors=True)
        shutil.copy2(self.before, self.path)

    def _begin(self) -> int:
        """A process of its own that has everything loaded already."""
        child = os.fork()
        if child == 0:
            try:
                self.act(self.path)
                os._exit(0)
            except BaseException as problem:
                print(f"{self.name}: {problem!r}", file=sys.stderr)
                os._exit(1)
        return child

    @staticmethod
    def _wait(child: int) -> None:
        os.waitpid(child, 0)


def state(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but for times, sorted; raises AssertionError for a damaged file."""
    import contextlib
    import sqlite3

    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        found = {}
        for table in tables:
            columns = [
                row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in _TIMES
            ]
            listed = ", ".join(f'"{column}"' for column in columns)
            found[table] = sorted(connection.execute(f"SELECT {listed} FROM {table}"), key=repr)
        return found


def opened_state(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The same, after the app opened the file and closed it."""
    Shop.open(path).close()
    return state(path)


def trials(folder: Path, orders: int) -> list[Trial]:
    """What is killed: each with a shop of its own, of a size that ``orders`` gives."""
    first = orders_file(folder / "first.csv", 1, orders)
    second = orders_file(folder / "second.csv", orders // 2, orders)

    def make(path: Path, files: tuple[Path, ...]) -> None:
        Shop.create(path, currency="GBP", timezone="Europe/London").close()
        with Shop.open(path) as shop:
            run_import(shop, paths=files)

    def bring(path: Path) -> None:
        with Shop.open(path) as shop:
            run_import(shop, paths=[second])

    def undo(path: Path) -> None:
        with Shop.open(path) as shop:
            undo_import(shop, import_id=1)

    def merge(path: Path) -> None:
        with Shop.open(path) as shop:
            merging.merge(shop, 1, 2)

    return [
        Trial("import", folder, lambda path: make(path, (first,)), bring),
        Trial("undo", folder, lambda path: make(path, (first, second)), undo),
        Trial("merge", folder, lambda path: make(path, (first,)), merge),
        Trial(
            "migration",
            folder,
            lambda path: make_old_shop(path, orders=orders),
            lambda path: Shop.open(path).close(),
        ),
    ]


def main(kills: int) -> None:
    """Kill each ``kills`` times and print what was found."""
    chance = random.Random(3)
    with tempfile.TemporaryDirectory() as folder:
        for trial in trials(Path(folder), 4_000):
            found = Counter(trial.kill_once(chance) for _ in range(kills))
            print(f"{trial.name:10} {trial.seconds:5.2f} s  {dict(found)}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
