"""A picture of every page in both themes and both languages, taken from the real window.

    python tests/tools/screenshots.py SHOP.clientele [--out FOLDER] [--pages home,import] [--languages en]
        [--themes light] [--size 1280x720] [--open '{"customers": {"customer": 1}}']

Works offscreen (the default) and under Xvfb (QT_QPA_PLATFORM=xcb xvfb-run -a …).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")
os.environ.setdefault("CLIENTELE_HOME", tempfile.mkdtemp(prefix="clientele-"))

from PySide6.QtWidgets import QApplication

from gui.app import Clientele
from gui.page import PAGES
from gui.preferences import Preferences


def settle(clientele: Clientele, seconds: float = 20.0) -> None:
    """Let the window work until nothing is going on, and a little longer for the paint."""
    application = QApplication.instance()
    assert application is not None
    end, quiet = time.monotonic() + seconds, 0.0
    while time.monotonic() < end:
        application.processEvents()
        time.sleep(0.01)
        if clientele.tasks.idle:
            quiet = quiet or time.monotonic()
            if time.monotonic() - quiet > 0.25:
                return
        else:
            quiet = 0.0


def main() -> None:
    """Take the pictures and list them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("shop", nargs="?", type=Path, help="without one: the welcome screen only")
    parser.add_argument("--out", type=Path, default=Path("screenshots"))
    parser.add_argument("--pages", default="")
    parser.add_argument("--languages", default="en,zh_CN")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--size", default="1280x720")
    parser.add_argument("--open", default="{}", help="JSON: page id -> options of its open()")
    options = parser.parse_args()
    wanted = options.pages.split(",") if options.pages else [spec.id for spec in PAGES]
    openings = json.loads(options.open)
    options.out.mkdir(parents=True, exist_ok=True)
    width, height = (int(number) for number in options.size.split("x"))

    QApplication.setStyle("Fusion")
    application = QApplication(sys.argv[:1])
    preferences = Preferences(language="en", theme="light")
    clientele = Clientele(application, preferences)
    clientele.window.resize(width, height)
    clientele.start(options.shop)
    settle(clientele)
    for language in options.languages.split(","):
        for theme in options.themes.split(","):
            preferences.language, preferences.theme = language, theme
            clientele.shell.preferences_changed.emit()
            for page in wanted if options.shop else ["welcome"]:
                if options.shop:
                    clientele.shell.navigate(page, **openings.get(page, {}))
                settle(clientele)
                name = options.out / f"{page}_{language}_{theme}.png"
                clientele.window.grab().save(str(name))
                print(name)
    clientele.window.close()


if __name__ == "__main__":
    main()
