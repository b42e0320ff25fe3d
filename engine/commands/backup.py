"""``backup``: a complete copy of the shop in a file of your choice."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.commands.run import add_common
from engine.errors import ClienteleError
from engine.shop import Shop


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command = commands.add_parser(
        "backup",
        help="copy the shop into another file",
        description="A complete, consistent copy. Example: main.py backup safe.clientele --shop my.clientele",
    )
    command.add_argument("file", help="where the copy goes")
    add_common(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Copy the shop; nothing is overwritten."""
    from engine.store.backup import back_up_to

    target = Path(arguments.file)
    with Shop.open(arguments.shop) as shop:
        if target.exists():
            raise ClienteleError("store.exists", file=target.name)
        back_up_to(shop.store, target)
    return {"file": str(target), "bytes": target.stat().st_size}
