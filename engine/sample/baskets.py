"""What invented customers put into each order: personal taste, price level, companions and seasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.jobs import Progress, no_progress, part_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from engine.sample.catalogue import Item

#: Kinds of customer: how much each likes the families, in the order of `catalogue.FAMILIES`, and its share.
#: Columns: black, green, herbal, coffee, tea ware, coffee gear, baking, linen, sweet, home, gifts.
CHARACTERS = (
    (0.22, (6.0, 1.5, 1.0, 0.4, 1.5, 0.1, 0.3, 0.4, 2.0, 0.3, 0.5)),  # the English pot
    (0.14, (1.5, 6.0, 1.5, 0.2, 2.2, 0.1, 0.1, 0.2, 0.6, 0.3, 0.4)),  # the leaf connoisseur
    (0.22, (0.3, 0.2, 0.3, 7.0, 0.1, 2.2, 0.3, 0.2, 1.2, 0.2, 0.3)),  # coffee at home
    (0.12, (0.5, 0.6, 6.0, 0.2, 0.5, 0.1, 0.2, 0.5, 1.6, 1.8, 0.4)),  # herbs and evenings
    (0.12, (0.6, 0.2, 0.3, 0.6, 0.3, 0.2, 6.0, 2.4, 1.8, 0.4, 0.4)),  # the baker
    (0.08, (0.4, 0.2, 0.4, 0.3, 1.4, 0.2, 0.8, 4.0, 0.5, 5.0, 0.8)),  # the home maker
    (0.10, (1.2, 0.6, 0.6, 1.2, 0.8, 0.4, 0.4, 0.6, 2.6, 1.2, 5.0)),  # the giver
)
#: Chance that the next thing in the basket follows from the thing before, not from taste alone.
COMPANION_CHANCE = 0.38
#: Share of the basket that goes to seasonal goods, by month from January, where any are on sale.
SEASONAL_SHARE = (0.02, 0.0, 0.03, 0.05, 0.05, 0.08, 0.08, 0.07, 0.06, 0.05, 0.15, 0.20)
#: Customers handled at once; keeps the taste matrix small.
_CHUNK = 8_192


@dataclass(frozen=True)
class Shelf:
    """The catalogue as arrays over its p products.

    `companions` (p, p) is the running sum of each product's companion chances along its row; `on_sale`
    (12, p) says in which months it sells.
    """

    items: tuple[Item, ...]
    family: npt.NDArray[np.int64]
    level: npt.NDArray[np.int64]
    pull: npt.NDArray[np.float64]
    used_up: npt.NDArray[np.bool_]
    on_sale: npt.NDArray[np.bool_]
    companions: npt.NDArray[np.float64]


def make_shelf() -> Shelf:
    """Return the invented shop's catalogue as arrays."""
    import numpy as np

    from engine.sample.catalogue import FAMILIES, FAMILY_PULL, PAIRS, SEASONAL, items

    everything = items()
    number_of = {family.code: number for number, family in enumerate(FAMILIES)}
    row_of = {item.name: row for row, item in enumerate(everything)}
    family = np.array([number_of[item.family] for item in everything])
    pull = np.array([item.pull for item in everything]) * np.array([f.pull for f in FAMILIES])[family]
    on_sale = np.ones((12, len(everything)), dtype=bool)
    for name, months in SEASONAL.items():
        on_sale[:, row_of[name]] = [month in months for month in range(1, 13)]

    attraction = np.eye(len(FAMILIES)) * 1.2
    for (one, other), strength in FAMILY_PULL.items():
        attraction[number_of[one], number_of[other]] = strength
        attraction[number_of[other], number_of[one]] = strength
    chances = attraction[family][:, family] * pull
    chances /= chances.sum(axis=1, keepdims=True)
    for one, other in PAIRS:
        chances[row_of[one], row_of[other]] += 0.8
        chances[row_of[other], row_of[one]] += 0.5
    np.fill_diagonal(chances, 0.0)
    return Shelf(
        items=everything,
        family=family,
        level=np.array([item.level for item in everything]),
        pull=pull,
        used_up=np.array([f.used_up for f in FAMILIES])[family],
        on_sale=on_sale,
        companions=np.cumsum(chances / chances.sum(axis=1, keepdims=True), axis=1),
    )


