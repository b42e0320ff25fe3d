"""Dates that a row can do without: a cell that is none costs the row its date, not its place in the shop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engine.importing.columns import Columns
from engine.importing.dates import read_dates
from engine.importing.dictionary import day_first
from engine.importing.views import Question
from engine.words import Text

if TYPE_CHECKING:
    from engine.importing.kinds.base import Setting
    from engine.importing.understanding import MappedFile


class LenientDates:
    """Columns of moments in which a cell that is no date costs the row only its date."""

    def __init__(
        self, columns: Columns, mapped: MappedFile, setting: Setting, meanings: Sequence[str]
    ) -> None:
        self.order = setting.answers.date_order or mapped.source.date_order
        self._columns = columns
        self._file = mapped.name
        self._day_first = day_first(mapped.table.headers)
        self._zone = mapped.constants.get("time_zone") or mapped.source.timezone or setting.timezone
        names = [name for name in meanings if columns.has(name)]
        self._all = {name: columns.raw(name).map(pc.utf8_trim_whitespace) for name in names}

    def seconds(self, meaning: str) -> list[int | None]:
        """Epoch seconds of each row, None where the list does not say."""
        if meaning not in self._all:
            return [None] * self._columns.rows
        beside = [column for name, column in self._all.items() if name != meaning]
        reading = read_dates(self._all[meaning], self._zone, self.order, beside=beside)
        if reading.asked and self._day_first:
            reading = read_dates(self._all[meaning], self._zone, "dmy")
        if reading.asked:
            self.ask(reading.asked)
        elif reading.order in ("dmy", "mdy"):
            self.order = self.order or reading.order
        known = [
            moment if good else None
            for moment, good in zip(reading.seconds.tolist(), reading.valid.tolist(), strict=True)
        ]
        return [known[code] for code in reading.codes.tolist()]

    def ask(self, example: str) -> None:
        """Only the owner knows whether the day comes first."""
        if not any(question.name == "date_order" for question in self._columns.questions):
            asked = {"example": example}
            blocker = Text("import.date_order_unknown", {"file": self._file, **asked})
            self._columns.questions.append(
                Question("date_order", Text("import.question.date_order", asked), ("dmy", "mdy"), blocker)
            )
