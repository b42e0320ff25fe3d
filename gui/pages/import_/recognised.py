"""What a table was taken for, in a few words and in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui import errors, text
from gui.pages.import_.file_queue import LIKELY, SURE, QueuedTable, State, lacks_column
from gui.pages.import_.kinds import said_records, title_of

if TYPE_CHECKING:
    from engine.importing.views import ImportPreview

#: Encodings by the names that people know them by.
_ENCODINGS = {
    "gb18030": "GBK",
    "big5hkscs": "Big5",
    "cp932": "Shift-JIS",
    "cp949": "EUC-KR",
    "cp858": "DOS",
    "cp866": "DOS 866",
    "mac_roman": "Mac",
}


def encoding_name(name: str) -> str:
    """An encoding as people know it."""
    if name.startswith("cp125"):
        return f"Windows-{name[2:]}"
    said = name.upper().replace("_", "-").replace("ISO8859", "ISO 8859")
    return _ENCODINGS.get(name, said)


def brief(table: QueuedTable) -> str:
    """One line: what it was taken for and what it would bring, or why it cannot be used."""
    if table.problem is not None:
        return errors.sentence(table.problem)
    preview = table.preview
    if preview is None:
        return ""
    if table.state is State.UNUSABLE and preview.blocker is not None:
        return text.say(preview.blocker)
    said = [title_of(preview.kind, preview.source)]
    if table.state is State.ASKS:
        said.append(_asked(preview))
    report = table.report or preview.report
    if report is not None and table.state is not State.ASKS:
        said.append(said_records(preview.kind, report.records.added, report.records.updated))
        if report.rows.rejected:
            said.append(Recognised().rejected(report.rows.rejected))
    return "  ·  ".join(filter(None, said))


def _asked(preview: ImportPreview) -> str:
    question = next(iter(preview.questions), None)
    if question is not None:
        return text.say(question.text)
    return text.say(preview.blocker) if preview.blocker is not None else ""


class Recognised(QObject):
    """The sentences. A class because lupdate finds plurals in ``self.tr`` only."""

    def rejected(self, rows: int) -> str:
        """How many rows cannot be stored."""
        return self.tr("%Ln rows cannot be stored", "", rows)

    def sentence(self, preview: ImportPreview) -> str:
        """What was recognised, with all that the reading of the values depends on."""
        reading = preview.report.reading if preview.report is not None else {}
        parts = [
            self.tr("A table that needs a word from you")
            if lacks_column(preview)
            else title_of(preview.kind, preview.source),
            self._detail(str(reading.get("detail", ""))),
            self.tr("%Ln rows", "", preview.row_count),
            "" if preview.questions else self._dates(str(reading.get("date_order", ""))),
            self.tr("amounts in {currency}").format(currency=preview.currency) if preview.currency else "",
        ]
        return self.tr(", ").join(filter(None, parts)) + self.tr(".")

    def _detail(self, detail: str) -> str:
        return {
            "lines": self.tr("one row an article"),
            "order": self.tr("one row an order"),
        }.get(detail, "")

    def _dates(self, order: str) -> str:
        return {
            "dmy": self.tr("dates are day / month / year"),
            "mdy": self.tr("dates are month / day / year"),
            "ymd": self.tr("dates are year / month / day"),
        }.get(order, "")

    def small_print(self, preview: ImportPreview) -> str:
        """How the bytes were read."""
        marks = {
            ",": self.tr("separated by commas"),
            ";": self.tr("separated by semicolons"),
            "\t": self.tr("separated by tabs"),
            "|": self.tr("separated by bars"),
        }
        if preview.sheet:
            parts = [self.tr("Sheet “{name}”").format(name=preview.sheet)]
        else:
            written = self.tr("written in {encoding}").format(encoding=encoding_name(preview.encoding))
            parts = [written if preview.encoding else "", marks.get(preview.delimiter, "")]
        if preview.header_line:
            parts.append(self.tr("column names in line {line}").format(line=text.count(preview.header_line)))
        elif not preview.sheet or preview.columns:
            parts.append(self.tr("without column names"))
        return "  ·  ".join(filter(None, parts))

    def certainty(self, confidence: float) -> tuple[str, str]:
        """How sure the recognition is: words and the tone of a badge."""
        if confidence >= SURE:
            return self.tr("Certain"), "good"
        if confidence >= LIKELY:
            return self.tr("Likely"), "muted"
        return self.tr("A guess: please check"), "warn"
