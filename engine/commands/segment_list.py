"""``segment list``: fixed lists of customers, from wherever they were found, and lists as files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.commands.run import add_common
from engine.commands.segment_rule import counted, rule_data, told
from engine.errors import ClienteleError
from engine.shop import Shop


def add_parser(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register it among the actions of ``segment``."""
    command = actions.add_parser(
        "list",
        help="fixed lists of customers",
        description='Examples: main.py segment list make "Fair 2026" --customer 13085 --customer a@b.example '
        '--shop my.clientele; main.py segment list make "At risk in May" --segment rfm:at_risk '
        "--shop my.clientele; main.py segment list export 3 --out list.csv --shop my.clientele",
    )
    verbs = command.add_subparsers(metavar="VERB", required=True)
    make = verbs.add_parser("make", help="keep customers as a list that stays as it is")
    make.add_argument("name")
    found = make.add_mutually_exclusive_group(required=True)
    found.add_argument(
        "--customer", action="append", metavar="CODE", help="a code or e-mail; may be repeated"
    )
    found.add_argument("--rule", metavar="JSON", help="those who fit a rule now (see segment rule)")
    found.add_argument("--segment", metavar="METHOD:CODE", help="a group of the newest run, as rfm:at_risk")
    found.add_argument(
        "--own", type=int, metavar="N", help="those who are now in your own segment of this number"
    )
    add_common(make)
    make.set_defaults(run=run_make)
    export = verbs.add_parser("export", help="write the customers of your own segment, list or rule, as CSV")
    export.add_argument("number", type=int)
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    add_common(export)
    export.set_defaults(run=run_export)


def run_make(arguments: argparse.Namespace) -> dict[str, Any]:
    """Keep a list and print it with its count."""
    from engine.customers.find import customer_id
    from engine.segments.rules import (
        own_members,
        own_segment,
        save_list,
        save_rule_as_list,
        save_segment_as_list,
    )

    name = arguments.name
    with Shop.open(arguments.shop) as shop:
        if arguments.rule is not None:
            _, number = save_rule_as_list(shop, name, rule_data(arguments.rule))
        elif arguments.segment:
            _, number = save_segment_as_list(shop, name, _segment(shop, arguments.segment))
        elif arguments.own is not None:
            with shop.store.read() as connection:
                members = own_members(connection, arguments.own, shop.zone)
            _, number = save_list(shop, name, members)
        else:
            _, number = save_list(shop, name, [customer_id(shop, code) for code in arguments.customer])
        segment, found = own_segment(shop, number)
    return told(segment, arguments.language) | counted(found, arguments.language)


def run_export(arguments: argparse.Namespace) -> dict[str, Any]:
    """Write the customers and print how many."""
    from engine.segments.rules import export_own

    with Shop.open(arguments.shop) as shop:
        written = export_own(shop, own_id=arguments.number, path=arguments.out, language=arguments.language)
    return {"customers": written, "file": str(arguments.out)}


def _segment(shop: Shop, word: str) -> int:
    """The number of a group of a method's newest run; raises ``rule.unknown_segment``."""
    from engine.store.campaigns import segment_for

    method, _, code = word.partition(":")
    with shop.store.read() as connection:
        found = segment_for(connection, None, method, code)
    if found is None:
        raise ClienteleError("rule.unknown_segment", name=word)
    return found.id
