"""How a product's figures are written: its trend, its units, what it is called below its name."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.products.table import ProductRow
from gui import text

translate = QCoreApplication.translate

#: Growth beyond this is said as "12 ×": four-digit percentages tell nobody anything.
_MANY_TIMES = 9.995
#: A change smaller than this share is none.
_FLAT = 0.005


def trend(row: ProductRow) -> str:
    """Net sales of the last 90 days against the 90 before: an arrow and a percentage."""
    if row.trend is None:
        return translate("Products", "↑ from 0") if row.recent_e4 > 0 else "–"
    if abs(row.trend) < _FLAT:
        return "→ " + text.percent(0)
    arrow = "↑" if row.trend > 0 else "↓"
    if row.trend > _MANY_TIMES:
        return f"{arrow} {text.count(round(row.trend + 1))} ×"
    return f"{arrow} {share(row.trend)}"


def share(change: float) -> str:
    """The size of a change; more than all of it (when more came back than was sold) is all of it."""
    return text.percent(round(change if change > 0 else min(-change, 1.0), 2))


def trend_tone(row: ProductRow) -> str:
    """The colour that goes with the arrow."""
    if row.is_service or (row.trend is None and row.recent_e4 <= 0):
        return "muted"
    if row.trend is not None and abs(row.trend) < _FLAT:
        return ""
    return "good" if row.trend is None or row.trend > 0 else "bad"


def trend_amount(row: ProductRow, currency: str) -> str:
    """The same change in money: +£287; nothing where nothing was sold in either quarter."""
    change = row.recent_e4 - row.before_e4
    if not change:
        return ""
    sign = "+" if change > 0 else "−"
    return sign + text.amount(abs(change), currency, whole=True)


def trend_sentence(row: ProductRow, currency: str) -> str:
    """The same in words, for the product's own page."""
    if row.trend is None:
        return translate("Products", "nothing in the 90 days before") if row.recent_e4 > 0 else ""
    if abs(row.trend) < _FLAT:
        return translate("Products", "as much as in the 90 days before")
    before = text.amount(row.before_e4, currency, whole=True)
    if row.trend > _MANY_TIMES:
        return translate("Products", "{before} in the 90 days before").format(before=before)
    words = {"share": share(row.trend), "before": before}
    if row.trend > 0:
        return translate("Products", "{share} more than in the 90 days before ({before})").format(**words)
    return translate("Products", "{share} less than in the 90 days before ({before})").format(**words)


def units(row: ProductRow) -> str:
    """Net units sold; fractions only where things are sold by weight or length."""
    whole, rest = divmod(row.units_milli, 1000)
    return text.count(whole if not rest else row.units_milli / 1000)


def below_name(row: ProductRow) -> str:
    """The code, where the name is not the code already; for services, that they are one."""
    code = row.code if row.code != row.name else ""
    if row.is_service:
        return " · ".join(filter(None, [code, translate("Products", "service or fee")]))
    if not row.recommendable:
        return " · ".join(filter(None, [code, translate("Products", "not recommended")]))
    return code


def rest_tone(row: ProductRow) -> str:
    """Services stand back: they are not what the shop sells."""
    return "muted" if row.is_service else ""
