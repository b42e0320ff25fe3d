"""What the rule builder offers: the features in their groups, and the words that each can be compared to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop

#: Words offered for a column; whoever needs another writes the rule on the command line.
_MOST_WORDS = 300


@dataclass(frozen=True)
class RuleChoices:
    """``words``: feature key → (word, what it is called). For features with an option (attribute, channel,
    method): option → words, in ``options``; ``option_names`` what the options are called.

    ``numbers`` are attributes that hold numbers throughout. ``categories`` and ``brands`` are those of the
    products; ``products`` a few that sold best, others by ``find_products``.
    """

    words: dict[str, tuple[tuple[str, str | Text], ...]]
    options: dict[str, dict[str, tuple[tuple[str, str | Text], ...]]]
    option_names: dict[str, str | Text]
    numbers: frozenset[str]
    categories: tuple[str, ...]
    brands: tuple[str, ...]
    products: tuple[tuple[str, str], ...]
    #: Features that this shop has nothing to say of: the builder leaves them out.
    silent: frozenset[str]
    currency: str


def rule_choices(shop: Shop) -> RuleChoices:
    """Everything there is to choose from."""
    from engine.customers.notes import CHANNELS, STATUSES
    from engine.reviews.lexicon import ASPECTS
    from engine.store import rule_words as store
    from engine.store import rules

    with shop.store.read() as connection:
        words: dict[str, tuple[tuple[str, str | Text], ...]] = {}
        for column in ("country", "region", "city", "gender", "language"):
            found = store.distinct_words(connection, column, "customer")[:_MOST_WORDS]
            words[column] = tuple((word, _called(column, word)) for word in found)
        words["list"] = tuple(
            (str(row.id), row.name) for row in rules.own_rows(connection) if row.kind == "list"
        )
        for key in ("praised", "complained"):
            words[key] = tuple((aspect, Text(f"review.aspect.{aspect}")) for aspect in ASPECTS)
        attributes = store.attribute_words(connection, _MOST_WORDS)
        methods, method_names = _methods(connection)
        categories = store.distinct_words(connection, "category", "product")
        brands = store.distinct_words(connection, "brand", "product")
        products = store.find_things(connection, "", 40)
        silent = frozenset(
            key
            for key, says in (
                *((column, bool(words[column])) for column in words),
                ("attribute", bool(attributes)),
                ("segment", bool(methods)),
            )
            if not says
        ) | store.silent_features(connection)
    statuses = tuple((status, Text(f"rule.consent.{status}")) for status in STATUSES)
    return RuleChoices(
        words=words,
        options={
            "attribute": {
                name: tuple((word, word) for word in found) for name, (_, found) in attributes.items()
            },
            "channel": dict.fromkeys(CHANNELS, statuses),
            "method": methods,
        },
        option_names={
            **{name: name for name in attributes},
            **{channel: Text(f"rule.channel.{channel}") for channel in CHANNELS},
            **method_names,
        },
        numbers=frozenset(name for name, (numbers, _) in attributes.items() if numbers),
        categories=tuple(categories),
        brands=tuple(brands),
        products=tuple(products),
        silent=silent,
        currency=shop.settings.currency,
    )


def find_products(shop: Shop, text: str, limit: int = 40) -> list[tuple[str, str]]:
    """(code, name) of products whose name or code holds a text, those that sold best first."""
    from engine.store import rule_words as store

    with shop.store.read() as connection:
        return store.find_things(connection, text.strip(), limit)


def _called(column: str, word: str) -> str | Text:
    if column == "language":
        return Text("rule.word.language", {"word": word})
    if column == "gender" and word in ("female", "male", "other"):
        return Text(f"rule.gender.{word}")
    return word


def _methods(
    connection: Connection,
) -> tuple[dict[str, tuple[tuple[str, str | Text], ...]], dict[str, str | Text]]:
    from engine.store import segments

    found: dict[str, tuple[tuple[str, str | Text], ...]] = {}
    for run in segments.latest_runs(connection):
        rows = segments.segment_rows(connection, run.id)
        found[run.method] = tuple((row.code, Text.from_json(row.name)) for row in rows)
    return found, {method: Text(f"segment.method.{method}") for method in found}
