"""Who may be one person without any file proving it: by likeness of names, with a second thing that agrees.

A name alone says nothing, and neither does an address: people share both. What is suggested needs a name that
fits and something beside it, and every suggestion says what that is. Nothing is merged here.

Everyone is compared only with those who share something rare with them (blocking: Christen, *Data Matching*,
2012, ch. 4), and in a crowd that shares it only with their neighbours in the order of names, so that a
hundred thousand customers take seconds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from engine.customers.names import name_key
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop
    from engine.store.likeness import FaceRow, IdentityRow

#: From this score (0 to 1) on two people are suggested.
_ENOUGH = 0.7
#: Above this size of a block people are compared with this many neighbours only.
_CROWD, _NEIGHBOURS = 40, 8
#: A name that more customers than this have in common says less.
_FEW = 4
#: How alike two spellings of a name must be (rapidfuzz ratio, 0 to 100).
_ALIKE = 88.0
#: Mailboxes of an office, not of a person.
_OFFICES = frozenset({
    "info", "office", "mail", "contact", "kontakt", "hello", "hallo", "shop", "sales", "admin", "support",
    "service", "kundenservice", "orders", "order", "bestellung", "accounts", "buchhaltung", "einkauf",
})  # fmt: skip
#: What each thing that agrees adds to a name that fits, and that contradicts takes away.
_WEIGHTS = {
    "same_phone": 0.35, "same_mailbox": 0.3, "like_email": 0.35, "same_address": 0.35, "same_postcode": 0.2,
    "same_birthday": 0.3, "same_company": 0.2,
}  # fmt: skip
_OTHER_BIRTHDAY, _OTHER_HOUSE, _OTHER_TOWN, _FROM_NAME = 0.5, 0.2, 0.1, 0.1


@dataclass(frozen=True)
class Face:
    """A customer as the owner would know them. ``last_at`` is epoch seconds, None: never ordered."""

    id: int
    code: str
    name: str
    email: str
    phone: str
    address: str
    orders: int
    net_e4: int
    last_at: int | None


@dataclass(frozen=True)
class Suggestion:
    """Two customers who may be one: ``keep`` is the better known. ``score`` is 0 to 1."""

    keep: Face
    other: Face
    score: float
    evidence: tuple[Text, ...]


@dataclass(frozen=True)
class Suggestions:
    """The likeliest pairs, and how many there are in all."""

    pairs: tuple[Suggestion, ...]
    total: int
    currency: str


#: Shop file → its state when it was last asked, and what was found.
_LATEST: dict[str, tuple[tuple[int, ...], list[_Pair]]] = {}


class _Person(NamedTuple):
    id: int
    words: tuple[str, ...]
    name: str
    mailbox: str
    domain: str
    phone: str
    street: str
    house: str
    postcode: str
    city: str
    company: str
    birthday: str
    #: Whether many customers bear this name.
    common: bool = False


class _Pair(NamedTuple):
    score: float
    one: int
    other: int
    evidence: tuple[str, ...]


def suggestions(shop: Shop, *, limit: int = 50) -> Suggestions:
    """Pairs of customers who may be one person, the likeliest first, but for those the owner keeps apart."""
    from engine.store import likeness as store

    with shop.store.read() as connection:
        found = _found(connection, str(shop.path))
        faces = store.faces(connection, [number for pair in found[:limit] for number in pair[1:3]])
    pairs = []
    for pair in found[:limit]:
        both = sorted(
            (faces[pair.one], faces[pair.other]), key=lambda row: (-row.orders, row.created_at, row.id)
        )
        keep, other = map(_face, both)
        evidence = tuple(Text(f"customer.alike.{what}") for what in pair.evidence)
        pairs.append(Suggestion(keep, other, round(pair.score, 3), evidence))
    return Suggestions(tuple(pairs), len(found), shop.settings.currency)


def _found(connection: Connection, shop: str) -> list[_Pair]:
    """The pairs of a shop, found anew where anything changed that could change them."""
    from engine.store import likeness as store

    state = store.state(connection)
    if _LATEST.get(shop, ((), []))[0] != state:
        _LATEST.clear()
        _LATEST[shop] = (state, alike(store.identities(connection), store.known_different(connection)))
    return _LATEST[shop][1]


def alike(rows: Iterable[IdentityRow], apart: Set[tuple[int, int]]) -> list[_Pair]:
    """(score, smaller id, larger id, what agrees) of all pairs that may be one, the likeliest first."""
    people = [_person(row) for row in rows]
    names = Counter(person.name for person in people)
    people = [person._replace(common=True) if names[person.name] > _FEW else person for person in people]
    found: dict[tuple[int, int], _Pair] = {}
    seen: set[tuple[int, int]] = set()
    for one, other in _candidates(people):
        key = (one.id, other.id) if one.id < other.id else (other.id, one.id)
        if key in seen or key in apart:
            continue
        seen.add(key)
        score, evidence = compare(one, other)
        if score >= _ENOUGH:
            found[key] = _Pair(score, *key, evidence)
    return sorted(found.values(), key=lambda pair: (-pair.score, pair.one, pair.other))


def compare(one: _Person, other: _Person) -> tuple[float, tuple[str, ...]]:
    """(how likely two are one, 0 to 1; what agrees, the most telling first)."""
    name, fit = _names(one, other)
    if not fit:
        return 0.0, ()
    agrees = [what for what, test in _TESTS.items() if test(one, other)]
    score = fit + sum(_WEIGHTS[what] for what in agrees)
    if "same_mailbox" in agrees and one.mailbox in ("".join(one.words), "".join(one.words[::-1])):
        # ann.lee@ at two providers says no more than that both are called Ann Lee.
        score -= _FROM_NAME
    if one.birthday and other.birthday and one.birthday != other.birthday:
        score -= _OTHER_BIRTHDAY
    if one.house and other.house and one.house != other.house and one.postcode == other.postcode:
        score -= _OTHER_HOUSE
    if one.city and other.city and one.city != other.city and one.postcode != other.postcode:
        score -= _OTHER_TOWN
    return min(max(round(score, 3), 0.0), 1.0), (*((name,) if name else ()), *agrees)


def _names(one: _Person, other: _Person) -> tuple[str, float]:
    """(how two names fit, what that is worth; 0: they are two people's)."""
    if not one.name or not other.name:
        # Nobody's name contradicts; what else agrees must be all the stronger.
        return "", 0.4
    if one.name == other.name:
        whole = len(one.words) > 1 or not one.name.isascii()
        return "same_name", 0.5 if whole and not one.common else 0.4
    if _initials(one.words, other.words):
        return "same_initials", 0.4
    if len(one.name) > 5 and len(other.name) > 5 and _ratio(one.name, other.name, _ALIKE):
        return "like_name", 0.45
    return "", 0.0


def _ratio(one: str, other: str, least: float) -> bool:
    # Half of a likeness page's time to load is this library's: not before somebody is compared.
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other, score_cutoff=least) > 0


