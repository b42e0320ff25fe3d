"""All features in one table: a row a customer, as of any day, for a notebook or a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.segments.rules.catalogue import FEATURES
from engine.segments.rules.evaluate import rule_day

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Connection

    from engine.shop import Shop
    from engine.store.rule_day import Asked

#: Besides ever: the windows, in days, that features with a window are told for.
WINDOWS = (90, 365)
#: The categories looked at most that get a column of views each.
_CATEGORIES = 20
_MONEY = 10_000


def feature_table(shop: Shop, as_of: date | None = None) -> pd.DataFrame:
    """One row a customer known by the end of ``as_of`` (None: the newest day), indexed by id, ascending.

    Columns are those of the catalogue (``FEATURES``) by their keys: ``spent``, then ``spent_90d`` within so
    many days; ``views: Tea`` for a category, ``file: Size`` for other columns of the customer file. Amounts
    are in the shop's currency, shares between 0 and 1; empty: nothing is known that could be compared.
    """
    import pandas as pd

    from engine.store import rule_facts

    with shop.store.read() as connection:
        day = rule_day(connection, shop.zone, as_of)
        customers = pd.Index(sorted(rule_facts.everyone(connection, day)), name="customer_id")
        columns: dict[str, pd.Series] = {}
        for name, asked in _questions(connection):
            feature = FEATURES[asked.feature]
            found = pd.Series(rule_facts.column(connection, asked, day), dtype=object).reindex(customers)
            if feature.kind in ("words", "any"):
                columns[name] = found
                continue
            values = pd.to_numeric(found)
            if feature.blank is not None:
                values = values.fillna(feature.blank)
            columns[name] = values / _MONEY if feature.kind == "money" else values
    return pd.DataFrame(columns, index=customers)


def write_feature_table(shop: Shop, path: Path, as_of: date | None = None) -> int:
    """Write the table as CSV, with each customer's own code first; how many rows.

    Raises ``segment.export.failed`` and ``store.over_a_shop``.
    """
    from engine.cells import guarded
    from engine.store.rule_words import customer_codes
    from engine.whole_file import whole_file

    table = feature_table(shop, as_of)
    with shop.store.read() as connection:
        codes = customer_codes(connection)
    words = [name for name in table.columns if table[name].dtype == object]
    for name in words:
        table[name] = table[name].map(lambda value: guarded(str(value)), na_action="ignore")
    table.insert(0, "customer", [guarded(codes[customer], "code") for customer in table.index])
    try:
        with whole_file(path, "utf-8-sig") as file:
            table.to_csv(file, index=False, float_format="%.10g", lineterminator="\r\n")
    except OSError as problem:
        raise ClienteleError("segment.export.failed", file=path.name) from problem
    return len(table)


def _questions(connection: Connection) -> Iterator[tuple[str, Asked]]:
    """The columns in their order: name and question."""
    from engine.store import rule_words
    from engine.store.rule_day import Asked
    from engine.store.segments import latest_runs

    options = {
        "attribute": [(f"file: {name}", name) for name in rule_words.attribute_words(connection, 0)],
        "channel": [("consent", "email")],
        "method": [(f"segment: {run.method}", run.method) for run in latest_runs(connection)],
    }
    for feature in FEATURES.values():
        # Stars are told by their average; lists are the owner's own; several words are no measurement.
        if feature.key in ("stars", "list", "praised", "complained"):
            continue
        if feature.option:
            for name, option in options[feature.option]:
                yield name, Asked(feature.key, option=option)
            continue
        for days in (0, *WINDOWS) if feature.window else (0,):
            yield f"{feature.key}_{days}d" if days else feature.key, Asked(feature.key, days)
        if feature.key == "views":
            for category in rule_words.categories_looked_at(connection, _CATEGORIES):
                yield f"views: {category}", Asked("views", thing=("category", category))
