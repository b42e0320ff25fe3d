"""``restore``: put a backup in the shop's place, keeping the present state as a backup of its own."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from engine.commands.run import add_common
from engine.commands.status import shop_status
from engine.shop import Shop


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command = commands.add_parser(
        "restore",
        help="bring a backup back",
        description="The present file is kept among the backups. "
        "Example: main.py restore safe.clientele --shop my.clientele",
    )
    command.add_argument("file", help="the backup")
    add_common(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Restore, then say what the shop holds now."""
    from engine.store.backup import restore

    restore(Path(arguments.shop), Path(arguments.file))
    with Shop.open(arguments.shop) as shop:
        return shop_status(shop)
