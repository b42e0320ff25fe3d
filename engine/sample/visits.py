"""Invented visits to the web shop: searches, views, full carts and purchases, session by session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.jobs import Progress, no_progress

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from engine.sample.baskets import Shelf

#: The shop has counted visits for this long only.
TRACKED_DAYS = 365
#: Visits without an order, for each with one.
BROWSING_PER_ORDER = 1.1
KINDS = ("search", "view", "cart", "purchase")
_SEARCH, _VIEW, _CART, _PURCHASE = range(4)


def make_visits(
    orders: pd.DataFrame,
    lines: pd.DataFrame,
    people: pd.DataFrame,
    shelf: Shelf,
    last_at: int,
    rng: np.random.Generator,
    progress: Progress = no_progress,
) -> pd.DataFrame:
    """Return the events: `customer`, `product`, `kind`, `occurred_at`, `seconds`, `session`, `query`.

    `orders` has `customer` (row, -1 unknown), `placed_at`, `online`; `lines` `order`, `product`; `people`
    `created_at` and `language`. Customers and products are rows, -1 for none; `seconds` is -1 where no time
    was measured. Sorted by customer and time.
    """
    import numpy as np
    import pandas as pd

    customer, placed = orders["customer"].to_numpy(), orders["placed_at"].to_numpy()
    tracked = (customer >= 0) & orders["online"].to_numpy() & (placed > last_at - TRACKED_DAYS * 86_400)
    tracked &= rng.random(len(orders)) < 0.8  # the others refused to be counted
    bought = tracked[lines["order"].to_numpy()]
    line_order, line_product = lines["order"].to_numpy()[bought], lines["product"].to_numpy()[bought]

    # Sessions that end in an order: look, fill the cart, buy.
    also_seen = rng.random(len(line_order)) < 0.7
    pieces = [
        (line_order, _VIEW, line_product, 1),
        (line_order[also_seen], _VIEW, _related(line_product[also_seen], shelf, rng), 1),
        (line_order, _CART, line_product, 2),
        (line_order, _PURCHASE, line_product, 3),
    ]
    searching = np.flatnonzero(tracked)[rng.random(int(tracked.sum())) < 0.35]
    first_line = np.searchsorted(lines["order"].to_numpy(), searching)
    pieces.append((searching, _SEARCH, lines["product"].to_numpy()[first_line], 0))

    progress(0.15)
    # Sessions without: looking at what will be bought some days later, or at what goes with it.
    browsing = rng.random(len(line_order)) < BROWSING_PER_ORDER * tracked.sum() / max(len(line_order), 1)
    wanted, session_of = line_product[browsing], line_order[browsing]
    base = len(orders)
    session = base + np.arange(len(wanted))
    looked = rng.integers(0, 3, size=len(wanted))
    others = np.repeat(np.arange(len(wanted)), looked)
    in_cart = rng.random(len(wanted)) < 0.25
    typed = rng.random(len(wanted)) < 0.3
    pieces += [
        (session, _VIEW, wanted, 1),
        (session[others], _VIEW, _related(wanted[others], shelf, rng), 1),
        (session[in_cart], _CART, wanted[in_cart], 2),
        (session[typed], _SEARCH, wanted[typed], 0),
    ]
    ahead = 3_600 + rng.exponential(9 * 86_400, size=len(wanted)).astype(np.int64)
    session_customer = np.concatenate([customer, customer[session_of]])
    session_end = np.concatenate([placed, placed[session_of] - ahead])

    progress(0.25)
    number = np.concatenate([piece[0] for piece in pieces])
    kind = np.concatenate([np.full(len(piece[0]), piece[1]) for piece in pieces])
    product = np.concatenate([piece[2] for piece in pieces])
    stage = np.concatenate([np.full(len(piece[0]), piece[3]) for piece in pieces])
    order = np.lexsort((rng.random(len(number)), stage, number))
    number, kind, product = number[order], kind[order], product[order]
    progress(0.45)

    seconds = np.where(kind == _VIEW, np.exp(rng.normal(3.6, 0.9, size=len(kind))).clip(2, 1_500), 0.0)
    seconds = np.where((kind == _SEARCH) | (kind == _CART), rng.integers(3, 25, size=len(kind)), seconds)
    seconds = seconds.astype(np.int64)
    passed = np.cumsum(seconds)
    begins = np.flatnonzero(np.diff(number, prepend=-1))
    lasts = np.append(begins[1:], len(number)) - 1
    length = np.repeat(passed[lasts], lasts - begins + 1)
    occurred = session_end[number] - (length - passed + seconds)
    query = _queries(kind, product, people["language"].to_numpy()[session_customer[number]], shelf)
    progress(0.65)
    visits = pd.DataFrame(
        {
            "customer": session_customer[number],
            "product": np.where(kind == _SEARCH, -1, product),
            "kind": np.array(KINDS, dtype=object)[kind],
            "occurred_at": occurred,
            "seconds": np.where(kind == _PURCHASE, -1, seconds),
            "session": "s" + pd.Series(number).astype(str),
            "query": query,
        }
    )
    progress(0.8)
    known = people["created_at"].to_numpy()[visits["customer"].to_numpy()]
    inside = (occurred >= known) & (occurred > last_at - TRACKED_DAYS * 86_400)
    shown: pd.DataFrame = visits[inside]
    return shown.sort_values(["customer", "occurred_at"], kind="stable", ignore_index=True)


def _related(product: npt.NDArray[np.int64], shelf: Shelf, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Return a product that goes with each `product` (k,)."""
    import numpy as np

    count = len(shelf.items)
    flat = (shelf.companions + np.arange(count)[:, None]).ravel()
    found = np.searchsorted(flat, rng.random(len(product)) + product) - product * count
    return np.asarray(np.clip(found, 0, count - 1))


def _queries(
    kind: npt.NDArray[np.int64],
    product: npt.NDArray[np.int64],
    language: npt.NDArray[np.object_],
    shelf: Shelf,
) -> npt.NDArray[np.object_]:
    """Return what was typed for each search, empty for other events, (k,)."""
    import numpy as np

    from engine.sample.catalogue import FAMILIES

    english = np.array([item.name.split(",")[0].lower() for item in shelf.items], dtype=object)
    chinese = np.array([FAMILIES[family].noun_zh for family in shelf.family], dtype=object)
    typed = np.where(language == "zh-CN", chinese[product], english[product])
    return np.where(kind == _SEARCH, typed, "")
