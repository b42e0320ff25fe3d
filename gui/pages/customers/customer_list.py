"""The table of customers: search, filter by segment, sort, count, export."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from engine.customers.page import CustomersView, SegmentChoice
from engine.customers.table import CustomerPage, CustomerRow, customer_page
from engine.errors import ClienteleError
from gui import text
from gui.page import Page
from gui.pages.customers import wording
from gui.pages.customers.choosing import ChoosingBar
from gui.pages.customers.duplicates import DuplicatesNotice
from gui.tables import Column, RowsModel
from gui.widgets.basics import Button, Label, column, row
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.form import Choice
from gui.widgets.rows_table import RowsTable
from gui.widgets.search_box import SearchBox

#: The filter's key of "everyone", and the start of the keys of its headings, which cannot be chosen.
_EVERYONE, _HEADING = "", "#"
#: So many can be chosen at once; more are better a segment or a rule.
_MOST_CHOSEN = 5_000


class CustomerList(QWidget):
    """Shows a page of customers at a time; what is asked for is kept while a profile is looked at."""

    #: A customer was opened: the id and the place in the list.
    opened = Signal(int, int)
    #: The segment to filter by was changed: the view must know of it.
    segment_changed = Signal()
    #: Those who are listed shall be kept as a list.
    list_wanted = Signal()
    #: A question failed in a way the owner cannot mend here.
    failed = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._shell = shell = page.shell
        self.choosing = ChoosingBar(page)
        self.choosing.all_wanted.connect(self._choose_all)
        self.choosing.ended.connect(lambda: self.choose_several(False))
        self._today: date | None = None
        self._everyone = 0
        self._choices: dict[int, SegmentChoice] = {}
        self.segment_id: int | None = None
        self._segment: tuple[str, str] | None = None
        self.model = RowsModel(shell.tasks, self._columns(), customer_page, sort="net", descending=True)
        self.model.filters = {"search": "", "segment_id": None, "risk": ""}
        self.model.answered.connect(self._answered)
        self.model.failed.connect(self._not_answered)
        self.table = RowsTable(self.model, self.tr("Customers"), two_lines=True)
        self.table.opened.connect(self._open)
        self._ticks = len(self.model.columns) - 1
        self.table.horizontalHeader().moveSection(self._ticks, 0)
        self.table.setColumnHidden(self._ticks, True)
        self.search = SearchBox(self.tr("Search by name, e-mail or number"))
        self.search.setMinimumWidth(282)
        self.search.searched.connect(lambda words: self.model.ask(search=words))
        self.segment = Choice()
        self.segment.setAccessibleName(self.tr("Segment"))
        self.segment.setMinimumContentsLength(20)
        self.segment.view().setMinimumWidth(340)
        self.segment.activated.connect(lambda _: self._choose(self.segment.key))
        self.risk = Choice()
        self.risk.setAccessibleName(self.tr("Risk of staying away"))
        self.risk.fill(self._risks(), "")
        self.risk.activated.connect(lambda _: self.model.ask(risk=self.risk.key))
        self.risk.hide()
        self.found = Label("", "muted")
        self.export = Button(self.tr("Export…"), icon="export", on_click=self._export)
        self.export.setToolTip(self.tr("Save the customers that are listed now as a table (CSV)"))
        self.keep = Button(
            self.tr("Save as a fixed list…"), kind="icon", icon="save", on_click=self.list_wanted.emit
        )
        line = row(self.search, self.segment, self.risk, None, self.found, self.keep, self.export, spacing=12)
        self._nobody = EmptyState(
            "search",
            self.tr("Nobody matches"),
            self.tr("Try fewer letters, or another segment."),
            Button(self.tr("Show everyone"), icon="customers", on_click=self.show_everyone),
        )
        card = Card(padding=2)
        card.add(self.table, 1)
        self._states = QStackedWidget()
        self._states.addWidget(card)
        self._states.addWidget(self._nobody)
        self.duplicates = DuplicatesNotice()
        layout = column(line, self.duplicates, self.choosing, spacing=12)
        layout.setContentsMargins(0, 0, 12, 20)
        layout.addWidget(self._states, 1)
        self.setLayout(layout)

    def _columns(self) -> list[Column]:
        def money(who: CustomerRow) -> str:
            return text.amount(who.net_e4, self._currency)

        def chosen(who: CustomerRow) -> bool:
            return who.id in self.choosing.chosen

        return [
            Column(
                self.tr("Customer"),
                lambda who: text.customer_name(who.name, who.code),
                sort="name",
                second=lambda who: wording.contact(who.name, who.email, who.code, who.city, who.country),
            ),
            Column(
                self.tr("Segment"),
                lambda who: text.say(who.segment) if who.segment else "",
                badge=lambda who: wording.tone(who.segment_code),
                width=180,
            ),
            Column(
                self.tr("Orders"),
                lambda who: text.count(who.orders),
                sort="orders",
                number=True,
                width=90,
                descending_first=True,
            ),
            Column(
                self.tr("Spent"),
                money,
                sort="net",
                number=True,
                width=130,
                descending_first=True,
                tip=self.tr("What they paid in all, less what was given back"),
            ),
            Column(
                self.tr("Expected"),
                lambda who: "" if who.expected_e4 is None else text.amount(who.expected_e4, self._currency),
                sort="value",
                number=True,
                width=120,
                descending_first=True,
                tip=self.tr("What they are expected to spend in the days that the forecasts look ahead"),
            ),
            Column(
                self.tr("May stay away"),
                lambda who: "" if who.chance is None else wording.risk_words(who.chance, who.risk),
                sort="chance",
                badge=lambda who: wording.risk_tone(who.risk),
                width=160,
                descending_first=True,
                tip=self.tr("How likely they order nothing in the days that the forecasts look ahead"),
            ),
            self._day_column(self.tr("First order"), "first_at", "first"),
            self._day_column(self.tr("Last order"), "last_at", "last"),
            # Stands first while several are chosen.
            Column(
                "",
                lambda who: "☑" if chosen(who) else "☐",
                width=56,
                tone=lambda who: "accent" if chosen(who) else "muted",
            ),
        ]

    def _risks(self) -> list[tuple[str, str]]:
        return [
            ("", self.tr("Any risk")),
            ("slipping", self.tr("Slipping away")),
            *((risk, wording.risk_name(risk).capitalize()) for risk in ("high", "medium", "low")),
        ]

    def _day_column(self, title: str, attribute: str, sort: str) -> Column:
        def day(who: CustomerRow) -> date | None:
            at = getattr(who, attribute)
            return None if at is None else text.epoch_day(at, self._zone)

        def exact(who: CustomerRow) -> str:
            then = day(who)
            relative = wording.when(then, self._today)
            return "" if then is None or text.day(then) == relative else text.day(then)

        return Column(
            title,
            lambda who: wording.when(day(who), self._today),
            sort=sort,
            width=132,
            second=exact,
            descending_first=True,
            tip=self.tr("Counted back from the day of your shop's last order"),
        )

    # --- what the page does ---------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask for the rows anew: something about the customers changed."""
        shop = self._shell.tasks.shop
        if shop is not None:
            self._zone, self._currency = shop.zone, shop.settings.currency
            self.model.ask()

    def forget(self) -> None:
        """Another shop: nothing that was asked for holds any more."""
        self.choose_several(False)
        self.segment_id, self._segment = None, None
        self._clear_search()
        self.model.filters = {"search": "", "segment_id": None, "risk": ""}
        self.risk.fill(self._risks(), "")

    def show_choices(self, view: CustomersView) -> None:
        """Offer the segments there are, and follow the chosen one into its method's newest run."""
        before = self._today
        self._today, self._everyone = view.today, view.customers
        self._choices = {choice.id: choice for choice in view.segments}
        chosen = self._choices.get(self.segment_id or 0)
        if self.segment_id is not None and self._segment and (chosen is None or not chosen.current):
            again = next(
                (c for c in view.segments if c.current and (c.method, c.code) == self._segment), None
            )
            self._filter(again.id if again else None)
        elif chosen is not None and chosen.current:
            self._segment = (chosen.method, chosen.code)
        self._offer()
        self._show_forecasts(view.forecasts is not None)
        self._count(self.model.total)
        if before != view.today:
            self.table.viewport().update()

    def _show_forecasts(self, foretold: bool) -> None:
        """What is foretold takes the place of the first order, which tells least."""
        self.risk.setVisible(foretold)
        for sort, shown in (("value", foretold), ("chance", foretold), ("first", not foretold)):
            self.table.show_column(sort, shown)

    def show_risk(self, risk: str) -> None:
        """List the customers of a risk, whatever else was asked for, the likeliest to stay away first."""
        self.segment_id, self._segment = None, None
        self._clear_search()
        self.model.filters |= {"segment_id": None, "risk": risk}
        self.risk.fill(self._risks(), risk)
        self.model.sort_key, self.model.descending = "chance", True
        self._offer()
        self.model.ask()

    def show_segment(self, segment_id: int) -> None:
        """List the customers of a segment, also of an earlier run."""
        self._segment = None
        self.model.filters["risk"] = ""
        self.risk.fill(self._risks(), "")
        self._filter(segment_id)

    def _clear_search(self) -> None:
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.model.filters["search"] = ""

    def show_everyone(self) -> None:
        """Take back search and filters."""
        self._clear_search()
        self.model.filters["risk"] = ""
        self.risk.fill(self._risks(), "")
        self._choose(_EVERYONE)
        self._offer()
        self.table.setFocus()

    def choose_several(self, wanted: bool) -> None:
        """Let a click choose customers instead of opening them; afterwards nobody is chosen."""
        if not wanted:
            self.choosing.clear()
        self.choosing.setVisible(wanted)
        self.table.setColumnHidden(self._ticks, not wanted)
        # Shares the width among the columns that are there now.
        self.table.show_column("name", True)

    @property
    def chooses(self) -> bool:
        """Whether a click chooses."""
        return not self.choosing.isHidden()

    def go_to(self, place: int) -> None:
        """Mark the row at a place and bring it into sight."""
        self.table.setCurrentIndex(self.model.index(place, 0))

    @property
    def question(self) -> dict[str, Any]:
        """What is listed, as ``customer_page`` takes it."""
        return {**self.model.filters, "sort": self.model.sort_key, "descending": self.model.descending}

    # --- inside ---------------------------------------------------------------------------------------

    def _open(self, who: CustomerRow) -> None:
        if self.chooses:
            self.choosing.toggle(who.id, text.customer_name(who.name, who.code))
            self.table.viewport().update()
        else:
            self.opened.emit(who.id, self.table.currentIndex().row())

    def _choose_all(self) -> None:
        """Choose whoever is listed, as many as fit into one answer."""

        def listed(found: CustomerPage) -> None:
            self.choosing.add((who.id, text.customer_name(who.name, who.code)) for who in found.rows)
            self.table.viewport().update()

        self._shell.tasks.read(
            customer_page,
            owner=self,
            done=listed,
            failed=self.failed.emit,
            limit=_MOST_CHOSEN,
            **self.question,
        )

    def _offer(self) -> None:
        """List the segments below the way of grouping that they come from."""
        keys = [(_EVERYONE, self.tr("Everyone"))]
        method = ""
        for choice in self._choices.values():
            if choice.method != method:
                method = choice.method
                keys.append((_HEADING + method, text.say(choice.method_name)))
            keys.append((str(choice.id), self._words(choice)))
        self.segment.fill(keys, str(self.segment_id or _EVERYONE))
        model = self.segment.model()
        for place, (key, _) in enumerate(keys):
            if key.startswith(_HEADING) and isinstance(model, QStandardItemModel):
                model.item(place).setEnabled(False)
        self.segment.setVisible(len(keys) > 1)

    def _words(self, choice: SegmentChoice) -> str:
        name, size = text.say(choice.name), text.count(choice.customers)
        if not choice.current:
            return self.tr("{segment}, as of {day} ({count})").format(
                segment=name, day=text.day(choice.as_of), count=size
            )
        return self.tr("{segment} ({count})").format(segment=name, count=size)

    def _choose(self, key: str) -> None:
        chosen = self._choices.get(int(key)) if key else None
        self._segment = (chosen.method, chosen.code) if chosen and chosen.current else None
        self._filter(chosen.id if chosen else None)
        self.segment_changed.emit()

    def _filter(self, segment_id: int | None) -> None:
        self.segment_id = segment_id
        self.model.ask(segment_id=segment_id)

    def _answered(self, total: int) -> None:
        self.choosing.all.setEnabled(0 < total <= _MOST_CHOSEN)
        self.table.scrollToTop()
        self._states.setCurrentIndex(0 if total else 1)
        self.export.setEnabled(total > 0)
        self.keep.setEnabled(total > 0)
        self._count(total)

    def _count(self, total: int) -> None:
        words = self.model.filters["search"] or self.model.filters["risk"] or self.segment_id is not None
        if words and self._everyone:
            self.found.setText(
                self.tr("{n} of {all}").format(
                    n=text.count(total), all=self.tr("%Ln customers", "", self._everyone)
                )
            )
        else:
            self.found.setText(self.tr("%Ln customers", "", total))

    def _not_answered(self, problem: BaseException) -> None:
        gone = isinstance(problem, ClienteleError) and problem.key == "segment.missing"
        if gone and self.segment_id is not None:
            self.show_everyone()
        self.failed.emit(problem)

    def _export(self) -> None:
        chosen = self._choices.get(self.segment_id or 0)
        name = text.say(chosen.name) if chosen else self.tr("Customers")
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export these customers"), f"{name}.csv", "CSV (*.csv)"
        )
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write every customer that is listed to a file, in the order of the list."""
        self._shell.tasks.job(
            "engine.customers.export:export_found",
            {"out": path, "language": text.language(), **self.question},
            title=self.tr("Exporting customers"),
            owner=self,
            done=lambda count: self._shell.toast(
                self.tr("%Ln customers written to {file}", "", count).format(file=path.name)
            ),
            failed=self.failed.emit,
            cancelled=lambda: None,
        )
