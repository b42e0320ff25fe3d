"""Invented star ratings and reviews, English and Chinese, whose words agree with their stars.

A review says one to four things, each about one aspect (taste, delivery, …) with praise or blame; how many
of which follows from its stars. Sentences are grown from the blocks in `phrases_en` and `phrases_zh`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.jobs import Progress, no_progress

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping
    from types import ModuleType

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from engine.sample.baskets import Shelf

#: Share of first purchases of a product that are rated, and of the ratings that have words.
RATED_SHARE = 0.12
WORDED_SHARE = 0.72

#: What can be said about a family's products, the likeliest first.
ASPECTS: dict[str, tuple[str, ...]] = {
    "BLK": ("taste", "scent", "packaging", "price", "delivery", "service"),
    "GRN": ("taste", "scent", "price", "packaging", "delivery", "service"),
    "HRB": ("taste", "scent", "price", "delivery", "packaging", "service"),
    "COF": ("taste", "scent", "price", "delivery", "packaging", "service"),
    "POT": ("quality", "looks", "packaging", "price", "fit", "delivery", "service"),
    "BRW": ("quality", "price", "looks", "delivery", "packaging", "service", "fit"),
    "BAK": ("quality", "fit", "price", "looks", "delivery", "packaging", "service"),
    "LIN": ("quality", "fit", "looks", "price", "delivery", "service"),
    "SWT": ("taste", "packaging", "price", "delivery", "service"),
    "HOM": ("looks", "quality", "packaging", "price", "delivery", "service"),
    "GFT": ("packaging", "delivery", "price", "service"),
}
#: Household goods that are bought for their scent, and gifts that are bought for their looks; other gifts are
#: food.
SCENTED = ("Candle", "Reed Diffuser", "Beeswax", "Hand Soap")
SHOWN = ("Gift Box", "Grand Hamper", "Tea Advent", "Iced Tea")


def make_reviews(
    orders: pd.DataFrame,
    lines: pd.DataFrame,
    language: npt.NDArray[np.object_],
    shelf: Shelf,
    last_at: int,
    rng: np.random.Generator,
    progress: Progress = no_progress,
) -> pd.DataFrame:
    """Return `customer`, `product` (rows), `stars`, `title`, `body`, `language`, `written_at`, `said`.

    Only who bought a product (in an order not cancelled) rates it, once, 3 to 40 days later and never after
    `last_at`. `said` lists the aspects as `taste+` and `price-`. `orders` has `customer` (row, -1 unknown),
    `placed_at`, `status`; `lines` `order`, `product`; `language` (n,) is the customers'. By time.
    """
    import numpy as np
    import pandas as pd

    order = lines["order"].to_numpy()
    bought = pd.DataFrame({"customer": orders["customer"].to_numpy()[order], "product": lines["product"]})
    status = orders["status"].to_numpy()[order]
    able = (bought["customer"].to_numpy() >= 0) & (status != "cancelled")
    able &= ~bought.duplicated().to_numpy()
    delay = rng.integers(3 * 86_400, 40 * 86_400, size=len(lines))
    written_at = orders["placed_at"].to_numpy()[order] + delay
    # Some rate often, most never: the chance to rate is the person's own.
    diligence = np.minimum(rng.gamma(0.5, 2.0 * RATED_SHARE, size=len(language)), 0.9)
    rates = able & (written_at <= last_at)
    rates &= rng.random(len(lines)) < diligence[bought["customer"].to_numpy()]
    rows = np.flatnonzero(rates)
    rows = rows[np.argsort(written_at[rows], kind="stable")]

    customer, product = bought["customer"].to_numpy()[rows], bought["product"].to_numpy()[rows]
    stars = _stars(customer, product, status[rows], len(language), shelf, rng)
    chinese = (language[customer] == "zh-CN") & (rng.random(len(rows)) < 0.9)
    title, body, said = _write(product, stars, chinese, shelf, rng, progress)
    return pd.DataFrame(
        {
            "customer": customer,
            "product": product,
            "stars": stars,
            "title": title,
            "body": body,
            "language": np.where([bool(text) for text in body], np.where(chinese, "zh-CN", "en"), ""),
            "written_at": written_at[rows],
            "said": said,
        }
    )


def _stars(
    customer: npt.NDArray[np.int64],
    product: npt.NDArray[np.int64],
    status: npt.NDArray[np.object_],
    people: int,
    shelf: Shelf,
    rng: np.random.Generator,
) -> npt.NDArray[np.int64]:
    """Return 1 to 5 stars (k,): the product's worth, the customer's mildness, the day's luck, refunds."""
    import numpy as np

    from engine.sample.catalogue import CHARACTER

    known = np.array([CHARACTER.get(item.name, ("", 0.0))[1] for item in shelf.items])
    worth = known + rng.normal(0.0, 0.18, size=len(shelf.items))
    mildness = rng.normal(0.0, 0.35, size=people)
    mishap = rng.random(len(product)) < 0.11
    latent = 4.82 + worth[product] + mildness[customer] + rng.normal(0.0, 0.75, size=len(product))
    latent -= 2.4 * mishap + 1.6 * (status == "refunded") + 0.8 * (status == "part_refunded")
    return np.asarray(np.clip(np.rint(latent), 1, 5).astype(np.int64))


