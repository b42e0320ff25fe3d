"""The shop's settings as the shop file keeps them: one JSON value a key."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from engine.store.schema import setting


def load_settings(connection: Connection) -> dict[str, object]:
    """Every stored setting by its key."""
    return {row.key: json.loads(row.value) for row in connection.execute(select(setting))}


def save_settings(connection: Connection, values: Mapping[str, object]) -> None:
    """Store each setting, replacing what was there."""
    rows = [{"key": key, "value": json.dumps(value, ensure_ascii=False)} for key, value in values.items()]
    if rows:
        upsert = insert(setting)
        connection.execute(
            upsert.on_conflict_do_update(
                index_elements=[setting.c.key], set_={"value": upsert.excluded.value}
            ),
            rows,
        )
