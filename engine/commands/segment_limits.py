"""``segment limits``: where one RFM score ends and the next begins, and what that gives."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from engine.commands.run import add_common, money, whole_number
from engine.money import decimal_string
from engine.segments import PlanView, Thresholds
from engine.shop import Shop


def add_parser(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register it among the actions of ``segment``."""
    from engine.segments.rfm_presets import PRESETS

    command = actions.add_parser(
        "limits",
        help="show or change the limits and names of RFM groups",
        description="Shows how many customers limits would put into each group; --use keeps them, and the "
        "names, for the next runs. Example: main.py segment limits --days 30,60,120,240 "
        "--name champions=Stars --use --shop my.clientele",
    )
    command.add_argument("--table", choices=sorted(PRESETS), help="default: the one in use")
    command.add_argument(
        "--days", type=_whole_numbers, metavar="N,N,…", help="days since the last order, up to each"
    )
    command.add_argument("--orders", type=_whole_numbers, metavar="N,N,…", help="orders, up to each")
    command.add_argument("--spent", type=_amounts, metavar="N,N,…", help="amount spent, up to each")
    command.add_argument(
        "--name", type=_name, action="append", default=[], metavar="CODE=NAME",
        help="call a group so; nothing after = is the usual name again",
    )  # fmt: skip
    command.add_argument("--anew", action="store_true", help="start from limits measured today")
    command.add_argument("--use", action="store_true", help="keep them; else only show what would be")
    add_common(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Show limits with what they give, and keep them where that is wanted."""
    from engine.errors import ClienteleError
    from engine.segments import change_plan, plan_view

    with Shop.open(arguments.shop) as shop:
        view = plan_view(shop, arguments.table or "", anew=arguments.anew)
        if view is None:
            raise ClienteleError("segment.no_orders")
        wanted = _changed(view.thresholds, arguments)
        if wanted != view.thresholds:
            view = plan_view(shop, view.preset, wanted)
            assert view is not None
        if arguments.use:
            names = {group.code: group.own for group in view.groups} | dict(arguments.name)
            change_plan(shop, preset=view.preset, thresholds=wanted, names=names)
            view = plan_view(shop, view.preset)
            assert view is not None
    return _shown(view, arguments.language)


def _changed(limits: Thresholds, arguments: argparse.Namespace) -> Thresholds:
    wanted = {"recency_days": arguments.days, "orders": arguments.orders, "net_e4": arguments.spent}
    return replace(limits, **{what: edges for what, edges in wanted.items() if edges is not None})


def _shown(view: PlanView, language: str) -> dict[str, Any]:
    limits = view.thresholds
    return {
        "table": view.preset,
        "in_use": view.kept is not None and view.preset == view.in_use and view.kept.thresholds == limits,
        "as_of": view.as_of.isoformat(),
        "buyers": view.buyers,
        "days": list(limits.recency_days),
        "orders": list(limits.orders),
        "spent": [decimal_string(edge, view.currency) for edge in limits.net_e4],
        "customers_by_score": dict(
            zip(("recency", "frequency", "money"), map(list, view.counts), strict=True)
        ),
        "groups": [
            {
                "code": group.code,
                "name": group.name.say(language),
                "customers": group.customers,
                "sales": decimal_string(group.sales_e4, view.currency),
            }
            for group in view.groups
        ],
    }


def _whole_numbers(written: str) -> tuple[int, ...]:
    return tuple(whole_number(each.strip()) for each in written.split(","))


def _amounts(written: str) -> tuple[int, ...]:
    return tuple(money(each.strip()) for each in written.split(","))


def _name(written: str) -> tuple[str, str]:
    code, equals, name = written.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"CODE=NAME, not {written}")
    return code.strip(), name.strip()
