"""What every kind of file has in common: it is understood without a shop, compared with one, and stored."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from engine.importing.answers import Answers
from engine.importing.batch import Reject
from engine.importing.report import MoneyTotals, RowCounts
from engine.importing.views import PreviewTable, Question
from engine.jobs import Progress, no_progress
from engine.words import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from engine.importing.understanding import MappedFile


@dataclass(frozen=True)
class Setting:
    """What a shop adds to a file: its base currency ("" for any), its time zone, its country (ISO, or ""),
    what the owner said of the file, and the exported campaigns' names, the newest first (None: unknown).
    """

    currency: str = ""
    timezone: str = "UTC"
    country: str = ""
    answers: Answers = field(default_factory=Answers)
    campaigns: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Run:
    """The import under way: everything that it stores bears its number."""

    import_id: int
    source_id: int
    timezone: str
    country: str
    at: int


@dataclass(frozen=True)
class Comparison:
    """What of a file the shop knows already. ``rows`` counts the file's usable rows (only added, updated and
    unchanged are set), ``records`` the things they speak of; kinds add what storing needs.
    """

    rows: RowCounts
    records: RowCounts


@dataclass
class Understood(ABC):
    """Everything that one table says, cleaned and put together; each kind has its own subclass.

    ``usable`` (rows,) is False for rows with a rejected cell. ``set_aside`` is reason key → row numbers:
    rows that are fine but must not be stored. ``questions`` are what only the owner knows: with any open the
    file cannot be stored.
    """

    file: MappedFile
    usable: NDArray[np.bool_]
    rejects: list[Reject]
    reject_counts: dict[str, int]
    set_aside: dict[str, NDArray[np.int64]]
    notes: list[Text]
    questions: list[Question]

    @property
    @abstractmethod
    def record_count(self) -> int:
        """How many things (orders, customers, …) there are to store."""

    @property
    def reading(self) -> dict[str, Any]:
        """How the values were read, as JSON, beside what the table itself tells."""
        return {}

    @property
    def money(self) -> MoneyTotals | None:
        """The file's money accounted for; None for kinds that carry none."""
        return None

    def together(self, rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Some rows (rows,) and those without which they cannot be stored: the rest of their orders."""
        return rows

    @abstractmethod
    def compare(self, connection: Connection) -> Comparison:
        """What of it the shop knows already; reads only."""

    @abstractmethod
    def store(
        self, connection: Connection, comparison: Any, run: Run, progress: Progress = no_progress
    ) -> list[Text]:
        """Write what is new or changed, in the caller's transaction; returns what to add to the notes."""

    @abstractmethod
    def preview(self, limit: int) -> PreviewTable:
        """The first rows as they will be stored."""


class Kind(Protocol):
    """One kind of file."""

    id: str
    #: Changed topics that an import of this kind makes stale in the window.
    topics: frozenset[str]

    def missing(self, mapped: MappedFile) -> Text | None:
        """Which needed column is not there, as an ``import.no_…`` text; None: all are."""

    def understand(
        self, mapped: MappedFile, setting: Setting, progress: Progress = no_progress
    ) -> Understood:
        """Clean and assemble a mapped table; pure: no shop, no files."""
