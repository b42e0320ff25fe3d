"""``predict``: foretell who will order and what they will spend, and keep the run."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from engine.commands.run import ProgressLine, add_common
from engine.money import decimal_string
from engine.shop import Shop


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command = commands.add_parser(
        "predict",
        help="foretell who will order and who is slipping away",
        description="Foretells every buyer's orders and spending, tested on the shop's own past, and keeps "
        "the run in the shop file. Example: main.py predict --horizon-days 90 --shop my.clientele --json",
    )
    command.add_argument(
        "--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD", help="default: the last order's day"
    )
    command.add_argument(
        "--horizon-days", type=int, metavar="H", help="days to look ahead (default: the shop's own rhythm)"
    )
    command.add_argument("--seed", type=int, default=0, help="of everything random (default 0)")
    add_common(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Predict and print the grade, its test and what is at risk."""
    from engine.predict import predict

    language = arguments.language
    with Shop.open(arguments.shop) as shop:
        report = predict(
            shop, as_of=arguments.as_of, horizon_days=arguments.horizon_days, seed=arguments.seed,
            progress=ProgressLine(language),
        )  # fmt: skip
    return {
        "run": report.run,
        "as_of": report.as_of.isoformat(),
        "horizon_days": report.horizon_days,
        "customers": report.customers,
        "method": report.method,
        "grade": report.grade,
        "grade_reason": report.grade_reason.say(language),
        "expected_sales": decimal_string(report.expected_e4, report.currency),
        "at_risk": {
            "customers": report.slipping,
            "sales": decimal_string(report.at_risk_e4, report.currency),
            "usual_sales": decimal_string(report.usual_e4, report.currency),
        },
        "backtest": list(report.backtest),
    }
