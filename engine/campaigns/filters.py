"""The filters that a template may use: a closed list, each measured before it works.

Jinja's own are not used where they can grow without bound, reach attributes, or switch escaping off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from jinja2 import Undefined
from markupsafe import Markup, escape

from engine.campaigns.budget import MAX_NUMBER, OverBudgetError
from engine.plain_text import CONTROL

if TYPE_CHECKING:
    from engine.campaigns.budget import Budget

#: Where a link in a mail may lead.
SCHEMES = ("http", "https", "mailto", "tel")
_MAX_ITEMS = 5_000
#: Left alone when a link is percent-encoded: reserved and unreserved characters of RFC 3986, and "%".
_URL_SAFE = "%/:?#[]@!$&'()*+,;=-._~"
_WORD = re.compile(r"\S+")


@lru_cache(maxsize=16_384)
def safe_url(address: str) -> str:
    """``address`` percent-encoded if it is http, https, mailto or tel; raises ValueError otherwise."""
    address = address.strip()
    if CONTROL.search(address):
        raise ValueError("control characters in an address")
    parts = urlsplit(address)
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES or (scheme in ("http", "https") and not parts.netloc):
        raise ValueError("not an address a mail may link to")
    return quote(address, safe=_URL_SAFE)


def text_of(value: Any) -> str:
    """A plain value as text; raises OverBudgetError for what no message should show."""
    if isinstance(value, str):
        return value
    if isinstance(value, Undefined):
        return str(value)  # raises, naming the field
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise OverBudgetError("not_text")
    if abs(value) > MAX_NUMBER:
        raise OverBudgetError("too_big")
    return str(value)


def bounded_filters(budget: Budget) -> dict[str, Callable[..., Any]]:
    """The filters by name, counting their work on ``budget``."""

    def text(value: Any) -> str:
        said = text_of(value)
        budget.value(len(said))
        return said

    def items(value: Any) -> list[Any]:
        if isinstance(value, Undefined):
            iter(value)  # raises, naming the field
        if isinstance(value, (str, dict, range)) or (
            isinstance(value, Sequence) and len(value) <= _MAX_ITEMS
        ):
            found = list(value) if len(value) <= _MAX_ITEMS else None
        else:
            found = None
        if found is None:
            raise OverBudgetError("too_big" if isinstance(value, (str, range, Sequence)) else "not_list")
        budget.step(1 + len(found) // 16)
        return found

    def field_of(item: Any, name: object) -> Any:
        if not isinstance(item, dict) or not isinstance(name, str):
            raise OverBudgetError("not_list")
        return item.get(name, "")

    def like(original: str, made: str) -> str:
        return Markup(made) if isinstance(original, Markup) else made

    def plain(change: Callable[[str], str]) -> Callable[[Any], str]:
        def apply(value: Any) -> str:
            # The plain string: Markup's methods would escape, and change entities like &amp; into &AMP;.
            said = text(value)
            return change(str(said)) if not isinstance(said, Markup) else change(said.unescape())

        return apply

    def default(value: Any, instead: Any = "", boolean: bool = True) -> Any:
        """Ours replaces empty values too unless told otherwise: an empty name is as bad as none."""
        return instead if isinstance(value, Undefined) or (boolean and not value) else value

    def length(value: Any) -> int:
        return len(text(value)) if isinstance(value, str) else len(items(value))

    def truncate(value: Any, length: int = 60, end: str = "…") -> str:
        said, end = str(text(value)), str(text(end))
        if not isinstance(length, int) or not 1 <= length <= 5_000:
            raise OverBudgetError("too_big")
        if len(said) <= length:
            return said
        cut = said[: max(length - len(end), 0)]
        # Break at a word where there is one near; Chinese has no spaces to break at.
        space = cut.rfind(" ", len(cut) // 2)
        return (cut[:space] if space > 0 else cut).rstrip() + end

    def replace(value: Any, old: Any, new: Any) -> str:
        said, old_text, new_text = text(value), text(old), text(new)
        found = said.count(old_text)
        budget.value(len(said) + found * max(len(new_text) - len(old_text), 0))
        return str(said).replace(str(old_text), str(new_text))

    def join(value: Any, between: Any = "", attribute: Any = None) -> str:
        words = [text(field_of(item, attribute) if attribute else item) for item in items(value)]
        separator = text(between)
        budget.value(sum(map(len, words)) + len(separator) * len(words))
        if any(isinstance(word, Markup) for word in (*words, separator)):
            return Markup(escape(separator)).join(words)
        return separator.join(words)

    def whole(value: Any, instead: int = 0) -> int:
        try:
            number = int(float(text(value))) if isinstance(value, (str, float)) else int(text(value))
        except (ValueError, OverflowError):
            return instead
        if abs(number) > MAX_NUMBER:
            raise OverBudgetError("too_big")
        return number

    def rounded(value: Any, digits: int = 0) -> float | int:
        number = round(float(text(value)), whole(digits))
        return int(number) if digits == 0 else number

    def ordered(value: Any, reverse: bool = False, attribute: Any = None) -> list[Any]:
        found = items(value)
        budget.step(len(found))
        key = (lambda item: field_of(item, attribute)) if attribute else None
        return sorted(found, key=key, reverse=bool(reverse))

    def chosen(value: Any, attribute: Any, wanted: Any = None) -> list[Any]:
        return [
            item
            for item in items(value)
            if (field_of(item, attribute) if wanted is None else field_of(item, attribute) == wanted)
        ]

    def batch(value: Any, size: int) -> list[list[Any]]:
        found, size = items(value), whole(size)
        if size < 1:
            raise OverBudgetError("not_list")
        return [found[start : start + size] for start in range(0, len(found), size)]

    def first(value: Any) -> Any:
        found = items(value)
        return found[0] if found else ""

    def last(value: Any) -> Any:
        found = items(value)
        return found[-1] if found else ""

    def url(value: Any) -> str:
        try:
            return safe_url(str(text(value)))
        except ValueError:
            raise OverBudgetError("bad_link", value=str(value)[:80]) from None

    def escaped(value: Any) -> Markup:
        return escape(text(value))

    return {
        "abs": lambda value: abs(whole(value) if isinstance(value, str) else value),
        "batch": batch,
        "capitalize": plain(str.capitalize),
        "d": default,
        "default": default,
        "e": escaped,
        "escape": escaped,
        "first": first,
        "int": whole,
        "join": join,
        "last": last,
        "length": length,
        "count": length,
        "list": items,
        "lower": plain(str.lower),
        "map": lambda value, attribute: [field_of(item, attribute) for item in items(value)],
        "max": lambda value: max(items(value)),
        "min": lambda value: min(items(value)),
        "replace": replace,
        "reverse": lambda value: items(value)[::-1] if not isinstance(value, str) else str(text(value))[::-1],
        "round": rounded,
        "selectattr": chosen,
        "sort": ordered,
        "string": lambda value: like(text(value), str(text(value))),
        "sum": lambda value, attribute=None: sum(
            whole(field_of(item, attribute) if attribute else item) for item in items(value)
        ),
        "title": plain(lambda said: _WORD.sub(lambda word: word[0][:1].upper() + word[0][1:], said)),
        "trim": plain(str.strip),
        "truncate": truncate,
        "upper": plain(str.upper),
        "url": url,
    }


def join_values(budget: Budget, autoescape: bool, values: Iterable[Any]) -> str:
    """What ``~`` does, with the size known before it is done."""
    words = [text_of(value) for value in values]
    budget.value(sum(map(len, words)))
    if autoescape and any(isinstance(word, Markup) for word in words):
        return Markup("").join(words)
    return "".join(words)
