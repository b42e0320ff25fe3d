"""Numbers, money, dates and sentences as people write them in the language of the window.

The engine's words (and Babel behind them) are imported when first used: no first paint waits for them.
"""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

if TYPE_CHECKING:
    from engine.money import Money
    from engine.words import Text

_language = "en"


def language() -> str:
    """The window's language: ``en`` or ``zh_CN``."""
    return _language


def set_language(name: str) -> None:
    """Speak ``name`` from now on (the translator is installed by ``gui.app``)."""
    global _language
    _language = name


def say(text: Text | str, **facts: object) -> str:
    """A text of the engine (or a key with its facts) in the window's language."""
    from engine import words

    if isinstance(text, words.Text):
        return text.say(_language)
    return words.say(text, _language, **facts)


def count(value: float) -> str:
    """A number with the language's grouping: 1,234."""
    from engine.words import format_number

    return format_number(value, _language)


def percent(share: float) -> str:
    """A share as a percentage: 0.42 is 42 %."""
    from engine.words import format_percent

    return format_percent(share, _language)


def money(amount: Money, *, whole: bool = False) -> str:
    """An amount in its own currency; ``whole`` leaves the decimals away, for headlines."""
    from engine.money import format_money

    return format_money(amount.amount_e4, amount.currency, _language, whole=whole)


def amount(amount_e4: int, currency: str, *, whole: bool = False) -> str:
    """As ``money``, for an amount and its currency apart."""
    from engine.money import format_money

    return format_money(amount_e4, currency, _language, whole=whole)


def short_amount(amount_e4: int, currency: str) -> str:
    """As ``short_money``, for an amount and its currency apart."""
    from engine.money import Money

    return short_money(Money(amount_e4, currency))


def exact_money(amount: Money) -> str:
    """An amount with every decimal it has, up to four: for sums that must add up before the owner's eyes."""
    from babel import Locale
    from babel.numbers import format_currency

    from engine.money import minor_digits

    places = minor_digits(amount.currency)
    pattern = str(Locale.parse(_language).currency_formats["standard"].pattern)
    pattern = pattern.replace(".00", "." + "0" * places + "#" * (4 - places))
    return str(
        format_currency(amount.decimal, amount.currency, pattern, locale=_language, currency_digits=False)
    )


def short_money(amount: Money) -> str:
    """An amount for a chart's axis: £1.2M, ¥3万."""
    from babel.numbers import format_compact_currency

    return str(
        format_compact_currency(amount.decimal, amount.currency, locale=_language, fraction_digits=1)
    ).replace(".0", "")


def short_count(value: float) -> str:
    """A number for a chart's axis: 1.2K, 3万."""
    from babel.numbers import format_compact_decimal

    return str(format_compact_decimal(value, locale=_language, fraction_digits=1))


def day(value: date) -> str:
    """A day: 3 Feb 2026, 2026年2月3日."""
    from engine.words import format_day

    return format_day(value, _language)


def month(value: date) -> str:
    """A month: Feb 2026, 2026年2月."""
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMM", value, locale=_language))


def moment(epoch: int, zone: tzinfo | None = None) -> str:
    """A stored time in the shop's zone: 3 Feb 2026 14:05."""
    from engine.words import format_time

    return format_time(datetime.fromtimestamp(epoch, zone), _language)


def epoch_day(epoch: int, zone: tzinfo | None = None) -> date:
    """The day of a stored time in the shop's zone."""
    return datetime.fromtimestamp(epoch, zone).date()


class Time(QObject):
    """Rough spans of time in words. A class because lupdate finds plurals in ``self.tr`` only."""

    def ago(self, value: date, today: date) -> str:
        """How long before ``today`` a day was, in the largest unit that is still precise enough."""
        days = (today - value).days
        if days < 0:
            return day(value)
        if days == 0:
            return self.tr("today")
        if days == 1:
            return self.tr("yesterday")
        if days < 61:
            return self.tr("%n days ago", "", days)
        if days < 730:
            months = round(days / 30.44)
            return self.tr("%n months ago", "", months)
        years = round(days / 365.25)
        return self.tr("%n years ago", "", years)

    def duration(self, seconds: float) -> str:
        """A rough time to wait: 40 s, 3 min."""
        if seconds < 55:
            rounded = max(5 * round(seconds / 5), 1)
            return self.tr("%n s", "", rounded)
        minutes = max(round(seconds / 60), 1)
        return self.tr("%n min", "", minutes)


def ago(value: date, today: date) -> str:
    """How long ago a day was."""
    return Time().ago(value, today)


def duration(seconds: float) -> str:
    """A rough time to wait."""
    return Time().duration(seconds)


def size(byte_count: int) -> str:
    """A file's size: 3.4 MB."""
    if byte_count < 1_000_000:
        return f"{count(max(round(byte_count / 1000), 1))} KB"
    return f"{count(round(byte_count / 1_000_000, 1))} MB"


def warm_up() -> None:
    """Load the tables behind numbers, money and dates; called off the window's thread, before first use."""
    from engine.money import format_money

    format_money(12_345, "EUR", _language)
    count(1234.5)
    day(date(2000, 1, 1))
    short_count(1200)
    month(date(2000, 1, 1))


def currencies() -> list[tuple[str, str]]:
    """Currencies in use today with their names: the ones most shops use first, then by code."""
    from babel import Locale
    from babel.numbers import get_territory_currencies, list_currencies

    first = ("EUR", "USD", "GBP", "CNY", "JPY", "CHF", "CAD", "AUD", "HKD", "SGD")
    names = Locale.parse(_language).currencies
    current = {
        code for territory in Locale("en").territories for code in get_territory_currencies(str(territory))
    }
    rest = sorted((current & set(list_currencies())) - set(first))
    return [(code, f"{code}  {names.get(code, code)}") for code in (*first, *rest)]


def anniversary(value: date) -> str:
    """A day of every year: 3 February, 2月3日."""
    from babel.dates import format_date

    return str(format_date(value, "d MMMM" if _language == "en" else "M月d日", locale=_language))


def sentences(*parts: str) -> str:
    """Sentences one after another; Chinese full stops bring their own space."""
    return ("" if _language == "zh_CN" else " ").join(filter(None, parts))


def customer_name(name: str, code: str) -> str:
    """A customer's name; who has none but a number is called by it: Customer 14646."""
    if name and name != code:
        return name
    return QCoreApplication.translate("Customers", "Customer {code}").format(code=code)


def language_name(tag: str) -> str:
    """A language by its tag (en-GB): English; the tag itself where nobody knows it."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return tag
    return str(locale.get_language_name(_language) or tag)
