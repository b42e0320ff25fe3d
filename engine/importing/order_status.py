"""The states that programs give orders and lines, as ours; decided on distinct words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from engine.importing.amounts import parse_amount
from engine.importing.batch import STATUSES
from engine.importing.sources import Source, general_source
from engine.importing.table import Factor
from engine.importing.value_words import word_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: What a state means that no dictionary knows, by the words in it; the first that fits.
_BY_WORDS = tuple(
    (re.compile(pattern, re.IGNORECASE), meant)
    for pattern, meant in (
        (r"part\w*[\s_-]+(refund|return)|部分退款|^已退款\s*[(（]", "part_refunded"),
        (
            r"not[\s_-]+(refunded|returned|cancel)|^无|未退款|没有申请|未申请"
            r"|(售后|退款|退货)(已)?(取消|关闭|撤销|失败|拒绝)",
            "paid",
        ),
        (r"refunded|fully returned|charge[\s_-]?back|charged[\s_-]back|reversed|退款成功|已全额退款|已退款"
         r"|erstattet|rembours|reembols|rimbors|返金", "refunded"),
        (r"cancel|annul|storn|void|failed|failure|declined|denied|expired|abandoned|rejected|取消|交易关闭"
         r"|已关闭|未付款关闭|キャンセル", "cancelled"),
        (r"await\w* payment|pending|unpaid|not paid|requires[\s_]|authori[sz]ed|uncaptured|partially[\s_]paid"
         r"|draft|等待买家付款|待付款|未付款|未支付|支払い?待ち", "pending"),
        (r"paid|complete|shipped|delivered|fulfilled|settled|success|processing|付款|发货|收货|成功|完成",
         "paid"),
    )
)  # fmt: skip

_YES = frozenset({"1", "yes", "true", "y", "ja", "oui", "sí", "si", "sì", "sim", "是"})
#: A state that says how much was given back: 已退款(￥5.00).
_SUM = r"^已退款\s*[(（]\s*[￥¥]?\s*([\d.,]+)\s*[)）]$"


def refunds_in_words(column: Factor) -> tuple[NDArray[np.int64], NDArray[np.bool_]] | None:
    """(what each row's state says was given back, whether it says so) in 1/10,000; None where none does."""
    sums = [re.match(_SUM, word.strip()) for word in column.values.to_pylist()]
    if not any(sums):
        return None
    amounts = [parse_amount(match[1]) or 0 if match else 0 for match in sums]
    told = np.array([match is not None for match in sums], bool)
    return np.array(amounts, np.int64)[column.codes], told[column.codes]


def status_of(word: str, source: Source) -> str:
    """One of ``STATUSES`` for what a program calls a state; empty for a word that says nothing to us."""
    clean = unicodedata.normalize("NFKC", word).strip().casefold()
    told = source.statuses.get(clean) or source.statuses.get(word.strip().casefold())
    told = told or general_source("orders").statuses.get(clean) or word_of("status", word)
    if told:
        return told if told in STATUSES else ""
    return next((meant for pattern, meant in _BY_WORDS if pattern.search(clean)), "")


def read_statuses(column: Factor, source: Source) -> tuple[NDArray[np.int8], list[str]]:
    """(place in ``STATUSES`` of each row, -1 where it says none; the words that nobody knows)."""
    words = column.values.to_pylist()
    meant = [status_of(word, source) if word else "" for word in words]
    strange = sorted(
        {
            word
            for word, known in zip(words, meant, strict=True)
            if word and not known and word_of("status", word) != "test"
        }
    )
    paid = STATUSES.index("paid")
    codes = [
        STATUSES.index(known) if known else paid if word else -1
        for word, known in zip(words, meant, strict=True)
    ]
    return np.array(codes, np.int8)[column.codes], strange


def read_line_statuses(column: Factor, source: Source) -> NDArray[np.int8]:
    """The same for a column of what became of a line: only "refunded" and "cancelled" say something."""
    telling = {"refunded", "cancelled"}
    meant = [
        "refunded" if word.casefold() in _YES else status_of(word, source) if word else ""
        for word in column.values.to_pylist()
    ]
    return np.array([STATUSES.index(known) if known in telling else -1 for known in meant], np.int8)[
        column.codes
    ]
