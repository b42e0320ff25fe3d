"""``profile``: what is known of a customer, who resembles whom, and what that knowledge is worth."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from engine.commands.run import ProgressLine, add_common, whole_number
from engine.money import decimal_string, minor_digits
from engine.shop import Shop

if TYPE_CHECKING:
    from engine.customers.profile import CustomerProfile
    from engine.embeddings import Alike


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    from engine.embeddings.registry import LEARNED, PLAIN

    methods = [PLAIN, *LEARNED]
    command = commands.add_parser(
        "profile",
        help="one customer as a person would describe them; who resembles whom",
        description="Examples: main.py profile show 13085 --shop my.clientele; "
        "main.py profile train --shop my.clientele --json; "
        "main.py profile similar 13085 14911 -n 20 --shop my.clientele; "
        "main.py profile similar --segment rfm:champions --shop my.clientele",
    )
    verbs = command.add_subparsers(metavar="VERB", required=True)
    show = verbs.add_parser("show", help="all that is known of a customer")
    show.add_argument("customer", help="the shop's own customer code, or an e-mail address")
    add_common(show)
    show.set_defaults(run=run_show)
    train = verbs.add_parser("train", help="learn who resembles whom, tested on the shop's own past")
    train.add_argument("--seed", type=int, default=0, help="of everything random (default 0)")
    train.add_argument("--plain", action="store_true", help="plain figures only, without the networks")
    add_common(train)
    train.set_defaults(run=run_train)
    similar = verbs.add_parser("similar", help="the customers most like these")
    similar.add_argument("customer", nargs="*", help="codes or e-mail addresses")
    similar.add_argument(
        "--segment", metavar="METHOD:CODE", help="like the customers of a segment, e.g. rfm:champions, own:3"
    )
    similar.add_argument("-n", type=whole_number, default=20, help="how many (default: 20)")
    similar.add_argument("--method", choices=methods, default="", help="default: what proved best")
    add_common(similar)
    similar.set_defaults(run=run_similar)


def run_show(arguments: argparse.Namespace) -> dict[str, Any]:
    """Print one customer's profile."""
    from engine.customers.find import customer_id
    from engine.customers.profile import profile
    from engine.embeddings import similar_to

    with Shop.open(arguments.shop) as shop:
        number = customer_id(shop, arguments.customer)
        found = profile(shop, number)
        alike = similar_to(shop, number)
    return {**_told(found, arguments.language), "similar": _alike(alike or (), found.currency, arguments)}


def run_train(arguments: argparse.Namespace) -> dict[str, Any]:
    """Learn and print what each way of comparing customers is worth."""
    from engine.embeddings import learn_likeness

    language = arguments.language
    with Shop.open(arguments.shop) as shop:
        view = learn_likeness(
            shop, seed=arguments.seed, learned=not arguments.plain, progress=ProgressLine(language)
        )
    return {
        "run": view.run,
        "as_of": view.as_of.isoformat() if view.as_of else None,
        "customers": view.customers,
        "method": view.chosen,
        "test": view.test.say(language),
        "conclusion": view.conclusion.say(language),
        "missing": view.missing.say(language) if view.missing and not arguments.plain else None,
        "chance": view.chance,
        "methods": [
            {
                "method": one.method, "name": one.name.say(language), "verdict": one.verdict.say(language),
                "found": one.found, "auc": one.auc, "gain": one.gain, "gain_low": one.gain_low,
                "gain_high": one.gain_high, "passes": len(one.taught), "parameters": one.parameters,
                "weight_bytes": one.weight_bytes,
            }
            for one in view.methods
        ],
    }  # fmt: skip


def run_similar(arguments: argparse.Namespace) -> dict[str, Any]:
    """Print the customers most like some."""
    from engine.commands.campaign import pick_of
    from engine.customers.find import customer_id
    from engine.embeddings import look_alikes

    pick = pick_of(arguments.segment) if arguments.segment else None
    with Shop.open(arguments.shop) as shop:
        numbers = [customer_id(shop, code) for code in arguments.customer]
        found = look_alikes(shop, numbers, pick=pick, n=arguments.n, method=arguments.method)
    return {
        "method": found.method,
        "as_of": found.as_of.isoformat(),
        "examples": found.examples,
        "stale": found.stale,
        "customers": _alike(found.rows, found.currency, arguments),
    }


def _alike(rows: tuple[Alike, ...], currency: str, arguments: argparse.Namespace) -> list[dict[str, Any]]:
    return [
        {
            "customer": one.code, "name": one.name, "orders": one.orders,
            "net": decimal_string(one.net_e4, currency),
            "last_order": one.last_day.isoformat(),
            "reason": one.reason.say(arguments.language),
        }
        for one in rows
    ]  # fmt: skip


def _told(found: CustomerProfile, language: str) -> dict[str, Any]:
    from engine.commands.predict import forecast_told

    def amount(e4: int | None) -> str | None:
        return None if e4 is None else decimal_string(e4, found.currency)

    # A mean has more decimals than anybody can pay.
    coin = 10 ** (4 - minor_digits(found.currency))
    mean = None if found.mean_order_e4 is None else round(found.mean_order_e4 / coin) * coin

    return {
        "customer": found.code,
        "name": found.name,
        "email": found.email,
        "currency": found.currency,
        "orders": found.orders,
        "net": amount(found.net_e4),
        "mean_order": amount(mean),
        "refund_share": round(found.refund_share, 4),
        "first_order": found.first_day.isoformat() if found.first_day else None,
        "last_order": found.last_day.isoformat() if found.last_day else None,
        "standing": found.standing.say(language) if found.standing else None,
        "next_order": {
            "from": found.rhythm.next_from.isoformat() if found.rhythm and found.rhythm.regular else None,
            "to": found.rhythm.next_to.isoformat() if found.rhythm and found.rhythm.regular else None,
            "why": found.rhythm_text.say(language),
        },
        "forecast": forecast_told(found.forecast, found.currency, language) if found.forecast else None,
        "habits": [text.say(language) for text in (*found.habits, *found.buying)],
        "price_level": found.price_level.text.say(language) if found.price_level else None,
        "likes": [
            {"kind": one.kind, "name": one.name, "evidence": one.text.say(language)}
            for one in found.favourites
        ],
        "looked_and_left": [
            {"product": one.name, "evidence": one.text.say(language)} for one in found.left_behind
        ],
        "said": {
            "summary": found.said.summary.say(language) if found.said.summary else None,
            "quotes": [
                {
                    "quote": one.quote,
                    "about": one.product,
                    "stars": one.stars,
                    "day": one.day.isoformat() if one.day else None,
                }
                for one in found.said.quotes
            ],
        },
        "cares_about": [
            {"aspect": one.aspect, "verdict": one.verdict, "told": one.text.say(language)}
            for one in found.preferences
        ],
        "segments": [
            {"method": one.method, "segment": one.code, "name": one.name.say(language)}
            for one in found.segments
        ],
    }
