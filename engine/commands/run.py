"""Running one command: arguments in, one JSON document or a readable page out."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import sys
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TextIO

from engine.commands import MODULES
from engine.errors import ClienteleError
from engine.jobs import Cancelled
from engine.money import E4
from engine.words import LANGUAGES, Text, say

#: Set it to see where an error comes from that nobody foresaw.
TRACEBACK = "CLIENTELE_TRACEBACK"


def parser(wanted: str | None = None) -> argparse.ArgumentParser:
    """The command line: with every command's own options, or only those of the ``wanted`` one."""
    whole = argparse.ArgumentParser(
        prog="main.py",
        description="Clientele: a small shop's files into campaigns that bring customers back. "
        "Without a command it opens the window; --shop FILE opens that shop.",
    )
    commands = whole.add_subparsers(metavar="COMMAND", required=True)
    for name in [wanted] if wanted else MODULES:
        importlib.import_module(f"engine.commands.{MODULES[name]}").add_parser(commands)
    return whole


def run(arguments: Sequence[str]) -> int:
    """Run one command; 0, or 1 with the reason in one line on standard error."""
    # A window's --shop may stand before the command; argparse wants a command's options behind it.
    ordered = list(arguments)
    first = next((place for place, word in enumerate(ordered) if word in MODULES), None)
    if first is not None:
        ordered = ordered[first:] + ordered[:first]
    chosen = parser(None if first is None else ordered[0]).parse_args(ordered)
    try:
        result = chosen.run(chosen)
    except ClienteleError as problem:
        print(" ".join(say(problem.key, chosen.language, **problem.facts).split()), file=sys.stderr)
        return 1
    except (Cancelled, KeyboardInterrupt):
        print(say("cli.cancelled", chosen.language), file=sys.stderr)
        return 1
    except Exception as problem:
        if TRACEBACK in os.environ:
            raise
        facts = {"kind": type(problem).__name__, "variable": TRACEBACK}
        print(say("cli.failed", chosen.language, **facts), file=sys.stderr)
        return 1
    try:
        if chosen.json:
            json.dump(result, sys.stdout, ensure_ascii=False, indent=2)
            print()
        else:
            print_readably(result, sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads along (head, less) has had enough; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    # Of several things some may have failed; the others are done all the same.
    failed = result.get("failed", [])
    if failed:
        print("; ".join(" ".join(one["reason"].split()) for one in failed), file=sys.stderr)
    return 1 if failed else 0


def add_common(command: argparse.ArgumentParser, *, shop: bool = True) -> None:
    """The options that every command has."""
    if shop:
        command.add_argument("--shop", required=True, metavar="FILE", help="the shop file")
    command.add_argument("--json", action="store_true", help="print one JSON document")
    command.add_argument(
        "--language", choices=LANGUAGES, default="en", help="language of names and messages (default: en)"
    )


def whole_number(word: str) -> int:
    """The type of seeds, counts and numbers of things: from 0 to what a shop file can hold."""
    if not word.isdecimal() or int(word) >= 2**63:
        raise argparse.ArgumentTypeError(f"{word!r} is no whole number from 0 to 2^63 - 1")
    return int(word)


def money(word: str) -> int:
    """The type of an amount: a decimal such as 5.00, in 1/10,000, exact and below ten million."""
    with contextlib.suppress(InvalidOperation, ValueError):
        amount = Decimal(word) * E4
        if amount == amount.to_integral_value() and 0 < amount < 10**7 * E4:
            return int(amount)
    raise argparse.ArgumentTypeError(f"{word!r} is no amount such as 5.00, above 0 and below 10,000,000")


class ProgressLine:
    """Progress on standard error: one line that renews itself on a terminal, a line a stage elsewhere."""

    def __init__(self, language: str, stream: TextIO | None = None) -> None:
        self._language = language
        self._stream = stream or sys.stderr
        self._shown = ""

    def __call__(self, fraction: float, text: Text | None = None) -> None:
        stage = text.say(self._language) if text else self._shown
        if self._stream.isatty():
            self._stream.write(f"\r\x1b[K{round(fraction * 100):3d} % {stage}")
            if fraction >= 1:
                self._stream.write("\n")
            self._stream.flush()
        elif stage != self._shown:
            print(stage, file=self._stream, flush=True)
        self._shown = stage


def print_readably(result: object, stream: TextIO, indent: str = "") -> None:
    """A result as a person reads it: names and values, lists of like things as tables."""
    if isinstance(result, dict):
        width = max((len(_label(key)) for key in result), default=0)
        for key, value in result.items():
            if _is_table(value):
                print(f"{indent}{_label(key)}:", file=stream)
                _print_table(value, stream, indent + "  ")
            elif isinstance(value, dict):
                print(f"{indent}{_label(key)}:", file=stream)
                print_readably(value, stream, indent + "  ")
            elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
                for item in value:
                    print(f"{indent}{_label(key)}:", file=stream)
                    print_readably(item, stream, indent + "  ")
            else:
                print(f"{indent}{_label(key):<{width}}  {_cell(value)}", file=stream)
    else:
        print(f"{indent}{_cell(result)}", file=stream)


def _label(key: object) -> str:
    return str(key).replace("_", " ")


def _cell(value: object) -> str:
    if value is None or value == []:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        return ", ".join(_cell(item) for item in value)
    return str(value)


def _is_table(value: object) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(row, dict) for row in value)
        and all(not isinstance(cell, (dict, list)) for row in value for cell in row.values())
    )


def _print_table(rows: list[dict[str, object]], stream: TextIO, indent: str) -> None:
    keys = list(rows[0])
    table = [[_label(key) for key in keys]] + [[_cell(row.get(key)) for key in keys] for row in rows]
    widths = [max(len(line[column]) for line in table) for column in range(len(keys))]
    for line in table:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print((indent + "  ".join(cells)).rstrip(), file=stream)
