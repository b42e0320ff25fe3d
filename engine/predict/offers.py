"""What to offer a customer for the reason that weighs most with them, and the campaign that does it."""

from __future__ import annotations

from dataclasses import dataclass

from engine.words import Text


@dataclass(frozen=True)
class FittingOffer:
    """``text`` says what to do; ``goal`` and ``template`` start the campaign for it."""

    text: Text
    goal: str
    template: str


_OFFERS = {
    name: FittingOffer(Text(f"predict.offer.{name}"), goal, template)
    for name, (goal, template) in {
        "reminder": ("win_back", "win_back"),
        "win_back": ("win_back", "win_back"),
        "second_order": ("second_order", "welcome"),
        "bundle": ("recommend", "new_for_you"),
        "free_shipping": ("recommend", "new_for_you"),
        "thanks": ("vip", "vip_thanks"),
        "news": ("recommend", "new_for_you"),
        "last_word": ("win_back", "win_back"),
    }.items()
}
#: Start of a reason's key (``predict.reason.…``) → the offer that answers it; the longest that fits counts.
_ANSWERS = {
    "overdue": "win_back",
    "silent": "second_order",
    "one_orders": "second_order",
    "two_orders": "reminder",
    "fewer_orders": "win_back",
    "slow_rhythm": "reminder",
    "spends_less": "bundle",
    "small_orders": "free_shipping",
    "many_orders": "thanks",
    "more_orders": "thanks",
    "large_orders": "thanks",
    "spends_more": "thanks",
}


#: From this chance of no order on, hardly anybody comes back whatever is offered.
_AS_GOOD_AS_GONE = 0.9


def fitting_offer(reason: Text, chance: float) -> FittingOffer:
    """The offer that answers the weightiest reason of somebody with a chance of no order; news where nothing
    is at stake, no more than a last word where hardly anything is left to win.
    """
    if chance >= _AS_GOOD_AS_GONE:
        return _OFFERS["last_word"]
    name = reason.key.removeprefix("predict.reason.")
    return _OFFERS[next((offer for start, offer in _ANSWERS.items() if name.startswith(start)), "news")]
