"""The counting models against `lifetimes`, interleaved in one run on the same simulated customers.

    python tests/benchmarks/counting_models.py [--customers 100000] [--pareto-customers 10000] [--rounds 3]
        [--lifetimes PYTHON]

``PYTHON`` is the interpreter of an environment that has lifetimes 0.11 (it is unmaintained and never
installed with the project); without it only our own times are told. Each round fits ours, then theirs, so
that whatever else the machine does slows both. Customers buy and leave as Pareto/NBD says, observed for up to
78 weeks, purchases by the day. Targets: BG/NBD <= 1/7, Pareto/NBD <= 1/15 of lifetimes' time, scoring 100,000
customers (chance of none and purchases to expect, both models) <= 0.2 s each.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from engine.predict.beta_geometric import BetaGeoNBD, ModifiedBetaGeoNBD
from engine.predict.counting import CountingModel
from engine.predict.pareto_nbd import ParetoNBD

#: What runs in the other environment: load the customers, fit, and say how long it took.
_THEIRS = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import numpy as np
from lifetimes import BetaGeoFitter, ModifiedBetaGeoFitter, ParetoNBDFitter
x, tx, age = np.load(sys.argv[2])
models = {"BG/NBD": BetaGeoFitter, "MBG/NBD": ModifiedBetaGeoFitter, "Pareto/NBD": ParetoNBDFitter}
model = models[sys.argv[1]]()
start, cpu = time.perf_counter(), time.process_time()
try:
    model.fit(x, tx, age)
    found = {name: float(value) for name, value in model.params_.items()}
except Exception as problem:
    found = {"failed": type(problem).__name__}
print(json.dumps([time.perf_counter() - start, time.process_time() - cpu, found]))
"""


def customers(count: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Frequency, recency and age in weeks, purchases by the day, at most one a day."""
    random = np.random.default_rng(seed)
    rate, leaving = random.gamma(0.55, 1 / 10.6, count), random.gamma(0.61, 1 / 11.7, count)
    age = random.integers(7, 78 * 7, count)
    alive = np.minimum(random.exponential(1 / np.maximum(leaving, 1e-9)) * 7, age)
    bought = random.poisson(rate * alive / 7)
    owner = np.repeat(np.arange(count), bought)
    day = np.ceil(random.uniform(0, 1, len(owner)) * alive[owner]).astype(np.int64)
    pairs = np.unique(owner * 1_000 + np.clip(day, 1, 999))
    owner, day = pairs // 1_000, pairs % 1_000
    frequency = np.bincount(owner, minlength=count).astype(float)
    recency = np.zeros(count)
    np.maximum.at(recency, owner, day.astype(float))
    return frequency, np.minimum(recency, age) / 7, age / 7


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--pareto-customers", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lifetimes", metavar="PYTHON", default="")
    options = parser.parse_args()
    print(f"{'fit':12s}{'customers':>10s}{'ours s':>9s}{'CPU':>8s}{'theirs s':>10s}{'CPU':>8s}{'ratio':>8s}")
    for name, model, count in (
        ("BG/NBD", BetaGeoNBD, options.customers),
        ("MBG/NBD", ModifiedBetaGeoNBD, options.customers),
        ("Pareto/NBD", ParetoNBD, options.pareto_customers),
    ):
        _compare(name, model, count, options.rounds, options.lifetimes)
    _score(options.customers, options.rounds)


def _compare(name: str, model: type[CountingModel], count: int, rounds: int, python: str) -> None:
    summary = customers(count)
    ours, theirs = [], []
    found: dict[str, float] = {}
    fitted = model()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "customers.npy"
        np.save(file, np.stack(summary))
        for _ in range(rounds):
            start, cpu = time.perf_counter(), time.process_time()
            fitted = model().fit(*summary)
            ours.append((time.perf_counter() - start, time.process_time() - cpu))
            if python:
                told = subprocess.run(
                    [python, "-c", _THEIRS, name, str(file)], capture_output=True, text=True, check=True
                )
                took, cpu, found = json.loads(told.stdout.splitlines()[-1])
                theirs.append((took, cpu))
    mine, cpu = (statistics.median(part) for part in zip(*ours, strict=True))
    line = f"{name:12s}{count:10,d}{mine:9.2f}{cpu:8.2f}"
    if theirs:
        wall, processor = (statistics.median(part) for part in zip(*theirs, strict=True))
        ratios = [other[0] / own[0] for own, other in zip(ours, theirs, strict=True)]
        line += f"{wall:10.2f}{processor:8.2f}   1/{statistics.median(ratios):.1f}"
    print(line)
    print(f"    ours   {_rounded(fitted.parameters_)}, log-likelihood {fitted.log_likelihood_:.2f}")
    if found:
        print(f"    theirs {_rounded(found)}")


def _rounded(parameters: dict[str, float]) -> dict[str, object]:
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in parameters.items()}


def _score(count: int, rounds: int) -> None:
    summary = customers(count)
    for name, model in (("BG/NBD", BetaGeoNBD), ("MBG/NBD", ModifiedBetaGeoNBD), ("Pareto/NBD", ParetoNBD)):
        fitted = model().fit(*(part[:20_000] for part in summary))
        took = []
        for _ in range(rounds):
            start, cpu = time.perf_counter(), time.process_time()
            fitted.probability_of_none(26, *summary)
            fitted.expected_purchases(26, *summary)
            took.append((time.perf_counter() - start, time.process_time() - cpu))
        wall, processor = (statistics.median(part) for part in zip(*took, strict=True))
        print(f"score {name:12s}{count:10,d}{wall:9.3f} s{processor:9.3f} CPU")


if __name__ == "__main__":
    main()
