"""Segments: choose a way of grouping, see the groups as a list or map, and act on one of them."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QDateEdit,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QWidget,
)

from engine.errors import ClienteleError
from engine.segments import (
    Member,
    SegmentCard,
    SegmentRunView,
    SegmentsPage,
    export_segment,
    run_of_segment,
    segment_customers,
    segments_page,
)
from engine.shop import Shop
from gui import text
from gui.page import Page
from gui.pages.segments import messages
from gui.pages.segments.certainty import Certainty
from gui.pages.segments.detail import GroupDetail
from gui.pages.segments.group_list import GroupList, GroupRow
from gui.pages.segments.map_card import MapCard
from gui.tasks import Job
from gui.widgets.basics import Button, Label, clear, column, row
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.form import Choice
from gui.widgets.segmented import Segmented

#: From this width on, list and map stand side by side.
_WIDE = 1500
#: So many names make a group tangible.
_NAMES = 5


class GroupsPage(Page):
    """Master and detail: groups at the left, the chosen one at the right."""

    scrolls = False

    def build(self) -> None:
        self._view: SegmentsPage | None = None
        self._shop: Shop | None = None
        self._method = ""
        self._run_id: int | None = None
        self._group: int | None = None
        self._code = ""
        self._refused: dict[str, ClienteleError] = {}
        self._job: Job | None = None
        self._build_header()
        self._build_choices()
        self._list = GroupList(
            self.tr("Groups of customers"),
            (self.tr("Group"), self.tr("Customers"), self.tr("% of customers"), self.tr("% of sales")),
        )
        self._list.chosen.connect(self._choose)
        self._list_menu = self._list.menu_button()
        self._line.addWidget(self._list_menu)
        list_card = Card(padding=12)
        list_card.add(self._list, 1)
        self.map = MapCard()
        self.map.chosen.connect(self._choose_code)
        self.certainty = Certainty()
        self.detail = GroupDetail()
        self.detail.write_wanted.connect(self._write)
        self.detail.customers_wanted.connect(self._see_customers)
        self.detail.export_wanted.connect(self._export)
        self.detail.customer_wanted.connect(lambda id: self.shell.navigate("customers", customer=id))
        self._masters = QStackedWidget()
        for card in (list_card, self.map, self.certainty):
            self._masters.addWidget(card)
        self._shown = {"groups": list_card, "map": self.map, "certainty": self.certainty}
        groups = QWidget()
        self._columns = QHBoxLayout(groups)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(16)
        self._columns.addWidget(self._masters, 15)
        self._columns.addWidget(self.detail, 12)
        self._wide = False
        self._inside = QStackedWidget()
        self._groups_part = groups
        self._message = QWidget()
        self._message.setLayout(column())
        self._inside.addWidget(groups)
        self._inside.addWidget(self._message)
        self.add(self._inside, 1)

    def _build_header(self) -> None:
        self.as_of = QDateEdit()
        self.as_of.setCalendarPopup(True)
        self.as_of.setDisplayFormat("yyyy年M月d日" if text.language() == "zh_CN" else "d MMM yyyy")
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            # Qt's red is no colour of either theme.
            self.as_of.calendarWidget().setWeekdayTextFormat(weekend, QTextCharFormat())
        self.as_of.calendarWidget().setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self.as_of.setToolTip(self.tr("Only orders up to this day count; the last order's day by default"))
        name = Label(self.tr("As of"), "muted")
        name.setBuddy(self.as_of)
        self.as_of.setAccessibleName(self.tr("As of"))
        self.go = Button(self.tr("Group my customers"), icon="segments", on_click=self.group_customers)
        self._header = QWidget()
        self._header.setLayout(row(name, self.as_of, self.go, spacing=8))
        self._header.hide()
        self.add_action(self._header)

    def _build_choices(self) -> None:
        self.method = Choice()
        self.method.setAccessibleName(self.tr("Way of grouping"))
        self.method.setMinimumContentsLength(30)
        self.method.activated.connect(lambda _: self._choose_method(self.method.key))
        self.views = Segmented(
            self.tr("View"),
            [
                ("groups", self.tr("Groups")),
                ("map", self.tr("Map")),
                ("certainty", self.tr("How sure?")),
            ],
        )
        self.views.chosen.connect(self._choose_view)
        self.history = Button(
            self.tr("Earlier groupings"), kind="quiet", icon="clock", on_click=self._open_history
        )
        self._line = row(self.method, self.views, None, self.history, spacing=12)
        self.add(self._line)

    # --- reading --------------------------------------------------------------------------------------

    @staticmethod
    def load(shop: Shop, **request: Any) -> SegmentsPage:
        return segments_page(shop, **request)

    def request(self) -> dict[str, Any]:
        before, self._shop = self._shop, self.shell.tasks.shop
        if before is not None and before is not self._shop:
            self._method, self._run_id, self._group, self._code = "", None, None, ""
            self._refused.clear()
        return {"method": self._method, "run_id": self._run_id}

    def open(self, **options: Any) -> None:
        """Show a ``segment`` by its id, a ``run``, or the group of a ``code`` in a ``method``'s newest run.

        ``view`` is groups, map or certainty.
        """
        view, code, method = (options.get(name, "") for name in ("view", "code", "method"))
        if view:
            self.views.choose(view)
        if options.get("segment") is not None:
            self._group, self._code = options["segment"], ""
            self.ask(run_of_segment, segment_id=self._group, done=self._open_run)
        elif options:
            self._code = code or self._code
            self._show(method or self._method, options.get("run"))

    def _open_run(self, run: int | None) -> None:
        self._show("", run)

    def _show(self, method: str, run_id: int | None = None) -> None:
        self._method, self._run_id = method, run_id
        self.refresh()

    def is_empty(self, view: SegmentsPage) -> bool:
        # Without an order there is nothing to choose from either.
        self._header.setVisible(view.last_day is not None)
        self.set_heading(self.spec.title)
        return view.last_day is None

    def empty_state(self) -> EmptyState:
        return messages.no_orders(lambda: self.shell.navigate("import"))

    def show_view(self, view: SegmentsPage) -> None:
        self._view = view
        self._method = view.method
        self.method.fill([(each.key, text.say(each.name)) for each in view.methods], view.method)
        self._fill_days(view)
        self.history.setVisible(len(view.runs) > 1)
        refused = self._refused.get(view.method)
        if refused is not None:
            self._show_message(self._refusal(view, refused), can_group=True)
        elif view.run is None:
            about = next((text.say(each.about) for each in view.methods if each.key == view.method), "")
            made = messages.not_grouped(about, self.group_customers, working=self._job is not None)
            self._show_message(made, can_group=False)
        else:
            self._show_run(view, view.run)

    def _fill_days(self, view: SegmentsPage) -> None:
        if view.first_day is None or view.last_day is None:
            return
        first, last = _to_qt(view.first_day), _to_qt(view.last_day)
        other = (self.as_of.minimumDate(), self.as_of.maximumDate()) != (first, last)
        self.as_of.setDateRange(first, last)
        if other:
            self.as_of.setDate(last)

    def _show_message(self, message: EmptyState, *, can_group: bool) -> None:
        self.banner.clear()
        self.views.hide()
        self._list_menu.hide()
        self.go.setVisible(can_group)
        holder = self._message.layout()
        if holder is not None:
            clear(holder)
            holder.addWidget(message)
        self._inside.setCurrentWidget(self._message)

    def _refusal(self, view: SegmentsPage, problem: ClienteleError) -> EmptyState:
        other = next((each for each in view.methods if each.key != view.method), None)
        way_on = way_back = None
        if problem.key == "segment.no_natural_groups" and other is not None:
            way_on = Button(
                text.say(other.name), kind="primary", on_click=partial(self._choose_method, other.key)
            )
        elif problem.key == "segment.before_first_order":
            way_on = Button(
                self.tr("Group as of the last order"), kind="primary", on_click=self._group_as_of_last
            )
        if view.run is not None:
            way_back = Button(self.tr("Show the earlier grouping"), on_click=self._forget_refusal)
        return messages.refusal(problem, way_on, way_back)

    def _show_run(self, view: SegmentsPage, run: SegmentRunView) -> None:
        filled = sum(card.segment.customers > 0 for card in view.cards)
        self.set_heading(
            self.spec.title,
            self.tr("As of {day} · {customers} · {groups}").format(
                day=text.day(run.as_of),
                customers=self.tr("%Ln customers", "", run.customers),
                groups=self.tr("%Ln groups", "", filled),
            ),
        )
        self._tell_age(view, run)
        self.go.show()
        self.views.show()
        names = {card.segment.code: text.say(card.segment.name) for card in view.cards}
        if view.map is not None:
            self.map.show_map(view.map, names, run.currency)
        self.certainty.show_run(view)
        rows = [_row(card) for card in view.cards]
        wanted = next(
            (card.segment.id for card in view.cards if card.segment.code == self._code), self._group
        )
        summary = ". ".join(f"{each.name}: {each.sentence}" for each in rows)
        group = self._list.show_rows(rows, summary, wanted)
        self._inside.setCurrentWidget(self._groups_part)
        self._arrange()
        if group is not None:
            self._choose(group)

    def _tell_age(self, view: SegmentsPage, run: SegmentRunView) -> None:
        if not view.is_newest:
            back = Button(self.tr("Show the newest"), kind="quiet", on_click=partial(self._show, run.method))
            self.banner.tell(
                self.tr(
                    "This is an earlier grouping, as of {day}. Campaigns go to the groups of the newest."
                ).format(day=text.day(run.as_of)),
                "info",
                back,
            )
        elif view.newer_day is not None and self._job is None:
            again = Button(self.tr("Group again"), kind="quiet", on_click=self._group_as_of_last)
            self.banner.tell(
                self.tr("Orders up to {day} have come in since this grouping.").format(
                    day=text.day(view.newer_day)
                ),
                "info",
                again,
            )
        else:
            self.banner.clear()

    # --- choosing -------------------------------------------------------------------------------------

    def _choose_method(self, method: str) -> None:
        self._group, self._code = None, ""
        self._show(method)

    def _choose_view(self, view: str) -> None:
        self._masters.setCurrentWidget(self._shown[view])
        listed = view == "groups" and self._inside.currentWidget() is self._groups_part
        self._list_menu.setVisible(listed)

    def _choose(self, group: int) -> None:
        card = self._card(group)
        if card is None or self._view is None:
            return
        # The code finds the same group again in the next run, the id only in this one.
        self._group, self._code = group, card.segment.code
        self.map.mark(self._code)
        self.detail.show_card(card, writable=self._view.is_newest)
        currency = self._view.run.currency if self._view.run else ""
        self.ask(
            segment_customers,
            segment_id=group,
            limit=_NAMES,
            done=lambda members: self._show_members(group, members, currency),
        )

    def _show_members(self, group: int, members: list[Member], currency: str) -> None:
        if group == self._group:
            self.detail.show_members(members, currency)

    def _choose_code(self, code: str) -> None:
        for card in self._view.cards if self._view else ():
            if card.segment.code == code:
                self._list.choose(card.segment.id)

    def _card(self, group: int | None) -> SegmentCard | None:
        cards = self._view.cards if self._view else ()
        return next((card for card in cards if card.segment.id == group), None)

    def _open_history(self) -> None:
        menu = QMenu(self.history)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view = self._view
        zone = self._shop.zone if self._shop else None
        for run in view.runs if view else ():
            words = self.tr("As of {day} · {customers} · made {when}").format(
                day=text.day(run.as_of),
                customers=self.tr("%Ln customers", "", run.customers),
                when=text.moment(run.created_at, zone),
            )
            action = menu.addAction(words, partial(self._show, run.method, run.id))
            action.setCheckable(True)
            action.setChecked(view is not None and view.run is not None and view.run.id == run.id)
        menu.popup(self.history.mapToGlobal(QPoint(0, self.history.height())))

    # --- grouping -------------------------------------------------------------------------------------

    def group_customers(self) -> None:
        """Run the chosen method as of the chosen day, as a job that can be cancelled."""
        if self._job is not None or self._view is None:
            return
        method, day = self._method, self.as_of.date()
        # The last order's day is said as "now", so that today's returns of earlier sales count as well.
        as_of = None if day == self.as_of.maximumDate() else day.toPython()
        self._job = self.shell.tasks.job(
            "engine.segments:run_segmentation",
            {"method": method, "as_of": as_of},
            title=self.tr("Grouping customers"),
            owner=self,
            done=self._grouped,
            failed=lambda problem: self._not_grouped(method, problem),
            cancelled=self._end_job,
            topics=frozenset({"segments"}),
        )
        self._lock(True)

    def _group_as_of_last(self) -> None:
        self.as_of.setDate(self.as_of.maximumDate())
        self._refused.pop(self._method, None)
        self.group_customers()

    def _grouped(self, run: SegmentRunView) -> None:
        self._refused.pop(run.method, None)
        self._method, self._run_id = run.method, run.id
        self._end_job()
        self.shell.toast(self.tr("%Ln customers grouped", "", run.customers))

    def _not_grouped(self, method: str, problem: BaseException) -> None:
        self._end_job()
        if isinstance(problem, ClienteleError) and problem.key.startswith("segment."):
            self._refused[method] = problem
            self._show(method)
        else:
            self.show_problem(problem)

    def _end_job(self) -> None:
        self._job = None
        self._lock(False)
        if self._view is not None and self._view.run is None:
            self.refresh()

    def _lock(self, working: bool) -> None:
        for control in (self.go, self.as_of, self.method):
            control.setEnabled(not working)
        for button in self._message.findChildren(Button):
            button.setEnabled(not working)

    def _forget_refusal(self) -> None:
        self._refused.pop(self._method, None)
        self.refresh()

    # --- acting on a group ----------------------------------------------------------------------------

    def _write(self) -> None:
        self.shell.navigate("campaigns", segment=self._code, method=self._method)

    def _see_customers(self) -> None:
        self.shell.navigate("customers", segment_id=self._group)

    def _export(self) -> None:
        card = self._card(self._group)
        if card is None:
            return
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export the list"), f"{text.say(card.segment.name)}.csv", "CSV (*.csv)"
        )
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write the chosen group's customers to a file."""
        self.ask(
            export_segment,
            segment_id=self._group,
            path=path,
            language=text.language(),
            done=lambda count: self.shell.toast(
                self.tr("%Ln customers written to {file}", "", count).format(file=path.name)
            ),
        )

    # --- layout ---------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the map beside the list where there is room for both, else behind a switch."""
        if self._view is None:
            return
        has_map = self._view.map is not None
        beside = has_map and self.width() >= _WIDE
        if beside and self._masters.indexOf(self.map) >= 0:
            self._masters.removeWidget(self.map)
            self._columns.insertWidget(1, self.map, 15)
            self.map.show()
        elif not beside and self._masters.indexOf(self.map) < 0:
            self._columns.removeWidget(self.map)
            self._masters.addWidget(self.map)
        self.views.offer("map", has_map and not beside)
        if self.views.current == "map" and (beside or not has_map):
            self.views.choose("groups")
        self._choose_view(self.views.current)


def _row(card: SegmentCard) -> GroupRow:
    segment = card.segment
    return GroupRow(
        segment.id,
        text.say(segment.name),
        text.count(segment.customers),
        segment.customer_share,
        segment.sales_share,
        text.percent(segment.customer_share),
        text.percent(segment.sales_share),
        text.say(card.size),
        segment.customers == 0,
    )


def _to_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
