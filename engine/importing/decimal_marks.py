"""Whether the comma or the point parts the cents: decided once for a column, by all that a file shows.

``1.234`` alone is one and a bit or twelve hundred. Beside ``0.50`` it is the first, beside ``12,50`` the
second; where nothing in the file tells, the owner is asked, for a wrong guess is wrong a thousandfold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from engine.importing.currencies import GROUPED_BY_COMMA, GROUPED_BY_POINT, currencies_of

#: Numbers so plain that only a point can be in them; the leading ones carry up to three digits.
_TELLING_POINT = r"^-?(?:\d*\.(?:\d{1,2}|\d{4,})|0\d*\.\d+|\d{4,}\.\d+)$"


@dataclass(frozen=True)
class _Evidence:
    """Counts of distinct values: which mark must part the cents, and what stays open."""

    point: int
    comma: int
    #: Like 1.234 and like 1,234.
    open_point: int
    open_comma: int
    #: Whole numbers below a thousand, and whether an open value ends in nought, or all in three.
    small: int
    ends_in_nought: bool
    all_thousands: bool
    example: str


def settle_mark(
    values: pa.Array,
    *,
    said: str = "",
    currency: str = "",
    beside: Sequence[pa.Array] = (),
    pieces: bool = False,
) -> tuple[str, str]:
    """(the decimal mark of a column, a value to ask the owner about or "").

    ``said`` is what the source always writes, ``currency`` what the amounts are in, ``beside`` the distinct
    values of the file's other amounts, ``pieces`` whether these are quantities. Where there is something to
    ask, the mark is the point.
    """
    own = _evidence(values)
    mark = _majority(own)
    if said and (not mark or getattr(own, "point" if said == "." else "comma")):
        return said, ""
    if mark:
        return mark, ""
    if not (own.open_point or own.open_comma):
        return said or ".", ""
    others = [_evidence(other) for other in beside]
    mark = _majority(*others) or _by_whole_numbers(own)
    if not mark:
        mark = _by_noughts(own) if pieces else _by_currency(own, values, currency)
    return (mark, "") if mark else (".", own.example)


def _majority(*told: _Evidence) -> str:
    point, comma = sum(one.point for one in told), sum(one.comma for one in told)
    return "." if point >= comma and point else "," if comma else ""


def _by_whole_numbers(own: _Evidence) -> str:
    """950 beside 1.250: decimals always written would give 950.000, decimals shortened 1.25."""
    if own.small and own.ends_in_nought and not (own.open_point and own.open_comma):
        return "," if own.open_point else "."
    return ""


def _by_noughts(own: _Evidence) -> str:
    """Only 1.000, 2.000: nobody sells by the thousand only, but programs write pieces with three decimals."""
    if own.all_thousands and not (own.open_point and own.open_comma):
        return "." if own.open_point else ","
    return ""


def _by_currency(own: _Evidence, values: pa.Array, currency: str) -> str:
    """Three decimals are nowhere the way of writing money: the country's group mark groups."""
    meant = {currency} if currency else {code for group in currencies_of(values) for code in group}
    if not meant or (own.open_point and own.open_comma):
        return ""
    if own.open_point and meant <= GROUPED_BY_POINT:
        return ","
    return "." if own.open_comma and meant <= GROUPED_BY_COMMA else ""


def _evidence(values: pa.Array) -> _Evidence:
    texts = pc.utf8_trim_whitespace(values)
    plain = pc.match_substring_regex(texts, _TELLING_POINT)
    point = pc.sum(plain).as_py() or 0
    odd = pc.and_(pc.invert(plain), pc.less(pc.binary_length(texts), 60))
    rest = texts.filter(pc.and_(odd, pc.match_substring_regex(texts, r"\d")))
    # Units and signs go with the point that shortens them: kr. and S/. are no decimals.
    bare = pc.replace_substring_regex(
        rest, r"[^\d.,\s\x{a0}\x{2009}\x{202f}'’()+-]+[./]*|[\s\x{a0}\x{2009}\x{202f}'’()+-]+", ""
    )

    def like(pattern: str) -> pa.Array:
        return pc.match_substring_regex(bare, pattern)

    def count(pattern: str) -> int:
        return int(pc.sum(like(pattern)).as_py() or 0)

    open_values = like(r"^[1-9]\d{0,2}[.,]\d{3}$")
    still_open = bare.filter(open_values)
    example = rest.filter(open_values)
    marked = bare.filter(pc.match_substring_regex(bare, r"[.,]"))
    if not len(marked):
        return _Evidence(point, 0, 0, 0, count(r"^\d{1,3}$"), False, False, "")
    return _Evidence(
        point=point
        + count(r"^[\d,]*,[\d,]*\.\d*$|^\d*(?:,\d+){2,}$|^\d*\.(?:\d{0,2}|\d{4,})$|^(?:0\d*|\d{4,})?\.\d*$"),
        comma=count(
            r"^[\d.]*\.[\d.]*,\d*$|^\d*(?:\.\d+){2,}$|^\d*,(?:\d{0,2}|\d{4,})$|^(?:0\d*|\d{4,})?,\d*$"
        ),
        open_point=int(pc.sum(pc.match_substring(still_open, ".")).as_py() or 0),
        open_comma=int(pc.sum(pc.match_substring(still_open, ",")).as_py() or 0),
        small=count(r"^\d{1,3}$"),
        ends_in_nought=bool(pc.any(pc.ends_with(still_open, "0")).as_py()),
        all_thousands=bool(pc.all(pc.ends_with(still_open, "000")).as_py()),
        example=str(example[0].as_py()) if len(example) else "",
    )
