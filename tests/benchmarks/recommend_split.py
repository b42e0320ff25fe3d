"""Our models on the Online Retail split, beside the published recipes that we carry as baselines.

Run it as ``python -m tests.benchmarks.recommend_split`` (``--valid``: learn on ``fit`` and judge on
``valid``, the only figures that parameters may be chosen by). Prints one table a mode: NDCG@10 and Recall@20
over the full catalogue, standard errors, the paired difference to recent popularity, and CPU seconds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from engine.recommend.blend import Blend
from engine.recommend.ease import Ease
from engine.recommend.evaluation import MODES, Window, backtest
from engine.recommend.model import Recommender
from engine.recommend.popularity import Popularity
from engine.recommend.repeat_frequency import RepeatFrequency
from tests.real_data import FOLDER

#: Published recipes are our own models with what we added switched off.
MODELS: dict[str, Callable[[], Recommender]] = {
    "popularity": Popularity,
    "frequency (plain)": lambda: RepeatFrequency(rate_power=0.0, popularity=0.02),
    "repeat_frequency": RepeatFrequency,
    "EASE (plain)": lambda: Ease(half_life=1e9, trend=0.0),
    "ease": Ease,
    "blend": Blend,
}


def interactions(name: str) -> pd.DataFrame:
    """One part of the split as an interactions table."""
    part = pd.read_parquet(FOLDER / "online_retail" / "recommender_split" / f"{name}.parquet")
    return pd.DataFrame(
        {
            "customer_id": part["user"],
            "product_id": part["item"],
            "occurred_at": part["t"],
            "quantity": part["qty"],
            "price": part["price"],
            "kind": "purchase",
        }
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--valid", action="store_true")
    past, future = ("fit", "valid") if parser.parse_args().valid else ("train", "test")
    learn, judge = interactions(past), interactions(future)
    window = Window(int(learn["occurred_at"].max()), int(judge["occurred_at"].max()))
    seconds: dict[str, float] = {}

    def timed(name: str) -> Callable[[], Recommender]:
        def make() -> Recommender:
            started = time.process_time()
            MODELS[name]().fit(learn)
            seconds[name] = time.process_time() - started
            return MODELS[name]()

        return make

    result = backtest(
        {name: timed(name) for name in MODELS},
        pd.concat([learn, judge], ignore_index=True),
        baseline="popularity",
        windows=(window,),
    )
    for mode in MODES:
        scores = [result.of(name, mode) for name in MODELS]
        print(f"\n{mode} ({scores[0].customers if scores[0] else 0} customers)")
        print(f"{'model':20} {'NDCG@10':>16} {'R@20':>7} {'HR@10':>6} {'cover':>6} {'gain':>16} {'fit s':>6}")
        for score in scores:
            if score is not None:
                print(
                    f"{score.model:20} {score.ndcg:.4f} ± {score.ndcg_se:.4f}  {score.recall:.4f} "
                    f"{score.hit_rate:6.3f} {score.coverage:6.3f} {score.gain:+.4f} ± {score.gain_se:.4f} "
                    f"{seconds[score.model]:6.2f}"
                )
    print("\nbrand-new customers: recent popularity", end=" ")
    print(f"NDCG@10 {cold(learn, judge):.4f}")


def cold(learn: pd.DataFrame, judge: pd.DataFrame) -> float:
    """NDCG@10 of the newcomers' list for customers who had never bought before."""
    from engine.recommend import metrics

    model = Popularity().fit(learn)
    fresh = judge[~judge["customer_id"].isin(learn["customer_id"])]
    fresh = fresh[fresh["product_id"].isin(model.history.products)]
    truth = fresh.groupby("customer_id")["product_id"].unique()
    named = model.recommend(truth.index.tolist(), 10).groupby("customer_id")["product_id"]
    lists = np.stack([named.get_group(customer).to_numpy() for customer in truth.index])
    found = metrics.hits(lists, list(truth))
    return float(metrics.ndcg(found, truth.map(len).to_numpy(), 10).mean())


if __name__ == "__main__":
    main()
