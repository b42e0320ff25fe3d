"""Keeping some customers as a fixed list of the owner's, from wherever they are looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from engine.segments.rules import LONGEST_NAME
from gui.page import Page
from gui.widgets.name_dialog import NameDialog

translate = QCoreApplication.translate


def ask_for_list(page: Page, about: str, suggested: str, save: Callable[..., Any], **who: Any) -> None:
    """Ask for a name, then ``save(shop, name=…, **who)``; a name that is taken is told in the banner."""
    dialog = NameDialog(
        page,
        translate("Keeping", "Save as a fixed list"),
        about,
        suggested[:LONGEST_NAME],
        lambda name: page.command(
            save,
            name=name,
            says=translate("Keeping", "List saved: you find it under Segments, “Your own”"),
            **who,
        ),
        longest=LONGEST_NAME,
    )
    dialog.open()
