"""The Products page as a whole: what the catalogue tells, what was learned, what is in no list and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.products.detail import Pair, best_pairs
from engine.recommend.verdicts import Verdict, verdicts
from engine.recommend.views import RecommenderView, latest
from engine.words import Text

if TYPE_CHECKING:
    from engine.shop import Shop

_PAIRS = 8


@dataclass(frozen=True, slots=True)
class LeftOut:
    """``n`` products that are in no list for one reason; ``group`` finds them in ``table.product_page``.

    ``reason`` heads a list of them, ``said`` is a sentence.
    """

    group: str
    n: int
    reason: Text
    said: Text


@dataclass(frozen=True, slots=True)
class ProductsView:
    """What the page shows beside the table.

    ``training`` is None before the first one, and then ``verdicts`` and ``pairs`` are empty; ``verdicts`` too
    when the shop's past was too short to test on.
    """

    products: int
    services: int
    has_categories: bool
    has_stock: bool
    has_prices: bool
    left_out: tuple[LeftOut, ...]
    training: RecommenderView | None
    verdicts: tuple[Verdict, ...]
    pairs: tuple[Pair, ...]
    currency: str


def products_view(shop: Shop) -> ProductsView:
    """The page's view; cheap enough to ask anew after every change."""
    from engine.store import products as store

    with shop.store.read() as connection:
        census = store.census(connection)
    training = latest(shop)
    return ProductsView(
        products=census.products,
        services=census.service,
        has_categories=census.with_category > 0,
        has_stock=census.with_stock > 0,
        has_prices=census.with_price > 0,
        left_out=tuple(
            LeftOut(
                group,
                n,
                Text(f"product.left_out.{group}"),
                Text(f"product.left_out.{group}_said", {"n": n}),
            )
            for group in store.GROUPS
            if (n := getattr(census, group))
        ),
        training=training,
        verdicts=verdicts(training.quality, training.model) if training else (),
        pairs=best_pairs(shop, _PAIRS) if training else (),
        currency=shop.settings.currency,
    )
