"""``predict``: foretell who will order and what they will spend, and keep the run."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.commands.run import ProgressLine, add_common, whole_number
from engine.money import decimal_string
from engine.shop import Shop

if TYPE_CHECKING:
    from engine.predict.views import CustomerForecast


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command = commands.add_parser(
        "predict",
        help="foretell who will order and who is slipping away",
        description="Foretells every buyer's orders and spending, tested on the shop's own past, and keeps "
        "the run in the shop file. Example: main.py predict --horizon-days 90 --shop my.clientele --json. "
        "What was foretold: main.py predict --latest --show 20, and main.py export predictions",
    )
    command.add_argument(
        "--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD", help="default: the last order's day"
    )
    command.add_argument(
        "--horizon-days", type=int, metavar="H", help="days to look ahead (default: the shop's own rhythm)"
    )
    command.add_argument("--seed", type=int, default=0, help="of everything random (default 0)")
    command.add_argument("--latest", action="store_true", help="print the newest run instead of a new one")
    command.add_argument(
        "--show", type=whole_number, default=5, metavar="N", help="customers slipping away (default 5)"
    )
    command.add_argument("--customer", metavar="CODE", help="and what is foretold of this customer")
    add_common(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Predict and print the grade, its test, what is at risk and with whom."""
    from engine.errors import ClienteleError
    from engine.predict import predict
    from engine.predict.views import slipping_view

    language = arguments.language
    with Shop.open(arguments.shop) as shop:
        if not arguments.latest:
            predict(
                shop, as_of=arguments.as_of, horizon_days=arguments.horizon_days, seed=arguments.seed,
                progress=ProgressLine(language),
            )  # fmt: skip
        view = slipping_view(shop, limit=arguments.show)
        report = view.report
        if report is None:
            raise ClienteleError("predict.none_yet")
        told: dict[str, Any] = {}
        if arguments.customer:
            told["customer"] = _customer(shop, arguments.customer, report.currency, language)
    return {
        "run": report.run,
        "as_of": report.as_of.isoformat(),
        "horizon_days": report.horizon_days,
        "customers": report.customers,
        "method": report.method,
        "grade": report.grade,
        "grade_reason": report.grade_reason.say(language),
        "stale": view.stale.say(language) if view.stale else None,
        "expected_sales": decimal_string(report.expected_e4, report.currency),
        "at_risk": {
            "customers": report.slipping,
            "sales": decimal_string(report.at_risk_e4, report.currency),
            "usual_sales": decimal_string(report.usual_e4, report.currency),
        },
        "slipping": [
            {
                "customer": one.code, "name": one.name, "chance_of_no_order": round(one.chance, 3),
                "at_risk": decimal_string(one.at_risk_e4, report.currency),
                "reasons": [reason.say(language) for reason in one.reasons],
                "offer": one.offer.text.say(language),
            }
            for one in view.customers
        ],
        **told,
        "backtest": list(report.backtest),
    }  # fmt: skip


def _customer(shop: Shop, code: str, currency: str, language: str) -> dict[str, Any] | None:
    from engine.customers.find import customer_id
    from engine.predict.views import customer_forecast

    found = customer_forecast(shop, customer_id(shop, code))
    return None if found is None else {"customer": code, **forecast_told(found, currency, language)}


def forecast_told(found: CustomerForecast, currency: str, language: str) -> dict[str, Any]:
    """What is foretold of a customer, as a document."""
    return {
        "until": found.until.isoformat(),
        "chance_of_no_order": round(found.chance, 3),
        "risk": found.risk,
        "expected_sales": decimal_string(found.expected_e4, currency),
        "range": [decimal_string(found.low_e4, currency), decimal_string(found.high_e4, currency)],
        "reasons": [reason.say(language) for reason in found.reasons],
        "offer": found.offer.text.say(language),
    }
