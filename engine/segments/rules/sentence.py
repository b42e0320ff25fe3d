"""A rule read back as one sentence: "Customers who ordered at least 3 times and spent more than £200"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.money import Money
from engine.reviews.lexicon import ASPECTS
from engine.segments.rules.catalogue import WORD_OPS
from engine.segments.rules.condition import Condition, Group, Rule, Value
from engine.words import Text

#: In which words a thing follows the verb: "bought from X", "spent £5 on X", "looked at something from X".
_THING = {
    "bought": "bought", "orders": "bought", "last_order": "bought", "first_order": "bought",
    "looked": "look", "views": "look", "stars": "look", "mean_stars": "look", "reviews": "look",
}  # fmt: skip


@dataclass(frozen=True)
class Names:
    """What the sentence calls things: products by code, segments by (method, code), lists by number."""

    currency: str = "GBP"
    products: dict[str, str] = field(default_factory=dict)
    segments: dict[tuple[str, str], Text] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)


def sentence(rule: Rule, names: Names) -> Text:
    """The whole rule as a sentence about customers."""
    if isinstance(rule, Group) and rule.how == "none":
        return Text("rule.customers.none", {"what": _joined(rule, names, "any")})
    what = _joined(rule, names, rule.how) if isinstance(rule, Group) else phrase(rule, names)
    return Text("rule.customers", {"what": what})


def phrase(condition: Condition, names: Names) -> Text:
    """One condition as what customers did or are: "ordered at least 3 times in the last 90 days"."""
    key, facts = f"rule.say.{condition.feature.key}", dict[str, object]()
    when: Text | str = ""
    if condition.within_days:
        when = Text("rule.when", {"n": condition.within_days})
    if condition.feature.window:
        facts["when"] = when
    if condition.feature.kind == "flag":
        key += ".yes" if condition.value else (".no" if when or not condition.feature.window else ".never")
    elif condition.op in WORD_OPS:
        key += f".{condition.op}"
        facts["words"] = _words(condition, names)
    else:
        facts["amount"], facts["n"] = _amount(condition, names.currency)
    if condition.feature.key == "spent" and not when and condition.thing is None:
        key += ".ever"
    if condition.thing is not None:
        key += ".of"
        kind, name = condition.thing
        shown = names.products.get(name, name) if kind == "product" else name
        facts["thing"] = Text(f"rule.thing.{_THING.get(condition.feature.key, 'on')}.{kind}", {"name": shown})
    if condition.feature.key == "attribute":
        facts["name"] = condition.option
    elif condition.feature.key == "consent":
        facts["channel"] = Text(f"rule.channel.{condition.option}")
    return Text(key, facts)


def _joined(group: Group, names: Names, how: str) -> Text:
    parts = [_part(part, names, alone=len(group.parts) == 1) for part in group.parts]
    return _listed(parts, "rule.join.comma", f"rule.join.{how}")


def _part(part: Rule, names: Names, *, alone: bool) -> Text:
    if isinstance(part, Condition):
        return phrase(part, names)
    inner = _joined(part, names, "any" if part.how == "none" else part.how)
    if len(part.parts) > 1 and (not alone or part.how == "none"):
        inner = Text("rule.bracket", {"inner": inner})
    return Text("rule.none", {"inner": inner}) if part.how == "none" else inner


def _listed(parts: Sequence[Text], comma: str, last: str) -> Text:
    made = parts[0]
    for place, part in enumerate(parts[1:], 2):
        made = Text(last if place == len(parts) else comma, {"first": made, "second": part})
    return made


def _amount(condition: Condition, currency: str) -> tuple[Text, float]:
    """The comparison with its value in units, and the number that decides about a plural."""
    value, kind = condition.value, condition.feature.kind
    low, high = _pair(value)
    facts = {"value": _written(high, kind, currency)}
    op = condition.op
    if condition.feature.key == "stars":
        op = f"stars_{op}"
    elif op == "between":
        facts["low"] = _written(low, "any" if kind == "ratio" else kind, currency)
    return Text(f"rule.amount.{op}", facts), high


def _pair(value: Value) -> tuple[float, float]:
    low, high = value if isinstance(value, tuple) else (value, value)
    return float(low), float(high)


def _written(number: float, kind: str, currency: str) -> Text:
    if kind == "money":
        key = "rule.value.money0" if number == int(number) else "rule.value.money"
        return Text(key, {"amount": Money(round(number * 10_000), currency)})
    if kind == "share":
        return Text("rule.value.share", {"share": number / 100})
    return Text(f"rule.value.{kind}", {"n": int(number) if number == int(number) else number})


def _words(condition: Condition, names: Names) -> Text:
    values = condition.value if isinstance(condition.value, tuple) else ()
    return _listed([_word(condition, str(value), names) for value in values], "rule.comma", "rule.or")


def _word(condition: Condition, word: str, names: Names) -> Text:
    key = condition.feature.key
    if key == "segment":
        return names.segments.get((condition.option, word), Text("rule.word", {"word": word}))
    if key == "list":
        return Text("rule.word.quoted", {"word": names.lists.get(word, word)})
    if key in ("praised", "complained") and word in ASPECTS:
        return Text(f"review.aspect.{word}")
    if key == "language":
        return Text("rule.word.language", {"word": word})
    if key == "gender" and word in ("female", "male", "other"):
        return Text(f"rule.gender.{word}")
    if key == "consent" and word in ("yes", "no", "unknown"):
        return Text(f"rule.consent.{word}")
    return Text("rule.word", {"word": word})
