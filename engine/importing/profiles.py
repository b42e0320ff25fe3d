"""What stands in a column, from a sample of its cells: shares of dates, amounts, addresses and the like.

Names of columns lie or say nothing; values tell which of them can be true.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import eq
from typing import TYPE_CHECKING

import numpy as np

from engine.importing.amounts import read_amounts
from engine.importing.dates import read_dates
from engine.importing.table import Factor, RawTable
from engine.importing.value_words import consent_of, suppression_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: How many different values of a column are looked at, and how many of them are read as dates or amounts.
_JUDGED, _READ = 150, 40
#: Cells that say nothing, in most programs' exports.
_NOTHING = frozenset(
    {"", "-", "--", "---", "/", "null", "none", "nan", "n/a", "na", "#n/a", "'null", "nil", "无"}
)
_SIGNS = r"[$€£¥₩₹₽₺৳฿₫₪₴₦₱￥元円]"
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+$")
_PHONE = re.compile(r"['+(]?[+(\d][\d\s().\-/]{6,18}\d$|(\+?86)?1[3-9][\d*]{9}$")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}([:.]\d{2})?\s*([AaPp]\.?[Mm]\.?)?$")
_SECONDS = re.compile(r"(9[4-9]\d{8}|1\d{9}|2[01]\d{8}|1\d{12})(\.\d+)?$")
_WHOLE = re.compile(r"-?\d{1,9}(\.0+)?$", re.ASCII)
_POINT = re.compile(r"-?\d{1,9}\.\d+$", re.ASCII)
_DECIMAL = re.compile(r"\D{0,5}\d[\d.,' ]*[.,]\d{1,4}\D{0,5}$")
_MARKED = re.compile(rf"{_SIGNS}\s*-?\d|\d\s*{_SIGNS}|^[A-Z]{{3}}\s\d|\d\s([A-Z]{{3}}|kr|zł)\.?$")
_DIGIT = re.compile(r"^.{0,8}\d")
_DATE_LIKE = re.compile(
    r"\d[-/.年]\s?\d|^(19|20)\d{6}(\D|$)|\d(st|nd|rd|th|\.)?,?[-\s]+(de\s+)?[^\W\d_]{3}|[^\W\d_]{3}\.?[-\s]+\d{1,2}\D"
)
_WEB = re.compile(r"^(https?:)?//|^www\.|^/[\w\-./?=&%]*$|\.(html?|php|aspx?)\b")
_PICTURE = re.compile(r"\.(jpe?g|png|gif|webp|bmp|svg|tiff?)\b", re.IGNORECASE)
_YEAR = re.compile(r"(19|20)\d\d$")
_SPACED = re.compile(r"[^\W\d_][\s,.'’-]+[^\W\d_]|[\u3040-\u30ff\u4e00-\u9fff]{2,}")
_YES_NO = frozenset({
    "yes", "no", "y", "n", "true", "false", "t", "f", "0", "1", "on", "off", "x", "v", "ok", "✓", "✔", "ja",
    "nein", "j", "oui", "non", "vrai", "faux", "si", "sí", "verdadero", "falso", "vero", "sim", "não", "nao",
    "verdadeiro", "nee", "waar", "onwaar", "wahr", "falsch", "subscribed", "unsubscribed", "not subscribed",
    "never subscribed", "never_subscribed", "not_set", "opted-in", "opted-out", "opted in", "opted out",
    "opt-in", "opt-out", "active", "inactive", "granted", "denied", "no consent", "是", "否", "有", "无",
    "はい", "いいえ", "订阅", "未订阅", "已订阅", "同意", "不同意",
})  # fmt: skip
#: Words that say what a visitor or a recipient did, in any language's usual spelling.
_DEEDS = re.compile(
    r"view|visit|click|cart|basket|purchase|order|checkout|search|login|page|scroll|download|wish|fav|browse|"
    r"sign.?up|add.to|remove|payment|open|sent|send|deliver|bounce|unsub|complain|spam|session.start|product\d*$|"
    r"浏览|点击|加购|购买|收藏|搜索|下单|支付|访问|查看|打开|发送|ansicht|kauf|warenkorb|suche|vue|achat|panier|recherche|"
    r"compra|carrito|vista|busqueda|búsqueda|acquisto|carrello|visualizz|^pv$|^buy$|^fav$|閲覧|カート",
    re.IGNORECASE,
)
#: What columns of discounts that are no amounts are called.
PERCENT = re.compile(
    r"%|percent|\bpct\b|prozent|pourcent|porcent|percentuale|procent|百分|折扣率|割引率", re.IGNORECASE
)
_SHARE = re.compile(r"-?\d{1,3}([.,]\d+)?\s*%$")
_SERIAL = re.compile(r"[345]\d{4}([.,]\d+)?$")
_STARS = re.compile(
    r"[★⭐☆✩*]{1,5}$|[0-5]([.,]\d+)?\s*(/\s*5|stars?|sterne?|étoiles?|estrellas?|stelle?|星|点)?$",
    re.IGNORECASE,
)


class Profile:
    """What stands in a column, as shares (0 to 1) of its filled sample cells, each found when asked for.

    ``filled`` is the share of cells that say something, ``values`` the number of different ones, ``distinct``
    their share, ``repeats`` the share of cells equal to the cell above.
    """

    def __init__(self, sample: Sequence[str]) -> None:
        texts = [text for text in map(str.strip, sample) if text.casefold() not in _NOTHING]
        counts = Counter(texts)
        self.filled = len(texts) / len(sample) if sample else 0.0
        self.values = len(counts)
        self.distinct = len(counts) / max(len(texts), 1)
        self.repeats = sum(map(eq, texts, texts[1:])) / max(len(texts) - 1, 1)
        self._first = texts[:_JUDGED]
        self._counts = counts.most_common(_JUDGED)
        self._total = sum(count for _, count in self._counts)

    def _among(self, test: Callable[[str], object]) -> float:
        if not self._total:
            return 0.0
        return sum(count for text, count in self._counts if test(text)) / self._total

    def _read(self, likely: re.Pattern[str], valid: Callable[[Factor], NDArray[np.bool_]]) -> float:
        """The share of cells that a reader of values takes; it is asked only about what looks likely."""
        asked = [(text, count) for text, count in self._counts if likely.search(text)][:_READ]
        if not asked:
            return 0.0
        good = valid(Factor.of_texts([text for text, _ in asked]))
        weight = np.array([count for _, count in asked])
        return float((weight * good).sum() / weight.sum()) * self._among(likely.search)

    @cached_property
    def dates(self) -> float:
        """Moments and days, in any notation; five digits alone are far more often a postcode or an amount."""
        return min(1.0, self._read(_DATE_LIKE, lambda column: read_dates(column, "UTC").valid) + self.epochs)

    @cached_property
    def numbers(self) -> float:
        """Amounts and quantities."""
        return self._read(_DIGIT, lambda column: read_amounts(column.values).valid)

    @cached_property
    def clocks(self) -> float:
        """Times of day without a day."""
        return self._among(_CLOCK.match)

    @cached_property
    def epochs(self) -> float:
        """Seconds or milliseconds since 1970."""
        return self._among(_SECONDS.match)

    @cached_property
    def whole(self) -> float:
        """Whole numbers of at most nine digits."""
        return self._among(_WHOLE.match)

    @cached_property
    def decimals(self) -> float:
        """Numbers with a decimal part."""
        return self._among(_DECIMAL.match)

    @cached_property
    def marked(self) -> float:
        """Numbers beside a currency."""
        return self._among(_MARKED.search)

    @cached_property
    def emails(self) -> float:
        """E-mail addresses."""
        return self._among(_ADDRESS.match)

    @cached_property
    def phones(self) -> float:
        """Telephone numbers, masked or not."""
        return self._among(lambda text: _PHONE.match(text) and not _DATE_LIKE.search(text))

    @cached_property
    def webs(self) -> float:
        """Web addresses and paths."""
        return self._among(_WEB.search)

    @cached_property
    def pictures(self) -> float:
        """Names of picture files."""
        return self._among(_PICTURE.search)

    @cached_property
    def countries(self) -> float:
        """Names or codes of countries."""
        return self._among(_is_country) if self.values <= 150 else 0.0

    @cached_property
    def currencies(self) -> float:
        """Codes of currencies."""
        return self._among(_is_currency) if self.values <= 20 else 0.0

    @cached_property
    def yes_no(self) -> float:
        """Words for yes and no."""
        return self._among(lambda text: text.casefold() in _YES_NO) if self.values <= 12 else 0.0

    @cached_property
    def deeds(self) -> float:
        """Words for what visitors and recipients do."""
        return self._among(lambda text: len(text) <= 40 and _DEEDS.search(text))

    @cached_property
    def percents(self) -> float:
        """Shares of a hundred."""
        return self._among(_SHARE.match)

    @cached_property
    def serials(self) -> float:
        """Days as spreadsheets count them, of about this century."""
        return self._among(_SERIAL.match)

    @cached_property
    def refusals(self) -> float:
        """Words that say that, or why, somebody may not be written to."""
        return self._among(lambda text: suppression_of(text) or consent_of(text) == "no")

    @cached_property
    def stars(self) -> float:
        """Grades up to five."""
        return self._among(_STARS.match)

    @cached_property
    def years(self) -> float:
        """Years alone."""
        return self._among(_YEAR.match)

    @cached_property
    def letters(self) -> float:
        """Cells with any letter."""
        return self._among(lambda text: any(map(str.isalpha, text)))

    @cached_property
    def spaced(self) -> float:
        """Cells of several words."""
        return self._among(_SPACED.search)

    @cached_property
    def length(self) -> float:
        """Mean number of characters."""
        return sum(len(text) * count for text, count in self._counts) / max(self._total, 1)

    @cached_property
    def _plain(self) -> list[float]:
        return [float(text) for text, _ in self._counts if _WHOLE.match(text) or _POINT.match(text)]

    @cached_property
    def lowest(self) -> float:
        """The smallest of its plainly written numbers."""
        return min(self._plain, default=0.0)

    @cached_property
    def highest(self) -> float:
        """The largest of its plainly written numbers."""
        return max(self._plain, default=0.0)

    @cached_property
    def counts_up(self) -> bool:
        """Whether each cell is the one above plus one: the numbers of rows."""
        numbers = [float(text) for text in self._first if _WHOLE.match(text)]
        return len(numbers) == len(self._first) > 1 and all(
            below - above == 1 for above, below in pairwise(numbers)
        )


@dataclass
class Profiles:
    """The profiles of a table's columns, each made when it is first asked for."""

    table: RawTable
    _made: dict[int, Profile] = field(default_factory=dict)

    def __getitem__(self, index: int) -> Profile:
        if index not in self._made:
            self._made[index] = Profile(self.table.sample(index, 300))
        return self._made[index]


