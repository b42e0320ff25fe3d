"""``reviews``: read what customers say, and tell what they like, what not, and who is unhappy."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from engine.commands.run import ProgressLine, add_common
from engine.errors import ClienteleError
from engine.money import decimal_string
from engine.shop import Shop
from engine.words import Text

if TYPE_CHECKING:
    from engine.reviews.views import AspectView, Mood, Quote, ReviewsView


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command = commands.add_parser(
        "reviews",
        help="read reviews: likes, dislikes, unhappy customers",
        description="Reads every review on this computer: praise or blame, and about what. "
        "Example: main.py reviews analyse --shop my.clientele --json",
    )
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    read = actions.add_parser("analyse", help="read all reviews; those read before cost nothing")
    read.add_argument("--model", default="automatic", help="automatic, large or light (default: automatic)")
    read.add_argument(
        "--shop-type", default="general", metavar="TYPE",
        help="general, clothing, food, electronics, home or beauty: which aspects there are",
    )  # fmt: skip
    read.add_argument("--seed", type=int, default=0, help="of everything random (default 0)")
    aspects = actions.add_parser("aspects", help="what customers like and dislike; add or remove an aspect")
    change = aspects.add_mutually_exclusive_group()
    change.add_argument(
        "--add", nargs="+", metavar=("NAME", "WORD"),
        help="add an aspect: its name, then words that customers use for it",
    )  # fmt: skip
    change.add_argument("--remove", metavar="NAME", help="remove an aspect that was added")
    compare = actions.add_parser(
        "compare", help="how well each way of telling praise from blame does on your own ratings"
    )
    compare.add_argument("--seed", type=int, default=0, help="of everything random (default 0)")
    show = actions.add_parser("show", help="one customer's preferences, or who is unhappy and why")
    show.add_argument("customer", nargs="?", help="the shop's own customer id")
    show.add_argument("-n", type=int, default=20, metavar="N", help="customers shown (default 20)")
    for name, action in actions.choices.items():
        add_common(action)
        action.set_defaults(run=_ACTIONS[name])


def _analyse(arguments: argparse.Namespace) -> dict[str, Any]:
    from engine.reviews.analysis import analyse

    with Shop.open(arguments.shop) as shop:
        view = analyse(
            shop, model=arguments.model, shop_type=arguments.shop_type, seed=arguments.seed,
            progress=ProgressLine(arguments.language),
        )  # fmt: skip
    return {
        "run": view.run,
        "model": view.model,
        "reviews": view.reviews,
        "texts_read": view.measured.get("read", 0),
        "measured": {key: value for key, value in view.measured.items() if key not in ("read", "border")},
        "mood": _mood(view.mood),
        "months": [{"month": one.month, **_mood(one.mood)} for one in view.months],
        "contradictions": len(view.contradictions),
        "unhappy": len(view.unhappy),
        "themes": [
            {"words": list(theme.words), "customers": theme.people, "praise": round(theme.praise, 4)}
            for theme in view.themes
        ],
    }


def _aspects(arguments: argparse.Namespace) -> dict[str, Any]:
    from engine.reviews.analysis import add_aspect, remove_aspect

    language = arguments.language
    with Shop.open(arguments.shop) as shop:
        if arguments.add:
            add_aspect(shop, arguments.add[0], arguments.add[1:])
        elif arguments.remove:
            remove_aspect(shop, arguments.remove)
        view = _read_view(shop)
        return {
            "reviews": view.reviews,
            "unread": view.unread,
            "aspects": [_aspect(one, language) for one in view.aspects],
            "own": _own(shop),
        }


def _compare(arguments: argparse.Namespace) -> dict[str, Any]:
    from dataclasses import asdict

    from engine.reviews.judges import DEFAULT, compare_in

    with Shop.open(arguments.shop) as shop:
        found = compare_in(shop, seed=arguments.seed, progress=ProgressLine(arguments.language))
    rows = [
        {key: round(value, 4) if isinstance(value, float) else value for key, value in asdict(one).items()}
        for one in found
    ]
    return {"default": DEFAULT, "methods": rows}


def _show(arguments: argparse.Namespace) -> dict[str, Any]:
    from engine.customers.find import customer_id
    from engine.reviews.preferences import preferences_of

    language = arguments.language
    with Shop.open(arguments.shop) as shop:
        view = _read_view(shop)
        if arguments.customer:
            found = customer_id(shop, arguments.customer)
            return {
                "customer": arguments.customer,
                "preferences": [
                    {
                        "aspect": one.aspect, "name": _said(one.name, language), "verdict": one.verdict,
                        "mentions": one.mentions, "share": round(one.share, 4),
                        "last": None if one.last is None else one.last.isoformat(), "quote": one.quote.text,
                    }
                    for one in preferences_of(shop, found)
                ],
            }  # fmt: skip
    return {
        "unhappy": [
            {
                "customer": one.code, "name": one.name, "spent": decimal_string(one.spent_e4, view.currency),
                "reason": one.reason.say(language), "day": _day(one.quote), "quote": one.quote.text,
            }
            for one in view.unhappy[: arguments.n]
        ]
    }  # fmt: skip


def _read_view(shop: Shop) -> ReviewsView:
    from engine.reviews.views import reviews_view

    view = reviews_view(shop)
    if not view.reviews:
        raise ClienteleError("review.none")
    return view


def _aspect(view: AspectView, language: str) -> dict[str, Any]:
    return {
        "aspect": view.code,
        "name": _said(view.name, language),
        "customers": view.people,
        "praise": view.praise,
        "blame": view.blame,
        "share": round(view.share, 4),
        "interval": [round(view.low, 4), round(view.high, 4)],
        "stars_difference": None if view.stars is None else [round(value, 3) for value in view.stars],
        "change": None
        if view.change is None
        else {
            "before": round(view.change.before, 4),
            "lately": round(view.change.lately, 4),
            "real": view.change.real,
        },
        "liked": [quote.text for quote in view.liked],
        "disliked": [quote.text for quote in view.disliked],
    }


def _mood(mood: Mood) -> dict[str, Any]:
    return {
        "reviews": mood.reviews,
        "praise": mood.praise,
        "blame": mood.blame,
        "unclear": mood.unclear,
        "share": round(mood.share, 4),
        "interval": [round(mood.low, 4), round(mood.high, 4)],
        "stars": None if mood.stars is None else round(mood.stars, 3),
    }


def _own(shop: Shop) -> list[dict[str, Any]]:
    from engine.store import review_readings as store

    with shop.store.read() as connection:
        return [{"name": name, "words": words} for _, name, words in store.own_aspects(connection)]


def _said(name: Text | str, language: str) -> str:
    return name if isinstance(name, str) else name.say(language)


def _day(quote: Quote) -> str | None:
    return None if quote.day is None else quote.day.isoformat()


_ACTIONS = {"analyse": _analyse, "aspects": _aspects, "compare": _compare, "show": _show}
