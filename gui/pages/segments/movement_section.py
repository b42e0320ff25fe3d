"""Movement: the groups on two days, who went from which to which, and why."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from engine.errors import ClienteleError
from engine.segments import Flow, Movement, MovementPage, movement_page
from gui import errors, text
from gui.charts.flow import Band, Choice, FlowChart, Node
from gui.charts.multiples import Course, SmallMultiples
from gui.job_queue import Job
from gui.page import Page
from gui.pages.segments.days import DayChoice
from gui.pages.segments.messages import show_instead
from gui.pages.segments.movers_card import MoversCard
from gui.pages.segments.section import Section
from gui.widgets.basics import Label, column, row
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.segmented import Segmented


class MovementSection(Section):
    """Two days and a flow picture at the left, the customers who moved at the right."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._view: MovementPage | None = None
        self._job: Job | None = None
        self.start = DayChoice(self.tr("From"), self.tr("from"))
        self.end = DayChoice(self.tr("To"), self.tr("to"))
        for day in (self.start, self.end):
            day.dateChanged.connect(lambda _: self._ask())
        self.limits = Segmented(
            self.tr("Limits between the groups"),
            [("kept", self.tr("Limits stay")), ("each", self.tr("Limits of each day"))],
        )
        self.limits.setToolTip(
            self.tr(
                "Limits that stay: a customer moves only by what they do. Limits of each day: measured anew"
                " on either day, as many programs do it; then some move only because the others did."
            )
        )
        self.limits.chosen.connect(lambda _: self._ask())
        self.picture = Segmented(
            self.tr("Picture"), [("flow", self.tr("Flow")), ("months", self.tr("Month by month"))]
        )
        self.picture.chosen.connect(lambda _: self._show_picture())
        self.flow = FlowChart(self.tr("Customers by group on two days"))
        self.flow.chosen.connect(self._flow_chosen)
        self.months = SmallMultiples(
            self.tr("Size of each group month by month"), (self.tr("Now"), self.tr("In a year"))
        )
        self.months.chosen.connect(self._group_chosen)
        self._pictures = QStackedWidget()
        self._card = Card(padding=16)
        self._summary = Label("", wrap=True)
        self._card.add(self._summary)
        for chart in (self.flow, self.months):
            self._pictures.addWidget(chart)
        self._card.add(self._pictures, 1)
        self._flow_menu, self._months_menu = self.flow.menu_button(), self.months.menu_button()
        self.movers = MoversCard(page.shell)
        self.movers.opened.connect(lambda customer: page.shell.navigate("customers", customer=customer))
        self.movers.cleared.connect(lambda: self._choose((None, None)))
        board = QWidget()
        columns = QHBoxLayout(board)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        columns.addWidget(self._card, 15)
        columns.addWidget(self.movers, 12)
        self._message = QWidget()
        self._message.setLayout(column())
        self._inside = QStackedWidget()
        self._inside.addWidget(board)
        self._inside.addWidget(self._message)
        bar = row(
            self.start,
            self.end,
            self.limits,
            None,
            self.picture,
            self._flow_menu,
            self._months_menu,
            spacing=12,
        )
        outer = column(bar, spacing=16)
        outer.addWidget(self._inside, 1)
        self.setLayout(outer)
        self._board = board
        self._show_picture()

    def subtitle(self) -> str:
        return self.tr("Who changed group between two days, and why")

    # --- reading ----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        view = self._view
        chosen = view is not None and view.start is not None
        self._read(self.start.day if chosen else None, self.end.day if chosen else None)

    def reset(self) -> None:
        """Another shop was opened."""
        self._view = None

    def _ask(self) -> None:
        if self._view is not None:
            self._read(self.start.day, self.end.day)

    def _read(self, start: Any, end: Any) -> None:
        self.page.ask(
            movement_page, start=start, end=end, each=self.limits.current == "each", done=self._show
        )

    def _show(self, view: MovementPage) -> None:
        self._view = view
        if view.first is None or view.last is None or view.start is None or view.end is None:
            return
        for control, day in ((self.start, view.start), (self.end, view.end)):
            control.blockSignals(True)
            control.offer(view.first, view.last)
            control.choose(day)
            control.blockSignals(False)
        if view.start >= view.end:
            self._say(
                EmptyState(
                    "calendar",
                    self.tr("The first day must be before the second"),
                    self.tr("Choose two days: the picture shows what happened between them."),
                )
            )
        elif view.movement is None:
            self._compute(view)
        else:
            self._paint(view.movement)

    def _compute(self, view: MovementPage) -> None:
        if self._job is not None:
            return
        self._say(
            EmptyState(
                "clock",
                self.tr("Looking back"),
                self.tr("The groups of both days and of every month are being computed; this is kept."),
            )
        )
        self._job = self.page.shell.tasks.job(
            "engine.segments:compute_movement",
            {"start": view.start, "end": view.end, "each": view.each},
            title=self.tr("Seeing who moved"),
            owner=self,
            done=self._computed,
            failed=self._failed,
            cancelled=self._cancelled,
        )

    def _computed(self, found: Movement) -> None:
        self._job = None
        self.refresh()

    def _cancelled(self) -> None:
        self._job = None
        self._say(
            EmptyState(
                "clock", self.tr("Not computed"), self.tr("Choose a day to see who moved between the two.")
            )
        )

    def _failed(self, problem: BaseException) -> None:
        self._job = None
        if isinstance(problem, ClienteleError):
            self._say(EmptyState("info", self.tr("That cannot be compared"), errors.sentence(problem)))
        else:
            self.page.show_problem(problem)

    def _say(self, message: EmptyState) -> None:
        show_instead(self._inside, self._message, message)

    # --- painting ---------------------------------------------------------------------------------------

    def _paint(self, found: Movement) -> None:
        names = {group.code: text.say(group.name) for group in found.groups}
        later = {group.code: text.say(group.name_after) for group in found.groups}
        nodes = [
            [Node(group.code, called[group.code], size, text.count(size)) for group, size in side]
            for called, side in (
                (names, [(group, group.before) for group in found.groups]),
                (later, [(group, group.after) for group in found.groups]),
            )
        ]
        bands = [
            Band(flow.from_code, flow.to_code, flow.customers, self._tip(names, later, flow))
            for flow in found.flows
        ]
        table = [[self.tr("From"), self.tr("To"), self.tr("Customers")]]
        table += [
            [names[flow.from_code], later[flow.to_code], text.count(flow.customers)] for flow in found.flows
        ]
        summary = text.sentences(*(text.say(sentence) for sentence in found.summary))
        self.flow.show_flows(
            (text.day(found.start), text.day(found.end)), nodes[0], nodes[1], bands, summary, table
        )
        self._summary.setText(summary)
        self._paint_months(found, names)
        self.movers.show_movement(found, names, later)
        self._inside.setCurrentWidget(self._board)

    def _tip(self, names: dict[str, str], later: dict[str, str], flow: Flow) -> str:
        count = self.tr("%Ln customers", "", flow.customers)
        if flow.from_code == flow.to_code:
            return self.tr("{count} stayed {name}").format(count=count, name=names[flow.to_code])
        return f"{count}: {names[flow.from_code]} → {later[flow.to_code]}"

    def _paint_months(self, found: Movement, names: dict[str, str]) -> None:
        groups = [group for group in found.groups if group.code]
        days = [month.day for month in found.months]
        courses = []
        table = [["", *(text.month(day) for day in days)]]
        back = max(len(days) - 13, 0)
        for place, group in enumerate(groups):
            values = [month.customers[place] for month in found.months]
            written = [text.count(value) for value in values]
            change = values[-1] - values[back]
            name = names[group.code]
            courses.append(
                Course(
                    group.code,
                    name,
                    values,
                    [
                        f"{name}\n{text.day(day)}: {self.tr('%Ln customers', '', value)}"
                        for day, value in zip(days, values, strict=True)
                    ],
                    written[-1],
                    ("+" if change > 0 else "−" if change < 0 else "±") + text.count(abs(change)),
                )
            )
            table.append([name, *written])
        summary = text.sentences(
            *(
                self.tr("{name}: {before} then, {now} now.").format(
                    name=course.name, before=text.count(course.values[back]), now=course.ended
                )
                for course in courses
            )
        )
        self.months.show_courses(courses, (text.month(days[0]), text.month(days[-1])), summary, table)

    def _show_picture(self) -> None:
        flow = self.picture.current == "flow"
        self._pictures.setCurrentWidget(self.flow if flow else self.months)
        self._flow_menu.setHidden(not flow)
        self._months_menu.setHidden(flow)

    # --- choosing ---------------------------------------------------------------------------------------

    def _flow_chosen(self, choice: Choice) -> None:
        self.months.mark("")
        self.movers.narrow(choice)

    def _group_chosen(self, code: str) -> None:
        self._choose((None, code) if code else (None, None))
        self.months.mark(code)

    def _choose(self, choice: Choice) -> None:
        self.flow.mark(choice)
        self.months.mark("")
        self.movers.narrow(choice)
