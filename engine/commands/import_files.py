"""``import``: bring files into the shop, list what was imported, take an import back."""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.commands.run import ProgressLine, add_common
from engine.shop import Shop


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command = commands.add_parser(
        "import",
        help="bring files into the shop; also: import history, import undo ID",
        description="Importing the same or an overlapping file again adds only what is new. "
        "A shop file that is not there yet is made. Examples: "
        "main.py import orders.csv --shop my.clientele --json; "
        "main.py import history --shop my.clientele; main.py import undo 3 --shop my.clientele",
    )
    command.add_argument("file", nargs="+", help="CSV or XLSX files; or: history; or: undo ID")
    command.add_argument("--dry-run", action="store_true", help="only report what would happen")
    command.add_argument("--date-order", choices=("dmy", "mdy"), help="for files where it cannot be told")
    command.add_argument("--currency", help="of a shop file it makes (default: the files', else GBP)")
    command.add_argument("--timezone", help="of a shop file it makes (default: this computer's)")
    add_common(command)
    command.set_defaults(run=run, refuse=command.error)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Import, list or undo."""
    from engine import importing

    words: list[str] = arguments.file
    progress = ProgressLine(arguments.language)
    path = Path(arguments.shop)
    if words == ["history"]:
        with Shop.open(path) as shop:
            return {"imports": [record.to_json() for record in importing.history(shop)]}
    if words[0] == "undo" and not Path("undo").exists():
        if len(words) != 2 or not words[1].isdecimal() or len(words[1]) > 18:
            arguments.refuse("undo takes the number of one import: see import history")
        with Shop.open(path) as shop:
            importing.undo_import(shop, import_id=int(words[1]), progress=progress)
            return {"undone": int(words[1])}
    files = [Path(word) for word in words]
    with _shop_for(arguments, files) as shop:
        reports = importing.run_import(
            shop,
            paths=files,
            date_order=arguments.date_order,
            dry_run=arguments.dry_run,
            progress=progress,
        )
    return {"files": [report.to_json(arguments.language) for report in reports]}


@contextlib.contextmanager
def _shop_for(arguments: argparse.Namespace, files: list[Path]) -> Iterator[Shop]:
    """The shop to import into; made where there is none yet.

    A trial run on a shop that is not there yet leaves nothing behind, nor do files that cannot be imported.
    """
    from engine import importing

    path = Path(arguments.shop)
    if path.exists():
        with Shop.open(path) as shop:
            yield shop
        return
    previews = [importing.preview(None, file, date_order=arguments.date_order) for file in files]
    told = next((preview.currency for preview in previews if preview.currency), "GBP")
    with contextlib.ExitStack() as stack:
        if arguments.dry_run:
            path = Path(stack.enter_context(tempfile.TemporaryDirectory())) / path.name
        shop = stack.enter_context(
            Shop.create(path, currency=arguments.currency or told, timezone=arguments.timezone)
        )
        try:
            yield shop
        except BaseException:
            if not importing.history(shop):
                stack.close()
                path.unlink()
            raise
