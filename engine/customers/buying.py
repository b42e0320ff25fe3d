"""How a customer buys, beside how the shop's customers do: discounts, baskets, channels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from engine.money import Money
from engine.words import Text

if TYPE_CHECKING:
    from engine.store.profile_facts import BasketRow, UsualRow

#: Fewer purchases than this are no habit.
_ENOUGH = 3
#: A discount share this far from the shop's is worth a word; so is a basket this many times the usual.
_APART, _TIMES = 0.15, 1.5


def buying(baskets: Sequence[BasketRow], usual: UsualRow | None, currency: str) -> tuple[Text, ...]:
    """Sentences on what a customer's purchases bear out; none before the third."""
    if usual is None or len(baskets) < _ENOUGH:
        return ()
    told = [_basket(baskets, usual, currency)]
    discounts = _discounts(baskets, usual)
    if discounts is not None:
        told.append(discounts)
    if usual.channels > 1:
        told.append(_channel(baskets))
    return tuple(told)


def _basket(baskets: Sequence[BasketRow], usual: UsualRow, currency: str) -> Text:
    amount = round(median(basket.total_e4 for basket in baskets))
    kind = (
        "large"
        if amount > _TIMES * usual.median_e4
        else "small"
        if amount * _TIMES < usual.median_e4
        else "usual"
    )
    facts = {
        "n": round(median(basket.products for basket in baskets)),
        "amount": Money(amount, currency),
        "shop": Money(usual.median_e4, currency),
    }
    return Text(f"customer.basket.{kind}", facts)


def _discounts(baskets: Sequence[BasketRow], usual: UsualRow) -> Text | None:
    """None where the shop's files tell of no discounts at all."""
    times = sum(bool(basket.discounted) for basket in baskets)
    if times == 0 and usual.discounted_share == 0:
        return None
    share = times / len(baskets)
    kind = (
        "never"
        if times == 0
        else "often"
        if share > usual.discounted_share + _APART
        else "seldom"
        if share < usual.discounted_share - _APART
        else "usual"
    )
    return Text(
        f"customer.discounts.{kind}", {"times": times, "n": len(baskets), "share": usual.discounted_share}
    )


def _channel(baskets: Sequence[BasketRow]) -> Text:
    ranked = Counter(basket.channel for basket in baskets).most_common(2)
    first, times = ranked[0]
    facts: dict[str, object] = {"channel": first, "times": times, "n": len(baskets)}
    if len(ranked) == 1:
        return Text("customer.channel.one", facts)
    return Text("customer.channel.two", {**facts, "other": ranked[1][0], "others": ranked[1][1]})
