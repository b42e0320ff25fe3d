"""Limits in days, orders and money as the sentences of a rule."""

from __future__ import annotations

from collections.abc import Sequence

from engine.money import Money
from engine.words import Text


def condition(what: str, low: int | Money | None, high: int | Money | None) -> Text | None:
    """From ``low`` to ``high`` of orders, recency, net (over ``low``) or tenure; None: no limit."""
    if low is None and high is None:
        return None
    if low == high:
        return Text(f"segment.rule.{what}.exactly", {"n": low})
    if high is None:
        return Text(f"segment.rule.{what}.from", {"low": low})
    if low is None or low == 0:
        return Text(f"segment.rule.{what}.to", {"high": high, "n": high})
    return Text(f"segment.rule.{what}.between", {"low": low, "high": high})


def joined(conditions: Sequence[Text]) -> Text:
    """All of the conditions in one sentence; none: everyone."""
    if not conditions:
        return Text("segment.rule.everyone")
    said = conditions[0]
    for each in conditions[1:]:
        said = Text("segment.rule.and", {"first": said, "second": each})
    return said
