"""Which kind of file a table is and which source wrote it: by its columns' names, its values and its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from engine.importing.answers import Answers
from engine.importing.headers import normalise_header
from engine.importing.mapping import map_columns
from engine.importing.meanings import MEANINGS, MEANINGS_OF
from engine.importing.profiles import Profile, Profiles
from engine.importing.sources import Source, general_source, named_sources, sources
from engine.importing.table import RawTable

#: What a file's name that fits adds to the evidence for a kind.
_NAME_SPEAKS = 1.5
#: The same for lists of those who must not be written to: their columns are those of any list of people.
_NAME_TELLS = 4
#: How much more it says when a file's name tells what otherwise a column does ("opened.csv").
_NAMED_WEIGHT = 5
_REASON = re.compile(
    r"reason|bounce|complain|suppress|grund|raison|motif|motivo|reden|原因|理由", re.IGNORECASE
)
#: A column surer than this speaks for a kind.
_EVIDENT = 0.4
#: What is left of the evidence where a column is missing without which a file is not of that kind.
_INCOMPLETE = 0.5


def recognise(table: RawTable, file_name: str, answers: Answers) -> tuple[Source, float]:
    """(the source of a table, how sure that is, 0 to 1); the owner's kind and source overrule what is found.

    Raises ``import.unknown_kind`` and ``import.unknown_source``, naming the known ones.
    """
    names = frozenset(map(normalise_header, table.headers))
    if answers.kind:
        general_source(answers.kind)  # raises where there is no such kind
    if answers.source:
        found = [one for one in named_sources(answers.source) if answers.kind in ("", one.kind)] or [
            general_source(answers.kind)
        ]
        return max(found, key=lambda one: (*one.likeness(names), one.rank)), 1.0
    named = [one for one in sources() if answers.kind in ("", one.kind) and one.fits(names, file_name)]
    if named:
        best = max(named, key=lambda one: (one.rank, one.fits_name(file_name), *one.likeness(names)[::-1]))
        return best, round(min(1.0, 0.3 + 0.7 * best.likeness(names)[0]), 3)
    return _general(table, file_name, answers)


def _general(table: RawTable, file_name: str, answers: Answers) -> tuple[Source, float]:
    profiles = Profiles(table)
    # A word that means nothing is refused once the kind is known: then the words that do can be told.
    told = {column: meaning for column, meaning in answers.mapping.items() if meaning in ("", *MEANINGS)}
    kinds = [answers.kind] if answers.kind else list(MEANINGS_OF)
    matched = {kind: map_columns(table, general_source(kind), told, profiles) for kind in kinds}
    found = {
        kind: {match.meaning: match.confidence for match in matches if match.confidence >= _EVIDENT}
        for kind, matches in matched.items()
    }
    for match in matched.get("suppressions", ()):
        if match.meaning == "status" and not _tells_why(match.header, profiles[match.index]):
            # Everything has a state: that of a payment is no reason to write to nobody any more.
            found["suppressions"].pop("status", None)
    if answers.kind:
        return _suited(general_source(answers.kind), found[answers.kind]), 1.0
    scores = {kind: _evidence(general_source(kind), found, file_name) for kind in kinds}
    best = max(scores, key=lambda kind: scores[kind])
    second = max((score for kind, score in scores.items() if kind != best), default=0.0)
    sure = min(1.0, scores[best] / 4) * (1 - 0.5 * max(second, 0) / scores[best]) if scores[best] > 0 else 0.0
    return _suited(general_source(best), found[best]), round(sure, 3)


def _evidence(source: Source, found: Mapping[str, Mapping[str, float]], file_name: str) -> float:
    """How much a table's columns and name speak for a kind; ``found`` is kind → meaning → confidence."""
    score = 0.0
    for told, weight in source.evidence.items():
        kind, _, meaning = told.rpartition(".")
        score += weight * found[kind or source.kind].get(meaning, 0.0)
    if source.fits_name(file_name):
        score += _NAME_TELLS if source.kind == "suppressions" else _NAME_SPEAKS
    told_by_name = source.constants_for(file_name).keys() - found[source.kind].keys()
    score += sum(_NAMED_WEIGHT * source.evidence.get(meaning, 0.0) for meaning in told_by_name)
    own = found[source.kind].keys() | told_by_name
    complete = all(any(meaning in own for meaning in group) for group in source.needs)
    return score if complete else _INCOMPLETE * score


def _tells_why(header: str, profile: Profile) -> bool:
    """Whether a column tells why nothing may be sent to somebody: by its name, or by words for it."""
    return bool(_REASON.search(header)) or profile.refusals >= 0.3


def _suited(source: Source, found: Mapping[str, float]) -> Source:
    """A general source as it fits a table: rows that name no product are whole orders, and a file's name says
    what happened to people only where no column does.
    """
    if source.by_file_name and any(found.keys() & {*group} for group in source.needs if "event" in group):
        return replace(source, by_file_name=())
    if source.kind == "orders" and not found.keys() & {"product", "product_name"}:
        return replace(source, detail="order")
    return source
