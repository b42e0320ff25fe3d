"""Everything the engine says to people: keys with facts, put into English or Chinese.

The catalogue lies in ``resources/words/<language>/<room>.json``; the part of a key before its first dot names
the file. A text may be a plural (``{"one": …, "other": …}``), chosen by the fact ``n``. Placeholders know
some formats beyond Python's: ``{n:count}``, ``{share:percent}``, ``{amount:money}``, ``{amount:money0}``,
``{day:date}``, ``{day:month}``, ``{when:time}``, ``{value:number}``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from engine.money import Money, format_money

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
LANGUAGES = ("en", "zh_CN")


@dataclass(frozen=True)
class Text:
    """A sentence not yet put into words: a key of the catalogue and its facts."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def say(self, language: str = "en") -> str:
        """The sentence in ``language``."""
        return say(self.key, language, **self.facts)

    def to_json(self) -> str:
        """The text as JSON, for a column of the shop file."""
        return json.dumps({"key": self.key, "facts": _plain(self.facts)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, source: str) -> Text:
        """The text that ``to_json`` wrote."""
        stored = json.loads(source)
        return cls(stored["key"], _rich(stored["facts"]))


def say(key: str, language: str = "en", /, **facts: object) -> str:
    """The sentence of ``key`` in ``language`` with its facts; raises KeyError for a key no catalogue has."""
    entry = _catalogue(language, key.partition(".")[0])[key]
    if isinstance(entry, dict):
        entry = entry["one" if facts.get("n") == 1 and "one" in entry else "other"]
    return _Speaker(language).vformat(entry, (), facts)


@lru_cache(maxsize=64)
def _catalogue(language: str, room: str) -> dict[str, Any]:
    path = RESOURCES / "words" / language / f"{room}.json"
    catalogue: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return catalogue


class _Speaker(Formatter):
    """Fills placeholders the way people of one language write numbers, money and dates."""

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Text):
            return value.say(self.language)
        if isinstance(value, Money):
            return format_money(value.amount_e4, value.currency, self.language, whole=format_spec == "money0")
        form = _FORMS.get(format_spec)
        if form is not None:
            return form(value, self.language)
        if not format_spec and isinstance(value, (int, float)) and not isinstance(value, bool):
            return format_number(value, self.language)
        if not format_spec and isinstance(value, datetime):
            return format_time(value, self.language)
        if not format_spec and isinstance(value, date):
            return format_day(value, self.language)
        return str(super().format_field(value, format_spec))


@lru_cache(maxsize=8192)
def format_number(value: float, language: str = "en") -> str:
    """A number with the language's grouping and at most two decimals."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, "#,##0.##", locale=language))


def format_percent(share: float, language: str = "en") -> str:
    """A share (0.42) as a percentage: whole above ten percent, else with one decimal."""
    from babel.numbers import format_percent as babel_percent

    fine = 0 < abs(share) < 0.0995
    return str(babel_percent(share, "#,##0.#%" if fine else "#,##0%", locale=language))


@lru_cache(maxsize=8192)
def format_day(day: date, language: str = "en") -> str:
    """A day as people write it: 3 Feb 2026, 2026年2月3日."""
    from babel.dates import format_date

    return str(format_date(day, "d MMM y" if language == "en" else "long", locale=language))


def format_month(day: date, language: str = "en") -> str:
    """A month as people write it: Feb 2026, 2026年2月."""
    from babel.dates import format_date

    return str(format_date(day, "MMM y" if language == "en" else "y年M月", locale=language))


def format_time(moment: datetime, language: str = "en") -> str:
    """A day and time of day."""
    return f"{format_day(moment.date(), language)} {moment:%H:%M}"


@lru_cache(maxsize=256)
def format_language(code: str, language: str = "en") -> str:
    """What a language (BCP 47) is called in another; the code itself where nobody knows it."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(code, sep="-").get_display_name(language)
    except (UnknownLocaleError, ValueError):
        return code
    return str(name or code)


def _as_day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


_FORMS: dict[str, Callable[[Any, str], str]] = {
    "count": format_number,
    "number": format_number,
    "percent": format_percent,
    "date": lambda value, language: format_day(_as_day(value), language),
    "month": lambda value, language: format_month(_as_day(value), language),
    "time": format_time,
    "language": lambda value, language: format_language(str(value), language),
}


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: _plain_value(value) for name, value in facts.items()}


def _plain_value(value: object) -> object:
    if isinstance(value, Money):
        return {"money_e4": value.amount_e4, "currency": value.currency}
    if isinstance(value, Text):
        return {"text": value.key, "facts": _plain(value.facts)}
    if isinstance(value, (date, datetime)):
        return {"day" if not isinstance(value, datetime) else "moment": value.isoformat()}
    return value


def _rich(facts: Mapping[str, Any]) -> dict[str, object]:
    return {name: _rich_value(value) for name, value in facts.items()}


def _rich_value(value: Any) -> object:
    if not isinstance(value, dict):
        return value
    if "money_e4" in value:
        return Money(value["money_e4"], value["currency"])
    if "text" in value:
        return Text(value["text"], _rich(value["facts"]))
    if "day" in value:
        return date.fromisoformat(value["day"])
    return datetime.fromisoformat(value["moment"])
