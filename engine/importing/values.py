"""Columns whose names say nothing to us, by what stands in them; only where just one column fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from engine.importing.arithmetic import find_by_multiplying
from engine.importing.profiles import Profile, Profiles
from engine.importing.table import RawTable

_Test = Callable[[Profile], bool]


def _is_date(profile: Profile) -> bool:
    return profile.dates > 0.95


#: Kind → (meaning, what its values look like, how sure that makes us), the surest first.
_RULES: dict[str, tuple[tuple[str, _Test, float], ...]] = {
    "orders": (
        # One address on all rows is the shop's own.
        ("email", lambda p: p.emails > 0.9 and p.values > 1, 0.8),
        ("date", _is_date, 0.7),
        ("currency", lambda p: p.currencies > 0.9, 0.7),
        ("country", lambda p: p.countries > 0.9 and p.length > 1 and p.yes_no < 0.9, 0.7),
        ("order", lambda p: p.repeats > 0.2 and p.distinct > 0.02 and 3 <= p.length <= 40 and p.spaced < 0.2
            and p.dates < 0.5 and p.decimals < 0.1 and p.emails < 0.1 and p.countries < 0.5, 0.55),
        ("unit_price", lambda p: p.numbers > 0.95 and (p.decimals > 0.2 or p.marked > 0.5) and p.dates < 0.5,
            0.5),
        ("quantity", lambda p: p.whole > 0.95 and 0 < p.highest <= 1000 and p.values <= 60 and p.dates < 0.5
            and not p.counts_up and p.years < 0.5, 0.5),
        ("product_name", lambda p: p.spaced > 0.7 and p.length >= 6 and p.emails < 0.1 and p.webs < 0.1
            and p.countries < 0.5 and p.distinct > 0.02, 0.5),
    ),
    "customers": (
        ("email", lambda p: p.emails > 0.9, 0.85),
        ("phone", lambda p: p.phones > 0.9 and p.length >= 9, 0.6),
        ("country", lambda p: p.countries > 0.9 and p.length > 1 and p.yes_no < 0.9, 0.7),
        ("gender", lambda p: p.values <= 3 and p.length <= 6 and p.letters > 0.95 and p.yes_no < 0.5, 0.5),
        ("customer", lambda p: p.distinct > 0.99 and p.dates < 0.5 and p.spaced < 0.1 and p.length <= 20
            and p.decimals < 0.1 and p.phones < 0.9, 0.5),
    ),
    "products": (
        ("picture", lambda p: p.pictures > 0.8, 0.7),
        ("url", lambda p: p.webs > 0.9, 0.6),
        ("price", lambda p: p.numbers > 0.95 and (p.decimals > 0.2 or p.marked > 0.5) and p.dates < 0.5, 0.5),
    ),
    "visits": (
        ("email", lambda p: p.emails > 0.9, 0.8),
        ("date", _is_date, 0.8),
        ("event", lambda p: p.deeds > 0.5 and p.values <= 200 and p.webs < 0.5, 0.7),
        ("url", lambda p: p.webs > 0.9, 0.6),
    ),
    "reviews": (
        ("email", lambda p: p.emails > 0.9, 0.8),
        ("date", _is_date, 0.7),
        ("body", lambda p: p.letters > 0.9 and (p.length > 60 and p.spaced > 0.8), 0.7),
        ("stars", lambda p: p.stars > 0.95 and 2 <= p.values <= 11 and (p.highest > 1 or p.whole < 0.5), 0.6),
    ),
    "suppressions": (
        ("email", lambda p: p.emails > 0.6, 0.9),
        ("phone", lambda p: p.phones > 0.9 and p.length >= 9, 0.6),
        ("date", _is_date, 0.6),
    ),
    "results": (
        ("email", lambda p: p.emails > 0.9, 0.85),
        ("date", _is_date, 0.6),
        ("event", lambda p: p.deeds > 0.8 and p.values <= 12, 0.7),
    ),
}  # fmt: skip

#: What logs without names are about.
_HOW = {"reviews": "stars", "visits": "event"}

#: Columns of numbers that are tried against each other.
_MOST_NUMBERS = 8

#: A meaning is not looked for where another says as much already.
_TOLD_BY = {
    "unit_price": ("line_total", "order_total", "order_paid"), "price": ("sale_price",),
    "product_name": ("product", "item_list"), "customer": ("email", "phone", "customer_name", "last_name"),
    "date": ("sent_at", "opened_at", "clicked_at", "ordered_at"),
}  # fmt: skip


def meanings_by_value(
    kind: str,
    table: RawTable,
    profiles: Profiles,
    found: Mapping[str, tuple[int, float]],
    taken: Collection[int],
) -> list[tuple[str, int, float]]:
    """(meaning, column, confidence) for what names did not tell."""
    added: list[tuple[str, int, float]] = []
    rest = [index for index in range(len(table.headers)) if index not in taken]
    known = set(found)
    if kind == "orders" and not known & {"unit_price", "line_total", "order_total", "order_paid", "quantity"}:
        numbers = [index for index in rest if profiles[index].numbers > 0.95 and profiles[index].dates < 0.5]
        told = find_by_multiplying(table, numbers[:_MOST_NUMBERS])
        for meaning, index in zip(("quantity", "unit_price", "line_total"), told or (), strict=False):
            added.append((meaning, index, 0.85))
            known.add(meaning)
            rest.remove(index)
    for meaning, fits, confidence in _RULES[kind]:
        if meaning in known or known & set(_TOLD_BY.get(meaning, ())):
            continue
        places = [index for index in rest if profiles[index].filled > 0 and fits(profiles[index])]
        if len(places) == 1:
            added.append((meaning, places[0], confidence))
            known.add(meaning)
            rest.remove(places[0])
    if all(re.fullmatch(r"#\d+", header) for header in table.headers):
        place = {name: index for name, (index, _) in found.items()}
        place.update((meaning, index) for meaning, index, _ in added)
        added += _by_place(kind, profiles, place, rest)
    return added


def _by_place(
    kind: str, profiles: Profiles, place: Mapping[str, int], rest: Sequence[int]
) -> list[tuple[str, int, float]]:
    """Logs of ratings and events without names say who, what, how and when, in this order."""
    how = place.get(_HOW.get(kind, ""))
    if how is None:
        return []
    before = [index for index in rest if index < how and profiles[index].dates < 0.5]
    after = [index for index in rest if index > how]
    told = list(zip(("customer", "product", "category"), before, strict=False)) if len(before) <= 3 else []
    if "date" not in place and len(after) == 1 and profiles[after[0]].whole > 0.95:
        # Seconds since 1970, of before 2001.
        told += [("date", after[0])] if profiles[after[0]].lowest > 10**8 else []
    return [(meaning, index, 0.7) for meaning, index in told if meaning not in place]
