"""One dropped file before it is imported: what it was taken for, what is asked, and what would come of it."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.importing.overview import example_day
from gui import text
from gui.pages.import_.columns import ColumnsCard
from gui.pages.import_.file_queue import QueuedFile, State
from gui.pages.import_.outcome import Figures, NotesCard
from gui.pages.import_.question import CurrencyCard, QuestionCard
from gui.pages.import_.rejects import RejectsCard
from gui.pages.import_.sample_rows import SampleRowsCard
from gui.widgets.banner import Banner
from gui.widgets.basics import Button, IconLabel, Label, clear, row
from gui.widgets.card import Card
from gui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from engine.importing.views import ImportPreview, Question

#: Encodings by the names that people know them by.
_ENCODINGS = {"cp1252": "Windows-1252", "gb18030": "GB 18030"}


class ReviewView(QWidget):
    """Paints one ``QueuedFile``; every answer of the owner leaves as a signal."""

    #: The header of a column, and the meaning that the owner chose for it.
    corrected = Signal(str, str)
    #: The name of a question and the answer.
    answered = Signal(str, str)
    currency_chosen = Signal(str)
    left_out = Signal()

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
        self.problems = RejectsCard()
        self.notes = NotesCard(self.tr("Good to know"))
        self._questions = QVBoxLayout()
        self._questions.setSpacing(16)
        self._asked: tuple[object, ...] = ()
        layout.addWidget(self.head)
        layout.addWidget(self.blocker)
        layout.addLayout(self._questions)
        for card in (self.currency, self.sample, self.columns, self.problems, self.notes):
            layout.addWidget(card)
        self._shapes = Skeleton()
        self._shapes.setMinimumHeight(420)
        layout.addWidget(self._shapes)
        layout.addStretch(1)

    def _build_head(self) -> None:
        self.head = Card()
        self._name = Label("", "section", wrap=True)
        self._leave = Button(self.tr("Leave this file out"), kind="quiet", on_click=self.left_out.emit)
        line = row(IconLabel("file", "accent", 24), spacing=12)
        line.addWidget(self._name, 1)
        line.addWidget(self._leave)
        self.head.add(line)
        self.sentence = Label("", wrap=True)
        self._small = Label("", "caption", wrap=True)
        self.head.add(self.sentence)
        self.head.add(self._small)
        self.figures = Figures()
        self.head.add(self.figures)

    def show_file(
        self, file: QueuedFile, *, alone: bool, zone: tzinfo, asks_currency: bool, currency: str
    ) -> None:
        """Show what is known of a file now; an older preview stays while a newer one is made."""
        preview = file.preview
        self._name.setText(file.path.name)
        self._leave.setVisible(not alone and file.state is not State.IMPORTING)
        importing = file.state is State.IMPORTING
        known = preview is not None
        for card in (self.sample, self.problems, self.currency, self.columns):
            card.setVisible(known and not importing)
        for widget in (self.figures, self._small, self.notes):
            widget.setVisible(known)
        self._shapes.setVisible(not known)
        self.blocker.hide()
        if preview is None or importing:
            clear(self._questions)
            self._asked = ()
        if preview is None:
            self.sentence.setText(self.tr("Having a look. Nothing is stored yet."))
            return
        if importing:
            self.sentence.setText(
                self.tr("On its way into your shop. You can go on working, or drop more files.")
            )
            return
        self._show_preview(file, preview, zone)
        self._show_questions(file, preview)
        asks_currency = asks_currency and not _lacks_column(preview)
        self.currency.setVisible(asks_currency)
        if asks_currency:
            self.currency.show_currency(currency, told_by_file=file.told_currency == currency)

    # --- inside ---------------------------------------------------------------------------------------

    def _show_preview(self, file: QueuedFile, preview: ImportPreview, zone: tzinfo) -> None:
        self.sentence.setText(self._recognised(preview))
        self._small.setText(self._small_print(preview))
        report = preview.report
        self.figures.setVisible(report is not None and preview.blocker is None)
        if report is not None:
            self.figures.show_report(report)
        self.columns.show_columns(
            preview.columns, preview.meanings, file.mapping, all_needed=not _lacks_column(preview)
        )
        self.sample.show_rows(preview.rows, zone)
        rejected = report.rows.rejected if report is not None else 0
        told = self.tr("They are left out; everything else is imported. Line numbers are those of your file.")
        if len(preview.problems) < rejected:
            told += " " + self.tr("The first {count} are listed.").format(
                count=text.count(len(preview.problems))
            )
        self.problems.show_cells(
            self.tr("%Ln rows cannot be stored", "", rejected), told, preview.problems, file.path.name
        )
        self.notes.show_notes(report.notes if report else (), report.set_aside if report else ())

    def _show_questions(self, file: QueuedFile, preview: ImportPreview) -> None:
        if preview.blocker is not None and not preview.questions:
            sentence = text.say(preview.blocker)
            if _lacks_column(preview):
                sentence += " " + self.tr("Choose below which one it is.")
            self.blocker.tell(sentence, "warn")
        asked = (file, file.questions)
        if asked == self._asked:
            return
        self._asked = asked
        clear(self._questions)
        for question in file.questions:
            card = QuestionCard(
                text.say(question.text),
                self.tr("Nothing in the file tells. Your answer is remembered for files like this one."),
                [(option, self._option(option, question)) for option in question.options],
                file.date_order or "",
            )
            card.answered.connect(lambda key, name=question.name: self.answered.emit(name, key))
            self._questions.addWidget(card)

    def _option(self, option: str, question: Question) -> str:
        day = example_day(str(question.text.facts.get("example", "")), option)
        words = text.say(f"import.option.{option}")
        return words if day is None else self.tr("{choice}: {day}").format(choice=words, day=text.day(day))

    def _recognised(self, preview: ImportPreview) -> str:
        kind = self.tr("an Excel file") if preview.sheet else self.tr("a CSV file")
        sentence = self.tr("{what} from {kind}, {rows}.").format(
            what=self.tr("A table")
            if _lacks_column(preview)
            else text.say(f"import.channel.{preview.source}"),
            kind=kind,
            rows=self.tr("%Ln rows", "", preview.row_count),
        )
        order = preview.report.reading.get("date_order", "") if preview.report is not None else ""
        if preview.questions:
            order = ""
        dates = {
            "dmy": self.tr("Dates are day / month / year."),
            "mdy": self.tr("Dates are month / day / year."),
            "ymd": self.tr("Dates are year / month / day."),
        }.get(str(order), "")
        return text.sentences(sentence, dates)

    def _small_print(self, preview: ImportPreview) -> str:
        marks = {
            ",": self.tr("separated by commas"),
            ";": self.tr("separated by semicolons"),
            "\t": self.tr("separated by tabs"),
            "|": self.tr("separated by bars"),
        }
        if preview.sheet:
            parts = [self.tr("Sheet “{name}”").format(name=preview.sheet)]
        else:
            parts = [
                _ENCODINGS.get(preview.encoding, preview.encoding.upper()),
                marks.get(preview.delimiter, preview.delimiter),
            ]
        if preview.header_line:
            parts.append(self.tr("column names in line {line}").format(line=text.count(preview.header_line)))
        else:
            parts.append(self.tr("without column names"))
        return "  ·  ".join(filter(None, parts))


def _lacks_column(preview: ImportPreview) -> bool:
    """Whether the file cannot be imported because no column was recognised as something needed."""
    return preview.blocker is not None and preview.blocker.key.endswith("_column")
