"""The back-test: honest about time, about ties and about too little data."""

import numpy as np
import pandas as pd
import pytest

from engine.jobs import Progress
from engine.recommend.evaluation import Window, backtest, split_windows
from engine.recommend.history import DAY, History
from engine.recommend.model import Recommender
from engine.recommend.popularity import Popularity
from engine.recommend.registry import MODELS, create
from tests.engine.recommend.conftest import interactions_of


class Prophet(Popularity):
    """Knows the future; allowed in this test only."""

    truth: pd.DataFrame

    def score_rows(self, rows: np.ndarray, *, allow_repeats: bool) -> np.ndarray:
        scores = np.zeros((len(rows), len(self.history.products)), np.float32)
        row = self.history.rows_of(self.truth["customer_id"].to_numpy())
        column = self.history.columns_of(self.truth["product_id"].to_numpy())
        for place, wanted in enumerate(rows):
            scores[place, column[(row == wanted) & (column >= 0)]] = 1
        return scores


class Recorder(Popularity):
    """Remembers how late the purchases were that it was shown."""

    def _fit(self, history: History, progress: Progress) -> None:
        self.newest = history.as_of - history.age.min() * DAY
        RECORDED.append((self.newest, history.as_of))


RECORDED: list[tuple[float, int]] = []


def window_of(table: pd.DataFrame, share: float = 0.7) -> Window:
    return Window(int(table["occurred_at"].quantile(share)), int(table["occurred_at"].max()))


def test_perfect_foresight_scores_one_and_popularity_gains_nothing(little: pd.DataFrame) -> None:
    window = window_of(little)
    Prophet.truth = little[little["occurred_at"] > window.cut]
    result = backtest(
        {"popularity": Popularity, "prophet": Prophet}, little, baseline="popularity", windows=(window,)
    )
    for mode in ("repeat", "new"):
        score = result.of("prophet", mode)
        assert score is not None
        assert (score.ndcg, score.recall, score.hit_rate) == pytest.approx((1, 1, 1))
        base = result.of("popularity", mode)
        assert base is not None
        assert (base.gain, base.gain_se) == (0, 0)
        assert score.gain == pytest.approx(1 - base.ndcg)


def test_models_never_see_past_the_cut(little: pd.DataFrame) -> None:
    RECORDED.clear()
    windows = split_windows(little["occurred_at"].to_numpy())
    backtest({"popularity": Recorder}, little, baseline="popularity")
    assert [cut for _, cut in RECORDED] == [window.cut for window in windows]
    assert all(newest <= cut for newest, cut in RECORDED)


def test_what_happens_after_the_window_changes_nothing(little: pd.DataFrame) -> None:
    window = Window(int(little["occurred_at"].quantile(0.5)), int(little["occurred_at"].quantile(0.8)))
    models = {"popularity": Popularity, "blend": lambda: create("blend")}
    whole = backtest(models, little, baseline="popularity", windows=(window,))
    past = little[little["occurred_at"] <= window.end]
    assert whole == backtest(models, past, baseline="popularity", windows=(window,))
    assert whole.told


def test_a_figure_worked_out_by_hand() -> None:
    # Everyone buys product 1, then 40 of 50 come back for it and 10 for product 2, which nobody knew before
    # but customer 99. Popularity ranks 1 first and 2 second.
    rows = [(c, 1, 0.0) for c in range(50)] + [(99, 2, 0.0)]
    rows += [(c, 1 if c < 40 else 2, 30.0) for c in range(50)]
    table = interactions_of(rows)
    start = int(table["occurred_at"].min())
    result = backtest(
        {"popularity": Popularity},
        table,
        baseline="popularity",
        windows=(Window(start, start + 40 * 86_400),),
    )
    score = result.of("popularity", "repeat")
    assert score is not None
    assert score.customers == 50
    assert score.ndcg == pytest.approx((40 * 1 + 10 / np.log2(3)) / 50)
    assert score.hit_rate == 1
    assert result.of("popularity", "new") is None


def test_windows_end_with_the_history_and_leave_enough_to_learn_from() -> None:
    year = np.arange(0, 365 * 86_400, 86_400)
    windows = split_windows(year)
    assert [w.days for w in windows] == [61, 61]
    assert windows[0].end == year[-1]
    assert windows[1].end == windows[0].cut
    assert split_windows(year[:20]) == ()
    assert len(split_windows(year[:25])) == 1


def test_too_little_is_said_and_not_measured(little: pd.DataFrame) -> None:
    few = little[little["customer_id"] < 1020]
    result = backtest({"popularity": Popularity}, few, baseline="popularity")
    assert not result.told
    assert 0 < result.customers < 30


def test_every_model_can_be_judged(little: pd.DataFrame) -> None:
    makers = {name: (lambda name=name: create(name)) for name in MODELS}
    result = backtest(makers, little, baseline="popularity")
    assert {score.model for score in result.scores} == set(MODELS)
    blend, popular = result.of("blend", "list"), result.of("popularity", "list")
    assert blend is not None
    assert popular is not None
    assert blend.gain > 2 * blend.gain_se
    assert isinstance(create("blend"), Recommender)
