"""The back-test as an owner reads it: how many of 100 customers were reached, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

from engine.recommend.registry import BASELINE
from engine.recommend.views import QualityRow, QualityView
from engine.words import Text

#: Two standard errors: what a fresh test would repeat in about 19 of 20 shops.
SURE = 2.0
#: The list as mailed mixes what they buy again with what is new; the other names only what is new to them.
_MODES = ("list", "new")


@dataclass(frozen=True, slots=True)
class Reach:
    """Of 100 customers who came back, how many bought one of ten products; likely ``low`` to ``high``."""

    hits: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """Lists against best-sellers in one mode, on the same ``customers``.

    ``baseline`` is None where the lists are the best-sellers. ``tone`` is good, bad or muted; ``said`` the
    verdict in a few words, ``range`` what chance may have done, ``variety`` how many products each names.
    """

    mode: str
    name: Text
    customers: int
    ours: Reach
    baseline: Reach | None
    tone: str
    said: Text
    range: Text
    variety: Text


def verdicts(quality: QualityView, model: str) -> tuple[Verdict, ...]:
    """One verdict a mode, the mailed list first; empty when there was too little past to judge by."""
    found = []
    for mode in _MODES:
        row, baseline = quality.of(model, mode), quality.of(BASELINE, mode)
        if row is not None and baseline is not None:
            found.append(_verdict(row, baseline))
    return tuple(found)


def _verdict(row: QualityRow, baseline: QualityRow) -> Verdict:
    alone = row.model == baseline.model
    ours, theirs = _reach(row), _reach(baseline)
    if alone:
        tone, word = "muted", "only_popular"
    elif row.gain > SURE * row.gain_se:
        tone, word = "good", "better"
    elif row.gain < -SURE * row.gain_se:
        tone, word = "bad", "worse"
    else:
        tone, word = "muted", "same"
    return Verdict(
        mode=row.mode,
        name=Text(f"recommend.verdict.{row.mode}"),
        customers=row.customers,
        ours=ours,
        baseline=None if alone else theirs,
        tone=tone,
        said=Text(f"recommend.verdict.{word}"),
        range=Text(
            "recommend.verdict.range",
            {"n": row.customers, "low": round(ours.low), "high": round(ours.high)},
        ),
        variety=Text(
            "recommend.verdict.variety_alone" if alone else "recommend.verdict.variety",
            {"ours": row.coverage, "base": baseline.coverage},
        ),
    )


def _reach(row: QualityRow) -> Reach:
    hits, spread = 100 * row.hit_rate, 100 * SURE * row.hit_rate_se
    return Reach(hits, max(0.0, hits - spread), min(100.0, hits + spread))
