"""Invented orders priced and settled: price rises, discounts, carriage, cancellations and refunds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from engine.sample.baskets import Shelf
    from engine.sample.behaviour import Calendar

#: Ten-thousandths of the main unit in one penny.
PENNY_E4 = 100
#: Prices were this much lower before each first of April.
YEARLY_RISE = 1.045
CANCELLED_SHARE = 0.012
WHOLE_REFUND_SHARE = 0.048
PART_REFUND_SHARE = 0.05


def price_lines(
    product: npt.NDArray[np.int64], day: npt.NDArray[np.int64], shelf: Shelf, calendar: Calendar
) -> npt.NDArray[np.int64]:
    """Return the unit price of each line (k,) in e4: today's price less the rises since, to 5 pence."""
    import numpy as np

    april = np.array([month == 4 for month in calendar.month]).astype(np.int64)
    rises = np.cumsum(np.diff(april, prepend=april[0]) == 1)
    back = (rises[-1] - rises)[day]
    today = np.array([item.price for item in shelf.items])[product]
    return np.asarray(np.round(today / YEARLY_RISE**back / 0.05).astype(np.int64) * 5 * PENNY_E4)


def settle(orders: pd.DataFrame, lines: pd.DataFrame, shelf: Shelf) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return orders and lines with their amounts.

    `orders` has `customer` (a row, -1: nobody known), `discount_percent`, `country`, `online`; `lines` has
    `order` (row of `orders`), `product`, `quantity`, `unit_price_e4`. A line's `total_e4` is after its
    discount, so that an order's total is the sum of its lines. Value added tax is inside the prices of what
    bears it.
    """
    import numpy as np

    from engine.sample.catalogue import FAMILIES

    full = lines["quantity"].to_numpy() * lines["unit_price_e4"].to_numpy()
    percent = orders["discount_percent"].to_numpy()[lines["order"].to_numpy()]
    off = np.round(full * percent / 100 / PENNY_E4).astype(np.int64) * PENNY_E4
    lines = lines.assign(total_e4=full - off)
    bears_tax = np.array([family.vat for family in FAMILIES])[shelf.family][lines["product"].to_numpy()]
    tax = np.where(bears_tax, np.round(lines["total_e4"].to_numpy() / 6 / PENNY_E4) * PENNY_E4, 0)

    row, count = lines["order"].to_numpy(), len(orders)
    total = np.bincount(row, weights=lines["total_e4"], minlength=count).astype(np.int64)
    carriage = np.where(orders["country"].to_numpy() == "United Kingdom", 39_500, 89_500)
    free = (total >= 400_000) | ~orders["online"].to_numpy()
    return (
        orders.assign(
            total_e4=total,
            line_count=np.bincount(row, minlength=count),
            discount_e4=np.bincount(row, weights=off, minlength=count).astype(np.int64),
            tax_e4=np.bincount(row, weights=tax, minlength=count).astype(np.int64),
            shipping_e4=np.where(free, 0, carriage),
        ),
        lines,
    )


def make_refunds(
    orders: pd.DataFrame, lines: pd.DataFrame, last_at: int, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame, npt.NDArray[np.int64]]:
    """Return the credit orders, their lines (negative) and what each order gave back (m,), all in e4.

    Whole refunds return every line; the others one line, or one piece of it. A credit is written 2 to 24
    days after its sale, never after `last_at`; cancelled orders need none. `refund_of` is the order's row.
    """
    import numpy as np
    import pandas as pd

    count = len(orders)
    drawn = rng.random(count)
    written_at = orders["placed_at"].to_numpy() + rng.integers(2 * 86_400, 24 * 86_400, size=count)
    able = (
        (written_at <= last_at)
        & (orders["status"].to_numpy() != "cancelled")
        & (orders["customer"].to_numpy() >= 0)
    )
    whole = able & (drawn < WHOLE_REFUND_SHARE)
    part = able & ~whole & (drawn < WHOLE_REFUND_SHARE + PART_REFUND_SHARE)

    row = lines["order"].to_numpy()
    first_line = np.searchsorted(row, np.arange(count))
    chosen = first_line + (rng.random(count) * orders["line_count"].to_numpy()).astype(np.int64)
    picked = np.zeros(len(lines), dtype=bool)
    picked[chosen[part]] = True
    taken = lines[whole[row] | picked].copy()
    quantity = taken["quantity"].to_numpy()
    one_piece = picked[taken.index.to_numpy()] & (rng.random(len(taken)) < 0.5)
    back = np.where(one_piece, 1, quantity)
    # A part of a discounted line, rounded down to whole pennies, never exceeds what was paid.
    amount = taken["total_e4"].to_numpy() * back // quantity // PENNY_E4 * PENNY_E4
    taken["quantity"], taken["total_e4"] = -back, -amount

    refunded = np.zeros(count, dtype=np.int64)
    np.add.at(refunded, taken["order"].to_numpy(), amount)
    sales = np.flatnonzero(refunded > 0)
    taken = taken[np.isin(taken["order"].to_numpy(), sales)]
    # Only the tax inside the returned goods is given back; carriage is not.
    sale = orders.iloc[sales]
    share = refunded[sales] / sale["total_e4"].to_numpy()
    credits = pd.DataFrame(
        {
            "customer": sale["customer"].to_numpy(),
            "placed_at": written_at[sales],
            "country": sale["country"].to_numpy(),
            "total_e4": -refunded[sales],
            "tax_e4": -(np.round(sale["tax_e4"].to_numpy() * share / PENNY_E4).astype(np.int64) * PENNY_E4),
            "line_count": taken.groupby("order").size().reindex(sales).to_numpy(),
            "refund_of": sales,
        }
    )
    return credits, taken, refunded


def apply_discounts(orders: pd.DataFrame, calendar: Calendar, rng: np.random.Generator) -> pd.DataFrame:
    """Return `orders` with `discount_code` and `discount_percent`: coupons, Black Friday, welcome codes.

    `orders` comes with the coupons of campaigns in `discount_code` (empty: none), in order of time.
    """
    import numpy as np

    from engine.sample.behaviour import BLACK_FRIDAY
    from engine.sample.campaign import COUPON_PERCENT

    code = orders["discount_code"].to_numpy(dtype=object)
    percent = np.where(code != "", COUPON_PERCENT, 0)
    drawn = rng.random(len(orders))
    free = orders["online"].to_numpy() & (code == "")
    friday = free & (calendar.occasion[orders["day"].to_numpy()] == BLACK_FRIDAY) & (drawn < 0.6)
    first = ~orders["customer"].duplicated().to_numpy()
    welcome = free & ~friday & first & (drawn < 0.14)
    code = np.where(friday, "FERNFRIDAY", np.where(welcome, "WELCOME10", code))
    return orders.assign(discount_code=code, discount_percent=percent + 15 * friday + 10 * welcome)


def number_orders(
    orders: pd.DataFrame, lines: pd.DataFrame, credits: pd.DataFrame, credit_lines: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return sales and credits as one table with its lines, numbered from 1: sales first, each by time.

    The credits name their sale's number in `refund_of`, 0 for none.
    """
    import numpy as np
    import pandas as pd

    count = len(orders)
    number = np.arange(count)
    sale_code = np.array([f"FK{10_001 + row}" for row in number], dtype=object)
    order = np.argsort(credits["placed_at"].to_numpy(), kind="stable")
    credits = credits.iloc[order].reset_index(drop=True)
    sales = pd.DataFrame(
        {
            "code": sale_code,
            "customer": orders["customer"] + 1,
            "kind": "sale",
            "refund_of": 0,
            **{
                name: orders[name]
                for name in (
                    "placed_at", "status", "total_e4", "refunded_e4", "line_count", "shipping_e4",
                    "tax_e4", "discount_e4", "discount_code", "country",
                )
            },
        }
    )  # fmt: skip
    returned = pd.DataFrame(
        {
            "code": sale_code[credits["refund_of"].to_numpy()] + "-R",
            "customer": credits["customer"] + 1,
            "kind": "refund",
            "refund_of": credits["refund_of"] + 1,
            "status": "paid",
            "refunded_e4": 0,
            "shipping_e4": 0,
            "discount_e4": 0,
            "discount_code": "",
            **{name: credits[name] for name in ("placed_at", "total_e4", "line_count", "tax_e4", "country")},
        }
    )
    table = pd.concat([sales, returned], ignore_index=True)
    table.insert(0, "id", np.arange(1, len(table) + 1))

    credit_of = np.zeros(count, dtype=np.int64)
    credit_of[credits["refund_of"].to_numpy()] = count + 1 + np.arange(len(credits))
    credit_lines = credit_lines.assign(order=credit_of[credit_lines["order"].to_numpy()])
    every = pd.concat(
        [lines.assign(order=lines["order"] + 1), credit_lines.sort_values("order", kind="stable")],
        ignore_index=True,
    )
    begins = np.flatnonzero(np.diff(every["order"].to_numpy(), prepend=0))
    sizes = np.diff(np.append(begins, len(every)))
    every["line_no"] = np.arange(len(every)) - np.repeat(begins, sizes) + 1
    every["product"] += 1
    table["content_hash"] = _content_hash(table, every, begins)
    return table, every


