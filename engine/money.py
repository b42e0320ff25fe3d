"""Exact money: integers of one ten-thousandth of a currency's main unit, always with the currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

#: Ten-thousandths in one main unit.
E4 = 10_000


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in ten-thousandths of the main unit of ``currency`` (ISO 4217)."""

    amount_e4: int
    currency: str

    @property
    def decimal(self) -> Decimal:
        """The amount in main units, exact."""
        return Decimal(self.amount_e4).scaleb(-4)


def decimal_string(amount_e4: int, currency: str) -> str:
    """The amount as a plain decimal with at least the currency's own decimals: ``9747747.934``, ``12.50``."""
    value = Decimal(amount_e4).scaleb(-4)
    places = -value.normalize().as_tuple().exponent  # type: ignore[operator]
    return f"{value:.{max(minor_digits(currency), places)}f}"


@lru_cache(maxsize=64)
def minor_digits(currency: str) -> int:
    """Decimals that the currency is written with: 2 for EUR, 0 for JPY (CLDR)."""
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency))


@lru_cache(maxsize=64)
def currency_sign(currency: str, language: str = "en") -> str:
    """What stands for the currency beside a number in ``language``: £, US$, CA$."""
    from babel.numbers import get_currency_symbol

    return str(get_currency_symbol(currency, locale=language))


def format_money(amount_e4: int, currency: str, language: str = "en", *, whole: bool = False) -> str:
    """The amount as people write it in ``language``; ``whole`` leaves the decimals away (for headlines)."""
    from babel.numbers import format_currency

    value = Decimal(amount_e4).scaleb(-4)
    if whole:
        return str(
            format_currency(
                value.quantize(Decimal(1)),
                currency,
                _whole_pattern(language),
                locale=language,
                currency_digits=False,
            )
        )
    return str(format_currency(value, currency, locale=language))


@lru_cache(maxsize=8)
def _whole_pattern(language: str) -> str:
    from babel import Locale

    pattern: str = Locale.parse(language).currency_formats["standard"].pattern
    return pattern.replace(".00", "")
