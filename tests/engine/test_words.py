"""Both languages say the same things with the same facts, and the code asks for no word they lack."""

import ast
import json
import re
from datetime import date, datetime
from string import Formatter

import pytest

from engine.money import Money, decimal_string
from engine.words import LANGUAGES, RESOURCES, Text, say

ROOMS = sorted(path.name for path in (RESOURCES / "words" / "en").glob("*.json"))


def catalogue(language: str, room: str) -> dict[str, str | dict[str, str]]:
    loaded: dict[str, str | dict[str, str]] = json.loads(
        (RESOURCES / "words" / language / room).read_text("utf-8")
    )
    return loaded


def placeholders(entry: str | dict[str, str]) -> set[str]:
    text = entry if isinstance(entry, str) else entry["other"]
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("room", ROOMS)
def test_the_catalogues_agree(room: str) -> None:
    english, chinese = (catalogue(language, room) for language in LANGUAGES)
    assert english.keys() == chinese.keys()
    for key, entry in english.items():
        assert key.partition(".")[0] == room.removesuffix(".json")
        assert placeholders(entry) == placeholders(chinese[key]), key
        wording = re.sub(r"\{[^{}]*\}", "", entry if isinstance(entry, str) else entry["other"])
        chinese_wording = re.search("[\u4e00-\u9fff]", str(chinese[key]))
        # Programs and shops are called by the names they give themselves.
        assert (
            chinese_wording or key.startswith("import.channel.") or not re.search("[A-Za-z]{4}", wording)
        ), key


def test_every_key_in_the_code_has_words() -> None:
    known = {key for room in ROOMS for key in catalogue("en", room)}
    rooms = "|".join(room.removesuffix(".json") for room in ROOMS)
    pattern = re.compile(rf'(?:ClienteleError|Text|say)\(\s*"((?:{rooms})\.[a-z0-9_.]+)"')
    for folder in ("engine", "gui"):
        for path in (RESOURCES.parent / folder).rglob("*.py"):
            for key in pattern.findall(path.read_text("utf-8")):
                assert key in known, f"{path.name}: {key}"


def test_every_error_brings_the_facts_that_its_words_name() -> None:
    entries = {key: entry for room in ROOMS for key, entry in catalogue("en", room).items()}
    checked = 0
    for path in (RESOURCES.parent / "engine").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            match call:
                case ast.Call(ast.Name("ClienteleError"), [ast.Constant(str(key))], keywords):
                    facts = {keyword.arg for keyword in keywords}
                    if None not in facts:
                        assert placeholders(entries[key]) <= facts, f"{path.name}:{call.lineno} {key}"
                        checked += 1
    assert checked > 50


def test_numbers_money_and_days_are_written_as_people_write_them() -> None:
    text = Text("store.missing", {"file": Money(12_345_600, "EUR")})
    assert "€1,234.56" in text.say("en")
    assert "€1,234.56" in text.say("zh_CN")
    assert "3 Feb 2026" in say("store.missing", "en", file=date(2026, 2, 3))
    assert "2026年2月3日" in say("store.missing", "zh_CN", file=date(2026, 2, 3))
    assert decimal_string(97_477_479_340, "GBP") == "9747747.934"
    assert decimal_string(50_000, "JPY") == "5"


def test_a_text_survives_its_column() -> None:
    inner = Text("store.missing", {"file": "a.csv"})
    text = Text(
        "store.locked",
        {
            "file": inner,
            "money": Money(5, "GBP"),
            "day": date(2026, 1, 2),
            "at": datetime(2026, 1, 2, 3, 4),
            "n": 3,
        },
    )
    assert Text.from_json(text.to_json()) == text
