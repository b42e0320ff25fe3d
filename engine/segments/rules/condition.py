"""A rule as plain JSON data, read and checked: conditions in groups of all, any or none.

A condition is ``{"feature": "orders", "op": "at_least", "value": 3}``, narrowed by ``within_days``, by one of
``category``, ``product`` (its code) or ``brand``, and by ``attribute``, ``channel`` or ``method`` where the
feature asks for it. A group is ``{"all": [...]}``, ``{"any": [...]}`` or ``{"none": [...]}``; groups hold
conditions and groups. Amounts of money are in the shop's currency, shares in percent, times in days.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import ClienteleError
from engine.segments.rules.catalogue import (
    FEATURES,
    FLAG_OPS,
    NUMBER_KINDS,
    NUMBER_OPS,
    THINGS,
    WHOLE_KINDS,
    Feature,
)
from engine.words import Text

#: How a group's parts count together.
HOWS = ("all", "any", "none")
#: Bounds beyond which nobody can read a rule any more.
DEEPEST, MOST_CONDITIONS, MOST_WORDS = 5, 60, 200
#: A window this long is "ever" for any shop.
LONGEST_WINDOW = 36_500
#: Beyond this a number is a slip of the pen; ten-thousandths of it still fit the shop file.
_LARGEST = 1e12
_E4 = 10_000

Number = float | int
Value = bool | Number | tuple[Number, Number] | tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """One comparison. ``value`` as written (money in main units, shares in percent); ``thing`` (kind, name).

    ``within_days`` 0: ever.
    """

    feature: Feature
    op: str
    value: Value
    within_days: int = 0
    thing: tuple[str, str] | None = None
    option: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON data."""
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        data: dict[str, Any] = {"feature": self.feature.key, "op": self.op, "value": value}
        if self.feature.option:
            data[self.feature.option] = self.option
        if self.thing is not None:
            data[self.thing[0]] = self.thing[1]
        if self.within_days:
            data["within_days"] = self.within_days
        return data

    @property
    def bounds(self) -> tuple[Number, Number]:
        """The value of a number's condition in the units of the shop file, twice unless it is a range."""
        low, high = self.value if isinstance(self.value, tuple) else (self.value, self.value)
        scale = {"money": _E4, "share": 0.01}.get(self.feature.kind, 1)
        return tuple(  # type: ignore[return-value]
            round(float(bound) * scale) if scale == _E4 else float(bound) * scale for bound in (low, high)
        )


@dataclass(frozen=True)
class Group:
    """Conditions and groups of which all, any or none must hold."""

    how: str
    parts: tuple[Condition | Group, ...]

    def plain(self) -> dict[str, Any]:
        """As JSON data."""
        return {self.how: [part.plain() for part in self.parts]}


Rule = Condition | Group


def conditions_of(rule: Rule) -> Iterator[Condition]:
    """Every condition of a rule, in its order."""
    if isinstance(rule, Condition):
        yield rule
    else:
        for part in rule.parts:
            yield from conditions_of(part)


def read_rule(data: object) -> Rule:
    """The rule that JSON data say; raises ``rule.…`` with one sentence about the first thing wrong."""
    rule = _read(data, 1)
    if sum(1 for _ in conditions_of(rule)) > MOST_CONDITIONS:
        raise ClienteleError("rule.too_many", n=MOST_CONDITIONS)
    return rule


def _read(data: object, depth: int) -> Rule:
    if not isinstance(data, Mapping):
        raise ClienteleError("rule.not_a_rule")
    if "feature" in data:
        return _condition(data)
    if len(data) != 1 or next(iter(data)) not in HOWS:
        raise ClienteleError("rule.not_a_rule")
    if depth > DEEPEST:
        raise ClienteleError("rule.too_deep", n=DEEPEST)
    how, parts = next(iter(data.items()))
    if not isinstance(parts, (list, tuple)):
        raise ClienteleError("rule.not_a_rule")
    if not parts:
        raise ClienteleError("rule.empty_group")
    return Group(how, tuple(_read(part, depth + 1) for part in parts))


