"""What must not be taken for granted: tables that are none of ours, and columns of money and dates that are
only guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.importing.mapping import doubtful
from engine.words import Text

if TYPE_CHECKING:
    from engine.importing.understanding import MappedFile

#: Below this a table is no kind of file in particular.
UNSURE = 0.2
_MONTH = (
    r"jan(?:uary|uar|vier|uari|eiro)?|ene(?:ro)?|gen(?:naio)?|feb(?:ruary|ruar|ruari|rero|braio)?|f[ée]v(?:rier)?"
    r"|fevereiro|mar(?:ch|s|zo|ço)?|märz|mrz|maart|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|mei|mayo|maio"
    r"|maggio|jun(?:e|i|io|ho)?|juin|giu(?:gno)?|jul(?:y|i|io|ho)?|juil(?:let)?|lug(?:lio)?|aug(?:ust|ustus)?"
    r"|ao[uû]t|ago(?:sto)?|sep(?:t|tember|tembre|tiembre)?|set(?:tembre|embro)?|o[ck]t(?:ober|obre|ubre)?"
    r"|ott(?:obre)?|out(?:ubro)?|nov(?:ember|embre|iembre|embro)?|de[cz](?:ember|embro)?|d[ée]c(?:embre)?"
    r"|dic(?:iembre|embre)?|\d{1,2}月|[一二三四五六七八九十]{1,2}月"
)
#: Names of columns that are spans of time.
_SPAN = re.compile(
    rf"^(?:(?:{_MONTH})\.?[\s\-/]*(?:\d{{2}}|\d{{4}})?|(?:19|20)\d\d(?:[-/.年]\d{{1,2}}月?)?年?"
    r"|q[1-4]\W*(?:\d{4})?|(?:\d{4}\W*)?q[1-4]|(?:week|kw|w)\s*\d{1,2}|第?[一二三四]季度?)$",
    re.IGNORECASE,
)
#: What spreadsheets write into tables that they have added up.
_ADDED_UP = re.compile(
    r"^(?:row labels|column labels|zeilenbeschriftungen|spaltenbeschriftungen|étiquettes de lignes"
    r"|étiquettes de colonnes|etiquetas de fila|etichette di riga|rijlabels|rótulos de linha|行标签|列标签"
    r"|行ラベル)$|^(?:(?:sum|count|average) of|(?:summe|anzahl|mittelwert) von|somme de|suma de|somma di"
    r"|soma de|som van) ."
    r"|^(?:求和项|计数项|平均值项)[:：]|^(?:合計|個数) ?/",
    re.IGNORECASE,
)
_SPANS_NEEDED = 3


def doubt_about(mapped: MappedFile) -> Text | None:
    """Why a table should not be imported as what it was taken for unless the owner says so, or None."""
    if mapped.answers.kind or mapped.answers.source:
        return None
    if is_added_up(mapped.table.headers):
        return Text("import.summary_table", {"file": mapped.name})
    if mapped.confidence < UNSURE:
        columns = ", ".join(mapped.table.headers)[:300]
        return Text("import.not_recognised", {"file": mapped.name, "columns": columns})
    return None


def doubt_about_columns(mapped: MappedFile) -> Text | None:
    """The first column of money or dates that is only a guess, as a text; None: there is none."""
    guesses = doubtful(mapped.matches)
    if not guesses:
        return None
    guess = guesses[0]
    meaning = Text(f"import.meaning.{guess.meaning}")
    told = {"file": mapped.name, "column": guess.header, "meaning": meaning}
    return Text("import.doubtful_column", told)


def is_added_up(headers: Sequence[str]) -> bool:
    """Whether a table's columns are months or sums: figures of many sales, and not the sales themselves."""
    names = [header.strip() for header in headers]
    if any(_ADDED_UP.match(name) for name in names):
        return True
    spans = sum(bool(_SPAN.match(name)) for name in names)
    return spans >= _SPANS_NEEDED and 2 * spans >= len(names)
