"""Copies that open, come back, and are thinned as they age."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine.errors import ClienteleError
from engine.shop import Shop, change_settings
from engine.store import backup

NOW = datetime(2026, 3, 2, 12, 0)


def test_restoring_brings_the_old_state_back_and_keeps_the_present_one(tmp_path: Path) -> None:
    path = tmp_path / "shop.clientele"
    with Shop.create(path, name="Before") as shop:
        copy = backup.back_up(shop.store, now=NOW)
        change_settings(shop, name="After")
    backup.restore(path, copy.path)
    with Shop.open(path) as shop:
        assert shop.settings.name == "Before"
    newest = backup.list_backups(path)[0]
    assert newest.reason == "before-restore"
    with Shop.open(newest.path) as shop:
        assert shop.settings.name == "After"


def test_a_damaged_shop_can_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "shop.clientele"
    with Shop.create(path, name="Good") as shop:
        copy = backup.back_up(shop.store, now=NOW)
    path.write_bytes(path.read_bytes()[:5000])
    backup.restore(path, copy.path)
    with Shop.open(path) as shop:
        assert shop.settings.name == "Good"


def test_a_bad_backup_is_refused_and_the_shop_stays(tmp_path: Path) -> None:
    path, bad = tmp_path / "shop.clientele", tmp_path / "bad.clientele"
    Shop.create(path).close()
    bad.write_bytes(b"nothing of the kind")
    before = path.read_bytes()
    with pytest.raises(ClienteleError, match="not_a_shop"):
        backup.restore(path, bad)
    assert path.read_bytes() == before


def test_a_copy_that_cannot_be_written_is_said_and_the_shop_goes_on(tmp_path: Path) -> None:
    with Shop.create(tmp_path / "shop.clientele") as shop:
        with pytest.raises(ClienteleError, match=r"store\.backup_failed"):
            backup.back_up_to(shop.store, tmp_path / "no such folder" / "copy.clientele")
        assert backup.back_up(shop.store, now=NOW).path.is_file()


def test_daily_backups_are_daily(tmp_path: Path) -> None:
    with Shop.create(tmp_path / "shop.clientele") as shop:
        assert backup.back_up_daily(shop.store, NOW) is not None
        assert backup.back_up_daily(shop.store, NOW + timedelta(hours=23)) is None
        assert backup.back_up_daily(shop.store, NOW + timedelta(hours=25)) is not None


def test_two_years_of_daily_copies_thin_out_to_a_few() -> None:
    kept: list[backup.Backup] = []
    for day in range(730):
        now = NOW + timedelta(days=day)
        kept.append(backup.Backup(Path(f"{day}"), now, "daily", 1))
        for old in backup.superseded(kept, now):
            kept.remove(old)
    ages = [(NOW + timedelta(days=729) - copy.made_at).days for copy in kept]
    assert set(range(8)) <= set(ages)
    assert 8 <= sum(7 < age <= 60 for age in ages) <= 10
    assert 18 <= sum(age > 60 for age in ages) <= 26
