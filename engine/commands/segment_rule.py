"""``segment rule``: the owner's own segments by rules: what can be asked, who fits, saving, deleting."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.commands.run import add_common
from engine.errors import ClienteleError
from engine.money import decimal_string
from engine.shop import Shop

if TYPE_CHECKING:
    from engine.segments.rules import OwnSegment, RuleCount

_RULE = (
    'a rule as JSON, or @FILE that holds one, as {"all": [{"feature": "orders", "op": "at_least",'
    ' "value": 3}, {"feature": "bought", "value": false, "category": "Tea", "within_days": 90}]}'
)


def add_parser(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register it among the actions of ``segment``."""
    command = actions.add_parser(
        "rule",
        help="segments of your own by rules over what is known of customers",
        description="Examples: main.py segment rule features; "
        "main.py segment rule count --rule @gone-quiet.json --as-of 2011-09-10 --shop my.clientele --json; "
        'main.py segment rule save "Gone quiet" --rule @gone-quiet.json --shop my.clientele',
    )
    verbs = command.add_subparsers(metavar="VERB", required=True)
    features = verbs.add_parser(
        "features", help="every feature that a rule can ask for, with unit and meaning"
    )
    add_common(features, shop=False)
    features.set_defaults(run=run_features)
    table = verbs.add_parser("table", help="write every feature of every customer, a row each, as CSV")
    table.add_argument("--out", type=Path, required=True, metavar="FILE")
    table.add_argument(
        "--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD", help="default: the newest day"
    )
    add_common(table)
    table.set_defaults(run=run_table)
    count = verbs.add_parser("count", help="who fits a rule")
    count.add_argument("--rule", required=True, metavar="JSON", help=_RULE)
    count.add_argument(
        "--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD", help="default: the newest day"
    )
    add_common(count)
    count.set_defaults(run=run_count)
    save = verbs.add_parser("save", help="keep a rule as a segment that follows the customers by itself")
    save.add_argument("name")
    save.add_argument("--rule", required=True, metavar="JSON", help=_RULE)
    save.add_argument("--change", type=int, metavar="N", help="change the segment of this number")
    add_common(save)
    save.set_defaults(run=run_save)
    every = verbs.add_parser("all", help="every segment of your own, rules and lists")
    add_common(every)
    every.set_defaults(run=run_all)
    show = verbs.add_parser("show", help="one of them with its count")
    show.add_argument("number", type=int)
    show.add_argument(
        "--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD", help="default: the newest day"
    )
    add_common(show)
    show.set_defaults(run=run_show)
    delete = verbs.add_parser("delete", help="delete one of them, rule or list")
    delete.add_argument("number", type=int)
    add_common(delete)
    delete.set_defaults(run=run_delete)


def rule_data(words: str) -> object:
    """JSON data from the command line or from the file that ``@`` names; raises ``rule.not_json``."""
    try:
        return json.loads(Path(words[1:]).read_text("utf-8") if words.startswith("@") else words)
    except (OSError, ValueError) as problem:
        raise ClienteleError("rule.not_json") from problem


def run_features(arguments: argparse.Namespace) -> dict[str, Any]:
    """Print the catalogue."""
    from engine.segments.rules import FEATURES, THINGS

    language = arguments.language
    return {
        "features": [
            {
                "feature": feature.key,
                "name": feature.name.say(language),
                "unit": feature.unit.say(language),
                "meaning": feature.about.say(language),
                "ops": list(feature.ops),
                "narrowed_by": [
                    *(THINGS if feature.thing else ()),
                    *(("within_days",) if feature.window else ()),
                    *((feature.option,) if feature.option else ()),
                ],
            }
            for feature in FEATURES.values()
        ]
    }


def run_table(arguments: argparse.Namespace) -> dict[str, Any]:
    """Write the table of features and print how many rows it has."""
    from engine.segments.rules import write_feature_table

    with Shop.open(arguments.shop) as shop:
        written = write_feature_table(shop, arguments.out, arguments.as_of)
    return {"customers": written, "file": str(arguments.out)}


def run_count(arguments: argparse.Namespace) -> dict[str, Any]:
    """Print who fits a rule."""
    from engine.segments.rules import count_rule

    with Shop.open(arguments.shop) as shop:
        found = count_rule(shop, rule_data(arguments.rule), arguments.as_of)
    return counted(found, arguments.language)


def run_save(arguments: argparse.Namespace) -> dict[str, Any]:
    """Keep a rule and print it with its count."""
    from engine.segments.rules import own_segment, save_rule

    with Shop.open(arguments.shop) as shop:
        _, number = save_rule(shop, arguments.name, rule_data(arguments.rule), arguments.change)
        segment, found = own_segment(shop, number)
    return told(segment, arguments.language) | counted(found, arguments.language)


def run_all(arguments: argparse.Namespace) -> dict[str, Any]:
    """Print every segment of the owner's."""
    from engine.segments.rules import own_segments

    with Shop.open(arguments.shop) as shop:
        own = own_segments(shop)
    return {
        "as_of": own.as_of.isoformat(),
        "segments": [
            told(segment, arguments.language) | {"customers": segment.customers} for segment in own.segments
        ],
    }


def run_show(arguments: argparse.Namespace) -> dict[str, Any]:
    """Print one of them with its count."""
    from engine.segments.rules import own_segment

    with Shop.open(arguments.shop) as shop:
        segment, found = own_segment(shop, arguments.number, arguments.as_of)
    return told(segment, arguments.language) | counted(found, arguments.language)


def run_delete(arguments: argparse.Namespace) -> dict[str, Any]:
    """Delete one of them."""
    from engine.segments.rules import delete_own

    with Shop.open(arguments.shop) as shop:
        delete_own(shop, arguments.number)
    return {"deleted": arguments.number}


def told(segment: OwnSegment, language: str) -> dict[str, Any]:
    """One of the owner's segments for people and programs."""
    return {
        "number": segment.id,
        "name": segment.name,
        "kind": segment.kind,
        "about": segment.about.say(language),
        "rule": segment.rule,
    }


def counted(found: RuleCount, language: str) -> dict[str, Any]:
    """A count for people and programs."""
    return {
        "sentence": found.sentence.say(language),
        "as_of": found.as_of.isoformat(),
        "customers": found.customers,
        "customer_share": found.share,
        "sales": decimal_string(found.sales_e4, found.currency),
        "sales_share": found.sales_share,
        "notes": [note.say(language) for note in found.notes],
        "top": [
            {"customer": who.code, "name": who.name, "sales": decimal_string(who.net_e4, found.currency)}
            for who in found.top
        ],
    }
