"""All the tables that were dropped: what was found in one sentence, and the list to go through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gui import text
from gui.pages.import_.file_queue import QueuedTable, State
from gui.pages.import_.question import CurrencyCard
from gui.pages.import_.table_list import TableList
from gui.widgets.basics import Label
from gui.widgets.card import Card


class QueueView(QWidget):
    """The list in a card, with what it says in sum above it."""

    opened = Signal(object)
    #: The owner ticked or unticked a table.
    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.card = Card(" ", " ")
        self.list = TableList()
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.list.opened.connect(self.opened)
        self.list.rows.ticked.connect(self.ticked)
        self.card.add(self.list, 1)
        hint = self.tr("Click a line to look at it. The tick says what is imported.")
        self.card.add(Label(hint, "caption", wrap=True))
        self.currency = CurrencyCard()
        layout.setSpacing(16)
        layout.addWidget(self.currency)
        layout.addWidget(self.card, 100)
        layout.addStretch(1)

    def show_tables(self, tables: Sequence[QueuedTable]) -> None:
        """List these tables."""
        states = Counter(table.state for table in tables)
        self.card.set_title(self._title(tables, states), self._told(states))
        self.list.show_tables(tables)

    def ask_currency(self, currency: str, told: str) -> None:
        """Show in which currency the shop adds up, while it has no order yet; empty: it has."""
        self.currency.setVisible(bool(currency))
        if currency:
            self.currency.show_currency(currency, told_by_file=currency == told)

    def _title(self, tables: Sequence[QueuedTable], states: Counter[State]) -> str:
        moving = states[State.IMPORTING] + states[State.WAITING]
        if moving:
            return self.tr("%Ln tables are on their way into your shop", "", moving)
        if states[State.READING]:
            return self.tr("%Ln files are being read", "", states[State.READING])
        return self.tr("%Ln tables were found", "", len(tables) - states[State.UNUSABLE])

    def _told(self, states: Counter[State]) -> str:
        parts = []
        if states[State.READY]:
            parts.append(self.tr("%Ln understood", "", states[State.READY]))
        if states[State.ASKS]:
            parts.append(self.tr("%Ln need an answer", "", states[State.ASKS]))
        if states[State.KNOWN]:
            parts.append(self.tr("%Ln are in your shop already", "", states[State.KNOWN]))
        if states[State.UNUSABLE]:
            parts.append(self.tr("%Ln cannot be used", "", states[State.UNUSABLE]))
        if states[State.DONE]:
            parts.append(self.tr("%Ln imported", "", states[State.DONE]))
        said = self.tr(", ").join(parts)
        order = self.tr("They are imported in this order, so that everything finds what it refers to.")
        said += self.tr(".") if said else ""
        return text.sentences(said, order) if states[State.READY] > 1 else said

    def select(self, table: QueuedTable) -> None:
        """Put the cursor back on the line that the owner comes from."""
        if table in self.list.rows.tables:
            self.list.setCurrentIndex(self.list.rows.index(self.list.rows.tables.index(table)))
        self.list.setFocus()
