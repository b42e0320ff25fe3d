"""The whole job on the command line, as a script would do it."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine.segments.rules import FEATURES

ROOT = Path(__file__).resolve().parents[3]


def command(*words: object) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, str(ROOT / "main.py"), *map(str, words)]
    return subprocess.run(arguments, capture_output=True, text=True, check=False)


def answer(*words: object) -> dict[str, Any]:
    done = command(*words, "--json")
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def refusal(*words: object) -> str:
    done = command(*words, "--json")
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    # Progress comes before it; the reason is the last line and one sentence or two.
    return done.stderr.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "sample.clientele"
    answer("sample", "--shop", path, "--customers", 400, "--end", "2026-06-30")
    return path


def test_from_the_sample_shop_to_the_exported_list(shop: Path, tmp_path: Path) -> None:
    status = answer("status", "--shop", shop)
    assert set(status) >= {
        "customers", "orders", "order_lines", "products", "anonymous_orders", "currency", "net_sales",
        "first_order", "last_order",
    }  # fmt: skip
    assert status["customers"] == 400
    assert status["last_order"].startswith("2026-06-")

    segments = answer("segment", "rfm", "--shop", shop)
    assert sum(segment["customers"] for segment in segments["segments"]) == segments["customers"] == 400
    assert sum(segment["sales_share"] for segment in segments["segments"]) == pytest.approx(1)

    named = ("--name", "champions=Stars")
    tried = answer("segment", "limits", "--days", "20,40,80,160", *named, "--use", "--shop", shop)
    assert (tried["in_use"], tried["days"], tried["groups"][0]["name"]) == (True, [20, 40, 80, 160], "Stars")
    assert sum(group["customers"] for group in tried["groups"]) == tried["buyers"]

    trained = answer("recommend", "train", "--shop", shop)
    assert trained["metrics"]["ndcg"] > trained["baseline"]["ndcg"]

    made = answer(
        "campaign", "new", "--shop", shop, "--name", "Come back", "--goal", "win_back", "--audience",
        "rfm:champions", "--percent", 10, "--valid-until", "2030-01-31", "--hold-out", 20,
    )  # fmt: skip
    number = made["campaign"]
    assert made["held_out"] == round(0.2 * (made["held_out"] + made["mailed"]))
    checked = answer("campaign", "check", number, "--shop", shop)
    assert checked["ready"], checked["findings"]
    message = answer("campaign", "preview", number, "--shop", shop)
    assert set(message) >= {"subject", "html", "text"}

    exported = answer(
        "campaign",
        "export",
        number,
        "--shop",
        shop,
        "--folder",
        tmp_path,
        "--format",
        "csv",
        "--format",
        "eml",
    )
    assert exported["mailed"] == made["mailed"]
    with Path(exported["files"][0]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == made["mailed"]
    assert len({row["coupon"] for row in rows}) == len(rows)
    best = answer("recommend", "show", rows[0]["customer_id"], "--shop", shop, "-n", 3)
    assert [one["name"] for one in best["recommendations"]] == [
        rows[0][f"product_{n}_name"] for n in (1, 2, 3)
    ]

    for what, header in {
        "customers": "net_sales",
        "segments": "segment",
        "recommendations": "reason",
    }.items():
        table = tmp_path / f"{what}.csv"
        written = answer("export", what, "--out", table, "--shop", shop)
        with table.open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        assert len(lines) == written["rows"] > 0
        assert {"customer", header} <= set(lines[0])


def test_a_campaign_with_something_to_mend_does_not_go_out(shop: Path, tmp_path: Path) -> None:
    answer("segment", "rfm", "--shop", shop)
    made = answer(
        "campaign", "new", "--shop", shop, "--name", "Too late", "--audience", "everyone", "--percent", 5,
        "--valid-until", "2020-01-31",
    )  # fmt: skip
    assert "31 Jan 2020" in refusal(
        "campaign", "export", made["campaign"], "--shop", shop, "--folder", tmp_path
    )
    assert list(tmp_path.iterdir()) == []


def test_importing_twice_and_taking_it_back(tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text(
        "Order,Customer,Date,Product,Quantity,Price\n"
        "1,Ada,2026-01-13,Mug,2,4.50\n1,Ada,2026-01-13,Tea,1,3.10\n2,Bo,2026-02-20,Mug,1,4.50\n"
    )
    shop = tmp_path / "new.clientele"
    dry = answer("import", orders, "--dry-run", "--shop", shop)
    assert dry["files"][0]["rows"]["added"] == 3
    assert not shop.exists()
    first = answer("import", orders, "--currency", "EUR", "--shop", shop)
    assert first["files"][0]["rows"] == {
        "read": 3, "added": 3, "updated": 0, "unchanged": 0, "set_aside": 0, "rejected": 0,
    }  # fmt: skip
    again = answer("import", orders, "--shop", shop)
    assert (again["files"][0]["rows"]["added"], again["files"][0]["rows"]["unchanged"]) == (0, 3)
    status = answer("status", "--shop", shop)
    assert (status["orders"], status["net_sales"], status["currency"]) == (2, "16.60", "EUR")
    history = answer("import", "history", "--shop", shop)
    for record in sorted(history["imports"], key=lambda record: -record["id"]):
        answer("import", "undo", record["id"], "--shop", shop)
    assert answer("status", "--shop", shop)["orders"] == 0


def test_a_shop_made_for_a_file_keeps_its_books_as_the_file_does(tmp_path: Path) -> None:
    orders, shop = tmp_path / "orders.csv", tmp_path / "new.clientele"
    orders.write_text("Order,Date,Product,Price\n1,2026-01-13,Mug,€4.50\n", "utf-8")
    answer("import", orders, "--shop", shop)
    assert answer("status", "--shop", shop)["currency"] == "EUR"


def test_a_file_that_cannot_be_imported_makes_no_shop(tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text("Order,Product,Price\n1,Mug,4.50\n")
    assert "date" in refusal("import", orders, "--shop", tmp_path / "new.clientele")
    assert [path.name for path in tmp_path.iterdir()] == ["orders.csv"]


def test_rules_and_lists_of_the_owners_own(shop: Path, tmp_path: Path) -> None:
    rule = tmp_path / "rule.json"
    rule.write_text('{"all": [{"feature": "orders", "op": "at_least", "value": 3}]}', "utf-8")
    saved = answer("segment", "rule", "save", "Regulars", "--rule", f"@{rule}", "--shop", shop)
    assert saved["sentence"] == "Customers who ordered at least 3 times."
    then = answer("segment", "rule", "count", "--rule", f"@{rule}", "--as-of", "2025-06-30", "--shop", shop)
    assert 0 < then["customers"] < saved["customers"]
    listed = answer("segment", "list", "make", "Today", "--own", saved["number"], "--shop", shop)
    assert (listed["kind"], listed["customers"]) == ("list", saved["customers"])
    table = tmp_path / "features.csv"
    answer("segment", "rule", "table", "--out", table, "--shop", shop)
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 400
    assert {"spent", "carts_left", "mean_stars", "expected_value"} <= FEATURES.keys() & rows[0].keys()
    assert refusal("segment", "rule", "count", "--rule", "{", "--shop", shop).startswith("No rule can be")


def test_backup_check_and_restore(shop: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.clientele"
    answer("backup", copy, "--shop", shop)
    assert answer("check", "--shop", copy) == {"ok": True, "problems": []}
    before = answer("status", "--shop", shop)
    assert answer("restore", copy, "--shop", shop) == before
    assert "copy.clientele" in refusal("backup", copy, "--shop", shop)
    assert "copy.clientele" in refusal("export", "customers", "--out", copy, "--shop", shop)
    assert answer("status", "--shop", copy) == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("status", "--shop", "nothing.clientele"), "nothing.clientele"),
        (("import", "nothing.csv", "--shop", "never-made.clientele"), "nothing.csv"),
    ],
)
def test_a_reason_in_one_line(words: tuple[str, ...], says: str, tmp_path: Path) -> None:
    english, chinese = refusal(*words), refusal(*words, "--language", "zh_CN")
    assert says in english
    assert says in chinese
    assert english != chinese
    assert not Path("never-made.clientele").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("segment", "astrology"), "astrology"),
        (("sample", "--seed", "-1"), "-1"),
        (("sample", "--seed", 2**63), "seed"),
        (("import", "undo", "last"), "number"),
    ],
)
def test_wrong_use_is_told_apart_from_failure(words: tuple[object, ...], says: str) -> None:
    done = command(*words, "--shop", "x.clientele")
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr.splitlines()[-1]


def test_every_command_has_help_with_an_example() -> None:
    from engine.commands import MODULES

    overview = command("--help")
    assert overview.returncode == 0
    for name in MODULES:
        assert name in overview.stdout
        page = command(name, "--help").stdout
        assert f"main.py {name}" in " ".join(page.split())


def test_a_profile_and_those_who_are_like_it(shop: Path) -> None:
    assert "Who resembles whom" in refusal("profile", "similar", "C00012", "--shop", shop)
    learned = answer("profile", "train", "--plain", "--shop", shop)
    assert (learned["method"], [way["method"] for way in learned["methods"]]) == ("plain", ["plain"])
    alike = answer("profile", "similar", "C00012", "-n", 5, "--shop", shop)
    assert len(alike["customers"]) == 5
    assert all(one["reason"] for one in alike["customers"])
    page = answer("profile", "show", "C00012", "--shop", shop)
    assert page["customer"] == "C00012"
    assert len(page["similar"]) == 5
    assert page["next_order"]["why"]
    assert {"habits", "likes", "looked_and_left", "said", "segments", "forecast"} <= set(page)
