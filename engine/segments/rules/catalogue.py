"""What a rule may ask of a customer: one line a feature, with its unit, its meaning and what narrows it.

The names and meanings stand in the catalogue of words (``rule.feature.<key>``, ``rule.about.<key>``); the
builder, the command line and the check of a rule go through ``FEATURES``.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.words import Text

#: In the order of the builder.
GROUPS = ("buying", "visits", "reviews", "file", "consent", "groups", "forecast")

#: Comparisons of numbers, of words, and of yes or no.
NUMBER_OPS = ("at_least", "at_most", "more_than", "less_than", "between", "exactly")
WORD_OPS = ("any_of", "none_of")
FLAG_OPS = ("is",)

#: Kinds of features whose values are numbers; amounts are kept in ten-thousandths of the currency's unit.
NUMBER_KINDS = frozenset({"times", "count", "pieces", "money", "days", "minutes", "share", "ratio", "stars"})
#: Kinds that are whole numbers.
WHOLE_KINDS = frozenset({"times", "count", "days"})
#: What narrows a feature to something sold.
THINGS = ("category", "product", "brand")


@dataclass(frozen=True)
class Feature:
    """One thing to ask. ``kind``: flag, words, any (numbers or words), or one of ``NUMBER_KINDS``.

    ``thing``: it can be narrowed to a product, category or brand (``needs_thing``: it must be); ``window``:
    to the last so many days. ``option``: what else must be said (attribute, channel, method), else empty.
    ``blank``: what holds for customers of whom nothing is known; None: then no comparison fits them.
    """

    key: str
    group: str
    kind: str
    thing: bool = False
    window: bool = False
    option: str = ""
    blank: int | None = None

    @property
    def name(self) -> Text:
        """What the builder calls it."""
        return Text(f"rule.feature.{self.key}")

    @property
    def about(self) -> Text:
        """What it means, in one or two sentences."""
        return Text(f"rule.about.{self.key}")

    @property
    def unit(self) -> Text:
        """In what it is counted."""
        return Text(f"rule.unit.{self.kind}")

    @property
    def ops(self) -> tuple[str, ...]:
        """The comparisons that it can be put to."""
        if self.kind == "flag":
            return FLAG_OPS
        if self.kind == "words":
            return WORD_OPS
        if self.kind == "any":
            return NUMBER_OPS + WORD_OPS
        # A customer who gave 1 and 5 stars gave "2 or fewer" and "4 or more"; the rest would be a riddle.
        return ("at_most", "at_least") if self.key == "stars" else NUMBER_OPS


FEATURES: dict[str, Feature] = {
    feature.key: feature
    for feature in (
        Feature("bought", "buying", "flag", thing=True, window=True, blank=0),
        Feature("orders", "buying", "times", thing=True, window=True, blank=0),
        Feature("spent", "buying", "money", thing=True, window=True, blank=0),
        Feature("units", "buying", "pieces", thing=True, window=True, blank=0),
        Feature("last_order", "buying", "days", thing=True),
        Feature("first_order", "buying", "days", thing=True),
        Feature("mean_order", "buying", "money"),
        Feature("order_days", "buying", "count", window=True, blank=0),
        Feature("gap", "buying", "days"),
        Feature("overdue", "buying", "ratio"),
        Feature("discount_share", "buying", "share"),
        Feature("refund_share", "buying", "share"),
        Feature("products", "buying", "count", window=True, blank=0),
        Feature("categories", "buying", "count", window=True, blank=0),
        Feature("looked", "visits", "flag", thing=True, window=True, blank=0),
        Feature("views", "visits", "times", thing=True, window=True, blank=0),
        Feature("visits", "visits", "times", window=True, blank=0),
        Feature("minutes", "visits", "minutes", window=True, blank=0),
        Feature("last_visit", "visits", "days"),
        Feature("searches", "visits", "times", window=True, blank=0),
        Feature("carts_left", "visits", "times", window=True, blank=0),
        Feature("stars", "reviews", "stars", thing=True, window=True),
        Feature("mean_stars", "reviews", "stars", thing=True, window=True),
        Feature("reviews", "reviews", "times", thing=True, window=True, blank=0),
        Feature("praised", "reviews", "words"),
        Feature("complained", "reviews", "words"),
        Feature("attribute", "file", "any", option="attribute"),
        Feature("country", "file", "words"),
        Feature("region", "file", "words"),
        Feature("city", "file", "words"),
        Feature("gender", "file", "words"),
        Feature("language", "file", "words"),
        Feature("birthday", "file", "days"),
        Feature("consent", "consent", "words", option="channel"),
        Feature("has_email", "consent", "flag", blank=0),
        Feature("mailed", "consent", "flag", window=True, blank=0),
        Feature("segment", "groups", "words", option="method"),
        Feature("list", "groups", "words"),
        Feature("no_order_chance", "forecast", "share"),
        Feature("expected_value", "forecast", "money"),
        Feature("slipping", "forecast", "flag", blank=0),
    )
}
