"""Who bought: one person for all rows of a file that share a customer number, an address or a phone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.importing import identity
from engine.importing.batch import Person
from engine.importing.emails import clean_emails
from engine.importing.identity import Key
from engine.importing.phones import read_phones
from engine.importing.table import Factor
from engine.importing.value_words import read_consents

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FIELDS = (
    "customer", "email", "phone", "customer_name", "first_name", "last_name", "country", "city", "language",
    "consent",
)  # fmt: skip


def find_people(
    fields: Mapping[str, Factor], placed_at: NDArray[np.int64], home: str = ""
) -> tuple[NDArray[np.int64], list[Person], int]:
    """(person of each order or -1, the people, how many of them the file puts in two countries).

    ``fields`` are texts by order (orders,), blank where unknown; ``placed_at`` (orders,) decides which of two
    things said of a person is the newer one; ``home`` is the country (ISO, or "") of phone numbers without
    one.
    """
    count = len(placed_at)
    given = [name for name in _FIELDS if name in fields]
    if not count or not given:
        return np.full(count, -1, np.int64), [], 0
    read = {name: _read(name, fields, home) for name in given}
    combination = np.zeros(count, np.int64)
    for column in read.values():
        # Renumbered after each column, so that the product of many columns cannot overflow.
        combination = np.unique(combination * len(column.values) + column.codes, return_inverse=True)[1]
    newest_first = np.lexsort((np.arange(count), placed_at))[::-1]
    _, first = np.unique(combination[newest_first], return_index=True)
    at = newest_first[first]
    oldest = np.full(len(at), np.iinfo(np.int64).max)
    np.minimum.at(oldest, combination, placed_at)
    columns = {
        name: column.values.take(pa.array(column.codes[at])).to_pylist() for name, column in read.items()
    }
    told = [{name: columns[name][row] for name in given} for row in range(len(at))]
    only_names = not {"customer", "email", "phone"} & set(given)
    keys = [_keys(row, only_names) for row in told]
    groups, by_phone = identity.group(keys)
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
    used = [
        [*alone, *([phone] if counts and phone else [])]
        for (alone, phone), counts in zip(keys, by_phone, strict=True)
    ]
    people = [
        _person([(newest[row], int(oldest[row]), told[row], used[row]) for row in rows]) for rows in members
    ]
    two = sum(len({told[row].get("country", "") for row in rows} - {""}) > 1 for rows in members)
    return person_of[combination], people, two


def full_name(row: Mapping[str, str]) -> str:
    """The name of a row, whole or from its parts; Chinese and Japanese parts stand family first, unspaced."""
    first, last = row.get("first_name", ""), row.get("last_name", "")
    if row.get("customer_name"):
        if not last or first:
            return row["customer_name"]
        # Two columns of names, the first of them called "Name".
        first = row["customer_name"] if last not in row["customer_name"] else ""
        last = last if first else row["customer_name"]
    if first and last and all(ord(letter) > 0x2E7F for letter in first + last):
        return last + first
    return " ".join(filter(None, (first, last)))


def _read(name: str, fields: Mapping[str, Factor], home: str) -> Factor:
    """A column as what it says of people, so that two spellings of one thing are one value."""
    column = fields[name]
    if name == "email":
        return column.map(clean_emails)
    if name == "phone":
        return read_phones(column, fields.get("country"), home)
    if name == "consent":
        return column.map(lambda values: pa.array(read_consents(values), pa.string()))
    return column


def _keys(row: Mapping[str, str], only_names: bool) -> tuple[list[Key], Key | None]:
    name = full_name(row)
    customer = row.get("customer", "") or (row.get("customer_name", "") if only_names else "")
    return identity.keys_of(customer, row.get("email", ""), row.get("phone", ""), name)


def _person(rows: list[tuple[int, int, dict[str, str], list[Key]]]) -> Person:
    rows = sorted(rows, key=lambda row: row[0])

    def latest(name: str) -> str:
        if name not in rows[0][2]:
            return ""
        return next((told[name] for _, _, told, _ in reversed(rows) if told[name]), "")

    name = full_name({part: latest(part) for part in ("customer_name", "first_name", "last_name")})
    answers = [(newest, told["consent"]) for newest, _, told, _ in rows if told.get("consent")]
    refused = [moment for moment, answer in answers if answer == "no"]
    agreed = [moment for moment, answer in answers if answer == "yes"]

    def keys(kind: str, newest_first: bool = False) -> tuple[str, ...]:
        ordered = reversed(rows) if newest_first else rows
        return tuple(dict.fromkeys(value for row in ordered for key, value in row[3] if key == kind))

    return Person(
        external=keys("external"),
        emails=keys("email", newest_first=True),
        phone=latest("phone"),
        phone_keys=keys("phone"),
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
