"""Keeping some customers as a fixed list under a name, where they are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from engine.changes import Changes
from engine.segments.rules.own import LONGEST_NAME, save_list
from gui import errors
from gui.page import Page
from gui.widgets.basics import Button, Label, column, row


class SaveAsList(QWidget):
    """A name and a button; what is wrong with the name is said below it."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._customers: Sequence[int] = ()
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the list"))
        self.name.setPlaceholderText(self.tr("Name of the list"))
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setMinimumWidth(220)
        self.name.returnPressed.connect(self._save)
        self.name.textChanged.connect(lambda _: self._show_state())
        self.save = Button(self.tr("Save as a list"), icon="save", on_click=self._save)
        self._problem = Label("", "bad", wrap=True)
        self._problem.hide()
        self.setLayout(column(row(self.name, self.save, spacing=8), self._problem, spacing=4))
        self._show_state()

    def show_customers(self, customers: Sequence[int], name: str) -> None:
        """Offer to keep these; ``name`` is proposed unless the owner has written another."""
        if not self.name.isModified():
            self.name.setText(name[:LONGEST_NAME])
        self._customers = tuple(customers)
        self._problem.hide()
        self._show_state()

    def _show_state(self) -> None:
        self.save.setEnabled(bool(self._customers) and bool(self.name.text().strip()))

    def _save(self) -> None:
        if self.save.isEnabled():
            said = self.tr("List saved: it stands among your own segments")
            self._page.command(
                save_list,
                self.name.text(),
                self._customers,
                says=said,
                done=self._saved,
                failed=self._not_saved,
            )

    def _saved(self, _: tuple[Changes, int]) -> None:
        self.name.setModified(False)
        self._problem.hide()

    def _not_saved(self, problem: BaseException) -> None:
        self._problem.setText(errors.sentence(problem))
        self._problem.show()
