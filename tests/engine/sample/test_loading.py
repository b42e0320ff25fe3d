"""The sample as a shop file: complete or absent, and consistent through the app's own doors."""

from __future__ import annotations

import csv
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from engine.campaigns.export import export
from engine.errors import ClienteleError
from engine.jobs import Cancelled
from engine.sample import create_sample
from engine.shop import Shop
from engine.store import schema
from engine.store.rollups import refresh_rollups
from engine.words import Text

END = date(2026, 6, 30)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sample") / "sample.clientele"
    create_sample(made, customers=300, end=END)
    return made


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every table's rows but for the settings, whose secret is each shop's own."""
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in names
            if name != "setting"
        }


def test_shop_opens_and_its_references_and_roll_ups_hold(path: Path) -> None:
    with Shop.open(path) as shop, shop.store.read() as connection:
        assert shop.store.damage(thorough=True) == []
        assert (shop.settings.currency, shop.settings.timezone) == ("GBP", "Europe/London")

        def value(sql: str) -> int:
            return int(connection.exec_driver_sql(sql).scalar_one())

        net = value(
            "SELECT SUM(l.total_e4) FROM order_line l JOIN orders o ON o.id = l.order_id"
            " WHERE o.status <> 'cancelled'"
        )
        anonymous = value(
            "SELECT SUM(total_e4) FROM orders WHERE customer_id IS NULL AND status <> 'cancelled'"
        )
        assert net > 0
        assert value("SELECT SUM(net_e4) FROM month_total") == net
        assert value("SELECT SUM(net_e4) FROM product_total") == net
        assert value("SELECT SUM(net_e4) FROM customer_total") == net - anonymous
        assert value("SELECT COUNT(*) FROM source WHERE channel = 'sample'") == 1
        # Loading drops the log's indexes and makes them anew: every one that the schema names is back.
        indexes = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'visit' AND sql IS NOT NULL"
        )
        assert set(indexes.scalars()) == {index.name for index in schema.visit.indexes}


def test_product_totals_summed_in_memory_are_those_of_the_tables(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.clientele"
    shutil.copy(path, copy)
    with Shop.open(copy) as shop, shop.store.write() as connection:
        question = "SELECT * FROM product_total ORDER BY product_id"
        before = connection.exec_driver_sql(question).fetchall()
        refresh_rollups(connection, shop.settings.timezone)
        assert connection.exec_driver_sql(question).fetchall() == before


def test_past_campaign_can_be_written_again_with_its_own_codes(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.clientele"
    shutil.copy(path, copy)
    with Shop.open(copy) as shop:
        result = export(shop, campaign_id=1, folder=tmp_path / "out")
        with shop.store.read() as connection:
            sent = connection.exec_driver_sql(
                "SELECT c.code, r.email, r.coupon_code FROM recipient r"
                " JOIN customer c ON c.id = r.customer_id WHERE r.arm = 'mail'"
            ).fetchall()
    with Path(result.files[0]).open(encoding="utf-8-sig", newline="") as file:
        written = [(row["customer_id"], row["email"], row["coupon"]) for row in csv.DictReader(file)]
    assert result.mailed == len(written) > 10
    assert result.mailed + result.left_out == len(sent)
    assert set(written) <= {tuple(row) for row in sent}


def test_same_seed_writes_the_same_file(path: Path, tmp_path: Path) -> None:
    create_sample(tmp_path / "again.clientele", customers=300, end=END)
    create_sample(tmp_path / "other.clientele", customers=300, seed=8, end=END)
    assert contents(tmp_path / "again.clientele") == contents(path)
    assert contents(tmp_path / "other.clientele")["orders"] != contents(path)["orders"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    kept = tmp_path / "mine.clientele"
    kept.write_bytes(b"my own file")
    with pytest.raises(ClienteleError) as refused:
        create_sample(kept, customers=30, end=END)
    assert refused.value.key == "store.exists"
    assert kept.read_bytes() == b"my own file"
    assert list(tmp_path.iterdir()) == [kept]


@pytest.mark.parametrize("moment", [0.1, 0.5, 0.8, 0.97])
def test_cancelled_at_any_moment_leaves_no_file(tmp_path: Path, moment: float) -> None:
    def cancel(fraction: float, text: Text | None = None) -> None:
        if fraction >= moment:
            raise Cancelled

    with pytest.raises(Cancelled):
        create_sample(tmp_path / "sample.clientele", customers=60, end=END, progress=cancel)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    path = tmp_path / "sample.clientele"
    (tmp_path / "sample.clientele.unfinished").write_bytes(b"SQLite format 3\x00 and then the power went")
    (tmp_path / "sample.clientele.unfinished-wal").write_bytes(b"half a log")
    create_sample(path, customers=30, end=END)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_folder_that_is_not_there_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ClienteleError) as refused:
        create_sample(tmp_path / "nowhere" / "sample.clientele", customers=30, end=END)
    assert refused.value.key == "store.cannot_write"
    assert "sample.clientele" in Text(refused.value.key, refused.value.facts).say("zh_CN")


def test_progress_never_goes_back_and_ends_at_one(tmp_path: Path) -> None:
    seen: list[float] = []
    create_sample(
        tmp_path / "sample.clientele",
        customers=60,
        end=END,
        progress=lambda fraction, text=None: seen.append(fraction),
    )
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
