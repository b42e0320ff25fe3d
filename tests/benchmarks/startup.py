"""Start-up against a bare window: CPU time until the window is painted, and until Home shows real numbers.

    python tests/benchmarks/startup.py [SHOP.clientele] [--rounds 7]

Each figure is the median of fresh processes, taken in turn with a bare PySide6 window so that both see the
same load; the ratio is what counts. Targets: window ≤ 2.0, Home of a 50,000-customer shop ≤ 4.0.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

HELLO = """
import time
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("Hello")
label.resize(1280, 720)
label.show()
app.processEvents()
print(time.process_time())
"""

WINDOW = """
import gc, sys, time
gc.disable()
from pathlib import Path
from PySide6.QtWidgets import QApplication
from gui.app import Clientele
from gui.preferences import Preferences
QApplication.setStyle("Fusion")
app = QApplication([])
clientele = Clientele(app, Preferences(language="en", theme="light"))
clientele.start(Path(sys.argv[1]) if sys.argv[1] else None)
clientele.window.repaint()
print(time.process_time())
"""

HOME = (
    WINDOW.rsplit("clientele.window.repaint()", 1)[0]
    + """
while clientele.window.current_page.state != "content":
    app.processEvents()
    time.sleep(0.01)
app.processEvents()
print(time.process_time())
clientele.tasks.close()
"""
)


def cpu_seconds(source: str, shop: str) -> float:
    """CPU time, user and system, of one fresh process."""
    environment = dict(
        os.environ,
        QT_QPA_PLATFORM="offscreen",
        PYTHONPATH=os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")])),
        OMP_NUM_THREADS="1",
    )
    with tempfile.TemporaryDirectory() as home:
        environment["CLIENTELE_HOME"] = home
        done = subprocess.run(
            [sys.executable, "-c", source, shop],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
    return float(done.stdout.split()[-1])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("shop", nargs="?", default="")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    kinds = {"bare window": HELLO, "first window": WINDOW}
    if options.shop:
        kinds["home with numbers"] = HOME
    shop = str(Path(options.shop).resolve()) if options.shop else ""
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(options.rounds):
        for kind, source in kinds.items():
            times[kind].append(cpu_seconds(source, shop))
    bare = statistics.median(times["bare window"])
    for kind, found in times.items():
        middle = statistics.median(found)
        print(f"{kind:<20} {middle * 1000:7.0f} ms CPU   {middle / bare:5.2f} ×")


if __name__ == "__main__":
    main()
