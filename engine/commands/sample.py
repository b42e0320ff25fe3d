"""``sample``: an invented shop to look around in, or to measure with."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from engine.commands.run import ProgressLine, add_common, whole_number
from engine.commands.status import shop_status
from engine.shop import Shop


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command = commands.add_parser(
        "sample",
        help="make a sample shop",
        description="An invented shop of two and a half years; the same seed makes the same shop. "
        "Example: main.py sample --shop sample.clientele --customers 5000 --seed 3",
    )
    command.add_argument("--customers", type=int, default=1200, metavar="N", help="default: 1200")
    command.add_argument("--seed", type=whole_number, default=7, metavar="K", help="default: 7")
    command.add_argument("--end", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the last day of sales")
    add_common(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Make the shop and say what it holds."""
    from engine.sample import create_sample

    create_sample(
        Path(arguments.shop),
        customers=arguments.customers,
        seed=arguments.seed,
        end=arguments.end,
        progress=ProgressLine(arguments.language),
    )
    with Shop.open(arguments.shop) as shop:
        return shop_status(shop)
