"""``segment``: group the customers by a method, set RFM's limits, compare methods, see who moved."""

from __future__ import annotations

import argparse
import importlib
from datetime import date
from typing import Any

from engine.commands.run import ProgressLine, add_common
from engine.money import decimal_string
from engine.shop import Shop
from engine.words import Text

#: What follows the command besides the methods; each is a module with an ``add_parser`` of its own.
PARTS = ("segment_limits", "segment_compare", "segment_movement", "segment_rule", "segment_list")


_HELP = {
    "rfm": "by how recently, often and much they buy",
    "kmeans": "natural groups (k-means)",
    "two_step": "natural groups, then RFM inside each",
    "hierarchical": "a tree of groups (Ward)",
    "mixture": "overlapping groups (Gaussian mixture)",
    "learned": "groups by what a network learned (k-means on embeddings)",
    "hdbscan": "crowds of any density (HDBSCAN)",
    "dbscan": "crowds of one density (DBSCAN)",
}


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    from engine.segments import METHODS
    from engine.segments.rfm_presets import PRESETS

    command = commands.add_parser(
        "segment",
        help="group the customers",
        description="Groups the customers as of a day and keeps the run in the shop file. "
        "Example: main.py segment rfm --as-of 2011-09-10 --shop my.clientele --json",
    )
    actions = command.add_subparsers(metavar="WHAT", required=True)
    for method in METHODS:
        about = Text(f"segment.about.{method}").say()
        if method == "rfm":
            about = f"{about} {Text('segment.points.help').say()}"
        one = actions.add_parser(method, help=_HELP[method], description=about)
        one.add_argument(
            "--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD", help="default: the last order's day"
        )
        if method == "rfm":
            one.add_argument("--table", choices=sorted(PRESETS), help="use this table from now on")
            one.add_argument(
                "--refresh", action="store_true", help="measure the limits anew instead of keeping them"
            )
        add_common(one)
        one.set_defaults(run=run, method=method, table=None, refresh=False)
    for part in PARTS:
        importlib.import_module(f"engine.commands.{part}").add_parser(actions)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Run the method and print its segments."""
    from engine.segments import change_plan, run_segmentation

    language = arguments.language
    with Shop.open(arguments.shop) as shop:
        if arguments.table:
            change_plan(shop, preset=arguments.table)
        view = run_segmentation(
            shop,
            method=arguments.method,
            as_of=arguments.as_of,
            refresh=arguments.refresh,
            progress=ProgressLine(language),
        )
    return {
        "run": view.id,
        "method": view.method,
        "as_of": view.as_of.isoformat(),
        "customers": view.customers,
        "parameters": dict(view.parameters),
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
                "points": segment.median_points,
                "rule": segment.rule.say(language),
                "advice": segment.advice.say(language),
            }
            for segment in view.segments
        ],
    }
