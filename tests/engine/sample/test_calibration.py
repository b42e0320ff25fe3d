"""The figures themselves, and that the invented shop lies among the real ones."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from engine.sample.calibration import gini, sample_sales, shop_statistics
from engine.sample.generator import generate
from tests.benchmarks.real_shops import real_shops


def test_figures_of_a_shop_small_enough_to_count() -> None:
    sales = pd.DataFrame(
        {
            "customer": [1, 1, 1, 2, 3],
            "placed_at": pd.to_datetime(
                ["2025-01-01T09", "2025-01-01T18", "2025-01-31T12", "2025-03-01T12", "2025-12-31T12"]
            ),
            "value": [10.0, 20.0, 30.0, 40.0, 100.0],
            "refunded": [0.0, 0.0, 0.0, 20.0, 0.0],
        }
    )
    figures = shop_statistics(sales)
    # Two orders on one day are one purchase: customer 1 bought on two days, 30 days apart.
    assert figures["one_time_share"] == pytest.approx(2 / 3)
    assert figures["gap_days_p50"] == 30
    assert figures["purchases_per_customer_mean"] == pytest.approx(4 / 3)
    # Customer 3 has not been watched for 90 days; of the other two, one came back.
    assert figures["repeat_90_days"] == 0.5
    assert figures["refund_share"] == pytest.approx(0.1)
    assert figures["top_1_percent_share"] == pytest.approx(100 / 180)
    assert "basket_units_p50" not in figures


def test_gini_of_equals_is_nothing_and_of_one_owner_all_but_his_own() -> None:
    assert gini(np.full(10, 3.0)) == pytest.approx(0)
    assert gini(np.array([0.0] * 9 + [5.0])) == pytest.approx(0.9)


#: The real sets span a range; a shop of this size may leave it by this share of the nearer edge.
ROOM = {1_200: 0.20, 20_000: 0.06}
#: Order values differ between a wholesaler and a record shop by an order of magnitude; their shape counts.
NOT_COMPARED = {"order_value_mean", "order_value_median"}


def test_sample_lies_among_the_real_shops() -> None:
    real = pd.DataFrame({name: shop_statistics(sales) for name, sales in real_shops().items()})
    low, high = real.min(axis=1), real.max(axis=1)
    for customers, room in ROOM.items():
        made = shop_statistics(sample_sales(generate(customers, 7, date(2026, 6, 30))))
        outside = {
            figure: (round(low[figure], 3), round(value, 3), round(high[figure], 3))
            for figure, value in made.items()
            if figure not in NOT_COMPARED
            and not low[figure] * (1 - room) <= value <= high[figure] * (1 + room)
        }
        assert not outside, f"{customers} customers: (lowest, sample, highest) {outside}"
