"""``segment movement``: who changed group between two days, and why."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from engine.commands.run import ProgressLine, add_common, whole_number
from engine.money import decimal_string
from engine.shop import Shop


def add_parser(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register it among the actions of ``segment``."""
    command = actions.add_parser(
        "movement",
        help="show who changed RFM group between two days, and why",
        description="Computes the RFM groups as of the ends of two days and tells who moved and why. "
        "Example: main.py segment movement --from 2011-08-31 --to 2011-11-30 --shop my.clientele --json",
    )
    command.add_argument(
        "--from", dest="start", type=date.fromisoformat, metavar="YYYY-MM-DD",
        help="default: the end of the last month at least four weeks before --to",
    )  # fmt: skip
    command.add_argument(
        "--to", dest="end", type=date.fromisoformat, metavar="YYYY-MM-DD",
        help="default: the last order's day",
    )  # fmt: skip
    command.add_argument(
        "--each", action="store_true", help="with limits measured on either day, not those the shop keeps"
    )
    command.add_argument("--group", metavar="CODE", help="list only movers out of or into this group")
    command.add_argument("--cause", choices=("first", "ordered", "quiet", "others", "returned"))
    command.add_argument("--search", default="", help="list only movers whose name, number or address has it")
    command.add_argument(
        "--limit", type=whole_number, default=20, metavar="N", help="list so many movers (default 20)"
    )
    add_common(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Compute (or find) the movement and print flows, causes, months and movers."""
    from engine.segments import compute_movement, movers

    language = arguments.language
    with Shop.open(arguments.shop) as shop:
        found = compute_movement(
            shop, start=arguments.start, end=arguments.end, each=arguments.each,
            progress=ProgressLine(language),
        )  # fmt: skip
        listed = movers(
            shop, movement_id=found.id, search=arguments.search, group=arguments.group,
            cause=arguments.cause or "", limit=arguments.limit,
        )  # fmt: skip
        currency = shop.settings.currency
    names = {group.code: group.name.say(language) for group in found.groups}
    return {
        "from": found.start.isoformat(),
        "to": found.end.isoformat(),
        "summary": [sentence.say(language) for sentence in found.summary],
        "causes": dict(found.causes),
        "moved_by_others_if_measured_anew": found.by_others,
        "groups": [
            {"code": group.code, "name": names[group.code], "before": group.before, "after": group.after}
            for group in found.groups
        ],
        "flows": [
            {
                "from": flow.from_code,
                "to": flow.to_code,
                "customers": flow.customers,
                "net": decimal_string(flow.net_e4, currency),
            }
            for flow in found.flows
        ],
        "months": [
            {"day": month.day.isoformat(), **dict(zip(names, month.customers, strict=False))}
            for month in found.months
        ],
        "movers_in_all": listed.total,
        "movers": [
            {
                "customer": mover.code,
                "name": mover.name,
                "from": mover.from_name.say(language),
                "to": mover.to_name.say(language),
                "cause": mover.cause,
                "why": mover.why.say(language),
                "net_between": decimal_string(mover.net_e4, currency),
            }
            for mover in listed.rows
        ],
    }
