"""The window under load: how long it is ever deaf, how fast cancel is, how quick the table of customers is.

    python tests/benchmarks/window.py stall SALES_FILE...     import, train, cancel with the window open
    python tests/benchmarks/window.py table SHOP.clientele    first paint, sort and search of Customers

Targets: no silence of the event loop above 100 ms; cancelled within 1 s with the shop as it was; a table of
100,000 customers paints, sorts and searches below 100 ms each.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["CLIENTELE_HOME"] = tempfile.mkdtemp(prefix="clientele-")

from PySide6.QtWidgets import QApplication

from engine.shop import Shop
from gui.app import Clientele
from gui.preferences import Preferences
from tests.gui.heartbeat import Heartbeat


def wait(application: QApplication, until: Callable[[], bool], seconds: float = 600) -> None:
    """Run the event loop until something holds."""
    end = time.monotonic() + seconds
    while not until():
        application.processEvents()
        time.sleep(0.0005)
        if time.monotonic() > end:
            raise TimeoutError


def started(application: QApplication, shop: Path) -> Clientele:
    """The window on a shop, settled."""
    clientele = Clientele(application, Preferences(language="en", theme="light"))
    clientele.start(shop)
    wait(application, lambda: clientele.tasks.shop is not None and clientele.tasks.idle)
    end = time.monotonic() + 4
    wait(application, lambda: time.monotonic() > end)
    return clientele


def order_counts(path: Path) -> tuple[int, ...]:
    """Orders, lines and customers of a shop file."""
    with Shop.open(path, owner=False) as shop, shop.store.read() as connection:
        return tuple(
            connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in ("orders", "order_line", "customer")
        )


def stall(application: QApplication, files: list[Path]) -> None:
    """Import, train, and cancel an import, with a heartbeat in the event loop."""
    path = Path(tempfile.mkdtemp(prefix="clientele-")) / "shop.clientele"
    Shop.create(path).close()
    clientele = started(application, path)
    tasks = clientele.tasks
    heart = Heartbeat()

    def job(function: str, arguments: dict[str, Any], cancel_at: float = 2.0) -> None:
        problems: list[BaseException] = []
        heart.start()
        began = time.perf_counter()
        running = tasks.job(
            function,
            arguments,
            title=function,
            owner=clientele,
            failed=problems.append,
            topics=frozenset({"orders", "customers", "products", "recommendations"}),
        )
        wait(application, lambda: tasks.idle or running.fraction >= cancel_at)
        asked = time.perf_counter()
        if not tasks.idle:
            tasks.cancel(running)
            wait(application, lambda: not tasks.jobs)
            print(f"  cancelled at {cancel_at:.0%}: stopped after {time.perf_counter() - asked:.2f} s")
        wait(application, lambda: tasks.idle)
        worst = heart.stop()
        took = time.perf_counter() - began
        print(f"{function:<32} {running.state:<10} {took:6.1f} s   longest silence {worst * 1000:4.0f} ms")
        for problem in problems:
            print(f"  {type(problem).__name__}: {problem}"[:400])

    before = order_counts(path)
    for share in (0.3, 0.8, 0.97):
        job("engine.importing:run_import", {"paths": files}, cancel_at=share)
        print(f"  the shop is as it was: {order_counts(path) == before}")
    job("engine.importing:run_import", {"paths": files})
    print(f"  orders, lines, customers: {order_counts(path)}")
    job("engine.recommend.training:train", {})
    clientele.window.close()


def table(application: QApplication, shop: Path) -> None:
    """Time the Customers table from the question to its paint."""
    from engine.customers.table import customer_page
    from gui.tables import Column, RowsModel, RowsTable

    clientele = started(application, shop)
    columns = [
        Column("Customer", "name", sort="name"),
        Column("Orders", lambda row: str(row.orders), sort="orders", number=True, width=100),
        Column("Spent", lambda row: str(row.net_e4), sort="net", number=True, width=140),
        Column("Last order", lambda row: str(row.last_at), sort="last", width=160),
    ]
    model = RowsModel(clientele.tasks, columns, customer_page, sort="net", descending=True)
    view = RowsTable(model, "Customers")
    view.resize(1000, 640)

    def timed(name: str, ask: Callable[[], None]) -> None:
        took = []
        for _ in range(5):
            answers: list[int] = []
            model.answered.connect(answers.append)
            began = time.perf_counter()
            ask()
            wait(application, lambda answers=answers: bool(answers))  # type: ignore[misc]
            view.viewport().repaint()
            took.append(time.perf_counter() - began)
            model.answered.disconnect(answers.append)
        print(f"{name:<28} {statistics.median(took) * 1000:6.0f} ms   ({model.total:,} rows)")

    view.show()
    timed("first paint", model.ask)
    for key in ("name", "orders", "last", "net"):
        timed(f"sort by {key}", lambda key=key: model.sort_by(key, False))  # type: ignore[misc]
    for words in ("smith", "an", "x9zq", ""):
        timed(f"search {words!r}", lambda words=words: model.ask(search=words))  # type: ignore[misc]
    clientele.window.close()


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=("stall", "table"))
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    QApplication.setStyle("Fusion")
    application = QApplication(sys.argv[:1])
    if options.what == "stall":
        stall(application, [path.resolve() for path in options.files])
    else:
        table(application, options.files[0])


if __name__ == "__main__":
    main()