def _initials(one: Sequence[str], other: Sequence[str]) -> bool:
    """ "A. Lee" and "Ann Lee", or "Ann Mary Lee" and "Ann Lee": one surname, nothing against the rest."""
    shared = {word for word in one if len(word) > 1} & set(other)
    if not shared:
        return False
    left, right = ([word for word in words if word not in shared] for words in (one, other))
    if not left or not right:
        return len(shared) > 1
    return any(a[0] == b[0] and 1 in (len(a), len(b)) for a in left for b in right)


def _like_email(one: _Person, other: _Person) -> bool:
    """One letter apart: a slip of the finger, in the mailbox or in the provider's name."""
    from rapidfuzz.distance import DamerauLevenshtein

    if not one.mailbox or not other.mailbox or len(one.mailbox) < 5 or one.mailbox in _OFFICES:
        return False
    boxes = one.mailbox == other.mailbox
    if boxes == (one.domain == other.domain):
        return False
    left, right = (one.domain, other.domain) if boxes else (one.mailbox, other.mailbox)
    # anna1@ and anna2@ are two boxes on purpose.
    if not boxes and re.sub(r"\d", "", left) == re.sub(r"\d", "", right):
        return False
    return bool(DamerauLevenshtein.distance(left, right, score_cutoff=1) == 1)


