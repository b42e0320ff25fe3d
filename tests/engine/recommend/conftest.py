"""A little shop's interactions with known contents, and a sample shop trained once."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from engine.recommend.training import train
from engine.sample.loading import create_sample
from engine.shop import Shop

DAY = 86_400


def interactions_of(rows: list[tuple[int, int, float]], kind: str = "purchase") -> pd.DataFrame:
    """Interactions from (customer, product, day)."""
    table = pd.DataFrame(rows, columns=["customer_id", "product_id", "day"])
    return pd.DataFrame(
        {
            "customer_id": table["customer_id"].astype(np.int64),
            "product_id": table["product_id"].astype(np.int64),
            "occurred_at": (table["day"] * DAY).round().astype(np.int64) + 18_519 * DAY,
            "quantity": 1.0,
            "price": 2.5,
            "kind": kind,
        }
    )


@pytest.fixture(scope="session")
def little() -> pd.DataFrame:
    """80 customers, 30 products, 200 days; families of five products that go together; some repeats."""
    chance = np.random.default_rng(5)
    rows = []
    for customer in range(80):
        family = customer % 6
        for day in sorted(chance.choice(200, 5, replace=False)):
            for product in chance.choice(5, 2, replace=False):
                rows.append((1000 + customer, 500 + family * 5 + int(product), float(day)))
            if chance.random() < 0.2:
                rows.append((1000 + customer, 500 + int(chance.integers(30)), float(day)))
    return interactions_of(rows)


@pytest.fixture(scope="session")
def trained_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample shop of 400 customers after a training; copy it before changing it."""
    path = tmp_path_factory.mktemp("recommend") / "trained.clientele"
    create_sample(path, customers=400)
    with Shop.open(path) as shop:
        train(shop)
    return path


@pytest.fixture(scope="module")
def trained(trained_file: Path) -> Iterator[Shop]:
    """The trained sample shop, to be read only."""
    with Shop.open(trained_file) as shop:
        yield shop


@pytest.fixture
def own_copy(trained_file: Path, tmp_path: Path) -> Iterator[Shop]:
    """A copy of the trained shop that a test may change."""
    path = tmp_path / "copy.clientele"
    path.write_bytes(trained_file.read_bytes())
    with Shop.open(path) as shop:
        yield shop
