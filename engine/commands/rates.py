"""``rates``: what other currencies are worth in the shop's, so that orders in them count."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from engine.commands.run import add_common
from engine.shop import Shop


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command = commands.add_parser(
        "rates",
        help="exchange rates for orders in other currencies",
        description="A rate says how many units of the shop's currency one unit of another is worth. "
        "Example: main.py rates set EUR 0.86 --from 2026-01-01 --shop my.clientele --json",
    )
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="the rates there are, and what waits for one")
    given = actions.add_parser("set", help="say what a currency is worth")
    given.add_argument("currency", help="its ISO code, such as EUR")
    given.add_argument("rate", help="in the shop's currency, such as 0.86")
    gone = actions.add_parser("remove", help="forget the rates of a currency")
    gone.add_argument("currency")
    for action in (given, gone):
        action.add_argument(
            "--from", dest="from_day", type=date.fromisoformat, metavar="YYYY-MM-DD",
            help="only from this day on (default: all days)",
        )  # fmt: skip
    for name, action in actions.choices.items():
        add_common(action)
        action.set_defaults(run=_ACTIONS[name])


def _list(arguments: argparse.Namespace) -> dict[str, Any]:
    with Shop.open(arguments.shop) as shop:
        return _told(shop)


def _set(arguments: argparse.Namespace) -> dict[str, Any]:
    from engine.rates import set_rate

    with Shop.open(arguments.shop) as shop:
        set_rate(shop, currency=arguments.currency, rate=arguments.rate, from_day=arguments.from_day)
        return _told(shop)


def _remove(arguments: argparse.Namespace) -> dict[str, Any]:
    from engine.rates import remove_rate

    with Shop.open(arguments.shop) as shop:
        remove_rate(shop, currency=arguments.currency, from_day=arguments.from_day)
        return _told(shop)


def _told(shop: Shop) -> dict[str, Any]:
    from engine.commands.status import shop_status
    from engine.rates import view

    found = view(shop)
    return {
        "currency": found.base,
        "rates": [rate.to_json() for rate in found.rates],
        "needed": [need.to_json() for need in found.needs],
        "net_sales": shop_status(shop)["net_sales"],
    }


_ACTIONS = {"list": _list, "set": _set, "remove": _remove}
