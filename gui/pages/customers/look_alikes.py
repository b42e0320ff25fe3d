"""Customers like some: a list with what each shares with them, to write to or to keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from engine.campaigns.audience import Pick
from engine.embeddings import Alike, LookAlikes, look_alikes
from engine.errors import ClienteleError
from engine.segments.rules import save_list
from engine.words import Text
from gui import errors, text
from gui.page import Page
from gui.pages.customers import likeness_job
from gui.pages.segments.keeping import ask_for_list
from gui.tables import Column, ListModel
from gui.widgets.basics import Button, Label, clear, column, row
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.form import Choice
from gui.widgets.rows_table import RowsTable

_HOW_MANY = (20, 50, 100, 200, 500)


@dataclass(frozen=True)
class Examples:
    """Whom others shall be like: customers by id, or a segment's, and how they are called."""

    name: str
    customers: tuple[int, ...] = ()
    pick: Pick | None = None


class LookAlikesView(QWidget):
    """A level of the Customers page; ``page`` asks and commands for it."""

    #: A customer was opened: the id.
    opened = Signal(int)
    #: The examples are others now: the heading follows.
    changed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.examples = Examples("")
        self._found: LookAlikes | None = None
        self.how_many = Choice()
        self.how_many.setAccessibleName(self.tr("How many"))
        self.how_many.fill([(str(n), self.tr("The %Ln most alike", "", n)) for n in _HOW_MANY], "50")
        self.how_many.setMinimumContentsLength(16)
        self.how_many.activated.connect(lambda _: self._ask())
        self.write = Button(
            self.tr("Write to them"), kind="primary", icon="campaigns", on_click=self._write_to_them
        )
        self.keep = Button(self.tr("Save as a fixed list…"), icon="save", on_click=self._keep_them)
        self._about = Label("", "muted", wrap=True)
        self.model = ListModel(self._columns())
        self.table = RowsTable(self.model, self.tr("Customers who are alike"), two_lines=True)
        self.table.opened.connect(lambda who: self.opened.emit(who.customer_id))
        card = Card(padding=2)
        card.add(self.table, 1)
        listed = column(row(self.how_many, None, self.keep, self.write, spacing=12), self._about, spacing=12)
        listed.addWidget(card, 1)
        self._listed, self._instead = QWidget(), QWidget()
        self._listed.setLayout(listed)
        self._instead.setLayout(column())
        self._states = QStackedWidget()
        self._states.addWidget(self._listed)
        self._states.addWidget(self._instead)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 12, 20)
        whole.addWidget(self._states)
        self.setFocusProxy(self.table)

    def _columns(self) -> list[Column]:
        def amount(who: Alike) -> str:
            return text.amount(who.net_e4, self._found.currency) if self._found else ""

        return [
            Column(
                self.tr("Customer"),
                lambda who: text.customer_name(who.name, who.code),
                second=lambda who: text.say(who.reason),
            ),
            Column(
                self.tr("Segment"),
                lambda who: text.say(who.segment) if who.segment else "",
                badge="accent",
                width=190,
            ),
            Column(
                self.tr("Orders"), lambda who: text.count(who.orders), sort="orders", number=True, width=90,
                descending_first=True,
            ),
            Column(self.tr("Spent"), amount, sort="net_e4", number=True, width=130, descending_first=True),
            Column(
                self.tr("Last order"),
                lambda who: text.day(who.last_day),
                sort="last_day",
                width=132,
                descending_first=True,
            ),
        ]  # fmt: skip

    # --- asking ---------------------------------------------------------------------------------------

    def show_examples(self, examples: Examples) -> None:
        """Find who is like others than before."""
        self.examples, self._found = examples, None
        self.model.sort_key = ""
        self.model.show_rows(())
        self._ask()
        self.changed.emit()

    def again(self) -> None:
        """Somebody or something changed: ask the same anew."""
        if self.examples.customers or self.examples.pick is not None:
            self._ask()

    def _ask(self) -> None:
        asked: dict[str, Any] = {"pick": self.examples.pick, "n": int(self.how_many.key)}
        examples = self.examples

        def done(found: LookAlikes) -> None:
            if examples is self.examples:
                self._show(found)

        self._page.ask(look_alikes, examples.customers, done=done, failed=self._not_found, **asked)

    def _show(self, found: LookAlikes) -> None:
        self._found = found
        self.model.show_rows(found.rows)
        self._states.setCurrentWidget(self._listed)
        way = self.tr("Compared by: {way}. As of {day}.").format(
            way=text.say(Text(f"embedding.method.{found.method}")), day=text.day(found.as_of)
        )
        missing = found.asked - found.examples
        unknown = self.tr("%Ln of those asked for had not ordered by then.", "", missing) if missing else ""
        stale = (
            self.tr("Orders came or changed since then: “Who resembles whom” learns again.")
            if found.stale
            else ""
        )
        self._about.setText(text.sentences(self.tr("The most alike first."), way, unknown, stale))
        for button in (self.keep, self.write):
            button.setEnabled(bool(found.rows))
        self.changed.emit()

    def _not_found(self, problem: BaseException) -> None:
        """Nothing was learned yet, or these came since: the way on is to learn."""
        if not isinstance(problem, ClienteleError) or problem.key not in (
            "embedding.not_learned",
            "embedding.nobody_known",
        ):
            self._page.show_problem(problem)
            return
        layout = self._instead.layout()
        assert isinstance(layout, QVBoxLayout)
        clear(layout)
        learn = Button(self.tr("Find out"), kind="primary", icon="customers", on_click=self._learn)
        learn.setEnabled(not likeness_job.is_running(self._page))
        sentence = (
            self.tr("First, all customers are compared: what they buy, how often and when.")
            if problem.key == "embedding.not_learned"
            else errors.sentence(problem)
        )
        layout.addWidget(EmptyState("customers", self.tr("Who resembles whom?"), sentence, learn))
        self._states.setCurrentWidget(self._instead)

    def _learn(self) -> None:
        likeness_job.start(self._page, self, self.again)
        for button in self._instead.findChildren(Button):
            button.setEnabled(False)

    # --- acting ---------------------------------------------------------------------------------------

    @property
    def _people(self) -> tuple[int, ...]:
        return tuple(who.customer_id for who in self._found.rows) if self._found is not None else ()

    def _write_to_them(self) -> None:
        self._page.shell.navigate("campaigns", customer_ids=self._people)

    def _keep_them(self) -> None:
        ask_for_list(
            self._page,
            self.tr("The customers who are listed now are kept as a list that stays as it is."),
            self.tr("Like {name}").format(name=self.examples.name),
            save_list,
            customers=self._people,
        )

    def heading(self) -> tuple[str, str]:
        """Title and the line below it."""
        title = self.tr("Customers like {name}").format(name=self.examples.name)
        return title, self.tr("%Ln examples", "", self._found.examples) if self._found else ""
