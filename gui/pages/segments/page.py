"""Segments: choose a way of grouping, see the groups as a list or map, and act on one of them."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QWidget

from engine.errors import ClienteleError
from engine.segments import (
    Member,
    MethodResult,
    PlanView,
    SegmentCard,
    SegmentRunView,
    SegmentsPage,
    Thresholds,
    change_plan,
    export_segment,
    is_refusal,
    plan_view,
    run_of_segment,
    segment_customers,
    segment_points,
    segments_page,
)
from engine.segments.rules import save_segment_as_list
from engine.shop import Shop
from gui import text
from gui.job_queue import Job
from gui.page import Page
from gui.pages.segments import messages
from gui.pages.segments.as_of import AsOfDay
from gui.pages.segments.board import Board
from gui.pages.segments.compare_section import CompareSection
from gui.pages.segments.forecasts_section import ForecastsSection
from gui.pages.segments.keeping import ask_for_list
from gui.pages.segments.movement_section import MovementSection
from gui.pages.segments.own_section import OwnSection
from gui.pages.segments.section import Section
from gui.widgets.basics import Button, clear, column, row
from gui.widgets.empty_state import EmptyState
from gui.widgets.form import Choice
from gui.widgets.segmented import Segmented

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
        self._code = self._name = ""
        self._refused: dict[str, ClienteleError] = {}
        self._job: Job | None = None
        self.as_of = AsOfDay()
        self.go = Button(self.tr("Group again"), icon="segments", on_click=self.group_customers)
        self.sections = Segmented(
            self.tr("Part of the page"),
            [
                ("groups", self.tr("Groups")),
                ("own", self.tr("Your own")),
                ("movement", self.tr("Who moved")),
                ("compare", self.tr("Compare ways")),
                ("forecasts", self.tr("Forecasts")),
            ],
        )
        self.sections.chosen.connect(lambda _: self._show_section())
        self.sections.hide()
        self.add_action(self.sections)
        self.method = Choice()
        self.method.setAccessibleName(self.tr("Way of grouping"))
        self.method.setMinimumContentsLength(22)
        self.method.activated.connect(lambda _: self._choose_method(self.method.key))
        self.history = Button(
            self.tr("Earlier groupings"), kind="icon", icon="clock", on_click=self._open_history
        )
        self.board = Board()
        self.board.chosen.connect(self._chosen)
        self.board.points_wanted.connect(self._read_points)
        self.board.points.customer_wanted.connect(self._open_customer)
        detail = self.board.detail
        detail.write_wanted.connect(self._write)
        detail.customers_wanted.connect(self._see_customers)
        detail.like_wanted.connect(self._find_alike)
        detail.export_wanted.connect(self._export)
        detail.list_wanted.connect(self._ask_for_list)
        detail.customer_wanted.connect(self._open_customer)
        self.board.limits.counts_wanted.connect(self._read_plan)
        self.board.limits.use_wanted.connect(self._use_plan)
        self._message = QWidget()
        self._message.setLayout(column())
        self._inside = QStackedWidget()
        self._inside.addWidget(self.board)
        self._inside.addWidget(self._message)
        groups = column(
            row(
                self.method, self.board.switch, None, self.history, self.as_of, self.go, self.board.menu,
                spacing=10,
            ),
            spacing=16,
        )  # fmt: skip
        groups.addWidget(self._inside, 1)
        self._groups = QWidget()
        self._groups.setLayout(groups)
        self.movement = MovementSection(self)
        self.compare = CompareSection(self)
        self.compare.method_wanted.connect(self._open_method)
        self.forecasts = ForecastsSection(self)
        self.own = OwnSection(self)
        self._parts: dict[str, QWidget] = {
            "groups": self._groups,
            "own": self.own,
            "movement": self.movement,
            "compare": self.compare,
            "forecasts": self.forecasts,
        }
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
        self.add(self._stack, 1)

    # --- reading --------------------------------------------------------------------------------------

    @staticmethod
    def load(shop: Shop, **request: Any) -> SegmentsPage:
        try:
            return segments_page(shop, **request)
        except ClienteleError as problem:
            # Old runs are forgotten in time; the newest is what one would look for next.
            if problem.key != "segment.run_missing":
                raise
            return segments_page(shop, request["method"])

    def request(self) -> dict[str, Any]:
        before, self._shop = self._shop, self.shell.tasks.shop
        if before is not None and before is not self._shop:
            self._method, self._run_id, self._group, self._code = "", None, None, ""
            self._refused.clear()
            self.movement.reset()
            self.own.reset()
            self.board.limits.forget()
        return {"method": self._method, "run_id": self._run_id}

    def open(self, **options: Any) -> None:
        """Show a ``segment`` by its id, a ``run``, or the group of a ``code`` in a ``method``'s newest run;
        ``own`` is the number of one of the owner's own segments.

        ``section`` is groups, own, movement, compare or forecasts, ``view`` groups, map, tree, limits or
        certainty.
        """
        if own := options.pop("own", 0):
            self.own.open(own)
            options["section"] = "own"
        if section := options.pop("section", ""):
            self.sections.choose(section)
            self._show_section()
        view, code, method = (options.get(name, "") for name in ("view", "code", "method"))
        if view:
            self.board.switch.choose(view)
        if options.get("segment") is not None:
            self._group, self._code = options["segment"], ""
            self.ask(run_of_segment, segment_id=self._group, done=self._open_run)
        elif options:
            self._code = code or self._code
            self._show(method or self._method, options.get("run"))

    def to_start(self) -> None:
        """From an earlier grouping back to the newest."""
        if self._run_id is not None:
            self._show(self._method)

    def _open_run(self, run: int | None) -> None:
        self._show("", run)

    def _show(self, method: str, run_id: int | None = None) -> None:
        self._method, self._run_id = method, run_id
        self.refresh()

    def is_empty(self, view: SegmentsPage) -> bool:
        # Without an order there is nothing to choose from either.
        self.sections.setVisible(view.last_day is not None)
        self.set_heading(self.spec.title)
        return view.last_day is None

    def empty_state(self) -> EmptyState:
        return messages.no_orders(lambda: self.shell.navigate("import"))

    def _show_section(self) -> None:
        part = self._parts[self.sections.current]
        self._stack.setCurrentWidget(part)
        if isinstance(part, Section):
            self.banner.clear()
            self.set_heading(self.spec.title, part.subtitle())
            part.refresh()
        elif self._view is not None:
            self.show_view(self._view)

    def show_view(self, view: SegmentsPage) -> None:
        self._view = view
        part = self._parts[self.sections.current]
        if isinstance(part, Section):
            self.set_heading(self.spec.title, part.subtitle())
            part.refresh()
            return
        self._method = view.method
        if view.is_newest:
            self._run_id = None
        self.method.fill([(each.key, text.say(each.name)) for each in view.methods], view.method)
        if view.first_day is not None and view.last_day is not None:
            self.as_of.offer(view.first_day, view.last_day)
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

    def _show_message(self, message: EmptyState, *, can_group: bool) -> None:
        self.banner.clear()
        for part in (self.board.switch, self.board.menu):
            part.hide()
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
                groups=self.tr("%Ln segments", "", filled),
            ),
        )
        self._tell_age(view, run)
        for part in (self.go, self.board.switch, self.board.menu):
            part.show()
        self._inside.setCurrentWidget(self.board)
        if run.method == "rfm":
            self._read_plan()
        self.board.show_run(view, run, self._group, self._code)

    def _tell_age(self, view: SegmentsPage, run: SegmentRunView) -> None:
        if not view.is_newest:
            back = Button(self.tr("Show the newest"), kind="quiet", on_click=partial(self._show, run.method))
            self.banner.tell(
                self.tr(
                    "This is an earlier grouping, as of {day}. Campaigns go to the segments of the newest."
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
        elif view.outgrown and self._job is None:
            anew = Button(self.tr("Measure anew"), kind="quiet", on_click=self._measure_anew)
            self.banner.tell(
                self.tr("Your shop has grown much since the limits between the groups were measured."),
                "info",
                anew,
            )
        else:
            self.banner.clear()

    # --- choosing -------------------------------------------------------------------------------------

    def _choose_method(self, method: str) -> None:
        self._group, self._code = None, ""
        self._show(method)

    def _open_method(self, result: MethodResult) -> None:
        if result.refusal is not None:
            self._refused[result.method] = ClienteleError(result.refusal.key, **result.refusal.facts)
        self.open(method=result.method, section="groups")

    def _chosen(self, card: SegmentCard) -> None:
        if self._view is None or self._view.run is None:
            return
        # The code finds the same group again in the next run, the id only in this one.
        group, currency = card.segment.id, self._view.run.currency
        self._group, self._code, self._name = group, card.segment.code, text.say(card.segment.name)
        self.ask(
            segment_customers,
            segment_id=group,
            limit=_NAMES,
            done=lambda members: self._show_members(group, members, currency),
        )

    def _show_members(self, group: int, members: list[Member], currency: str) -> None:
        if group == self._group:
            self.board.detail.show_members(members, currency)

    def _read_points(self, run: int) -> None:
        self.ask(segment_points, run_id=run, done=self.board.show_points)

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

    # --- the limits of RFM ----------------------------------------------------------------------------

    def _read_plan(self, table: str = "", limits: Thresholds | None = None, anew: bool = False) -> None:
        if self.shell.tasks.shop is None:
            # What was typed last is asked for a moment later; the shop may be closed by then.
            return
        self.ask(plan_view, preset=table, thresholds=limits, anew=anew, done=self._show_plan)

    def _show_plan(self, view: PlanView | None) -> None:
        if view is not None:
            self.board.limits.show_plan(view)

    def _use_plan(self, table: str, limits: Thresholds, names: dict[str, str]) -> None:
        self.command(
            change_plan,
            preset=table,
            thresholds=limits,
            names=names,
            done=lambda _: self._group_as_of_last(),
            says=self.tr("Limits and names changed"),
        )

    def _measure_anew(self) -> None:
        self.as_of.choose_last()
        self.group_customers(refresh=True)

    # --- grouping -------------------------------------------------------------------------------------

    def group_customers(self, refresh: bool = False) -> None:
        """Run the chosen method as of the chosen day, as a job that can be cancelled.

        ``refresh``: RFM measures its limits anew.
        """
        if self._job is not None or self._view is None:
            return
        method = self._method
        self._job = self.shell.tasks.job(
            "engine.segments:run_segmentation",
            {"method": method, "as_of": self.as_of.chosen, "refresh": refresh},
            title=self.tr("Grouping customers"),
            owner=self,
            done=self._grouped,
            failed=lambda problem: self._not_grouped(method, problem),
            cancelled=self._end_job,
            topics=frozenset({"segments"}),
        )
        self._lock(True)

    def _group_as_of_last(self) -> None:
        self.as_of.choose_last()
        self._refused.pop(self._method, None)
        self.group_customers()

    def _grouped(self, run: SegmentRunView) -> None:
        self._refused.pop(run.method, None)
        self._method, self._run_id = run.method, run.id
        self._end_job()
        self.shell.toast(self.tr("%Ln customers grouped", "", run.customers))

    def _not_grouped(self, method: str, problem: BaseException) -> None:
        self._end_job()
        if isinstance(problem, ClienteleError) and is_refusal(problem):
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

    def _open_customer(self, customer: int) -> None:
        self.shell.navigate("customers", customer=customer)

    def _see_customers(self) -> None:
        self.shell.navigate("customers", segment_id=self._group)

    def _find_alike(self) -> None:
        self.shell.navigate("customers", like_segment=self._group, name=self._name)

    def _ask_for_list(self) -> None:
        run = self._view.run if self._view is not None else None
        if run is None or self._group is None:
            return
        group = self._group
        ask_for_list(
            self,
            self.tr("Those who are in this group now are kept as a list that stays as it is."),
            f"{self._name} {text.day(run.as_of)}",
            save_segment_as_list,
            segment_id=group,
        )

    def _export(self) -> None:
        # Some systems allow none of these in a file's name.
        name = re.sub(r'[\\/:*?"<>|]', "", self._name)
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export the list"), f"{name}.csv", "CSV (*.csv)")
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