def _write(
    product: npt.NDArray[np.int64],
    stars: npt.NDArray[np.int64],
    chinese: npt.NDArray[np.bool_],
    shelf: Shelf,
    rng: np.random.Generator,
    progress: Progress,
) -> tuple[list[str], list[str], list[str]]:
    """Return titles, bodies and what each says; a text that stands there already is written anew."""
    import random

    from engine.sample import phrases_en, phrases_zh

    dice = random.Random(int(rng.integers(2**62)))
    worded = rng.random(len(product)) < WORDED_SHARE
    titles, bodies, saids = [], [], []
    seen: set[str] = set()
    aspects = [_aspects_of(row, shelf) for row in range(len(shelf.items))]
    for row, (number, count) in enumerate(zip(product.tolist(), stars.tolist(), strict=True)):
        if row % 2_000 == 0:
            progress(row / len(product))
        if not worded[row]:
            titles.append("")
            bodies.append("")
            saids.append("")
            continue
        words = phrases_zh if chinese[row] else phrases_en
        things = _things(number, shelf, bool(chinese[row]))
        for _ in range(8):
            praised, blamed = _choose(aspects[number], count, shelf.items[number].name, dice)
            body = _compose(words, things, count, praised, blamed, dice)
            if body not in seen:
                break
        seen.add(body)
        mood = _mood(count)
        has_title = dice.random() < (0.25 if chinese[row] else 0.6)
        title = dice.choice(words.TITLES[mood]).format_map(_Slots(words.SLOTS, things, dice))
        titles.append(_capital(title) if has_title else "")
        bodies.append(body)
        saids.append(" ".join([f"{one}+" for one in praised] + [f"{one}-" for one in blamed]))
    return titles, bodies, saids


def _aspects_of(number: int, shelf: Shelf) -> tuple[str, ...]:
    item = shelf.items[number]
    aspects = ASPECTS[item.family]
    if item.family == "GFT":
        return ("looks" if item.name.startswith(SHOWN) else "taste", *aspects)
    return ("scent", *aspects) if item.name.startswith(SCENTED) else aspects


def _things(number: int, shelf: Shelf, chinese: bool) -> str:
    """Return what a reviewer calls the product: its kind, or by its own name."""
    from engine.sample.catalogue import FAMILIES

    family = FAMILIES[shelf.family[number]]
    if chinese:
        return family.noun_zh
    if family.used_up:
        return family.noun
    name = shelf.items[number].name.split(",")[0].lower()
    return "set" if name.endswith("s") and not name.endswith("ss") else name


def _mood(stars: int) -> str:
    return "good" if stars >= 4 else "mixed" if stars == 3 else "bad"


def _choose(
    aspects: tuple[str, ...], stars: int, name: str, dice: random.Random
) -> tuple[list[str], list[str]]:
    """Return the praised and the blamed aspects of a review with `stars`."""
    from engine.sample.catalogue import CHARACTER

    good, bad = {
        5: (dice.choice((1, 1, 2, 2, 3)), 0),
        4: (dice.choice((1, 2, 2)), 1 if dice.random() < 0.35 else 0),
        3: (1, 1),
        2: (1 if dice.random() < 0.4 else 0, 2),
        1: (0, dice.choice((1, 2, 2, 3))),
    }[stars]
    # The likeliest aspects come first in the list: earlier ones get the smaller keys.
    order = sorted(aspects, key=lambda one: dice.random() * (2 + aspects.index(one)))
    known, worth = CHARACTER.get(name, ("", 0.0))
    if known in order and worth < 0 and bad and dice.random() < 0.8:
        order.remove(known)
        return order[:good], [known, *order[good : good + bad - 1]]
    if known in order and worth > 0 and good and dice.random() < 0.6:
        order.remove(known)
        return [known, *order[: good - 1]], order[good : good + bad]
    return order[:good], order[good : good + bad]


class _Slots(dict[str, str]):
    """Fills each slot of a phrase with a fresh choice."""

    def __init__(self, slots: Mapping[str, tuple[str, ...]], thing: str, dice: random.Random) -> None:
        super().__init__(thing=thing)
        self._slots = slots
        self._dice = dice

    def __missing__(self, name: str) -> str:
        return self._dice.choice(self._slots[name])


def _compose(
    words: ModuleType, thing: str, stars: int, praised: list[str], blamed: list[str], dice: random.Random
) -> str:
    """Return the text: an opening, what is said, a closing; the odd one out behind a "but"."""
    slots = _Slots(words.SLOTS, thing, dice)
    mood = _mood(stars)
    kind = [dice.choice(words.PRAISE[one]).format_map(slots) for one in praised]
    unkind = [dice.choice(words.BLAME[one]).format_map(slots) for one in blamed]
    if mood == "bad":
        parts, odd, lead = unkind, kind, words.BUT_GOOD
    else:
        parts, odd, lead = kind, unkind, words.BUT_BAD
    turned = [dice.choice(lead) + one for one in odd]
    opening = dice.choice(words.OPENINGS[mood]).format_map(slots)
    closing = dice.choice(words.CLOSINGS[mood]).format_map(slots)
    if words.__name__.endswith("zh"):
        return str(opening + "，".join(parts + turned) + dice.choice(("。", "。", "！")) + closing)
    mark = "!" if stars in (1, 5) and dice.random() < 0.25 else "."
    if len(parts) == 2 and dice.random() < 0.4:
        parts = [f"{parts[0]}, and {parts[1]}"]
    sentences = [_capital(part) + mark for part in parts] + [_capital(part) + "." for part in turned]
    text = " ".join(piece for piece in (opening, *sentences, _capital(closing)) if piece)
    return text.replace(" a excellent", " an excellent")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
