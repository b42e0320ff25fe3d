"""``export``: a table of the shop as CSV, keyed by the shop's own customer codes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.commands.run import add_common
from engine.customers.export import EXPORTS, export_table
from engine.shop import Shop


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command = commands.add_parser(
        "export",
        help="write customers, segments or recommendations as CSV",
        description="Example: main.py export segments --out segments.csv --shop my.clientele",
    )
    command.add_argument("what", choices=sorted(EXPORTS))
    command.add_argument("--out", required=True, metavar="FILE.csv")
    add_common(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Write the table, whole or not at all."""
    with Shop.open(arguments.shop) as shop:
        rows = export_table(shop, arguments.what, Path(arguments.out), language=arguments.language)
    return {"file": arguments.out, "rows": rows}
