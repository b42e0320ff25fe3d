"""What a shop file refuses to be opened as, in one sentence each, and without harm."""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from engine.errors import ClienteleError
from engine.shop import Shop
from engine.store.session import REVISION
from engine.words import LANGUAGES, say

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def shop_file(tmp_path: Path) -> Path:
    path = tmp_path / "my shop.clientele"
    Shop.create(path, currency="EUR", timezone="Europe/Paris").close()
    return path


def refusal(path: Path) -> str:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(ClienteleError) as caught:
        Shop.open(path)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [other.name for other in path.parent.iterdir() if "lock" in other.name] == []
    for language in LANGUAGES:
        assert path.name in say(caught.value.key, language, **caught.value.facts)
    return caught.value.key


def test_opens_again_after_closing(shop_file: Path) -> None:
    with Shop.open(shop_file) as shop:
        assert (shop.settings.currency, shop.settings.timezone) == ("EUR", "Europe/Paris")
    assert [path.name for path in shop_file.parent.iterdir()] == [shop_file.name]


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.clientele") == "store.missing"


@pytest.mark.parametrize("content", [b"", b"InvoiceNo,StockCode\n1,2\n", b"\x89PNG\r\n\x1a\n" + bytes(200)])
def test_a_file_that_is_no_shop(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.clientele"
    path.write_bytes(content)
    assert refusal(path) == "store.not_a_shop"


def test_somebody_elses_database(tmp_path: Path) -> None:
    path = tmp_path / "photos.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE photo (id)")
    assert refusal(path) == "store.not_a_shop"


def test_a_shop_of_a_newer_app(shop_file: Path) -> None:
    with contextlib.closing(sqlite3.connect(shop_file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (f"{int(REVISION) + 1:04d}",))
        connection.commit()
    assert refusal(shop_file) == "store.newer"


@pytest.mark.parametrize("harm", ["cut short", "overwritten inside"])
def test_a_damaged_shop(shop_file: Path, harm: str) -> None:
    content = bytearray(shop_file.read_bytes())
    if harm == "cut short":
        del content[len(content) // 2 :]
    else:
        page = 4096
        for start in range(page, len(content), page):
            content[start : start + 64] = b"\xff" * 64
    shop_file.write_bytes(content)
    assert refusal(shop_file) == "store.damaged"


@pytest.mark.parametrize(
    "harm",
    ["DROP TABLE orders", "DELETE FROM alembic_version", "UPDATE alembic_version SET version_num = 'x'"],
)
def test_a_shop_that_lacks_a_part(shop_file: Path, harm: str) -> None:
    from engine.store.status import totals

    with contextlib.closing(sqlite3.connect(shop_file)) as connection:
        connection.execute(harm)
        connection.commit()
    with (
        pytest.raises(ClienteleError) as caught,
        Shop.open(shop_file) as shop,
        shop.store.read() as connection,
    ):
        totals(connection)
    assert caught.value.key == "store.damaged"


def test_a_folder_that_cannot_be_written_is_no_damage(shop_file: Path) -> None:
    Path(f"{shop_file}-wal").mkdir()
    with pytest.raises(ClienteleError) as caught:
        Shop.open(shop_file)
    assert caught.value.key == "store.cannot_write"


def test_a_shop_open_in_another_window(shop_file: Path) -> None:
    code = """
import sys
from engine.shop import Shop
shop = Shop.open(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code, str(shop_file)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(ClienteleError) as caught:
            Shop.open(shop_file)
        assert caught.value.key == "store.locked"
        other.kill()
    Shop.open(shop_file).close()  # the system let go of a dead window's lock


def test_killed_in_the_middle_of_a_write(shop_file: Path) -> None:
    code = """
import sys
from engine.shop import Shop
shop = Shop.open(sys.argv[1])
with shop.store.write() as connection:
    for number in range(50_000):
        connection.exec_driver_sql("INSERT INTO product (code) VALUES (?)", (str(number),))
    print("written", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code, str(shop_file)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "written\n"
        os.kill(other.pid, signal.SIGKILL)
    with Shop.open(shop_file) as shop, shop.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM product").scalar_one() == 0
        assert shop.store.damage(thorough=True) == []


def test_killed_in_the_middle_of_a_checkpoint(shop_file: Path, tmp_path: Path) -> None:
    killed = tmp_path / "killed.clientele"
    with Shop.open(shop_file) as shop:
        shutil.copy(shop_file, killed)
        with shop.store.write() as connection:
            for number in range(3_000):
                connection.exec_driver_sql("INSERT INTO product (code) VALUES (?)", (str(number),))
        shutil.copy(f"{shop_file}-wal", f"{killed}-wal")
    # Only the first page, which tells the new length, has reached the file.
    with killed.open("r+b") as half, shop_file.open("rb") as whole:
        half.write(whole.read(4096))
    assert killed.stat().st_size < shop_file.stat().st_size
    with Shop.open(killed) as shop, shop.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM product").scalar_one() == 3_000


def test_wrong_data_is_impossible(shop_file: Path) -> None:
    with Shop.open(shop_file) as shop:
        for statement in (
            "INSERT INTO consent VALUES (1, 'email', 'yes', '', 0)",  # nobody has the number 1
            "INSERT INTO review (stars, written_at) VALUES (6, 0)",
            "INSERT INTO review (body, written_at) VALUES ('', 0)",
            "INSERT INTO product (code, kind) VALUES ('A', 'thing')",
        ):
            with pytest.raises(IntegrityError), shop.store.write() as connection:
                connection.exec_driver_sql(statement)


def test_a_new_shop_never_overwrites(shop_file: Path) -> None:
    before = shop_file.read_bytes()
    with pytest.raises(ClienteleError, match=r"store\.exists"):
        Shop.create(shop_file)
    assert shop_file.read_bytes() == before


@pytest.mark.parametrize("wrong", [{"currency": "XQX"}, {"timezone": "Mars/Olympus"}])
def test_a_new_shop_that_cannot_be_made_leaves_nothing(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(ClienteleError, match=r"store\.bad_"):
        Shop.create(tmp_path / "new.clientele", **wrong)
    assert list(tmp_path.iterdir()) == []


def test_a_new_shop_interrupted_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("engine.store.settings.save_settings", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Shop.create(tmp_path / "new.clientele")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX locks end with any handle of their file")
def test_a_second_opening_in_the_same_process_keeps_the_first_ones_locks(tmp_path: Path) -> None:
    """Else another process takes itself for the last one, and deletes the log that this one still reads."""
    path = tmp_path / "shop.clientele"
    other = f"""
import sqlite3
connection = sqlite3.connect({str(path)!r})
connection.execute("UPDATE setting SET value = value")
connection.commit()
connection.close()
"""
    with Shop.create(path) as shop, shop.store.read() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM setting").scalar_one()
        Shop.open(path, owner=False).close()
        subprocess.run([sys.executable, "-c", other], check=True)
        assert path.with_name(path.name + "-wal").exists()