def fill_baskets(
    customer: npt.NDArray[np.int64],
    month: npt.NDArray[np.int64],
    trade: npt.NDArray[np.bool_],
    shelf: Shelf,
    rng: np.random.Generator,
    progress: Progress = no_progress,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the lines of every order: its row in the input, the product row, the quantity.

    `customer` (m,) is the customer row of each order, `month` (m,) its month from 1; orders are in order of
    time. `trade` (n,) marks the businesses. The result is sorted by order.
    """
    import numpy as np

    count = len(trade)
    appetite = 0.8 + rng.gamma(1.0, 1.6, size=count)
    appetite[trade] = 3.0 + rng.gamma(3.0, 1.0, size=int(trade.sum()))
    size = np.minimum(1 + rng.poisson(appetite[customer]), 18)
    order = np.repeat(np.arange(len(customer)), size)
    position = np.arange(len(order)) - np.repeat(np.cumsum(size) - size, size)

    buyer, line_month = customer[order], month[order]
    taste = _draw_by_taste(buyer, count, shelf, rng, part_of(progress, 0.0, 0.8))
    seasonal = rng.random(len(order)) < np.array(SEASONAL_SHARE)[line_month - 1]
    product = np.where(seasonal, _draw_seasonal(line_month, shelf, rng), taste)

    # Companions follow the line before; position by position, since each may itself be a companion.
    follows = (rng.random(len(order)) < COMPANION_CHANCE) & ~seasonal
    chance = rng.random(len(order))
    for step in range(1, int(size.max(initial=1))):
        here = np.flatnonzero((position == step) & follows)
        before = product[here - 1]
        flat = (shelf.companions + np.arange(len(shelf.items))[:, None]).ravel()
        found = np.searchsorted(flat, chance[here] + before) - before * len(shelf.items)
        found = np.clip(found, 0, len(shelf.items) - 1)
        sold = shelf.on_sale[line_month[here] - 1, found]
        product[here[sold]] = found[sold]

    # Nobody buys a second kettle every month: what lasts and stands at home already is not bought again.
    again = _seen_before(buyer, product) & ~shelf.used_up[product] & ~trade[buyer]
    repeated = _seen_before(order, product)
    keep = ~(again | repeated) | (position == 0)
    order, product, position = order[keep], product[keep], position[keep]
    return order, product, _quantities(customer[order], product, trade, shelf, rng)


def _draw_by_taste(
    buyer: npt.NDArray[np.int64],
    count: int,
    shelf: Shelf,
    rng: np.random.Generator,
    progress: Progress,
) -> npt.NDArray[np.int64]:
    """Return one product row for each line of `buyer` (k,) by that customer's own taste."""
    from itertools import pairwise

    import numpy as np

    shares = np.array([share for share, _ in CHARACTERS])
    likes = np.array([liking for _, liking in CHARACTERS])
    character = rng.choice(len(CHARACTERS), size=count, p=shares / shares.sum())
    purse = rng.choice(3, size=count, p=(0.38, 0.40, 0.22)) + 1
    always = shelf.on_sale.all(axis=0)
    product = np.empty(len(buyer), dtype=np.int64)
    by_buyer = np.argsort(buyer, kind="stable")
    edges = np.searchsorted(buyer[by_buyer], np.arange(0, count + _CHUNK, _CHUNK))
    for chunk, (start, stop) in enumerate(pairwise(edges)):
        progress(chunk * _CHUNK / count)
        rows = np.arange(chunk * _CHUNK, min((chunk + 1) * _CHUNK, count))
        families = likes[character[rows]] * rng.gamma(1.6, 1.0, size=(len(rows), likes.shape[1]))
        fit = np.exp(-0.7 * np.abs(purse[rows][:, None] - shelf.level[None, :]))
        # A long-tailed liking for single products: people have favourites and come back for them.
        own = rng.gamma(0.5, 2.0, size=(len(rows), len(shelf.items)))
        weight = families[:, shelf.family] * shelf.pull * fit * own * always
        running = np.cumsum(weight, axis=1)
        running /= running[:, -1:]
        local = buyer[by_buyer[start:stop]] - rows[0]
        flat = (running + np.arange(len(rows))[:, None]).ravel()
        found = np.searchsorted(flat, rng.random(stop - start) + local) - local * len(shelf.items)
        product[by_buyer[start:stop]] = np.clip(found, 0, len(shelf.items) - 1)
    return product


def _draw_seasonal(
    month: npt.NDArray[np.int64], shelf: Shelf, rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Return one seasonal product on sale in each `month` (k,); any product of the month where none is."""
    import numpy as np

    product = np.zeros(len(month), dtype=np.int64)
    sometimes = ~shelf.on_sale.all(axis=0)
    for number in range(1, 13):
        rows = np.flatnonzero(month == number)
        pool = np.flatnonzero(sometimes & shelf.on_sale[number - 1])
        if len(pool) == 0:
            pool = np.flatnonzero(shelf.on_sale[number - 1])
        weight = shelf.pull[pool]
        product[rows] = rng.choice(pool, size=len(rows), p=weight / weight.sum())
    return product


def _seen_before(group: npt.NDArray[np.int64], product: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Say for each row whether an earlier row holds the same product of the same group."""
    import pandas as pd

    return pd.Series(group * 1_000 + product).duplicated().to_numpy()


def _quantities(
    buyer: npt.NDArray[np.int64],
    product: npt.NDArray[np.int64],
    trade: npt.NDArray[np.bool_],
    shelf: Shelf,
    rng: np.random.Generator,
) -> npt.NDArray[np.int64]:
    import numpy as np

    used_up = shelf.used_up[product]
    single = 1 + rng.binomial(3, np.where(used_up, 0.11, 0.03))
    scale = rng.gamma(8.0, 0.45, size=len(trade))
    bulk = 1 + rng.poisson(scale[buyer] * np.where(used_up, 1.5, 0.4))
    return np.asarray(np.where(trade[buyer], bulk, single))
