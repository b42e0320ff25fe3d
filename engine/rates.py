"""Exchange rates: which the shop needs, which the owner gave, and what follows when one changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from engine.changes import Changes
from engine.errors import ClienteleError
from engine.money import Money, decimal_string
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop

_SCALE = 10**9
_TOPICS = frozenset({"orders", "customers", "products", "settings"})
#: The label of the undo steps of rates: taking one back works out everything in other currencies anew.
UNDO = "import.undo.rate"


@dataclass(frozen=True)
class Rate:
    """One unit of ``currency`` is worth ``value`` units of the shop's, from a day on; None: on all days."""

    currency: str
    value: str
    from_day: date | None

    def to_json(self) -> dict[str, Any]:
        """The rate for the command line."""
        return {
            "currency": self.currency, "rate": self.value,
            "from": self.from_day.isoformat() if self.from_day else None,
        }  # fmt: skip


@dataclass(frozen=True)
class CurrencyNeed:
    """Orders of the shop in one other currency, and those of them that wait for a rate."""

    currency: str
    orders: int
    total: Money
    waiting: int
    waiting_total: Money

    def to_json(self) -> dict[str, Any]:
        """The currency for the command line, money as decimal strings."""
        return {
            "currency": self.currency,
            "orders": self.orders,
            "total": decimal_string(self.total.amount_e4, self.currency),
            "waiting": self.waiting,
            "waiting_total": decimal_string(self.waiting_total.amount_e4, self.currency),
        }


@dataclass(frozen=True)
class RatesView:
    """Everything about exchange rates: the shop's currency, what it needs and what it has."""

    base: str
    needs: tuple[CurrencyNeed, ...]
    rates: tuple[Rate, ...]


def view(shop: Shop) -> RatesView:
    """The rates that the owner gave and the currencies that orders are in."""
    from engine.store import rates

    with shop.store.read() as connection:
        stored, uses = rates.all_rates(connection), rates.currency_uses(connection)
    return RatesView(
        shop.settings.currency,
        tuple(
            CurrencyNeed(
                use.currency, use.orders, Money(use.total_e4, use.currency), use.waiting,
                Money(use.waiting_e4, use.currency),
            )
            for use in uses
        ),
        tuple(
            Rate(currency, _written(rate), None if day == rates.ALWAYS else date.fromisoformat(day))
            for currency, day, rate in stored
        ),
    )  # fmt: skip


def set_rate(shop: Shop, *, currency: str, rate: str, from_day: date | None = None) -> Changes:
    """Say what one unit of a currency is worth, on all days or from one day on; can be undone.

    Raises ``store.bad_currency``, ``import.bad_rate`` or ``import.own_currency``.
    """
    from engine.shop import checked_currency
    from engine.store import rates

    code = checked_currency(currency)
    if code == shop.settings.currency:
        raise ClienteleError("import.own_currency", currency=code)
    worth = parse_rate(code, rate, shop.settings.currency)
    with shop.store.command(Text(UNDO, {"currency": code}), _TOPICS) as connection:
        rates.set_rate(connection, code, from_day.isoformat() if from_day else rates.ALWAYS, worth)
        rework(connection)
    return Changes(_TOPICS, shop.store.last_step)


def remove_rate(
    shop: Shop, *, currency: str, from_day: date | None = None, everything: bool = True
) -> Changes:
    """Forget the rates of a currency: all, or the one of one day (None with ``everything`` False: the one for
    all days); can be undone. Raises ``import.no_rate``.
    """
    from engine.store import rates

    code = currency.upper()
    day = None if everything and from_day is None else from_day.isoformat() if from_day else rates.ALWAYS
    with shop.store.command(Text(UNDO, {"currency": code}), _TOPICS) as connection:
        if not rates.remove_rate(connection, code, day):
            raise ClienteleError("import.no_rate", currency=code)
        rework(connection)
    return Changes(_TOPICS, shop.store.last_step)


def rework(connection: Connection) -> None:
    """Work out anew what orders in other currencies are worth, and every sum of it, after rates changed."""
    from engine.store import rates, rollups
    from engine.store.settings import load_settings

    rates.rebase_all(connection)
    rollups.refresh_rollups(connection, str(load_settings(connection)["timezone"]))


def change_base(connection: Connection, old: str, new: str, *, back: bool = False) -> None:
    """Follow a change of the shop's own currency, already kept; ``back``: one that was undone.

    A shop that holds one currency only was given the wrong name for it: its orders are in the new one. Where
    several are known, those in the old one now need a rate, and rates into the old one are forgotten.
    """
    from engine.store import rates

    if rates.relabel(connection, old, new):
        return
    if not back:
        rates.remove_rate(connection, None, None)
    rework(connection)


def parse_rate(currency: str, rate: str, base: str) -> int:
    """A rate × 10⁹ from what the owner typed, comma or point. Raises ``import.bad_rate``."""
    try:
        worth = Decimal(rate.strip().replace(",", "."))
        scaled = int((worth * _SCALE).to_integral_value(ROUND_HALF_UP)) if worth.is_finite() else 0
    except InvalidOperation:
        scaled = 0
    if not 0 < scaled < 10**18:
        raise ClienteleError("import.bad_rate", rate=rate, currency=currency, ours=base)
    return scaled


def _written(rate_e9: int) -> str:
    return format((Decimal(rate_e9) / _SCALE).normalize(), "f")
