"""Whatever a command did to the small tables, undo brings back exactly."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ClienteleError
from engine.shop import Shop, change_settings, undo
from engine.store.schema import UNDOABLE
from engine.words import Text

ACTIONS = st.tuples(
    st.sampled_from(["insert", "update", "delete", "replace"]),
    st.integers(1, 4),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20),
)


def content(shop: Shop) -> dict[str, list[tuple[object, ...]]]:
    with shop.store.read() as connection:
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1, 2")]
            for name in UNDOABLE
        }


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(ACTIONS, min_size=1, max_size=5), min_size=1, max_size=4))
def test_undo_restores_every_state_in_turn(commands: list[list[tuple[str, int, str]]]) -> None:
    with TemporaryDirectory() as folder, Shop.create(Path(folder) / "s.clientele") as shop:
        with shop.store.write() as connection:
            connection.exec_driver_sql("INSERT INTO customer (id, code, created_at) VALUES (1, 'c1', 0)")
        states = []
        for command in commands:
            before = content(shop)
            with shop.store.command(Text("store.undo.settings"), ["customers"]) as connection:
                for action, key, body in command:
                    if action == "delete":
                        connection.exec_driver_sql("DELETE FROM customer_note WHERE id = ?", (key,))
                    elif action == "update":
                        connection.exec_driver_sql(
                            "UPDATE customer_note SET body = ? WHERE id = ?", (body, key)
                        )
                    else:
                        connection.exec_driver_sql(
                            "INSERT OR REPLACE INTO customer_note VALUES (?, 1, ?, 0)", (key, body)
                        )
            if shop.store.last_step is not None:
                states.append(before)
        for state in reversed(states):
            undo(shop)
            assert content(shop) == state
        with pytest.raises(ClienteleError, match="nothing_to_undo"):
            undo(shop)


def test_a_toast_cannot_undo_what_came_later(tmp_path: Path) -> None:
    with Shop.create(tmp_path / "s.clientele", name="First") as shop:
        first = change_settings(shop, name="Second")
        change_settings(shop, name="Third")
        with pytest.raises(ClienteleError, match="undo_too_late"):
            undo(shop, first.undo)
        changes, label = undo(shop)
        assert (shop.settings.name, changes.topics, label.say()) == (
            "Second",
            frozenset({"settings"}),
            "Settings changed",
        )


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"timezone": "Mars/Olympus"}, "store.bad_timezone"),
        ({"currency": "XQX"}, "store.bad_currency"),
        ({"sender_email": "me at home"}, "store.bad_sender"),
    ],
)
def test_settings_that_make_no_sense_are_refused(tmp_path: Path, change: dict[str, str], key: str) -> None:
    with Shop.create(tmp_path / "s.clientele") as shop:
        before = shop.settings
        with pytest.raises(ClienteleError) as caught:
            change_settings(shop, **change)
        assert caught.value.key == key
        assert shop.settings == before
