"""Opening the sample shop from anywhere in the window: made once, then opened again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from gui.preferences import folder
from gui.shell import Shell

_translate = QCoreApplication.translate

#: Where the invented shop comes from.
_JOB = "engine.sample:create_sample"


def sample_path() -> Path:
    """Where the sample shop lies or will lie."""
    return folder() / f"{_translate('SampleShop', 'Sample shop')}.clientele"


def open_sample(
    shell: Shell,
    owner: QObject,
    failed: Callable[[BaseException], None],
    opened: Callable[[str], None] | None = None,
) -> None:
    """Make the sample shop if there is none yet, then open it (or hand its path to ``opened``)."""
    path = sample_path()
    go = opened or shell.shop_wanted.emit
    if path.exists():
        go(str(path))
        return
    folder().mkdir(parents=True, exist_ok=True)
    shell.tasks.job(
        _JOB,
        {"path": path},
        title=_translate("SampleShop", "Making the sample shop"),
        owner=owner,
        done=lambda _: go(str(path)),
        failed=failed,
        with_shop=False,
    )
