"""How customers are called in the table and on their page, and the tone of their segment."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QCoreApplication

from gui import text

translate = QCoreApplication.translate

#: Segments that please and segments that call for something; every other is neither.
_TONES = {
    "champions": "good",
    "recent": "good",
    "loyal": "good",
    "outsize": "good",
    "needs_attention": "warn",
    "about_to_sleep": "warn",
    "at_risk": "warn",
    "cannot_lose": "bad",
    "hibernating": "muted",
    "inactive": "muted",
    "lost": "muted",
    "prospects": "muted",
}


def tone(segment_code: str) -> str:
    """The badge's tone of a segment."""
    return _TONES.get(segment_code, "accent")


def place(city: str, country: str) -> str:
    """Town and country, as far as they are known."""
    return ", ".join(part for part in (city, country) if part)


def contact(name: str, email: str, code: str, city: str, country: str) -> str:
    """The line below a name: the address, else whatever else tells people of that name apart."""
    if email and email != name:
        return email
    return " · ".join(part for part in (code if code != name else "", place(city, country)) if part)


def breakable(words: str) -> str:
    """The same with places to break in what has no space: long addresses must not widen the page."""
    return re.sub(r"(\S{16})(?=\S)", "\\1\u200b", words)


def when(day: date | None, today: date | None) -> str:
    """How long before the shop's last order a day was. That day itself is named, as it is not today's."""
    if day is None or today is None:
        return translate("Customers", "never")
    return text.ago(day, today) if (today - day).days > 1 else text.day(day)


#: The badge's tone of a risk.
_RISK_TONES = {"high": "bad", "medium": "warn", "low": "good"}


def risk_tone(risk: str) -> str:
    """The badge's tone of high, medium or low."""
    return _RISK_TONES.get(risk, "muted")


def risk_words(chance: float, risk: str) -> str:
    """A chance of no order and what it is called, for a column."""
    return f"{text.percent(chance)} · {risk_name(risk)}"


def risk_name(risk: str) -> str:
    """How likely somebody stays away, in words."""
    names = {
        "high": translate("Customers", "high risk"),
        "medium": translate("Customers", "medium risk"),
        "low": translate("Customers", "low risk"),
    }
    return names.get(risk, "")
