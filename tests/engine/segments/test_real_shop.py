"""Online Retail, a wholesaler with small buyers too: the figures that grouping its customers must reach."""

import pandas as pd
import pytest

from engine.segments.frames import segment_orders
from tests.real_data import real_data


@pytest.fixture(scope="module")
def orders() -> pd.DataFrame:
    columns = ["InvoiceNo", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"]
    lines = pd.read_csv(
        real_data("online_retail/OnlineRetail.csv.gz"), encoding="latin-1", usecols=columns, dtype=str
    ).dropna(subset=["CustomerID"])
    return pd.DataFrame(
        {
            "order_id": lines["InvoiceNo"],
            "customer_id": lines["CustomerID"],
            "ordered_at": pd.to_datetime(lines["InvoiceDate"], format="%m/%d/%Y %H:%M"),
            "amount": lines["Quantity"].astype(float) * lines["UnitPrice"].astype(float),
        }
    )


def test_automatic_clusters_are_usable_stable_and_can_be_said(orders: pd.DataFrame) -> None:
    found = segment_orders(orders, method="kmeans", currency="GBP")
    sizes = found.segments["customers"] / found.segments["customers"].sum()
    clusters = sizes.drop("outsize")
    assert 0.02 <= clusters.min() <= clusters.max() <= 0.60
    assert found.quality["stability"] >= 0.85
    assert found.quality["rule_fidelity"] >= 0.85
    assert found.segments["name"].is_unique
    # The largest wholesale buyers do not become the answer: they are set apart, by name.
    apart = found.customers.index[found.customers["code"] == "outsize"]
    assert {"14646", "18102", "17450"} <= set(apart)


def test_nobody_changes_when_the_rows_are_shuffled(orders: pd.DataFrame) -> None:
    usual = segment_orders(orders)
    shuffled = segment_orders(orders.sample(frac=1, random_state=7))
    pd.testing.assert_frame_equal(usual.customers, shuffled.customers)
    once = usual.customers[usual.customers["orders"] == 1]
    assert once["score"].str[1].nunique() == 1
    assert (usual.segments["customers"] > 0).all()
