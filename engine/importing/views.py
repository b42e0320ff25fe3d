"""What a preview shows: plain dataclasses, cheap to import and to send between processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from engine.errors import ClienteleError
from engine.importing.report import ImportReport, RejectedCell
from engine.words import Text

#: How a value of the preview is shown: money in 1/10,000, quantity in 1/1,000, moments in epoch seconds,
#: ``day`` as ISO text, ``word`` as a words key, ``flag`` as True, False or None.
Form = Literal["text", "money", "quantity", "number", "moment", "day", "flag", "word"]


@dataclass(frozen=True)
class ColumnPreview:
    """A column of the file: ``meaning`` is one of the kind's or empty, ``confidence`` 0 to 1."""

    index: int
    header: str
    meaning: str
    confidence: float
    samples: tuple[str, ...]


@dataclass(frozen=True)
class PreviewColumn:
    """One column of what will be stored; its title is the words key ``import.meaning.<meaning>``."""

    meaning: str
    form: Form


@dataclass(frozen=True)
class PreviewLine:
    """One row as it will be stored, from the physical ``line`` of the file; None where nothing is known."""

    line: int
    values: tuple[Any, ...]
    #: Of the row's money; empty: the table's.
    currency: str = ""


@dataclass(frozen=True)
class PreviewTable:
    """The first rows as they will be stored, with the columns that say something."""

    columns: tuple[PreviewColumn, ...] = ()
    lines: tuple[PreviewLine, ...] = ()
    currency: str = ""


@dataclass(frozen=True)
class Question:
    """Something only the owner knows; the answer goes into ``Answers`` under the question's ``name``.

    ``options`` are the answers to choose from; none: the owner types one (a rate, for ``rates.EUR``).
    ``blocker`` says what is wrong as long as it is not answered; None: the file can be stored without.
    """

    name: str
    text: Text
    options: tuple[str, ...] = ()
    blocker: Text | None = None


@dataclass(frozen=True)
class ImportPreview:
    """What one table is taken for. ``blocker`` says why it cannot be imported so; None: it can.

    ``key`` names the table among all files (see ``run_import``), ``header_line`` is 0 for a table without
    column names, ``report`` is the dry run's, None where columns lack.
    """

    key: str
    file: str
    kind: str
    source: str
    #: How sure the kind and the source are, 0 to 1.
    confidence: float
    encoding: str
    delimiter: str
    sheet: str
    header_line: int
    row_count: int
    #: What the file itself says its money is in; empty where it does not.
    currency: str
    columns: tuple[ColumnPreview, ...]
    #: Everything that a column of this kind of file can mean.
    meanings: tuple[str, ...]
    rows: PreviewTable
    problems: tuple[RejectedCell, ...]
    questions: tuple[Question, ...]
    blocker: Text | None
    report: ImportReport | None
    #: What of the file will not be imported, and why (an empty sheet, a picture in an archive).
    left_out: tuple[Text, ...] = ()

    def check(self) -> None:
        """Raise the blocker as the error that importing this file would raise."""
        if self.blocker is not None:
            raise ClienteleError(self.blocker.key, **dict(self.blocker.facts))
