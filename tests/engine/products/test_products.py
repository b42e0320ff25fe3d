"""The Products page's figures against the shop's own order lines."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine.errors import ClienteleError
from engine.products.choices import set_recommendable
from engine.products.detail import best_pairs, product_detail
from engine.products.overview import products_view
from engine.products.table import SORTS, product_page
from engine.recommend.training import train
from engine.sample.loading import create_sample
from engine.shop import Shop, undo

COUNTED = "o.kind <> 'adjustment' AND o.status NOT IN ('pending', 'cancelled')"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A sample shop of 400 customers; tests leave it as they find it."""
    path: Path = tmp_path_factory.mktemp("products") / "shop.clientele"
    create_sample(path, customers=400)
    with Shop.open(path) as opened:
        train(opened, model="popularity")
        yield opened


def rows(shop: Shop, sql: str, *facts: object) -> list[tuple[int, ...]]:
    with shop.store.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql, facts)]


def test_the_table_holds_every_product_with_its_sales(shop: Shop) -> None:
    page = product_page(shop, limit=10_000)
    assert page.total == len(page.rows) == rows(shop, "SELECT COUNT(*) FROM product")[0][0]
    lines = rows(
        shop,
        "SELECT l.product_id, SUM(l.total_e4) FROM order_line l JOIN orders o ON o.id = l.order_id"
        f" WHERE {COUNTED} GROUP BY l.product_id",
    )
    assert {row.id: row.net_e4 for row in page.rows if row.net_e4} == {k: v for k, v in lines if v}
    assert [row.net_e4 for row in page.rows] == sorted((row.net_e4 for row in page.rows), reverse=True)


def test_the_trend_compares_two_quarters(shop: Shop) -> None:
    last = rows(shop, f"SELECT MAX(placed_at) FROM orders o WHERE {COUNTED}")[0][0]
    for row in product_page(shop, sort="trend", limit=5).rows:
        sums = rows(
            shop,
            "SELECT COALESCE(SUM((o.placed_at > ?) * l.total_e4), 0),"
            " COALESCE(SUM((o.placed_at <= ?) * l.total_e4), 0)"
            " FROM order_line l JOIN orders o ON o.id = l.order_id"
            f" WHERE l.product_id = ? AND o.placed_at > ? AND {COUNTED}",
            last - 90 * 86_400,
            last - 90 * 86_400,
            row.id,
            last - 180 * 86_400,
        )[0]
        assert (row.recent_e4, row.before_e4) == sums
        assert row.trend == (pytest.approx(sums[0] / sums[1] - 1) if sums[1] > 0 else None)


@pytest.mark.parametrize("sort", SORTS)
def test_pages_cover_the_table_once_in_order(shop: Shop, sort: str) -> None:
    whole = product_page(shop, sort=sort, limit=10_000)
    parts = [product_page(shop, sort=sort, offset=at, limit=40) for at in range(0, whole.total, 40)]
    assert [row for part in parts for row in part.rows] == list(whole.rows)
    backwards = product_page(shop, sort=sort, descending=False, limit=1).rows[0]
    assert backwards != whole.rows[0]


def test_search_finds_every_word_and_takes_signs_literally(shop: Shop) -> None:
    sought = product_page(shop).rows[0]
    words = sought.name.upper().split()
    assert sought in product_page(shop, search=" ".join(reversed(words))).rows
    assert product_page(shop, search="%").total == sum(
        "%" in row.name + row.code + row.category for row in product_page(shop, limit=10_000).rows
    )
    with pytest.raises(ClienteleError, match=r"product\.unknown_sort"):
        product_page(shop, sort="colour")


def test_the_months_of_a_product_add_up_to_its_totals(shop: Shop) -> None:
    for row in product_page(shop, limit=10).rows:
        detail = product_detail(shop, row.id)
        assert sum(month.net_e4 for month in detail.months) == row.net_e4
        assert sum(month.units_milli for month in detail.months) == row.units_milli
        assert sum(month.orders for month in detail.months) == row.orders
        names = [month.month for month in detail.months]
        assert names == sorted(set(names))
        assert detail.row == row


