"""What the owner writes down about a customer."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from engine.changes import Changes
from engine.customers.notes import add_note, delete_note
from engine.customers.profile import CustomerProfile, Note
from gui import text
from gui.page import Page
from gui.pages.customers import wording
from gui.widgets.basics import Button, Label, clear, column, row
from gui.widgets.card import Card

#: Lines that the editor shows at once; longer notes scroll.
_LINES = 3


class CustomerNotesCard(Card):
    """Notes, the newest first, and a field for the next; what is not kept yet waits for one's return."""

    def __init__(self, page: Page) -> None:
        super().__init__(self.tr("Notes"))
        self._page = page
        self._customer = 0
        self._drafts: dict[int, str] = {}
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName(self.tr("New note"))
        self.editor.setPlaceholderText(self.tr("Prefers delivery on Fridays, has two cats…"))
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(_LINES * QFontMetrics(self.editor.font()).lineSpacing() + 28)
        self.keep = Button(self.tr("Keep note"), icon="add", on_click=self._add)
        self.keep.setEnabled(False)
        self.editor.textChanged.connect(lambda: self.keep.setEnabled(bool(self.editor.toPlainText().strip())))
        self._notes = QVBoxLayout()
        self._notes.setSpacing(8)
        self.add(self._notes)
        self.add(self.editor)
        self.add(row(None, self.keep))

    def show_profile(self, profile: CustomerProfile) -> None:
        """Show the notes; a draft that was left comes back."""
        if profile.id != self._customer:
            self._customer = profile.id
            self.editor.setPlainText(self._drafts.pop(profile.id, ""))
        clear(self._notes)
        for note in profile.notes:
            self._notes.addWidget(self._note(note))

    def keep_draft(self) -> None:
        """Remember what is written and not kept yet."""
        words = self.editor.toPlainText()
        if words.strip():
            self._drafts[self._customer] = words
        else:
            self._drafts.pop(self._customer, None)

    def forget(self) -> None:
        """Another shop."""
        self._drafts.clear()
        self._customer = 0
        self.editor.clear()

    def _note(self, note: Note) -> QWidget:
        shop = self._page.shell.tasks.shop
        day = text.day(text.epoch_day(note.at, shop.zone if shop else None))
        delete = Button(
            self.tr("Delete the note"), kind="icon", icon="delete", on_click=partial(self._delete, note.id)
        )
        delete.setAccessibleName(self.tr("Delete the note of {day}").format(day=day))
        told = column(Label(wording.breakable(note.body), wrap=True), Label(day, "caption"), spacing=0)
        line = row(spacing=8)
        line.addLayout(told, 1)
        line.addWidget(delete)
        made = QWidget()
        made.setLayout(line)
        return made

    def _add(self) -> None:
        words, customer = self.editor.toPlainText(), self._customer

        def added(_: Changes) -> None:
            self._drafts.pop(customer, None)
            if customer == self._customer and self.editor.toPlainText() == words:
                self.editor.clear()

        self._page.command(add_note, customer, words, done=added, says=self.tr("Note kept"))

    def _delete(self, note: int) -> None:
        self._page.command(delete_note, note, says=self.tr("Note deleted"))
