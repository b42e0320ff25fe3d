"""``recommend``: learn what to offer, compare models, show one customer's list."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.commands.run import ProgressLine, add_common, whole_number
from engine.shop import Shop

if TYPE_CHECKING:
    from engine.recommend.views import QualityRow, QualityView


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    from engine.recommend.registry import MODELS

    command = commands.add_parser(
        "recommend",
        help="what to offer to whom: train, compare, show CUSTOMER",
        description="Examples: main.py recommend train --shop my.clientele; "
        "main.py recommend show 13085 -n 5 --shop my.clientele --json",
    )
    verbs = command.add_subparsers(metavar="VERB", required=True)
    train = verbs.add_parser("train", help="test on the past, learn, and keep a list for everyone")
    train.add_argument("--model", choices=sorted(MODELS), help="default: the best on most shops")
    add_common(train)
    train.set_defaults(run=run_train)
    compare = verbs.add_parser("compare", help="test every model on the shop's own past; nothing is kept")
    add_common(compare)
    compare.set_defaults(run=run_compare)
    show = verbs.add_parser("show", help="one customer's recommendations with their reasons")
    show.add_argument("customer", help="the shop's own customer code, or an e-mail address")
    show.add_argument("-n", type=whole_number, default=6, help="how many (default: 6)")
    add_common(show)
    show.set_defaults(run=run_show)


def run_train(arguments: argparse.Namespace) -> dict[str, Any]:
    """Train and print the back-test."""
    from engine.recommend.training import train

    with Shop.open(arguments.shop) as shop:
        view = train(shop, model=arguments.model, progress=ProgressLine(arguments.language))
    return {
        "run": view.run_id,
        "model": view.model,
        "as_of": view.as_of.isoformat(),
        "customers": view.customers,
        "products": view.products,
        **_quality(view.quality, view.model, arguments.language),
    }


def run_compare(arguments: argparse.Namespace) -> dict[str, Any]:
    """Print every model's back-test."""
    from engine.recommend.registry import DEFAULT
    from engine.recommend.training import compare

    with Shop.open(arguments.shop) as shop:
        quality = compare(shop, progress=ProgressLine(arguments.language))
    return {
        "model": DEFAULT,
        **_quality(quality, DEFAULT, arguments.language),
        "models": [{"model": row.model, "mode": row.mode, **_figures(row)} for row in quality.rows],
    }


def run_show(arguments: argparse.Namespace) -> dict[str, Any]:
    """Print one customer's list."""
    from engine.customers.find import customer_id
    from engine.recommend.views import recommendations_for

    with Shop.open(arguments.shop) as shop:
        found = recommendations_for(shop, customer_id(shop, arguments.customer), arguments.n)
    return {
        "customer": arguments.customer,
        "recommendations": [
            {
                "product": one.code,
                "name": one.name,
                "score": one.score,
                "reason": one.reason.say(arguments.language),
            }
            for one in found
        ],
    }


def _quality(quality: QualityView, model: str, language: str) -> dict[str, Any]:
    from engine.recommend.registry import BASELINE

    own, baseline = quality.of(model), quality.of(BASELINE)
    return {
        "metrics": _figures(own) if own else {},
        "baseline": {"model": BASELINE, **(_figures(baseline) if baseline else {})},
        "summary": quality.sentence.say(language),
    }


def _figures(row: QualityRow) -> dict[str, Any]:
    return {key: value for key, value in asdict(row).items() if key not in ("name", "model", "mode")}
