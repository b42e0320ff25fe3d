"""How long counting a rule takes, each feature in each way it can be narrowed: asked first, and asked again.

    python -m tests.benchmarks.rules_scale SHOP.clientele

First: nothing has been asked of the shop yet but its newest day. Again: another number in the same condition,
as while the owner types. Times are CPU milliseconds, of one thread; the slowest come first.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import Any

from engine.segments.rules import FEATURES, Feature, RuleChoices, count_rule, rule_choices
from engine.shop import Shop


def ways(feature: Feature, choices: RuleChoices) -> list[dict[str, Any]]:
    """Conditions on a feature: plain, of a category, within 90 days, and both."""
    rule: dict[str, Any] = {"feature": feature.key, "op": feature.ops[0], "value": 2}
    if feature.kind == "flag":
        rule["value"] = True
    elif feature.kind in ("words", "any"):
        rule |= {"op": "any_of", "value": ["yes"]}
    if feature.option:
        rule[feature.option] = next(iter(choices.options[feature.option]), "rfm")
    found = [rule]
    if feature.thing and choices.categories:
        found.append({**rule, "category": choices.categories[0]})
    if feature.window:
        found += [{**each, "within_days": 90} for each in found]
    return found


def main(path: Path) -> None:
    """Print a line a condition, and what they come to."""
    lines: list[tuple[float, float, int, str]] = []
    with Shop.open(path) as shop:
        choices = rule_choices(shop)
        count_rule(shop, {"feature": "has_email", "value": True})
        for feature in FEATURES.values():
            for rule in ways(feature, choices):
                spent = []
                for value in (rule["value"], 3 if rule["value"] == 2 else rule["value"]):
                    start = time.process_time()
                    found = count_rule(shop, {**rule, "value": value})
                    spent.append((time.process_time() - start) * 1000)
                lines.append((spent[0], spent[1], found.customers, found.sentence.say("en")))
    for first, again, customers, sentence in sorted(lines, reverse=True):
        print(f"{first:7.0f} {again:6.0f} {customers:8,}  {sentence}")
    for name, values in (("first", [line[0] for line in lines]), ("again", [line[1] for line in lines])):
        print(f"{name}: median {statistics.median(values):.0f} ms, slowest {max(values):.0f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