def _same_mailbox(one: _Person, other: _Person) -> bool:
    return (
        len(one.mailbox) >= 5 and one.mailbox == other.mailbox and one.mailbox not in _OFFICES
        and not _like_email(one, other)
    )  # fmt: skip


def _same_address(one: _Person, other: _Person) -> bool:
    if not one.street or not other.street or one.house != other.house:
        return False
    near = one.postcode == other.postcode if one.postcode and other.postcode else one.city == other.city != ""
    return near and _ratio(one.street, other.street, 80.0)


def _same_postcode(one: _Person, other: _Person) -> bool:
    return bool(one.postcode) and one.postcode == other.postcode and not _same_address(one, other)


_TESTS: dict[str, Callable[[_Person, _Person], bool]] = {
    "same_phone": lambda one, other: bool(one.phone) and one.phone == other.phone,
    "like_email": _like_email,
    "same_mailbox": _same_mailbox,
    "same_address": _same_address,
    "same_postcode": _same_postcode,
    "same_birthday": lambda one, other: len(one.birthday) > 7 and one.birthday == other.birthday,
    "same_company": lambda one, other: bool(one.company) and one.company == other.company,
}


def _candidates(people: Sequence[_Person]) -> Iterator[tuple[_Person, _Person]]:
    """Pairs worth comparing: those who share something that few share."""
    for share in _SHARES:
        blocks: dict[tuple[str, ...], list[_Person]] = defaultdict(list)
        for person in people:
            for key in share(person):
                blocks[key].append(person)
        for block in blocks.values():
            if len(block) <= _CROWD:
                yield from combinations(block, 2)
                continue
            block.sort(key=lambda person: (person.name, person.mailbox))
            for place, one in enumerate(block):
                for other in block[place + 1 : place + 1 + _NEIGHBOURS]:
                    yield one, other


def _by_phone(person: _Person) -> list[tuple[str, ...]]:
    return [(person.phone,)] if person.phone else []


def _by_mailbox(person: _Person) -> list[tuple[str, ...]]:
    long = len(person.mailbox) >= 5 and person.mailbox not in _OFFICES
    return [(person.mailbox,)] if long else []


def _by_name(person: _Person) -> list[tuple[str, ...]]:
    return [(person.name,)] if person.name else []


def _by_place(person: _Person) -> list[tuple[str, ...]]:
    """Those of one postcode (else town) who share a part of their name; a slip is in one part of it."""
    place = person.postcode or person.city
    return [(place, word) for word in set(person.words) if len(word) > 1] if place else []


_SHARES = (_by_phone, _by_mailbox, _by_name, _by_place)


def _person(row: IdentityRow) -> _Person:
    name = name_key(row.name) if row.name else ""
    mailbox, _, domain = row.email.lower().partition("@")
    # People leave dots out, and their largest provider delivers all the same.
    box = mailbox.partition("+")[0].replace(".", "")
    house = re.search(r"\d+\s?[a-zA-Z]?\b", row.street)
    street = re.sub(r"[\W\d_]+", " ", row.street.casefold())
    return _Person(
        row.id, tuple(name.split()), name, box, domain, row.phone, _street(street),
        house.group().replace(" ", "").casefold() if house else "",
        re.sub(r"[\W_]+", "", row.postcode.casefold()), row.city.casefold().strip(),
        row.company.casefold().strip(), row.birthday,
    )  # fmt: skip


def _street(words: str) -> str:
    """A street's name with its kind in one spelling."""
    return re.sub(
        r"\bstr(?:aße|asse)?\b|straße\b|strasse\b", "str", re.sub(r"\b(?:st|street|rd|road)\b", "", words)
    ).strip()


def _face(row: FaceRow) -> Face:
    place = " ".join(filter(None, (row.postcode, row.city)))
    return Face(
        row.id, row.code, row.name, row.email, row.phone,
        ", ".join(filter(None, (row.street, place, row.country))), row.orders, row.net_e4, row.last_at,
    )  # fmt: skip
