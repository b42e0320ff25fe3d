"""One product: how it sells, what it is bought with, who buys it, and who should hear of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.products.table import ProductRow, shop_trends, table_row
from engine.recommend.views import Listener
from engine.words import Text

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from engine.shop import Shop
    from engine.store import products as store

_COMPANIONS = 8
_AUDIENCE = 20
#: A pair of the whole shop is shown from this lift on, and one product in at most so many of them.
_PAIR_LIFT = 2.0
_PAIRS_EACH = 2


@dataclass(frozen=True, slots=True)
class MonthSales:
    """Net sales, net units and orders of a product in a month (``YYYY-MM``, shop time).

    ``complete`` is False for the month of the shop's last order, while more of it may come.
    """

    month: str
    net_e4: int
    units_milli: int
    orders: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two products bought together more than chance would have it; ``said`` puts it in words.

    ``together`` orders hold both, of ``orders`` that hold the first; ``lift`` times more than by chance.
    """

    product_id: int
    code: str
    name: str
    other_id: int
    other_code: str
    other_name: str
    together: int
    orders: int
    lift: float
    said: Text


@dataclass(frozen=True, slots=True)
class BuyerSegment:
    """Buyers of a product in one RFM segment; shares of all its buyers, and of the segment's customers."""

    code: str
    name: Text
    customers: int
    share_of_buyers: float
    share_of_segment: float


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """Everything the page shows of one product.

    ``months`` run from its first sale to the shop's last order, empty months included. ``segments`` are empty
    before the first RFM run, ``companions`` and ``audience`` before the first training. ``not_offered`` says
    why it is never recommended; None when it may be. ``mean_stars`` is None without starred reviews.
    """

    row: ProductRow
    description: str
    cost_e4: int | None
    picture: str
    url: str
    currency: str
    months: tuple[MonthSales, ...]
    companions: tuple[Pair, ...]
    segments: tuple[BuyerSegment, ...]
    audience: tuple[Listener, ...]
    reviews: int
    starred: int
    mean_stars: float | None
    not_offered: Text | None


def product_detail(shop: Shop, product_id: int) -> ProductDetail:
    """One product's page; raises ``product.missing``."""
    from engine.recommend.views import listener
    from engine.store import products as store
    from engine.store import recommendations, segments

    with shop.store.read() as connection:
        found = store.rows_of(connection, [product_id])
        if not found:
            raise ClienteleError("product.missing")
        trends = shop_trends(shop.path, connection)
        sales = store.sales(connection, product_id)
        last_at = store.orders_version(connection)[-1]
        pairs = store.companions(connection, product_id, _COMPANIONS)
        run = segments.latest_run(connection, "rfm")
        buyers = store.buyers_by_segment(connection, product_id, run.id) if run else []
        audience = recommendations.audience_of(connection, product_id, _AUDIENCE)
        reviews, starred, mean = store.stars(connection, product_id)
    row = found[0]
    return ProductDetail(
        row=table_row(row, trends),
        description=row.description,
        cost_e4=row.cost_e4,
        picture=row.picture,
        url=row.url,
        currency=shop.settings.currency,
        months=_months(sales, last_at, shop.zone),
        companions=tuple(_pair(pair) for pair in pairs),
        segments=tuple(
            BuyerSegment(
                segment.code,
                Text.from_json(segment.name),
                segment.customers,
                segment.customers / max(1, sum(other.customers for other in buyers)),
                segment.customers / max(1, segment.members),
            )
            for segment in buyers
        ),
        audience=tuple(listener(one, shop.zone) for one in audience),
        reviews=reviews,
        starred=starred,
        mean_stars=mean,
        not_offered=_not_offered(row),
    )


def best_pairs(shop: Shop, n: int = 10) -> tuple[Pair, ...]:
    """What sells with what in the whole shop, the most telling first; empty before the first training."""
    from engine.store import products as store

    with shop.store.read() as connection:
        found = store.strongest_pairs(connection, 20 * n, _PAIR_LIFT)
    chosen: list[Pair] = []
    seen: dict[int, int] = {}
    for row in found:
        ends = (row.product_id, row.other_id)
        if len(chosen) < n and all(seen.get(end, 0) < _PAIRS_EACH for end in ends):
            chosen.append(_pair(row))
            for end in ends:
                seen[end] = seen.get(end, 0) + 1
    return tuple(chosen)


def _pair(row: store.PairRow) -> Pair:
    lift = row.lift_milli / 1000
    facts = {"other": row.other_name, "together": row.together, "n": row.orders, "lift": round(lift, 1)}
    return Pair(
        product_id=row.product_id,
        code=row.code,
        name=row.name,
        other_id=row.other_id,
        other_code=row.other_code,
        other_name=row.other_name,
        together=row.together,
        orders=row.orders,
        lift=lift,
        said=Text("product.pair", {"product": row.name, **facts}),
    )


def _not_offered(row: store.ProductRow) -> Text | None:
    if row.kind == "service":
        return Text("product.not_offered.service")
    if not row.recommendable:
        return Text("product.not_offered.forbidden")
    if row.stock is not None and row.stock <= 0:
        return Text("product.not_offered.sold_out")
    if row.orders == 0:
        return Text("product.not_offered.never_sold")
    return None


def _months(sales: list[store.SaleRow], last_at: int, zone: ZoneInfo) -> tuple[MonthSales, ...]:
    if not sales:
        return ()
    first, last = (datetime.fromtimestamp(at, zone) for at in (sales[0].placed_at, last_at))
    year, month = first.year, first.month
    totals: dict[str, list[int]] = {}
    edges: list[tuple[int, str]] = []
    while (year, month) <= (last.year, last.month):
        name = f"{year:04d}-{month:02d}"
        edges.append((int(datetime(year, month, 1, tzinfo=zone).timestamp()), name))
        totals[name] = [0, 0, 0]
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    place = 0
    for sale in sales:
        while place + 1 < len(edges) and sale.placed_at >= edges[place + 1][0]:
            place += 1
        total = totals[edges[place][1]]
        total[0] += sale.net_e4
        total[1] += sale.units_milli
        total[2] += sale.bought
    # On its last day a month is as good as over.
    over = (last + timedelta(days=1)).month != last.month
    newest = edges[-1][1]
    return tuple(
        MonthSales(name, net_e4, units_milli, orders, over or name != newest)
        for name, (net_e4, units_milli, orders) in totals.items()
    )
