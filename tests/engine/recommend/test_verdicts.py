"""A back-test told to an owner: what is claimed follows from the figures and their errors, never beyond."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.recommend.verdicts import verdicts
from engine.recommend.views import QualityRow, QualityView, model_name
from engine.words import Text


def row(
    model: str, mode: str = "list", *, gain: float = 0.0, hits: float = 0.5, se: float = 0.01
) -> QualityRow:
    return QualityRow(
        model=model,
        name=model_name(model),
        mode=mode,
        customers=100,
        ndcg=0.2,
        ndcg_se=0.01,
        recall=0.3,
        hit_rate=hits,
        hit_rate_se=se,
        coverage=0.4,
        gain=gain,
        gain_se=0.01,
    )


def quality(*rows: QualityRow) -> QualityView:
    return QualityView(True, Text("recommend.quality.too_short"), 60, 1, 100, rows)


@pytest.mark.parametrize(
    ("gain", "tone", "word"),
    [
        (0.021, "good", "better"),
        (0.019, "muted", "same"),
        (-0.019, "muted", "same"),
        (-0.021, "bad", "worse"),
    ],
)
def test_better_or_worse_only_beyond_two_standard_errors(gain: float, tone: str, word: str) -> None:
    (told,) = verdicts(quality(row("popularity"), row("blend", gain=gain)), "blend")
    assert (told.tone, told.said.key) == (tone, f"recommend.verdict.{word}")


def test_best_sellers_are_not_compared_with_themselves() -> None:
    (told,) = verdicts(quality(row("popularity")), "popularity")
    assert told.baseline is None
    assert told.said.key == "recommend.verdict.only_popular"


def test_the_mailed_list_comes_first_and_a_test_that_was_not_made_is_not_told() -> None:
    both = [row(model, mode) for mode in ("new", "list") for model in ("popularity", "blend")]
    assert [told.mode for told in verdicts(quality(*both), "blend")] == ["list", "new"]
    assert verdicts(quality(), "blend") == ()
    assert verdicts(quality(row("popularity")), "blend") == ()


@given(hits=st.floats(0, 1), se=st.floats(0, 0.5))
def test_the_range_holds_the_value_and_stays_within_a_hundred(hits: float, se: float) -> None:
    (told,) = verdicts(quality(row("popularity"), row("blend", hits=hits, se=se)), "blend")
    assert 0 <= told.ours.low <= told.ours.hits <= told.ours.high <= 100
