"""``check``: is the shop file sound?"""

from __future__ import annotations

import argparse
from typing import Any

from engine.commands.run import add_common
from engine.shop import Shop
from engine.words import say


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command = commands.add_parser(
        "check",
        help="look for damage in the shop file",
        description="Reads every page and every reference. Example: main.py check --shop my.clientele",
    )
    add_common(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Check everything that SQLite can check, and that the totals agree with the orders."""
    from engine.store.rollups import wrong_orders, wrong_totals

    with Shop.open(arguments.shop) as shop:
        problems = shop.store.damage(thorough=True)
        if not problems:
            with shop.store.read() as connection:
                counts = {"wrong_orders": wrong_orders(connection), "wrong_totals": wrong_totals(connection)}
            problems = [
                say(f"store.check.{what}", arguments.language, n=n) for what, n in counts.items() if n
            ]
    return {"ok": not problems, "problems": problems}
