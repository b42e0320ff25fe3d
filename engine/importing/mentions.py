"""Whom and what a log or a review speaks of: people by their keys, products as orders name them.

Somebody of whom the shop knows nothing but a number becomes a customer who has bought nothing yet, and a
product that no order holds becomes a product that was never sold: orders and lists that come later find them
by the same key, whatever the order in which files are imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.importing import texts
from engine.importing.batch import Person
from engine.importing.columns import Columns
from engine.importing.customers import Told, plan_people, store_told
from engine.importing.emails import clean_emails
from engine.importing.people import find_people
from engine.importing.product_matching import StoredProduct, match_products
from engine.importing.product_rows import ProductRecord
from engine.importing.table import Factor
from engine.store import loading, product_loading, rollups
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from engine.importing.kinds.base import Run
    from engine.importing.sources import Source


@dataclass
class Mentions:
    """``person`` and ``product`` are places in ``people`` and ``products``, -1 for nobody and nothing.

    ``who`` and ``what`` are the keys as the file writes them, for telling whether two rows are the same.
    """

    person: NDArray[np.int64]
    people: list[Person]
    product: NDArray[np.int64]
    products: list[ProductRecord]
    who: Factor
    what: Factor


def read_mentions(columns: Columns, at: NDArray[np.int64]) -> Mentions:
    """The people and products of every row; ``at`` (rows,) is when it happened, 0 where nobody knows."""
    fields = {name: columns.codes("customer") for name in ("customer",) if name in columns}
    if "email" in columns:
        fields["email"] = columns.raw("email").map(clean_emails)
    if fields:
        about = ("customer_name", "first_name", "last_name", "country", "city")
        fields |= {name: columns.text(name) for name in about if columns.has(name)}
        person, people, _ = find_people(fields, at)
    else:
        person, people = np.full(columns.rows, -1, np.int64), []
    who = _first_filled([fields[name] for name in ("customer", "email") if name in fields], columns)
    codes, names = columns.codes("product", upper=True), columns.text("product_name")
    what = _first_filled([codes, names.map(pc.utf8_upper)], columns)
    printed = set(codes.values.to_pylist())
    shown = _names(what, names)
    keys = what.values.to_pylist()
    products = [
        ProductRecord(key, key in printed, {"name": shown.get(place) or key})
        for place, key in enumerate(keys)
        if key
    ]
    named = np.array([bool(key) for key in keys], bool)
    places = np.where(named, np.cumsum(named) - 1, -1)
    return Mentions(person, people, places[what.codes], products, who, what)


def store_mentions(
    connection: Connection, mentions: Mentions, rows: NDArray[np.bool_], run: Run, source: Source
) -> tuple[NDArray[np.int64], NDArray[np.int64], list[Text]]:
    """(customer of each row, product of each row, 0 for none; what to tell) for the rows (rows,) to store."""
    notes = []
    customers = np.zeros(len(mentions.people) + 1, np.int64)
    if mentions.people:
        wanted = np.zeros(len(mentions.people), bool)
        owners = mentions.person[rows]
        wanted[owners[owners >= 0]] = True
        before = loading.next_id(connection, "customer")
        places = np.flatnonzero(wanted)
        told = [_told(mentions.people[place]) for place in places.tolist()]
        plan = plan_people(connection, run.source_id, told, run.at)
        customers[places] = store_told(
            connection, plan, told, import_id=run.import_id, source_id=run.source_id, channel=source.channel,
            now=run.at,
        )  # fmt: skip
        after = loading.next_id(connection, "customer")
        if after > before:
            with loading.id_list(connection, range(before, after)) as listed:
                rollups.refresh_customers(connection, listed)
            notes.append(Text("import.note.new_people", {"n": after - before}))
    products = np.zeros(len(mentions.products) + 1, np.int64)
    if mentions.products:
        used = np.zeros(len(mentions.products), bool)
        things = mentions.product[rows]
        used[things[things >= 0]] = True
        added = _store_products(connection, mentions.products, used, products, run)
        if added:
            notes.append(Text("import.note.new_products", {"n": added}))
    return customers[mentions.person], products[mentions.product], notes


def _told(person: Person) -> Told:
    """What a log says of somebody; without a date it says it now."""
    keys = [("external", value) for value in person.external] + [("email", value) for value in person.emails]
    fields = {
        "name": person.name, "email": person.emails[0] if person.emails else "", "country": person.country,
        "city": person.city,
    }  # fmt: skip
    given = {name: value for name, value in fields.items() if value}
    return Told(tuple(keys), given, person.last_at or None, person.first_at or None)


def _store_products(
    connection: Connection,
    records: list[ProductRecord],
    used: NDArray[np.bool_],
    ids: NDArray[np.int64],
    run: Run,
) -> int:
    """Fill ``ids`` of the used products and add those that the shop does not have; how many those are."""
    stored = [StoredProduct(*row) for row in product_loading.stored_names(connection)]
    places = np.flatnonzero(used).tolist()
    found = match_products([records[place] for place in places], stored)
    following = loading.next_id(connection, "product")
    added = []
    for place, number in zip(places, found, strict=True):
        if not number:
            record = records[place]
            added.append((following, {"code": record.code, **record.told}))
            number, following = following, following + 1
        ids[place] = number
    for start in range(0, len(added), loading.CHUNK):
        product_loading.add_products(connection, added[start : start + loading.CHUNK], run.import_id)
    return len(added)


def _first_filled(found: list[Factor], columns: Columns) -> Factor:
    """For each row what the first of some columns says that says anything."""
    chosen = columns.same("")
    for column in reversed(found):
        blank = column.blank()
        every = pa.concat_arrays([column.values, chosen.values])
        codes = np.where(blank, chosen.codes + len(column.values), column.codes).astype(np.int32)
        chosen = Factor(codes, every).map(lambda values: values)
    return chosen.map(texts.clean_names)


def _names(what: Factor, names: Factor) -> dict[int, str]:
    """The name that a file first gives to each thing, by the thing's place among the values."""
    filled = np.flatnonzero(~names.blank())
    first = np.full(len(what.values), -1, np.int64)
    first[what.codes[filled[::-1]]] = filled[::-1]
    told = np.flatnonzero(first >= 0)
    values = names.values.take(pa.array(names.codes[first[told]])).to_pylist()
    return dict(zip(told.tolist(), values, strict=True))
