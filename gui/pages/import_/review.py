"""One table before it is imported: what it was taken for, what is asked, and what would come of it."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.importing.overview import example_day
from gui import errors, text
from gui.pages.import_.columns import ColumnsCard
from gui.pages.import_.file_queue import (
    QueuedTable,
    State,
    answer_to,
    lacks_column,
)
from gui.pages.import_.kind_choice import KindChoice
from gui.pages.import_.kinds import icon_of
from gui.pages.import_.outcome import Figures, NotesCard
from gui.pages.import_.question import CurrencyCard, QuestionCard
from gui.pages.import_.recognised import Recognised, encoding_name
from gui.pages.import_.reconciliation import ReconciliationCard
from gui.pages.import_.rejects import RejectsCard
from gui.pages.import_.sample_rows import SampleRowsCard
from gui.widgets.banner import Banner
from gui.widgets.basics import Button, ElidedLabel, IconLabel, Label, clear, row
from gui.widgets.card import Card
from gui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from engine.importing.views import ImportPreview, Question


class ReviewView(QWidget):
    """Paints one ``QueuedTable``; every answer of the owner leaves as a signal."""

    #: The header of a column, and the meaning that the owner chose for it.
    corrected = Signal(str, str)
    #: The name of a question and the answer.
    answered = Signal(str, str)
    kind_chosen = Signal(str)
    source_chosen = Signal(str)
    currency_chosen = Signal(str)
    #: The owner would have this table imported, or not.
    wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        self._build_head()
        self.blocker = Banner(closable=False)
        self.currency = CurrencyCard()
        self.currency.chosen.connect(self.currency_chosen)
        self.columns = ColumnsCard()
        self.columns.corrected.connect(self.corrected)
        self.sample = SampleRowsCard()
        self.sums = ReconciliationCard()
        self.notes = NotesCard(self.tr("Good to know"))
        self._outcome = QWidget()
        beside = row(spacing=16)
        beside.addWidget(self.sums, 2)
        beside.addWidget(self.notes, 3)
        self._outcome.setLayout(beside)
        self.problems = RejectsCard()
        self._questions = QVBoxLayout()
        self._questions.setSpacing(16)
        self._asked: tuple[object, ...] = ()
        layout.addWidget(self.head)
        layout.addWidget(self.blocker)
        layout.addLayout(self._questions)
        for card in (self.currency, self.columns, self.sample, self._outcome, self.problems):
            layout.addWidget(card)
        self._shapes = Skeleton()
        self._shapes.setMinimumHeight(420)
        layout.addWidget(self._shapes)
        layout.addStretch(1)

    def _build_head(self) -> None:
        self.head = Card()
        self._icon = IconLabel("file", "accent", 24)
        self._name = ElidedLabel("", "section", middle=True)
        self.leave = Button(self.tr("Leave it out"), kind="quiet", on_click=lambda: self.wanted.emit(False))
        self.take = Button(
            self.tr("Import it after all"), kind="quiet", on_click=lambda: self.wanted.emit(True)
        )
        line = row(self._icon, spacing=12)
        line.addWidget(self._name, 1)
        line.addWidget(self.leave)
        line.addWidget(self.take)
        self.head.add(line)
        self.sentence = Label("", wrap=True)
        self._small = Label("", "caption", wrap=True)
        self.head.add(self.sentence)
        self.head.add(self._small)
        self.kinds = KindChoice()
        self.kinds.kind_chosen.connect(self.kind_chosen)
        self.kinds.source_chosen.connect(self.source_chosen)
        self.head.add(self.kinds)
        self.figures = Figures()
        self.head.add(self.figures)

    def show_table(
        self, table: QueuedTable, *, alone: bool, zone: tzinfo, asks_for_currency: bool, currency: str
    ) -> None:
        """Show what is known of a table now; an older preview stays while a newer one is made."""
        preview = table.preview
        importing = table.state in (State.IMPORTING, State.WAITING)
        self._name.setText(table.name)
        self._icon.show_icon(icon_of(table.kind), "accent")
        self.leave.setVisible(not alone and table.wanted and table.state in (State.READY, State.ASKS))
        self.take.setVisible(not alone and not table.wanted and not importing)
        known = preview is not None
        for card in (self.sample, self._outcome, self.problems, self.currency, self.columns, self.kinds):
            card.setVisible(known and not importing)
        self.figures.setVisible(known)
        self._small.setVisible(known)
        self._shapes.setVisible(not known and table.problem is None)
        self.blocker.hide()
        if preview is None or importing:
            self._forget_questions()
        if preview is None:
            self.sentence.setText(
                errors.sentence(table.problem)
                if table.problem is not None
                else self.tr("Having a look. Nothing is stored yet.")
            )
            return
        if importing:
            self.sentence.setText(
                self.tr("On its way into your shop. You can go on working, or drop more files.")
            )
            return
        self._show_preview(table, preview, zone)
        self._show_questions(table, preview)
        asks_for_currency = asks_for_currency and preview.kind == "orders"
        self.currency.setVisible(asks_for_currency)
        if asks_for_currency:
            self.currency.show_currency(currency, told_by_file=preview.currency == currency)

    # --- inside ---------------------------------------------------------------------------------------

    def _show_preview(self, table: QueuedTable, preview: ImportPreview, zone: tzinfo) -> None:
        self.sentence.setText(Recognised().sentence(preview))
        self._small.setText(Recognised().small_print(preview))
        answers = table.answers
        self.kinds.show_preview(preview, corrected=bool(answers.kind or answers.source))
        report = preview.report
        outcome = report is not None and preview.blocker is None
        self.figures.setVisible(outcome)
        self._outcome.setVisible(outcome)
        if report is not None:
            self.figures.show_report(report)
            self.sums.show_report(report)
        self.columns.show_columns(
            table, preview.columns, preview.meanings, answers.mapping, lacking=lacks_column(preview)
        )
        self.sample.show_rows(preview.rows, zone)
        rejected = report.rows.rejected if report is not None else 0
        told = self.tr("They are left out; everything else is imported. Line numbers are those of your file.")
        shown = len({cell.line for cell in preview.problems})
        if shown < rejected:
            told = text.sentences(
                told, self.tr("The first {count} are listed.").format(count=text.count(shown))
            )
        self.problems.show_cells(
            self.tr("%Ln rows cannot be stored", "", rejected), told, preview.problems, table.name
        )
        notes = (*preview.left_out, *(report.notes if report else ()))
        self.notes.show_notes(notes, report.set_aside if report else ())

    def _forget_questions(self) -> None:
        clear(self._questions)
        self._asked = ()

    def _show_questions(self, table: QueuedTable, preview: ImportPreview) -> None:
        if preview.blocker is not None and not preview.questions:
            sentence = text.say(preview.blocker)
            if lacks_column(preview) and preview.blocker.key != "import.doubtful_column":
                sentence = text.sentences(sentence, self.tr("Choose below which one it is."))
            self.blocker.tell(sentence, "bad" if table.state is State.UNUSABLE else "warn")
        asked = (table, *table.questions.values())
        if asked == self._asked:
            return
        self._forget_questions()
        self._asked = asked
        for question in table.questions.values():
            self._questions.addWidget(self._card(table, question))

    def _card(self, table: QueuedTable, question: Question) -> QuestionCard:
        name = question.name.partition(".")[0]
        card = QuestionCard(
            text.say(question.text),
            self._why(name),
            [(option, self._option(option, question)) for option in question.options],
            answer_to(table.answers, question.name),
            number=name == "rates",
        )
        card.answered.connect(lambda value: self.answered.emit(question.name, value))
        return card

    def _why(self, name: str) -> str:
        if name == "rates":
            return self.tr(
                "They are stored either way, and count as nothing until there is a rate. You can change it in"
                " the settings later."
            )
        if name in ("encoding", "campaign"):
            return self.tr("Nothing in the file tells.")
        return self.tr("Nothing in the file tells. Your answer is remembered for files like this one.")

    def _option(self, option: str, question: Question) -> str:
        facts = question.text.facts
        words, example = option, ""
        if question.name == "encoding":
            return self.tr("“{sample}” as in {encoding}").format(
                sample=facts.get(option, ""), encoding=encoding_name(option)
            )
        if question.name == "decimal":
            words = text.say(
                "import.option.decimal_point" if option == "." else "import.option.decimal_comma"
            )
        elif question.name == "date_order":
            words = text.say(f"import.option.{option}")
            day = example_day(str(facts.get("example", "")), option)
            example = "" if day is None else text.day(day)
        return self.tr("{choice}: {day}").format(choice=words, day=example) if example else words
