"""Choosing several customers in the list, and what can be done with them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from engine.segments.rules import save_list
from gui.page import Page
from gui.pages.customers.look_alikes import Examples
from gui.pages.segments.keeping import ask_for_list
from gui.widgets.basics import Button, IconLabel, Label, column, row

#: So many of those chosen are named.
_NAMED = 4


class ChoosingBar(QFrame):
    """Who is chosen, kept through searches and filters; hidden until the owner wants to choose."""

    #: Customers like those chosen are wanted: ``Examples``.
    like_wanted = Signal(object)
    #: Everyone who is listed now is meant.
    all_wanted = Signal()
    #: Choosing is over.
    ended = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setProperty("role", "inset")
        self._page = page
        self.chosen: dict[int, str] = {}
        self._words = Label("", wrap=True)
        self.like = Button(self.tr("Find customers like these"), icon="search", on_click=self._like)
        self.write = Button(self.tr("Write to them"), icon="campaigns", on_click=self._write)
        self.keep = Button(self.tr("Save as a fixed list…"), icon="save", on_click=self._keep)
        self.all = Button(self.tr("Choose all listed"), kind="quiet", on_click=self.all_wanted.emit)
        self.end = Button(self.tr("Done"), kind="quiet", on_click=self.ended.emit)
        line = row(spacing=10)
        line.addWidget(IconLabel("check", "muted", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._words, 1)
        line.addWidget(self.all)
        line.addWidget(self.end)
        acts = row(self.like, self.write, self.keep, None, spacing=8)
        both = column(line, acts, spacing=8)
        both.setContentsMargins(14, 8, 8, 10)
        self.setLayout(both)
        self._show()
        self.hide()

    def toggle(self, customer: int, name: str) -> None:
        """Choose a customer, or choose them no more."""
        if self.chosen.pop(customer, None) is None:
            self.chosen[customer] = name
        self._show()

    def add(self, customers: Iterable[tuple[int, str]]) -> None:
        """Choose customers beside those who are chosen."""
        self.chosen.update(customers)
        self._show()

    def clear(self) -> None:
        """Nobody is chosen."""
        self.chosen.clear()
        self._show()

    def _show(self) -> None:
        count = len(self.chosen)
        names = self.tr(", ").join(list(self.chosen.values())[:_NAMED])
        if not count:
            self._words.setText(self.tr("Click the customers you mean; search and filter as you like."))
        elif count <= _NAMED:
            self._words.setText(self.tr("Chosen: {names}").format(names=names))
        else:
            self._words.setText(
                self.tr("Chosen: {names} and %Ln more", "", count - _NAMED).format(names=names)
            )
        for button in (self.like, self.write, self.keep):
            button.setEnabled(count > 0)

    def _like(self) -> None:
        count = len(self.chosen)
        name = next(iter(self.chosen.values())) if count == 1 else self.tr("these %Ln", "", count)
        self.like_wanted.emit(Examples(name, tuple(self.chosen)))

    def _write(self) -> None:
        self._page.shell.navigate("campaigns", customer_ids=tuple(self.chosen))

    def _keep(self) -> None:
        ask_for_list(
            self._page,
            self.tr("The customers you have chosen are kept as a list that stays as it is."),
            "",
            save_list,
            customers=tuple(self.chosen),
        )
