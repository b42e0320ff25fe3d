"""The shop's settings as the shop file keeps them: one JSON value a key."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection


def load_settings(connection: Connection) -> dict[str, object]:
    """Every stored setting by its key."""
    rows = connection.exec_driver_sql("SELECT key, value FROM setting")
    return {key: json.loads(value) for key, value in rows}


def save_settings(connection: Connection, values: Mapping[str, object]) -> None:
    """Store each setting, replacing what was there."""
    rows = [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO setting (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            rows,
        )


def load_setting(connection: Connection, key: str) -> object:
    """One stored setting; None where there is none."""
    found = connection.exec_driver_sql("SELECT value FROM setting WHERE key = ?", (key,)).scalar()
    return None if found is None else json.loads(found)
