"""``status``: what the shop file holds, in nine figures."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from engine.commands.run import add_common
from engine.money import decimal_string
from engine.shop import Shop


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command = commands.add_parser(
        "status",
        help="what the shop file holds",
        description="Counts and totals of a shop. Example: main.py status --shop my.clientele --json",
    )
    add_common(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """The shop's status."""
    with Shop.open(arguments.shop) as shop:
        return shop_status(shop)


def shop_status(shop: Shop) -> dict[str, Any]:
    """Counts, net sales as a decimal string, and the first and last sale in the shop's time."""
    from engine.store.rates import currency_uses
    from engine.store.status import totals

    with shop.store.read() as connection:
        found = totals(connection)
        waiting = [use for use in currency_uses(connection) if use.waiting]

    def local(moment: int | None) -> str | None:
        if moment is None:
            return None
        return datetime.fromtimestamp(moment, UTC).astimezone(shop.zone).isoformat()

    return {
        "customers": found.customers,
        "orders": found.orders,
        "order_lines": found.order_lines,
        "products": found.products,
        "anonymous_orders": found.anonymous_orders,
        "currency": shop.settings.currency,
        "net_sales": decimal_string(found.net_e4, shop.settings.currency),
        "first_order": local(found.first_at),
        "last_order": local(found.last_at),
        "waiting_for_rate": [
            {
                "currency": use.currency,
                "orders": use.waiting,
                "total": decimal_string(use.waiting_e4, use.currency),
            }
            for use in waiting
        ],
    }
