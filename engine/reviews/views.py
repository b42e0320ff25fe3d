"""What was read, as one screen shows it: mood by month, likes and dislikes, who is unhappy, and proof."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.customers.days import day_of
from engine.reviews.statistics import change_by_chance, difference, real, wilson
from engine.words import Text

if TYPE_CHECKING:
    from engine.shop import Shop
    from engine.store.review_readings import MentionRow, ReadingRow, ReviewRow

#: Nothing is told of fewer people than this.
FEWEST_PEOPLE = 3
#: "Lately", in days, and how far back an unhappy customer is worth a call.
LATELY, CALL_WITHIN = 90, 365
_QUOTES, _LONGEST_QUOTE, _MOST_GROUPS, _MOST_UNHAPPY = 2, 200, 50, 100


@dataclass(frozen=True)
class Quote:
    """Words of a review, shortened at a word where they are long; ``product`` may be empty."""

    review: int
    text: str
    stars: int | None
    day: date | None
    product: str


@dataclass(frozen=True)
class Mood:
    """How reviews sound: counts by verdict, and the share of praise among what is clear, at 95 %."""

    reviews: int
    people: int
    praise: int
    blame: int
    unclear: int
    share: float
    low: float
    high: float
    stars: float | None


@dataclass(frozen=True)
class MonthMood:
    """One month (YYYY-MM)."""

    month: str
    mood: Mood


@dataclass(frozen=True)
class GroupMood:
    """A product, category or segment; ``liked`` and ``disliked`` are aspects, empty if none stand out."""

    name: str
    mood: Mood
    liked: str
    disliked: str


@dataclass(frozen=True)
class Change:
    """The share of praise lately and before; ``real`` after looking at all aspects at once."""

    before: float
    lately: float
    people_before: int
    people_lately: int
    real: bool


@dataclass(frozen=True)
class AspectView:
    """An aspect: customers who speak of it, how many praise and blame it, the share of praise at 95 %.

    ``stars``: (mean stars of reviews that mention it less the others', low, high); a mention, not a cause.
    """

    code: str
    name: Text | str
    people: int
    praise: int
    blame: int
    share: float
    low: float
    high: float
    stars: tuple[float, float, float] | None
    change: Change | None
    liked: tuple[Quote, ...]
    disliked: tuple[Quote, ...]


@dataclass(frozen=True)
class Unhappy:
    """A customer worth a call, and why."""

    customer_id: int
    code: str
    name: str
    spent_e4: int
    reason: Text
    quote: Quote


@dataclass(frozen=True)
class ThemeView:
    """What several people speak of that has no name yet."""

    words: tuple[str, ...]
    people: int
    praise: float
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class ReviewsView:
    """Everything the page and the command line tell of a shop's reviews."""

    run: int | None
    model: str
    reviews: int
    unread: int
    measured: dict[str, Any]
    mood: Mood
    months: tuple[MonthMood, ...]
    aspects: tuple[AspectView, ...]
    products: tuple[GroupMood, ...]
    categories: tuple[GroupMood, ...]
    segments: tuple[GroupMood, ...]
    unhappy: tuple[Unhappy, ...]
    contradictions: tuple[Quote, ...]
    themes: tuple[ThemeView, ...]
    #: The owner's aspects, by name, with their words.
    own: tuple[tuple[str, tuple[str, ...]], ...]
    currency: str

    @property
    def likes(self) -> tuple[AspectView, ...]:
        """What most who judge it praise, what most people praise first."""
        praised = [one for one in self.aspects if one.praise >= FEWEST_PEOPLE and one.share > 0.5]
        return tuple(sorted(praised, key=lambda one: (-one.praise, one.code)))

    @property
    def dislikes(self) -> tuple[AspectView, ...]:
        """What at least three people blame, what most people blame first."""
        blamed = [one for one in self.aspects if one.blame >= FEWEST_PEOPLE]
        return tuple(sorted(blamed, key=lambda one: (-one.blame, one.code)))


@dataclass(frozen=True)
class Read:
    """A shop's reviews with what was read of them, by review."""

    rows: dict[int, ReviewRow]
    readings: dict[int, ReadingRow]
    mentions: tuple[MentionRow, ...]
    names: dict[str, Text | str]
    shop: Shop

    def person(self, review: int) -> int:
        """Who wrote it; whoever left no name is somebody of their own."""
        return self.rows[review].customer_id or -review

    def name(self, aspect: str) -> Text | str:
        """What an aspect is called; the owner's own as they wrote it."""
        return self.names.get(aspect, Text(f"review.aspect.{aspect}"))

    def day(self, review: int) -> date | None:
        """When it was written."""
        at = self.rows[review].written_at
        return None if at is None else day_of(at, self.shop.zone)

    def quote(self, review: int, start: int = 0, end: int = _LONGEST_QUOTE) -> Quote:
        """What stands there, shortened at a word."""
        from engine.reviews.reading import whole

        row = self.rows[review]
        text = whole(row.title, row.body)
        piece = text[start:end].strip()
        if len(piece) > _LONGEST_QUOTE or (end < len(text) and (start, end) == (0, _LONGEST_QUOTE)):
            piece = piece[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
        return Quote(review, piece, row.stars, self.day(review), row.product)


def read_back(shop: Shop, customer_id: int | None = None) -> Read:
    """What the shop file holds of its reviews, or of one customer's; readings of words changed since are
    left out.
    """
    from engine.reviews.reading import digest, whole
    from engine.store import review_readings as store

    with shop.store.read() as connection:
        rows = {row.id: row for row in store.review_rows(connection, customer_id)}
        readings = store.readings(connection, customer_id)
        mentions = store.mentions(connection, customer_id)
        own = store.own_aspects(connection)
    readings = {
        review: reading for review, reading in readings.items()
        if review in rows and digest(whole(rows[review].title, rows[review].body)) == reading.digest
    }  # fmt: skip
    names: dict[str, Text | str] = {f"own_{number}": name for number, name, _ in own}
    kept = tuple(
        mention for mention in mentions
        if mention.review_id in readings
        and (mention.aspect in names or not mention.aspect.startswith("own_"))
    )  # fmt: skip
    return Read(rows, readings, kept, names, shop)


def reviews_view(shop: Shop) -> ReviewsView:
    """All that is told of a shop's reviews; before the first reading only how many there are."""
    from engine.store import review_readings as store

    with shop.store.read() as connection:
        run = store.latest_review_run(connection)
        own = store.own_aspects(connection)
        segments = {
            customer: Text.from_json(name).say(
                shop.settings.language if shop.settings.language == "zh_CN" else "en"
            )
            for customer, name in store.segments_of(connection).items()
        }
    known = read_back(shop)
    everything = list(known.readings)
    dated = sorted(day for day in map(known.day, everything) if day is not None)
    by_month: dict[str, list[int]] = defaultdict(list)
    for review in everything:
        day = known.day(review)
        if day is not None:
            by_month[f"{day:%Y-%m}"].append(review)
    return ReviewsView(
        run=None if run is None else run.id,
        model="" if run is None else run.model,
        reviews=len(known.rows),
        unread=len(known.rows) - len(known.readings),
        measured={} if run is None else json.loads(run.measured),
        mood=_mood(known, everything),
        months=tuple(MonthMood(month, _mood(known, by_month[month])) for month in sorted(by_month)),
        aspects=aspect_views(known, dated[-1] if dated else None),
        products=_groups(known, everything, lambda row: row.product),
        categories=_groups(known, everything, lambda row: row.category),
        segments=_groups(known, everything, lambda row: segments.get(row.customer_id or 0, "")),
        unhappy=_unhappy(known, dated[-1] if dated else None),
        contradictions=tuple(
            known.quote(review) for review, reading in known.readings.items() if reading.contradiction
        )[-50:][::-1],
        themes=() if run is None else _themes(known, json.loads(run.themes)),
        own=tuple((name, tuple(words)) for _, name, words in own),
        currency=shop.settings.currency,
    )


def aspect_views(
    known: Read, last: date | None, among: Iterable[int] | None = None
) -> tuple[AspectView, ...]:
    """Every aspect that at least three people speak of, the most spoken of first."""
    inside = set(known.readings if among is None else among)
    told: dict[str, list[MentionRow]] = defaultdict(list)
    for mention in known.mentions:
        if mention.review_id in inside:
            told[mention.aspect].append(mention)
    drafts = []
    for code, mentions in told.items():
        praise, blame, people = _opinions(known, mentions)
        if people < FEWEST_PEOPLE:
            continue
        drafts.append((code, mentions, praise, blame, people, _lately(known, mentions, last)))
    chances = [1.0 if change is None else change[4] for *_, change in drafts]
    kept = real(chances) if chances else []
    views = []
    for (code, mentions, praise, blame, people, change), is_real in zip(drafts, kept, strict=True):
        low, high = wilson(praise, praise + blame)
        having = {mention.review_id for mention in mentions}
        views.append(
            AspectView(
                code=code, name=known.name(code), people=people, praise=praise, blame=blame,
                share=praise / (praise + blame) if praise + blame else 0.5, low=low, high=high,
                stars=difference(
                    [known.rows[one].stars or 0 for one in having if known.rows[one].stars],
                    [known.rows[one].stars or 0 for one in inside - having if known.rows[one].stars],
                ),
                change=None if change is None else Change(*change[:4], real=is_real),
                liked=_quotes(known, mentions, "praise"), disliked=_quotes(known, mentions, "blame"),
            )
        )  # fmt: skip
    return tuple(sorted(views, key=lambda view: (-view.people, view.code)))


def _opinions(known: Read, mentions: Iterable[MentionRow]) -> tuple[int, int, int]:
    """(people who praise, who blame, who speak of it): one opinion a person, by most of what they say."""
    said: dict[int, int] = defaultdict(int)
    for mention in mentions:
        said[known.person(mention.review_id)] += {"praise": 1, "blame": -1}.get(mention.verdict, 0)
    praise = sum(value > 0 for value in said.values())
    return praise, sum(value < 0 for value in said.values()), len(said)


def _lately(
    known: Read, mentions: Sequence[MentionRow], last: date | None
) -> tuple[float, float, int, int, float] | None:
    """(share before, share lately, people before, lately, chance that nothing changed)."""
    if last is None:
        return None
    parts: tuple[list[MentionRow], list[MentionRow]] = ([], [])
    for mention in mentions:
        day = known.day(mention.review_id)
        if day is not None and (last - day).days < 2 * LATELY:
            parts[(last - day).days < LATELY].append(mention)
    before, lately = (_opinions(known, part)[:2] for part in parts)
    if min(sum(before), sum(lately)) < FEWEST_PEOPLE:
        return None
    chance = change_by_chance(lately[0], sum(lately), before[0], sum(before))
    return before[0] / sum(before), lately[0] / sum(lately), sum(before), sum(lately), chance


def _quotes(known: Read, mentions: Iterable[MentionRow], verdict: str) -> tuple[Quote, ...]:
    """The clearest words of different people, none twice."""
    fitting = [mention for mention in mentions if mention.verdict == verdict]

    def length(one: MentionRow) -> float:
        # A Chinese character says about as much as two and a half letters.
        written = one.quote_end - one.quote_start
        return written * 2.5 if known.readings[one.review_id].language == "zh" else written

    # Clear, and neither a single word nor a whole story.
    fitting.sort(
        key=lambda one: (
            abs(length(one) - 60) > 40, -abs(one.praise_ppm - 500_000), -one.review_id
        )
    )  # fmt: skip
    found: dict[int, Quote] = {}
    said: set[str] = set()
    for mention in fitting:
        person = known.person(mention.review_id)
        quote = known.quote(mention.review_id, mention.quote_start, mention.quote_end)
        if person not in found and quote.text.casefold() not in said:
            found[person] = quote
            said.add(quote.text.casefold())
        if len(found) == _QUOTES:
            break
    return tuple(found.values())


def _mood(known: Read, reviews: Sequence[int]) -> Mood:
    verdicts = [known.readings[review].verdict for review in reviews]
    praise, blame = verdicts.count("praise"), verdicts.count("blame")
    low, high = wilson(praise, praise + blame)
    stars = [star for review in reviews if (star := known.rows[review].stars)]
    return Mood(
        reviews=len(reviews), people=len({known.person(review) for review in reviews}),
        praise=praise, blame=blame,
        unclear=len(reviews) - praise - blame, share=praise / (praise + blame) if praise + blame else 0.5,
        low=low, high=high, stars=sum(stars) / len(stars) if stars else None,
    )  # fmt: skip


def _groups(known: Read, reviews: Sequence[int], name_of: Any) -> tuple[GroupMood, ...]:
    """Groups of at least three people, the most spoken of first."""
    parts: dict[str, list[int]] = defaultdict(list)
    for review in reviews:
        name = name_of(known.rows[review])
        if name:
            parts[name].append(review)
    by_review: dict[int, list[MentionRow]] = defaultdict(list)
    for mention in known.mentions:
        by_review[mention.review_id].append(mention)
    found = []
    for name, inside in sorted(parts.items(), key=lambda part: (-len(part[1]), part[0])):
        mood = _mood(known, inside)
        if mood.people < FEWEST_PEOPLE:
            continue
        told: dict[str, list[MentionRow]] = defaultdict(list)
        for review in inside:
            for mention in by_review[review]:
                told[mention.aspect].append(mention)
        counts = {code: _opinions(known, mentions) for code, mentions in told.items()}
        found.append(GroupMood(name, mood, _most(counts, 0), _most(counts, 1)))
        if len(found) == _MOST_GROUPS:
            break
    return tuple(found)


def _most(counts: dict[str, tuple[int, int, int]], kind: int) -> str:
    """The aspect that most people praise (0) or blame (1), where at least three do and few disagree."""
    fitting = [
        code
        for code, found in counts.items()
        if found[kind] >= FEWEST_PEOPLE and found[kind] > found[1 - kind]
    ]
    return max(fitting, key=lambda code: (counts[code][kind], code)) if fitting else ""


def _unhappy(known: Read, last: date | None) -> tuple[Unhappy, ...]:
    """Whose newest review within a year is blame, those who spent most first."""
    from engine.store import review_readings as store

    newest: dict[int, int] = {}
    for review in known.readings:  # the oldest first
        customer = known.rows[review].customer_id
        day = known.day(review)
        if customer is not None and (last is None or day is None or (last - day).days <= CALL_WITHIN):
            newest[customer] = review
    sad = {who: review for who, review in newest.items() if known.readings[review].verdict == "blame"}
    with known.shop.store.read() as connection:
        people = store.customer_names(connection, list(sad))
    told: dict[int, list[MentionRow]] = defaultdict(list)
    for mention in known.mentions:
        if mention.verdict == "blame":
            told[mention.review_id].append(mention)
    found = []
    for who, (code, name, spent) in people.items():
        review = sad[who]
        worst = min(told[review], key=lambda one: one.praise_ppm, default=None)
        quote = (
            known.quote(review) if worst is None else known.quote(review, worst.quote_start, worst.quote_end)
        )
        found.append(Unhappy(who, code, name, spent, _reason(known, review, worst), quote))
    found.sort(key=lambda one: (-one.spent_e4, one.code))
    return tuple(found[:_MOST_UNHAPPY])


def _reason(known: Read, review: int, worst: MentionRow | None) -> Text:
    stars = known.rows[review].stars
    facts: dict[str, object] = {}
    if worst is not None:
        facts["aspect"] = known.name(worst.aspect)
    if stars is not None:
        facts["n"] = stars
    key = ("aspect" if worst is not None else "plain") + ("_stars" if stars is not None else "")
    return Text(f"review.unhappy.{key}", facts)


def _themes(known: Read, kept: Sequence[dict[str, Any]]) -> tuple[ThemeView, ...]:
    found = []
    for theme in kept:
        quotes = tuple(known.quote(*place) for place in theme["quotes"] if place[0] in known.readings)
        if quotes:
            found.append(ThemeView(tuple(theme["words"]), theme["people"], theme["praise"], quotes))
    return tuple(found)
