"""Who bought: one person for each customer id, e-mail address or phone number within a source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from engine.importing import texts
from engine.importing.batch import Person
from engine.importing.table import Factor

if TYPE_CHECKING:
    from numpy.typing import NDArray

_YES = frozenset({"yes", "true", "1", "y", "subscribed", "ja", "oui", "sí", "si", "是", "同意", "已订阅"})
_NO = frozenset({"no", "false", "0", "n", "unsubscribed", "nein", "non", "否", "不同意", "未订阅"})
_FIELDS = (
    "customer", "email", "phone", "customer_name", "first_name", "last_name", "country", "city", "language",
    "consent",
)  # fmt: skip


def find_people(
    fields: Mapping[str, Factor], placed_at: NDArray[np.int64]
) -> tuple[NDArray[np.int64], list[Person], int]:
    """(person of each order or -1, the people, how many of them the file puts in two countries).

    ``fields`` are texts by order (orders,), blank where unknown; ``placed_at`` (orders,) decides which of two
    things said of a person is the newer one.
    """
    count = len(placed_at)
    given = [name for name in _FIELDS if name in fields]
    if not count or not given:
        return np.full(count, -1, np.int64), [], 0
    combination = np.zeros(count, np.int64)
    for name in given:
        column = fields[name]
        # Renumbered after each column, so that the product of many columns cannot overflow.
        combination = np.unique(combination * len(column.values) + column.codes, return_inverse=True)[1]
    newest_first = np.lexsort((np.arange(count), placed_at))[::-1]
    _, first = np.unique(combination[newest_first], return_index=True)
    at = newest_first[first]
    oldest = np.full(len(at), np.iinfo(np.int64).max)
    np.minimum.at(oldest, combination, placed_at)
    columns = {name: fields[name].values.take(_places(fields[name].codes[at])).to_pylist() for name in given}
    told = [{name: columns[name][row] for name in given} for row in range(len(at))]
    keys = [_keys(row, given) for row in told]
    groups = _joined(keys)
    person_of_group: dict[int, int] = {}
    members: list[list[int]] = []
    person_of = np.full(len(at), -1, np.int64)
    for row in np.argsort(oldest, kind="stable").tolist():
        if groups[row] < 0:
            continue
        person = person_of_group.setdefault(groups[row], len(members))
        if person == len(members):
            members.append([])
        members[person].append(row)
        person_of[row] = person
    newest = placed_at[at].tolist()
    people = [
        _person([(newest[row], int(oldest[row]), told[row], keys[row]) for row in rows]) for rows in members
    ]
    two = sum(len({told[row].get("country", "") for row in rows} - {""}) > 1 for rows in members)
    return person_of[combination], people, two


def _places(codes: NDArray[np.int32]) -> object:
    import pyarrow as pa

    return pa.array(codes)


def _keys(row: Mapping[str, str], given: list[str]) -> list[tuple[str, str]]:
    keys = []
    if row.get("customer"):
        keys.append(("external", row["customer"]))
    address = texts.clean_email(row["email"]) if row.get("email") else ""
    if address and not (keys and texts.is_relay(address)):
        keys.append(("email", address))
    if not keys:
        phone = texts.clean_phone(row.get("phone", ""))
        if phone:
            keys.append(("phone", phone))
    if not keys and not {"customer", "email", "phone"} & set(given) and row.get("customer_name"):
        keys.append(("external", row["customer_name"]))
    return keys


def _joined(keys: list[list[tuple[str, str]]]) -> list[int]:
    """A group number for each row such that rows that share a key share the group; -1 without any key."""
    parent: dict[tuple[str, str], tuple[str, str]] = {}

    def root(key: tuple[str, str]) -> tuple[str, str]:
        while parent.setdefault(key, key) != key:
            parent[key] = key = parent[parent[key]]
        return key

    for row in keys:
        for key in row[1:]:
            parent[root(key)] = root(row[0])
    numbers: dict[tuple[str, str], int] = {}
    return [numbers.setdefault(root(row[0]), len(numbers)) if row else -1 for row in keys]


def _person(rows: list[tuple[int, int, dict[str, str], list[tuple[str, str]]]]) -> Person:
    rows = sorted(rows, key=lambda row: row[0])

    def latest(name: str) -> str:
        if name not in rows[0][2]:
            return ""
        return next((told[name] for _, _, told, _ in reversed(rows) if told[name]), "")

    name = latest("customer_name") or " ".join(filter(None, (latest("first_name"), latest("last_name"))))
    answers = [(newest, _answer(told["consent"])) for newest, _, told, _ in rows if told.get("consent")]
    refused = [moment for moment, answer in answers if answer == "no"]
    agreed = [moment for moment, answer in answers if answer == "yes"]
    emails = [value for row in reversed(rows) for kind, value in row[3] if kind == "email"]
    return Person(
        external=tuple(dict.fromkeys(value for row in rows for kind, value in row[3] if kind == "external")),
        emails=tuple(dict.fromkeys(emails)),
        phone=texts.clean_phone(latest("phone")),
        name=name,
        country=latest("country"),
        city=latest("city"),
        language=latest("language"),
        first_at=min(row[1] for row in rows),
        last_at=rows[-1][0],
        # One "no" is enough: a campaign too few annoys nobody.
        consent="no" if refused else "yes" if agreed else "",
        consent_at=max(refused or agreed or [0]),
        withdrew=bool(refused and agreed and max(refused) > min(agreed)),
    )


def _answer(text: str) -> str:
    word = text.strip().casefold()
    return "yes" if word in _YES else "no" if word in _NO else ""
