"""Killed in the middle of writing, the shop is as before or as after, and the same can be done again."""

import contextlib
import os
import random
import shutil
import sys
from pathlib import Path

import pytest

from engine.errors import ClienteleError
from engine.importing import run_import, undo_import
from engine.shop import Shop
from tests.engine.importing.conftest import contents

if sys.platform == "win32":
    pytest.skip("needs fork and SIGKILL", allow_module_level=True)

import resource

from tests.tools.crashes import orders_file, state, trials


def test_killed_at_any_moment_nothing_is_half_done(tmp_path: Path) -> None:
    chance = random.Random(7)
    for trial in trials(tmp_path, 300):
        for _ in range(4):
            assert trial.kill_once(chance) in ("before", "after")


@pytest.mark.parametrize("action", ["import", "undo"])
def test_a_full_disk_is_told_and_changes_nothing(action: str, tmp_path: Path) -> None:
    first, second = orders_file(tmp_path / "1.csv", 1, 300), orders_file(tmp_path / "2.csv", 150, 3_000)
    path = tmp_path / "shop.clientele"
    Shop.create(path, currency="GBP", timezone="Europe/London").close()
    with Shop.open(path) as shop:
        run_import(shop, paths=[first])
    before = state(path)
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            # No file may grow beyond what the shop has now: what SQLite then meets is a full disk.
            size = path.stat().st_size // 4 if action == "undo" else path.stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            try:
                with Shop.open(path) as shop:
                    if action == "import":
                        run_import(shop, paths=[second])
                    else:
                        undo_import(shop, import_id=1)
                os.write(tell, b"done")
            except BaseException as problem:
                os.write(tell, getattr(problem, "key", repr(problem)).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(told, 500).decode() in ("store.disk_full", "store.cannot_write")
    with Shop.open(path) as shop:
        assert shop.store.damage(thorough=True) == []
    assert state(path) == before


@pytest.mark.parametrize("kept", ["file", "folder"])
def test_a_shop_that_may_only_be_read_is_told_and_loses_nothing(kept: str, tmp_path: Path) -> None:
    first, second = orders_file(tmp_path / "1.csv", 1, 30), orders_file(tmp_path / "2.csv", 20, 30)
    path = tmp_path / "kept" / "shop.clientele"
    path.parent.mkdir()
    with Shop.create(path, currency="GBP", timezone="Europe/London") as shop:
        run_import(shop, paths=[first])
    before = state(path)
    closed, mode = (path, 0o444) if kept == "file" else (path.parent, 0o555)
    usual = closed.stat().st_mode
    closed.chmod(mode)
    try:
        if os.access(closed, os.W_OK):
            pytest.skip("this user may write whatever is read-only")
        with pytest.raises(ClienteleError) as problem, Shop.open(path) as shop:
            run_import(shop, paths=[second])
    finally:
        closed.chmod(usual)
    assert problem.value.key == "store.cannot_write"
    assert problem.value.facts["file"] == path.name
    assert state(path) == before
    with Shop.open(path) as shop:
        assert run_import(shop, paths=[second])[0].records.added == 19


def test_a_file_for_which_there_is_no_room_is_refused_first(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = orders_file(tmp_path / "many.csv", 1, 12_000)
    before = contents(shop)
    free = shutil.disk_usage(tmp_path)._replace(free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: free)
    with pytest.raises(ClienteleError, match=r"import\.no_space"):
        run_import(shop, paths=[many])
    assert contents(shop) == before