def _content_hash(
    table: pd.DataFrame, lines: pd.DataFrame, begins: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Return 64 bits over each order (m,) and its lines, which are sorted by order."""
    import numpy as np

    mixed = np.zeros(len(lines), dtype=np.uint64)
    for name in ("line_no", "product", "quantity", "unit_price_e4", "total_e4"):
        mixed = _mix(mixed ^ lines[name].to_numpy(dtype=np.int64).view(np.uint64))
    summed: npt.NDArray[np.uint64] = np.add.reduceat(mixed, begins)
    for name in ("id", "customer", "placed_at", "total_e4", "refunded_e4", "shipping_e4", "tax_e4"):
        summed = _mix(summed ^ table[name].to_numpy(dtype=np.int64).view(np.uint64))
    return summed.view(np.int64)


def _mix(bits: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Scatter 64 bits (k,): the finaliser of SplitMix64 (Steele, Lea & Flood 2014)."""
    import numpy as np

    bits = bits + np.uint64(0x9E3779B97F4A7C15)
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(bits ^ (bits >> np.uint64(31)))


def product_table(shelf: Shelf, rng: np.random.Generator) -> pd.DataFrame:
    """Return the products, numbered from 1, with cost, stock and address."""
    import numpy as np
    import pandas as pd

    from engine.sample.catalogue import FAMILIES, WEB_SHOP

    families = [FAMILIES[number] for number in shelf.family]
    price = np.array([round(item.price * 100) for item in shelf.items]) * PENNY_E4
    share = np.array([family.cost_share for family in families]) * rng.uniform(0.85, 1.15, len(families))
    stock = rng.poisson(np.where(shelf.used_up, 60, 14))
    stock[rng.permutation(len(stock))[:5]] = 0
    return pd.DataFrame(
        {
            "id": np.arange(1, len(families) + 1),
            "code": [item.code for item in shelf.items],
            "name": [item.name for item in shelf.items],
            "category": [family.name for family in families],
            "description": [item.description for item in shelf.items],
            "price_e4": price,
            "cost_e4": np.round(price * share / PENNY_E4).astype(np.int64) * PENNY_E4,
            "stock": stock,
            "url": [f"{WEB_SHOP}/{item.code.lower()}" for item in shelf.items],
        }
    )
