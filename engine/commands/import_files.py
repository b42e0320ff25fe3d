"""``import``: bring files into the shop, list what was imported, take an import back."""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.commands.run import ProgressLine, add_common
from engine.importing.answers import Answers
from engine.importing.meanings import MEANINGS_OF
from engine.shop import Shop


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command = commands.add_parser(
        "import",
        help="bring files into the shop; also: import history, import undo ID, import rejected ID",
        description="Importing the same or an overlapping file again adds only what is new. "
        "A shop file that is not there yet is made. Examples: "
        "main.py import orders.csv --shop my.clientele --json; "
        "main.py import history --shop my.clientele; main.py import undo 3 --shop my.clientele; "
        "main.py import rejected 3 --out to-correct.csv --shop my.clientele",
    )
    command.add_argument(
        "file", nargs="+", help="files, archives or folders; or: history; or: undo ID; or: rejected ID"
    )
    command.add_argument("--out", metavar="FILE", help="where import rejected writes the rows to correct")
    command.add_argument("--kind", choices=tuple(MEANINGS_OF), help="what the rows are (default: found out)")
    command.add_argument("--source", help="the program that wrote the files (default: found out)")
    command.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help="what a column means, e.g. --map 'Cust no=customer'; nothing after = leaves it out",
    )
    command.add_argument("--encoding", help="how letters are written, e.g. gb18030, where it cannot be told")
    command.add_argument(
        "--rate",
        action="append",
        default=[],
        metavar="EUR=0.86",
        help="units of the shop's currency for one unit of another",
    )
    command.add_argument("--dry-run", action="store_true", help="only report what would happen")
    command.add_argument("--date-order", choices=("dmy", "mdy"), help="for files where it cannot be told")
    command.add_argument(
        "--decimal", choices=(".", ","), help="mark before the cents, where it cannot be told"
    )
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
    if words[0] == "rejected" and not Path("rejected").exists():
        if len(words) != 2 or not words[1].isdecimal() or len(words[1]) > 18 or not arguments.out:
            arguments.refuse("rejected takes the number of one import and --out FILE: see import history")
        from engine.importing.rejects import save_rejected_rows

        with Shop.open(path) as shop:
            count = save_rejected_rows(shop, int(words[1]), arguments.out, arguments.language)
            return {"import": int(words[1]), "file": arguments.out, "rows": count}
    if words[0] == "undo" and not Path("undo").exists():
        if len(words) != 2 or not words[1].isdecimal() or len(words[1]) > 18:
            arguments.refuse("undo takes the number of one import: see import history")
        with Shop.open(path) as shop:
            effect = importing.what_undo_changes(shop, int(words[1]))
            importing.undo_import(shop, import_id=int(words[1]), progress=progress)
            return effect.to_json(arguments.language)
    files = [Path(word) for word in words]
    new = not path.exists()
    with _shop_for(arguments) as shop:
        reports = importing.run_import(
            shop, paths=files, answers=_answers(arguments), adopt_currency=new and not arguments.currency,
            dry_run=arguments.dry_run, progress=progress,
        )  # fmt: skip
    failed = [
        {"file": report.file, "reason": report.problem.say(arguments.language)}
        for report in reports
        if report.problem
    ]
    done = [report.to_json(arguments.language) for report in reports if not report.problem]
    return {"files": done, **({"failed": failed} if failed else {})}


def _answers(arguments: argparse.Namespace) -> Answers | None:
    """What the options say of the files; None where they say nothing."""
    answers = Answers(
        kind=arguments.kind or "",
        source=arguments.source or "",
        mapping=_pairs(arguments, arguments.map, "--map"),
        date_order=arguments.date_order or "",
        decimal=arguments.decimal or "",
        encoding=arguments.encoding or "",
        rates=_pairs(arguments, arguments.rate, "--rate"),
    )
    return answers or None


def _pairs(arguments: argparse.Namespace, words: list[str], option: str) -> dict[str, str]:
    pairs = [word.rpartition("=") for word in words]
    for name, sign, _ in pairs:
        if not (name and sign):
            arguments.refuse(f"{option} takes NAME=VALUE")
    return {name.strip(): value.strip() for name, _, value in pairs}


@contextlib.contextmanager
def _shop_for(arguments: argparse.Namespace) -> Iterator[Shop]:
    """The shop to import into; made where there is none yet.

    A trial run on a shop that is not there yet leaves nothing behind, nor do files that cannot be imported.
    """
    from engine import importing

    path = Path(arguments.shop)
    if path.exists():
        with Shop.open(path) as shop:
            yield shop
        return
    with contextlib.ExitStack() as stack:
        if arguments.dry_run:
            path = Path(stack.enter_context(tempfile.TemporaryDirectory())) / path.name
        shop = stack.enter_context(
            Shop.create(path, currency=arguments.currency or "GBP", timezone=arguments.timezone)
        )
        try:
            yield shop
        finally:
            if not importing.history(shop):
                stack.close()
                path.unlink(missing_ok=True)