def test_companions_are_counted_in_real_orders(shop: Shop) -> None:
    pairs = best_pairs(shop, 5)
    assert len(pairs) == 5
    for pair in pairs:
        both = rows(
            shop,
            "SELECT COUNT(*) FROM (SELECT l.order_id FROM order_line l JOIN orders o ON o.id = l.order_id"
            " WHERE o.kind = 'sale' AND o.status IN ('paid', 'part_refunded') AND l.product_id IN (?, ?)"
            " AND l.quantity_milli > 0 AND l.unit_price_e4 > 0"
            " GROUP BY l.order_id HAVING COUNT(DISTINCT l.product_id) = 2)",
            pair.product_id,
            pair.other_id,
        )[0][0]
        assert pair.together == both
        assert pair.lift >= 2
        assert pair.other_name in pair.said.say("zh_CN")
    ends = [end for pair in pairs for end in (pair.product_id, pair.other_id)]
    assert max(ends.count(end) for end in ends) <= 2


def test_who_buys_it_by_segment(shop: Shop) -> None:
    from engine.segments.run import run_segmentation

    product = product_page(shop).rows[0]
    run_segmentation(shop, method="rfm")
    segments = product_detail(shop, product.id).segments
    assert sum(segment.customers for segment in segments) == product.customers
    assert sum(segment.share_of_buyers for segment in segments) == pytest.approx(1)
    assert all(0 < segment.share_of_segment <= 1 for segment in segments)


def test_reviews_are_averaged_over_those_with_stars(shop: Shop) -> None:
    product, given, mean = rows(
        shop, "SELECT product_id, COUNT(*), AVG(stars) FROM review GROUP BY product_id ORDER BY COUNT(*) DESC"
    )[0]
    detail = product_detail(shop, product)
    assert detail.reviews == given
    assert detail.mean_stars == pytest.approx(mean)


def test_forbidding_a_product_is_said_and_undone(shop: Shop) -> None:
    product = product_page(shop).rows[0].id
    assert product_detail(shop, product).not_offered is None
    changes = set_recommendable(shop, product, False)
    assert changes.topics == {"products", "recommendations"}
    why = product_detail(shop, product).not_offered
    assert why is not None
    assert why.key == "product.not_offered.forbidden"
    assert set_recommendable(shop, product, False).undo is None
    undo(shop, changes.undo)
    assert product_detail(shop, product).not_offered is None
    with pytest.raises(ClienteleError, match=r"product\.missing"):
        set_recommendable(shop, 10**9, True)


def test_every_product_is_offered_or_left_out_for_one_reason(shop: Shop) -> None:
    everything = {row.id for row in product_page(shop, limit=10_000).rows}
    hidden = min(everything)
    taken = set_recommendable(shop, hidden, False)
    view = products_view(shop)
    groups = {one.group: product_page(shop, group=one.group, limit=10_000) for one in view.left_out}
    assert {one.group: one.n for one in view.left_out} == {name: page.total for name, page in groups.items()}
    ids = [row.id for page in groups.values() for row in page.rows]
    assert len(ids) == len(set(ids))
    assert [row.id for row in groups["forbidden"].rows] == [hidden]
    offered = everything - set(ids)
    assert offered
    assert all(product_detail(shop, product).not_offered is None for product in offered)
    assert all(product_detail(shop, product).not_offered is not None for product in ids)
    assert view.products == len(everything)
    assert taken.undo is not None
    undo(shop, taken.undo)


def test_the_last_month_counts_as_whole_only_on_its_last_day(shop: Shop) -> None:
    product = product_page(shop, limit=1).rows[0].id
    months = product_detail(shop, product).months
    last = rows(shop, "SELECT MAX(placed_at) FROM orders")[0][0]
    after = datetime.fromtimestamp(last, shop.zone) + timedelta(days=1)
    assert all(month.complete for month in months[:-1])
    assert months[-1].complete == (after.day == 1)
