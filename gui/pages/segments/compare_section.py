"""The methods side by side, in words and figures, each a way to its groups."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from engine.segments import Comparison, MethodResult, comparison
from engine.segments.page import stability_grade
from gui import text
from gui.job_queue import Job
from gui.page import Page
from gui.pages.segments.messages import show_instead
from gui.pages.segments.section import Section
from gui.tables import Column, ListModel
from gui.widgets.basics import Button, Label, column, row
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.rows_table import RowsTable


class CompareSection(Section):
    """What each method makes of this shop; choosing one shows its groups."""

    #: A method's groups are wanted: its ``MethodResult``.
    method_wanted = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._found: Comparison | None = None
        self._job: Job | None = None
        self._advice = Label("", "strong", wrap=True)
        self._dated = Label("", "muted")
        self.again = Button(self.tr("Compare again"), icon="refresh", on_click=self.compare)
        self._model = ListModel(self._columns())
        self.table = RowsTable(self._model, self.tr("Ways of grouping"), two_lines=True)
        self.table.opened.connect(self._open)
        self._card = Card(padding=16)
        head = row(self._advice, self.again, spacing=16)
        head.setStretch(0, 1)
        self._card.add(head)
        self._card.add(self._dated)
        self._card.add(self.table, 1)
        self._card.add(
            Label(
                self.tr(
                    "“Tells later spending” is the fair test: each way was tried on your shop as it was 90"
                    " days before, and then compared with what customers spent in those 90 days."
                    " 0% is guessing."
                ),
                "caption",
                wrap=True,
            )
        )
        self._message = QWidget()
        self._message.setLayout(column())
        self._inside = QStackedWidget()
        self._inside.addWidget(self._card)
        self._inside.addWidget(self._message)
        outer = column()
        outer.addWidget(self._inside, 1)
        self.setLayout(outer)

    def subtitle(self) -> str:
        return self.tr("What each way of grouping makes of your shop")

    def refresh(self) -> None:
        self.page.ask(comparison, done=self._show)

    def compare(self) -> None:
        """Run every method as a job."""
        if self._job is not None:
            return
        self.again.setEnabled(False)
        self._job = self.page.shell.tasks.job(
            "engine.segments:compare_methods",
            {},
            title=self.tr("Comparing ways of grouping"),
            owner=self,
            done=self._compared,
            failed=self._failed,
            cancelled=self._end,
            topics=frozenset({"segments"}),
        )
        self._show(self._found)

    def _compared(self, found: Comparison) -> None:
        self._end()
        self._show(found)

    def _failed(self, problem: BaseException) -> None:
        self._end()
        self.page.show_problem(problem)

    def _end(self) -> None:
        self._job = None
        self.again.setEnabled(True)
        self._show(self._found)

    def _show(self, found: Comparison | None) -> None:
        self._found = found
        if found is None:
            button = Button(
                self.tr("Compare all ways"), kind="primary", icon="segments", on_click=self.compare
            )
            button.setEnabled(self._job is None)
            self._say(
                EmptyState(
                    "segments",
                    self.tr("Which way of grouping suits your shop?"),
                    self.tr(
                        "Every way is tried on your customers: how many groups it finds, how stable they are,"
                        " and how much they would have told of what customers spent later."
                    ),
                    button,
                )
            )
            return
        self._advice.setText(text.say(found.advice))
        shop = self.page.shell.tasks.shop
        self._dated.setText(
            self.tr("As of {day} · compared {when}").format(
                day=text.day(found.as_of),
                when=text.moment(found.created_at, shop.zone if shop is not None else None),
            )
        )
        self._model.show_rows(found.methods)
        self._inside.setCurrentWidget(self._card)

    def _say(self, message: EmptyState) -> None:
        show_instead(self._inside, self._message, message)

    def _open(self, result: MethodResult) -> None:
        self.method_wanted.emit(result)

    def _columns(self) -> list[Column]:
        return [
            Column(
                self.tr("Way of grouping"),
                lambda each: text.say(each.name),
                second=lambda each: text.say(each.verdict),
                tone=lambda each: "accent" if each.recommended else "",
            ),
            Column(self.tr("Segments"), self._groups, sort="groups", number=True, width=86),
            Column(
                self.tr("Largest"),
                lambda each: _share(each.largest or None),
                sort="largest",
                number=True,
                width=80,
                tip=self.tr("Share of the buyers in the largest group"),
            ),
            Column(
                self.tr("Tells later spending"),
                lambda each: _share(each.told),
                sort="told",
                number=True,
                width=150,
                descending_first=True,
                tip=self.tr(
                    "How much of the differences in spending of the following 90 days the groups told"
                ),
            ),
            Column(
                self.tr("Stable"),
                self._stable,
                sort="stability",
                width=120,
                descending_first=True,
                second=self._grade,
                tip=self.tr(
                    "How far the groups are the same when customers are drawn again:"
                    " 1 is the same, 0 is chance"
                ),
                tone=lambda each: "text" if each.stability is not None else "muted",
            ),
            Column(
                self.tr("Rules hold"),
                lambda each: _share(each.fidelity),
                sort="fidelity",
                number=True,
                width=92,
                descending_first=True,
                tip=self.tr("Share of the buyers whom the rules in plain words put into their group"),
            ),
            Column(
                self.tr("Like RFM"),
                lambda each: f"{each.like_rfm:.2f}" if each.like_rfm is not None else "–",
                sort="like_rfm",
                number=True,
                width=108,
                tip=self.tr("How far the groups are those of RFM: 1 is the same, 0 is chance"),
            ),
        ]

    def _groups(self, each: MethodResult) -> str:
        return text.count(each.groups) if each.groups else "–"

    def _stable(self, each: MethodResult) -> str:
        if each.stability is None:
            return self.tr("not measured") if each.refusal is None else "–"
        return f"{each.stability:.2f}"

    def _grade(self, each: MethodResult) -> str:
        if each.stability is None:
            return ""
        return text.say(stability_grade(each.stability).short)


def _share(value: float | None) -> str:
    return "–" if value is None else text.percent(max(value, 0.0))