@lru_cache(maxsize=1)
def _country_words() -> frozenset[str]:
    """Names and codes of countries in the languages of the dictionary."""
    from babel import Locale

    words: set[str] = {
        "uk",
        "usa",
        "eire",
        "england",
        "scotland",
        "wales",
        "holland",
        "u.s.a.",
        "u.k.",
        "rsa",
    }
    for language in ("en", "zh", "de", "fr", "es", "it", "pt", "nl", "ja"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                words.add(name.casefold())
                words.add(code.casefold())
    return frozenset(words)


def _is_country(text: str) -> bool:
    return text.casefold() in _country_words()


def _is_currency(text: str) -> bool:
    from babel.numbers import is_currency

    return len(text) == 3 and bool(is_currency(text.upper()))


#: Meaning → the shape that its values have; a meaning not listed may look like anything.
_SHAPES = {
    **dict.fromkeys(
        ("unit_price", "line_total", "order_total", "order_paid", "order_subtotal", "shipping", "refunded",
         "price", "sale_price", "cost", "amount", "compare_price", "line_refunded", "adjusted_total"),
        "money"),
    **dict.fromkeys(("order_discount", "line_discount", "tax", "tip", "fee"), "charge"),
    **dict.fromkeys(
        ("quantity", "stock", "sends", "opens", "clicks", "orders", "unsubscribes", "bounces", "complaints",
         "seconds"), "count"),
    **dict.fromkeys(("date", "cancelled_at", "joined_at", "paid_at"), "date"),
    **dict.fromkeys(
        ("consent_at", "sent_at", "opened_at", "clicked_at", "ordered_at", "unsubscribed_at", "bounced_at",
         "complained_at"), "date_or_flag"),
    **dict.fromkeys(
        ("customer_name", "first_name", "last_name", "city", "region", "product_name", "street", "company",
         "brand", "category", "event"), "words"),
    **dict.fromkeys(("customer", "product"), "identity"),
    **dict.fromkeys(("order", "session", "order_id", "payment_id",
                     "review_id", "recipient", "campaign", "group"), "code"),
    **dict.fromkeys(("consent", "consent_sms", "recommended", "published", "is_test"), "flag"),
    **dict.fromkeys(("status", "refund_status", "row_type"), "state"),
    **dict.fromkeys(("body", "description", "title", "item_list"), "text"),
    "line_id": "line_id", "birthday": "birthday", "time": "clock", "email": "email", "phone": "phone",
    "country": "country", "currency": "currency", "stars": "stars", "url": "web", "picture": "picture",
    "barcode": "barcode", "time_zone": "state", "in_stock": "in_stock", "language": "language",
    "gender": "gender",
}  # fmt: skip

_FITS: dict[str, Callable[[Profile], bool]] = {
    "money": lambda p: p.numbers >= 0.6 and p.dates < 0.9,
    # What is at most one all through is a rate, 0.2 for a fifth.
    "charge": lambda p: p.numbers >= 0.6 and p.dates < 0.9 and not (0 < p.highest <= 1 and p.decimals > 0.1),
    "count": lambda p: p.numbers >= 0.6 and p.dates < 0.9,
    "date": lambda p: p.dates >= 0.6 or p.serials >= 0.9,
    "date_or_flag": lambda p: p.dates >= 0.6 or (p.yes_no >= 0.8 and p.letters >= 0.5),
    "birthday": lambda p: p.dates >= 0.6 or p.years >= 0.8 or p.length <= 5,
    "clock": lambda p: p.clocks >= 0.8,
    "email": lambda p: p.emails >= 0.3,
    "phone": lambda p: p.emails < 0.3 and p.letters < 0.5 and p.webs < 0.5,
    "words": lambda p: p.letters >= 0.3 and p.dates < 0.5 and p.emails < 0.7,
    # What is written in several words is a name, and namesakes are not one person.
    "identity": lambda p: (p.dates - p.epochs < 0.9 or p.length <= 8) and p.spaced < 0.6,
    # The numbers of the rows say nothing of the order, and change with every export.
    "line_id": lambda p: p.dates < 0.9 and not (p.counts_up and p.lowest <= 1),
    "code": lambda p: p.dates - p.epochs < 0.9 or p.length <= 8,
    "flag": lambda p: p.yes_no >= 0.6 or (p.values <= 12 and p.length <= 24 and p.decimals < 0.5),
    "in_stock": lambda p: p.yes_no >= 0.6 or p.letters >= 0.5,
    "state": lambda p: (p.letters >= 0.3 and p.dates < 0.5) or (p.values <= 12 and p.length <= 3),
    "text": lambda p: p.dates < 0.5 and p.numbers < 0.9 and p.emails < 0.9,
    "country": lambda p: p.letters >= 0.3 and p.dates < 0.5 and p.emails < 0.3,
    "currency": lambda p: p.length <= 12 and p.decimals < 0.3 and p.dates < 0.5,
    "stars": lambda p: p.stars >= 0.8 or (p.numbers >= 0.8 and p.lowest >= 0 and p.highest <= 10),
    "web": lambda p: p.webs >= 0.3 or (p.letters >= 0.5 and p.spaced < 0.5),
    "picture": lambda p: p.webs >= 0.3 or p.pictures >= 0.3,
    "barcode": lambda p: p.decimals < 0.3 and p.length >= 6,
    "language": lambda p: p.letters >= 0.5 and p.length <= 24 and p.values <= 40,
    "gender": lambda p: p.values <= 12 and p.length <= 16,
}


def agrees(meaning: str, profile: Profile) -> bool:
    """Whether what stands in a column can be what its name says; an empty column can be anything."""
    shape = _SHAPES.get(meaning, "")
    return profile.filled == 0 or not shape or _FITS[shape](profile)


def is_money(meaning: str) -> bool:
    """Whether a wrong column for this meaning would falsify amounts."""
    return _SHAPES.get(meaning) in ("money", "charge")


def is_date(meaning: str) -> bool:
    """Whether a wrong column for this meaning would falsify moments."""
    return _SHAPES.get(meaning) in ("date", "date_or_flag")