def _condition(data: Mapping[str, Any]) -> Condition:
    feature = FEATURES.get(str(data["feature"]))
    if feature is None:
        raise ClienteleError("rule.unknown_feature", feature=str(data["feature"]), known=", ".join(FEATURES))
    extra = set(data) - {"feature", "op", "value", "within_days", feature.option, *THINGS}
    if extra:
        raise ClienteleError("rule.unknown_part", feature=feature.name, part=str(min(extra, key=str)))
    op = str(data.get("op", "is" if feature.kind == "flag" else ""))
    if op not in feature.ops:
        raise ClienteleError("rule.unknown_op", feature=feature.name, op=op, known=", ".join(feature.ops))
    return Condition(
        feature, op, _value(feature, op, data.get("value")), _window(feature, data), _thing(feature, data),
        _option(feature, data),
    )  # fmt: skip


def _value(feature: Feature, op: str, value: object) -> Value:
    if op in FLAG_OPS:
        if not isinstance(value, bool):
            raise ClienteleError("rule.value_not_flag", feature=feature.name)
        return value
    if op in NUMBER_OPS:
        if op != "between":
            return _number(feature, value)
        if not isinstance(value, (list, tuple)) or len(value) != 2:
            raise ClienteleError("rule.value_not_range", feature=feature.name)
        low, high = (_number(feature, bound) for bound in value)
        if low > high:
            raise ClienteleError("rule.range_turned", feature=feature.name, low=low, high=high)
        return low, high
    words = [value] if isinstance(value, (str, int)) and not isinstance(value, bool) else value
    if not isinstance(words, (list, tuple)) or not all(isinstance(word, (str, int, float)) for word in words):
        raise ClienteleError("rule.value_not_words", feature=feature.name)
    made = tuple(dict.fromkeys(str(word).strip() for word in words if str(word).strip()))
    if not made:
        raise ClienteleError("rule.no_words", feature=feature.name)
    if len(made) > MOST_WORDS:
        raise ClienteleError("rule.too_many_words", feature=feature.name, n=MOST_WORDS)
    return made


def _number(feature: Feature, value: object) -> Number:
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            raise ClienteleError("rule.value_not_number", feature=feature.name) from None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ClienteleError("rule.value_not_number", feature=feature.name)
    low, high = _limits(feature)
    if not low <= value <= high:
        raise ClienteleError("rule.value_out_of_range", feature=feature.name, low=low, high=high)
    if feature.kind in WHOLE_KINDS and value != int(value):
        raise ClienteleError("rule.value_not_whole", feature=feature.name)
    return int(value) if value == int(value) else float(value)


def _limits(feature: Feature) -> tuple[float, float]:
    if feature.kind == "share":
        return 0, 100
    if feature.kind == "stars":
        return 1, 5
    if feature.kind in NUMBER_KINDS - {"money"}:
        return 0, _LARGEST
    return -_LARGEST, _LARGEST


def _window(feature: Feature, data: Mapping[str, Any]) -> int:
    days = data.get("within_days")
    if days is None or days == 0:
        return 0
    if not feature.window:
        raise ClienteleError("rule.no_window", feature=feature.name)
    if isinstance(days, bool) or not isinstance(days, int) or not 0 < days <= LONGEST_WINDOW:
        raise ClienteleError("rule.bad_window", feature=feature.name, n=LONGEST_WINDOW)
    return days


def _thing(feature: Feature, data: Mapping[str, Any]) -> tuple[str, str] | None:
    named = [kind for kind in THINGS if kind in data]
    if not named:
        return None
    if not feature.thing:
        raise ClienteleError("rule.no_thing", feature=feature.name)
    kind, name = named[0], data[named[0]]
    if len(named) > 1 or not isinstance(name, str) or not name.strip():
        raise ClienteleError("rule.bad_thing", feature=feature.name)
    return kind, name


def _option(feature: Feature, data: Mapping[str, Any]) -> str:
    if not feature.option:
        return ""
    chosen = data.get(feature.option)
    if not isinstance(chosen, str) or not chosen.strip():
        key = f"rule.option_missing.{feature.option}"
        raise ClienteleError("rule.option_missing", feature=feature.name, what=Text(key))
    return chosen
