"""A small dialog that asks for one name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from gui.widgets.basics import Button, Label, column, row
from gui.widgets.form import Field


class NameDialog(QDialog):
    """Title and explanation, a field with a suggestion, and a button that does it; ``then`` gets the name."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        about: str,
        suggested: str,
        then: Callable[[str], object],
        *,
        longest: int,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.editor = QLineEdit(suggested)
        self.editor.setMaxLength(longest)
        self.editor.setMinimumWidth(360)
        self.editor.selectAll()
        self.keep = Button(title, kind="primary", on_click=self.accept)
        self.keep.setDefault(True)
        self.keep.setEnabled(bool(suggested.strip()))
        cancel = Button(self.tr("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        self.editor.textChanged.connect(lambda words: self.keep.setEnabled(bool(words.strip())))
        self.setLayout(
            column(
                Label(about, wrap=True),
                Field(self.tr("Name"), self.editor),
                row(None, cancel, self.keep),
                spacing=16,
                margins=20,
            )
        )
        self.accepted.connect(lambda: then(self.editor.text()))
        self.finished.connect(self.deleteLater)
