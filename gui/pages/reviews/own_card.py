"""Aspects that the owner adds: a name and a few words that customers use for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from engine.reviews.analysis import add_aspect, remove_aspect
from gui.page import Page
from gui.widgets.basics import Button, Label, clear, column, row
from gui.widgets.card import Card
from gui.widgets.form import Field

_BETWEEN = re.compile(r"[,，、;；]")


class OwnAspectsCard(Card):
    """The list of them, and two fields for the next."""

    def __init__(self, page: Page) -> None:
        super().__init__(
            self.tr("Your own topics"),
            self.tr("What matters in your shop alone: a name, and words that customers use for it."),
        )
        self._page = page
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.name, self.words = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(self.tr("Refill"))
        self.words.setPlaceholderText(self.tr("refill, top up, pouch"))
        self.keep = Button(self.tr("Add topic"), icon="add", on_click=self._add)
        self.keep.setEnabled(False)
        for editor in (self.name, self.words):
            editor.textChanged.connect(self._check)
            editor.returnPressed.connect(self._add)
        fields = row(spacing=12)
        fields.addWidget(Field(self.tr("Topic"), self.name), 1)
        fields.addWidget(Field(self.tr("Words for it"), self.words), 2)
        self.add(self._list)
        self.add(fields)
        self.add(row(None, self.keep))

    def show_own(self, own: Sequence[tuple[str, Sequence[str]]]) -> None:
        """List them."""
        clear(self._list)
        for name, words in own:
            delete = Button(
                self.tr("Remove the topic"), kind="icon", icon="delete", on_click=partial(self._remove, name)
            )
            delete.setAccessibleName(self.tr("Remove the topic {name}").format(name=name))
            told = column(Label(name, "strong", wrap=True), Label(", ".join(words), "caption", wrap=True))
            line = row(spacing=8)
            line.addLayout(told, 1)
            line.addWidget(delete)
            made = QWidget()
            made.setLayout(line)
            self._list.addWidget(made)

    def _check(self) -> None:
        self.keep.setEnabled(bool(self.name.text().strip() and self.words.text().strip()))

    def _add(self) -> None:
        if not self.keep.isEnabled():
            return
        words = [word.strip() for word in _BETWEEN.split(self.words.text()) if word.strip()]

        def added(_: object) -> None:
            self.name.clear()
            self.words.clear()

        says = self.tr("Topic added; it counts when the reviews are read again")
        self._page.command(add_aspect, self.name.text(), words, done=added, says=says)

    def _remove(self, name: str) -> None:
        self._page.command(remove_aspect, name, says=self.tr("Topic removed"))
