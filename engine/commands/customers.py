"""``customers``: people who stand in the shop twice, made one and taken apart again."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from engine.commands.run import add_common, whole_number
from engine.errors import ClienteleError
from engine.money import decimal_string
from engine.shop import Shop

if TYPE_CHECKING:
    from engine.customers.likeness import Face


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command = commands.add_parser(
        "customers",
        help="find, merge and split customers who are one person",
        description="Customers are named by their number in the shop or their e-mail address. "
        "Example: main.py customers merge 1042 anna@example.com --shop my.clientele --json",
    )
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    found = actions.add_parser("duplicates", help="who may be one person, and why")
    found.add_argument("--limit", type=whole_number, default=50, help="default: 50")
    merged = actions.add_parser("merge", help="make two customers one: the first stays")
    merged.add_argument("keep", help="who stays")
    merged.add_argument("gone", help="whose orders and notes go to the one who stays")
    apart = actions.add_parser("apart", help="remember that two customers are two people")
    apart.add_argument("one")
    apart.add_argument("other")
    parted = actions.add_parser("split", help="take a merge back")
    parted.add_argument("merge", type=whole_number, help="its number, as in the list of merges")
    actions.add_parser("merges", help="every merge in effect")
    for name, action in actions.choices.items():
        add_common(action)
        action.set_defaults(run=_ACTIONS[name])


def _duplicates(arguments: argparse.Namespace) -> dict[str, Any]:
    from engine.customers.likeness import suggestions

    language = arguments.language
    with Shop.open(arguments.shop) as shop:
        found = suggestions(shop, limit=arguments.limit)

    def told(face: Face) -> dict[str, Any]:
        return {
            "customer": face.code, "name": face.name, "email": face.email, "phone": face.phone,
            "address": face.address, "orders": face.orders,
            "spent": decimal_string(face.net_e4, found.currency),
        }  # fmt: skip

    return {
        "total": found.total,
        "duplicates": [
            {
                "score": pair.score,
                "why": [evidence.say(language) for evidence in pair.evidence],
                "keep": told(pair.keep),
                "other": told(pair.other),
            }
            for pair in found.pairs
        ],
    }


def _merge(arguments: argparse.Namespace) -> dict[str, Any]:
    from engine.customers.merging import merge

    with Shop.open(arguments.shop) as shop:
        keep, gone = _customer(shop, arguments.keep), _customer(shop, arguments.gone)
        _, number = merge(shop, keep, gone)
    return {"merge": number, "keep": arguments.keep, "gone": arguments.gone}


def _apart(arguments: argparse.Namespace) -> dict[str, Any]:
    from engine.customers.merging import not_the_same

    with Shop.open(arguments.shop) as shop:
        not_the_same(shop, _customer(shop, arguments.one), _customer(shop, arguments.other))
    return {"one": arguments.one, "other": arguments.other}


def _split(arguments: argparse.Namespace) -> dict[str, Any]:
    from engine.customers.merging import split

    with Shop.open(arguments.shop) as shop:
        split(shop, arguments.merge)
    return {"split": arguments.merge}


def _merges(arguments: argparse.Namespace) -> dict[str, Any]:
    from engine.customers.merging import merges

    with Shop.open(arguments.shop) as shop:
        found = merges(shop)
    return {
        "merges": [
            {
                "merge": one.id,
                "name": one.name,
                "gone": one.gone_name,
                "gone_code": one.gone_code,
                "why": one.reason.say(arguments.language),
                "import": one.import_id,
                "at": datetime.fromtimestamp(one.at, UTC).isoformat(),
            }
            for one in found
        ]
    }


def _customer(shop: Shop, code: str) -> int:
    """The id of a customer by number or address. Raises ``customer.no_such``."""
    from engine.store.customers import customer_by_code

    with shop.store.read() as connection:
        found = customer_by_code(connection, code)
    if found is None:
        raise ClienteleError("customer.no_such", code=code)
    return found


_ACTIONS = {
    "duplicates": _duplicates, "merge": _merge, "apart": _apart, "split": _split, "merges": _merges,
}  # fmt: skip
