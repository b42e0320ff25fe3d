"""``segment compare``: every method side by side, each judged by what it would have told."""

from __future__ import annotations

import argparse
from typing import Any

from engine.commands.run import ProgressLine, add_common
from engine.shop import Shop


def add_parser(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register it among the actions of ``segment``."""
    command = actions.add_parser(
        "compare",
        help="run every method and show them side by side",
        description="Runs every method, keeps the runs, and says what each would have told of later "
        "spending. Example: main.py segment compare --shop my.clientele --json",
    )
    add_common(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Compare and print a row a method."""
    from engine.segments import compare_methods

    language = arguments.language
    with Shop.open(arguments.shop) as shop:
        found = compare_methods(shop, progress=ProgressLine(language))
    return {
        "as_of": found.as_of.isoformat(),
        "advice": found.advice.say(language),
        "methods": [
            {
                "method": each.method,
                "name": each.name.say(language),
                "groups": each.groups or None,
                "largest_share": each.largest or None,
                "smallest_share": each.smallest or None,
                "stability": each.stability,
                "silhouette": each.silhouette,
                "rule_fidelity": each.fidelity,
                "told_of_later_spending": each.told,
                "like_rfm": each.like_rfm,
                "seconds": each.seconds,
                "verdict": (each.refusal or each.verdict).say(language),
                "recommended": each.recommended,
            }
            for each in found.methods
        ],
    }
