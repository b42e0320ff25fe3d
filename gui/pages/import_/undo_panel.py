"""Before an import is taken back: what that changes, and the two ways on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from engine.words import Text
from gui import text
from gui.widgets.basics import Button, IconLabel, Label, column, row
from gui.widgets.card import Card


class UndoPanel(Card):
    """Tells what taking an import back changes; hidden until asked."""

    #: Take it back: the id of the import and its file.
    confirmed = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._import, self._file = 0, ""
        self.title = Label("", "section", wrap=True)
        self.told = Label("", wrap=True)
        self.again = Label(self.tr("You can import the file again at any time."), "muted", wrap=True)
        self.go = Button(self.tr("Take it back"), kind="danger", icon="undo", on_click=self._confirm)
        self.keep = Button(self.tr("Keep it"), on_click=self.hide)
        said = column(self.title, self.told, self.again, 4, row(self.go, self.keep, None), None, spacing=4)
        layout = row(column(IconLabel("undo", "accent", 20), None), spacing=12)
        layout.addLayout(said, 1)
        self.add(layout)
        self.hide()

    def ask(self, import_id: int, file: str, changes: Sequence[Text]) -> None:
        """Show what it changes, and put the cursor on the answer."""
        self._import, self._file = import_id, file
        self.title.setText(self.tr("Take back the import of {file}?").format(file=file))
        self.told.setText(text.sentences(*map(text.say, changes)))
        self.told.setVisible(bool(changes))
        self.show()
        self.keep.setFocus()

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit(self._import, self._file)
