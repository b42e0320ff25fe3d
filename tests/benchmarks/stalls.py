"""The window while the worker works: how long it is ever deaf, and how soon a cancelled job is gone.

    python tests/benchmarks/stalls.py SALES_FILE... [--rounds 1] [--where]

Imports the files into a new shop and learns recommendations from them, through the window's own pages and
with every page built, a heartbeat in the event loop; each job is also cancelled half-way. Targets: no silence
above 100 ms, the job gone within 1 s of Cancel with the shop as it was. A silence in which the window's own
thread was hardly busy is the machine's: too few processors for what else runs on it. ``--where`` tells what
the window was doing in the longest silence; watching it costs a little itself.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["CLIENTELE_HOME"] = tempfile.mkdtemp(prefix="clientele-")

from PySide6.QtWidgets import QApplication

from engine.shop import Shop
from gui.app import Clientele
from gui.page import PAGES
from gui.pages.import_.page import ImportPage
from gui.pages.products.page import ProductsPage
from gui.preferences import Preferences
from tests.gui.heartbeat import Heartbeat

#: What a job may have written: orders, lines, customers, recommendations.
_TABLES = ("orders", "order_line", "customer", "recommendation")


class Bench:
    """The window on a new shop, every page of it built, and a heartbeat."""

    def __init__(self, *, watched: bool) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="clientele-")) / "shop.clientele"
        Shop.create(self.path).close()
        QApplication.setStyle("Fusion")
        self.application = QApplication(sys.argv[:1])
        self.clientele = Clientele(self.application, Preferences(language="en", theme="light"))
        self.window, self.tasks = self.clientele.window, self.clientele.tasks
        self.heart = Heartbeat(watched=watched)
        self.clientele.start(self.path)
        self.until(lambda: self.tasks.shop is not None and self.tasks.idle)
        for spec in PAGES:
            self.window.show_page(spec.id)
            self.rest(0.2)
        # The worker is started and has loaded its libraries.
        self.rest(6)

    def until(self, holds: Callable[[], bool], seconds: float = 900) -> None:
        """Run the event loop until something holds."""
        end = time.monotonic() + seconds
        while not holds():
            self.application.processEvents()
            time.sleep(0.0005)
            if time.monotonic() > end:
                raise TimeoutError

    def rest(self, seconds: float) -> None:
        """Let everything come to rest."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end and self.tasks.idle)

    def counts(self) -> tuple[int, ...]:
        """How many rows the shop file has in the tables that jobs write."""
        assert self.tasks.shop is not None
        with self.tasks.shop.store.read() as connection:
            return tuple(
                connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() for table in _TABLES
            )

    def measure(self, name: str, start: Callable[[], object], cancel_at: float | None = None) -> None:
        """Run what ``start`` begins to its end, or cancel it there; print how it went."""
        before = self.counts()
        self.heart.start()
        began = time.perf_counter()
        start()
        job = self.tasks.jobs[0]
        cancelled = ""
        if cancel_at is not None:
            self.until(lambda: job.fraction >= cancel_at or not self.tasks.jobs)
            asked = time.perf_counter()
            self.tasks.cancel(job)
            self.until(lambda: not self.tasks.jobs)
            gone = time.perf_counter() - asked
            cancelled = f"   gone {gone * 1000:.0f} ms after Cancel"
        self.until(lambda: not self.tasks.jobs)
        took = time.perf_counter() - began
        self.rest(1)
        worst, busy = self.heart.stop() * 1000, self.heart.busy * 1000
        print(
            f"{name:<24} {job.state:<10} {took:6.1f} s"
            f"   longest silence {worst:4.0f} ms ({busy:.0f} ms of it busy){cancelled}"
        )
        if self.heart.where:
            print(self.heart.where)
        for spec in PAGES:
            told = self.window.page(spec.id).banner
            if not told.isHidden() and told.property("tone") == "bad":
                print(f"  {spec.id} says: {told.accessibleName()}")
        if cancel_at is not None:
            print(f"  the shop is as it was: {self.counts() == before}")

    def importing(self, files: list[Path]) -> Callable[[], None]:
        """Read the files on the Import page; what comes back starts their import."""
        page = self.window.page("import")
        assert isinstance(page, ImportPage)
        self.window.show_page("import")
        page.clear()
        self.heart.start()
        page.add_files(files)
        self.until(lambda: page.import_button.isEnabled() and not self.tasks.jobs)
        print(f"{'preview':<24} {'':<10} {'':>8}   longest silence {self.heart.stop() * 1000:4.0f} ms")
        return page.import_all

    def learning(self) -> Callable[[], None]:
        """Go to Products; what comes back starts the training."""
        page = self.window.page("products")
        assert isinstance(page, ProductsPage)
        self.window.show_page("products")
        self.rest(1)
        return page.train


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=1, help="how often the training is measured")
    parser.add_argument("--where", action="store_true", help="what the window did in the longest silence")
    options = parser.parse_args()
    bench = Bench(watched=options.where)
    files = [path.resolve() for path in options.files]
    bench.measure("import, cancelled", bench.importing(files), cancel_at=0.5)
    bench.measure("import", bench.importing(files))
    print("  {:,} orders, {:,} lines, {:,} customers".format(*bench.counts()))
    bench.measure("training, cancelled", bench.learning(), cancel_at=0.5)
    for _ in range(options.rounds):
        bench.measure("training", bench.learning())
    bench.window.close()


if __name__ == "__main__":
    main()
