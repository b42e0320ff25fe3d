"""Plain tables of orders are grouped as a shop is: no shop file needed."""

from datetime import date

import pandas as pd
import pytest

from engine.errors import ClienteleError
from engine.segments import latest_run, run_segmentation
from engine.segments.frames import orders_moved, segment_orders
from engine.segments.movement import compute_movement, movers
from engine.shop import Shop
from tests.engine.segments.test_run import sales
from tests.engine.shop_builder import build_shop

ROWS = [sale for sale in sales(200) if sale.customer is not None]
ORDERS = pd.DataFrame(
    {
        "customer_id": [f"C{sale.customer:03d}" for sale in ROWS],
        "ordered_at": [sale.at for sale in ROWS],
        "amount": [sale.amount for sale in ROWS],
    }
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return build_shop(tmp_path_factory.mktemp("frames") / "a.clientele", ROWS)


@pytest.mark.parametrize("method", ["rfm", "kmeans"])
def test_a_table_and_a_shop_of_the_same_orders_fall_into_the_same_groups(shop: Shop, method: str) -> None:
    run_segmentation(shop, method=method)
    run = latest_run(shop, method)
    found = segment_orders(ORDERS.sample(frac=1, random_state=3), method=method, currency="GBP")
    assert run is not None
    assert found.as_of == run.as_of
    told = [
        (each.code, each.name.say(), each.rule.say(), each.customers, each.sales_e4) for each in run.segments
    ]
    rows = found.segments.reset_index()[["code", "name", "rule", "customers"]].itertuples(index=False)
    money = (found.segments["net"] * 10_000).round().astype(int)
    assert [(*row, net) for row, net in zip(rows, money, strict=True)] == told
    assert len(found.customers) == ORDERS["customer_id"].nunique()
    assert found.customers["net"].sum() == ORDERS["amount"].sum()


def test_a_table_and_a_shop_tell_the_same_movers(shop: Shop) -> None:
    start, end = date(2024, 6, 30), date(2024, 9, 30)
    limits = segment_orders(ORDERS).limits
    told = movers(shop, movement_id=compute_movement(shop, start=start, end=end).id, limit=1_000)
    found = orders_moved(ORDERS, start, end, limits=limits)
    expected = {row.code: (row.from_code, row.to_code, row.cause, row.net_e4) for row in told.rows}
    rows = zip(found.index, found["before"], found["after"], found["cause"], found["net"], strict=True)
    assert {who: (one, other, why, round(net * 10_000)) for who, one, other, why, net in rows} == expected


def test_lines_of_an_order_are_one_order_and_what_came_back_is_none() -> None:
    lines = pd.concat([ORDERS.assign(order_id=range(len(ORDERS)), amount=ORDERS["amount"] / 2)] * 2)
    back = pd.DataFrame(
        {"customer_id": ["C004"], "ordered_at": ["2024-12-01 12:00"], "amount": [-5], "order_id": [-1]}
    )
    whole, split = segment_orders(ORDERS), segment_orders(pd.concat([lines, back]))
    pd.testing.assert_series_equal(whole.customers["orders"], split.customers["orders"])
    less = whole.customers["net"] - split.customers["net"]
    assert less[less != 0].to_dict() == {"C004": 5}


def test_what_a_table_cannot_tell_is_refused_in_words() -> None:
    with pytest.raises(ClienteleError, match=r"segment\.no_orders"):
        segment_orders(ORDERS.head(0))
    with pytest.raises(ClienteleError, match=r"segment\.needs_a_shop"):
        segment_orders(ORDERS, method="learned")
    with pytest.raises(ClienteleError, match=r"segment\.too_few_buyers"):
        segment_orders(ORDERS[ORDERS["customer_id"] < "C020"])
