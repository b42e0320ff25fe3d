"""``segment``: group the shop's customers by a method and keep the run."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from engine.commands.run import ProgressLine, add_common
from engine.money import decimal_string
from engine.shop import Shop


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    from engine.segments import METHODS

    command = commands.add_parser(
        "segment",
        help="group the customers",
        description="Groups the customers as of a day and keeps the run in the shop file. "
        "Example: main.py segment rfm --as-of 2011-09-10 --shop my.clientele --json",
    )
    command.add_argument("method", choices=sorted(METHODS), help="how to group")
    command.add_argument(
        "--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD", help="default: the last order's day"
    )
    add_common(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Run the method and print its segments."""
    from engine.segments import run_segmentation

    language = arguments.language
    with Shop.open(arguments.shop) as shop:
        view = run_segmentation(
            shop, method=arguments.method, as_of=arguments.as_of, progress=ProgressLine(language)
        )
    return {
        "run": view.id,
        "method": view.method,
        "as_of": view.as_of.isoformat(),
        "customers": view.customers,
        "quality": dict(view.quality),
        "notes": [note.say(language) for note in view.notes],
        "segments": [
            {
                "id": segment.id,
                "code": segment.code,
                "name": segment.name.say(language),
                "customers": segment.customers,
                "customer_share": segment.customer_share,
                "sales": decimal_string(segment.sales_e4, view.currency),
                "sales_share": segment.sales_share,
                "rule": segment.rule.say(language),
                "advice": segment.advice.say(language),
            }
            for segment in view.segments
        ],
    }
