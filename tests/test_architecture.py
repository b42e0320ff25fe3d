"""The walls of the house: the engine knows no screen, and the window starts without the heavy libraries."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("pandas", "numpy", "sklearn", "scipy", "torch", "pyarrow", "pyqtgraph", "sqlalchemy", "babel")


def modules_of(package: str) -> list[str]:
    """Every module of a package by its dotted name, found on disk."""
    found = []
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "migrations" not in parts:
            found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def run(source: str, tmp_path: Path) -> str:
    """What a fresh process prints."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "CLIENTELE_HOME": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", source], env=environment, capture_output=True, text=True, timeout=110
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_engine_module_imports_without_a_screen(tmp_path: Path) -> None:
    names = modules_of("engine")
    assert len(names) > 30
    source = f"""
import importlib, sys
for name in {names!r}:
    importlib.import_module(name)
print([name for name in sys.modules if name.split('.')[0] in ('PySide6', 'shiboken6', 'gui')])
"""
    assert run(source, tmp_path).strip() == "[]"


@pytest.mark.parametrize("screen", ["None", "home"])
def test_the_window_starts_without_the_heavy_libraries(screen: str, tmp_path: Path) -> None:
    shop = tmp_path / "shop.clientele"
    if screen == "home":
        from engine.shop import Shop

        Shop.create(shop).close()
    source = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from gui.app import Clientele
from gui.preferences import Preferences
app = QApplication([])
clientele = Clientele(app, Preferences(language="en", theme="light"))
clientele.start({f"Path({str(shop)!r})" if screen == "home" else "None"})
clientele.window.repaint()
assert clientele.window.isVisible()
loaded = {{name.split('.')[0] for name in sys.modules}}
print(sorted(loaded & set({HEAVY!r})))
"""
    assert run(source, tmp_path).strip() == "[]"


def test_the_worker_process_never_loads_qt(tmp_path: Path) -> None:
    source = "import sys, gui.worker; print([m for m in sys.modules if m.startswith('PySide6')])"
    assert run(source, tmp_path).strip() == "[]"


def test_only_the_store_speaks_sql() -> None:
    wrong = []
    for path in sorted((ROOT / "gui").rglob("*.py")) + sorted((ROOT / "engine").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        if place.startswith("engine/store/"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                names = [alias.name for alias in node.names]
                module = getattr(node, "module", None) or ""
                typed_only = module == "sqlalchemy" and names == ["Connection"]
                if "sqlite3" in (module, *names) or (
                    (module.startswith("sqlalchemy") or "sqlalchemy" in names) and not typed_only
                ):
                    wrong.append(place)
    assert wrong == []


def test_pages_do_no_arithmetic_with_frames() -> None:
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "gui").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        and {
            name.split(".")[0]
            for name in (getattr(node, "module", None) or "", *(alias.name for alias in node.names))
        }
        & {"pandas", "numpy", "sklearn", "scipy"}
    ]
    assert wrong == []


def test_only_the_charts_know_the_chart_library() -> None:
    users = {
        path.relative_to(ROOT).parts[:2]
        for path in (ROOT / "gui").rglob("*.py")
        if "import pyqtgraph" in path.read_text("utf-8")
    }
    assert users == {("gui", "charts")}


def test_every_sentence_is_translatable() -> None:
    """An f-string inside tr() is extracted as a string that never matches."""
    wrong = []
    for path in sorted((ROOT / "gui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                context = isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
                place = 1 if name == "translate" and context else 0
                literal = node.args[place : place + 1]
                built = (ast.JoinedStr, ast.BinOp, ast.Call)
                spoken = name == "tr" or (name == "translate" and place == 1)
                if spoken and literal and isinstance(literal[0], built):
                    wrong.append(f"{path.relative_to(ROOT).as_posix()}:{node.lineno}")
    assert wrong == []
