"""Rows of a campaign report to what happened: one column for each event, or one row for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.importing.amounts import currencies_of
from engine.importing.columns import Columns
from engine.importing.currencies import currencies_in_name
from engine.importing.emails import clean_email
from engine.importing.table import Factor
from engine.importing.value_words import flag_of, suppression_of
from engine.importing.vocabulary import plain_word, words
from engine.jobs import Progress, no_progress
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: As stored, with the columns that tell each: when, and how often or whether.
EVENTS = {
    "sent": ("sent_at", "sends"), "opened": ("opened_at", "opens"), "clicked": ("clicked_at", "clicks"),
    "ordered": ("ordered_at", "orders"), "unsubscribed": ("unsubscribed_at", "unsubscribes"),
    "bounced": ("bounced_at", "bounces"), "complained": ("complained_at", "complaints"),
}  # fmt: skip
#: Of no use to anybody's address: never to be written to again.
LOST = ("unsubscribed", "bounced", "complained")
UNKNOWN_EVENT = "import.set_aside.unknown_event"
NOT_SENT = "import.set_aside.not_sent"
_COUNT = re.compile(r"^\d{1,4}(?:\.0+)?$")


@dataclass
class ResultRows:
    """What each row says. ``happened`` is kind → rows (rows,), ``at`` kind → epoch seconds, -1 where nobody
    knows; ``lost`` reason → rows whose address must not be written to again.
    """

    recipient: list[str]
    email: list[str]
    customer: list[str]
    campaign: list[str]
    order: list[str]
    happened: dict[str, NDArray[np.bool_]]
    at: dict[str, NDArray[np.int64]]
    amount_e4: NDArray[np.int64]
    lost: dict[str, NDArray[np.bool_]]
    set_aside: dict[str, NDArray[np.int64]]
    notes: list[Text]

    def address(self, row: int) -> str:
        """The e-mail address of a row in its normal spelling, also where it stands for the key."""
        return clean_email(self.email[row] or self.recipient[row])


def read_results(columns: Columns, currency: str, progress: Progress = no_progress) -> ResultRows:
    """Read a mapped report; ``currency`` is the shop's ("" for any)."""
    notes: list[Text] = []
    happened = {kind: np.zeros(columns.rows, bool) for kind in EVENTS}
    at = {kind: np.full(columns.rows, -1, np.int64) for kind in EVENTS}
    spoken = {kind: np.zeros(columns.rows, bool) for kind in EVENTS}
    for number, (kind, (moment, count)) in enumerate(EVENTS.items()):
        if columns.has(moment, count):
            spoken[kind] = _column(columns, moment, count, happened[kind], at[kind])
        progress(0.5 * number / len(EVENTS))
    date, dated = columns.moments("date", "time")
    strange = _events(columns, happened, at, spoken, date, dated, notes)
    order = _listed(columns.codes("order"))
    amount = _amounts(columns, currency, notes)
    bought = np.array([bool(code) for code in order], bool) | (amount > 0)
    if not columns.has("event"):
        happened["ordered"] |= bought
    # Whoever stands in a report of recipients was written to, unless it says otherwise.
    wide = columns.has(*(name for pair in EVENTS.values() for name in pair)) or not columns.has("event")
    if wide and not columns.has(*EVENTS["sent"]):
        happened["sent"][:] = True
        empty = (at["sent"] < 0) & dated
        at["sent"][empty] = date[empty]
    nothing = np.logical_not(np.logical_or.reduce(list(happened.values()))) & columns.usable
    set_aside = {
        UNKNOWN_EVENT: np.flatnonzero(nothing & strange),
        NOT_SENT: np.flatnonzero(nothing & ~strange),
    }
    lost = {kind: happened[kind].copy() for kind in LOST}
    lost["bounced"] &= ~_soft(columns)
    progress(1.0)
    who = columns.codes("recipient")
    return ResultRows(
        recipient=_listed(who), email=_listed(columns.raw("email")),
        customer=_listed(columns.codes("customer")),
        campaign=_listed(columns.text("campaign")), order=order, happened=happened, at=at, amount_e4=amount,
        lost=lost, set_aside={reason: rows for reason, rows in set_aside.items() if len(rows)}, notes=notes,
    )  # fmt: skip


def _column(
    columns: Columns, moment: str, count: str, happened: NDArray[np.bool_], at: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Fill one kind from its columns: a moment, a yes, a number of times; rows about which they speak."""
    seconds, dated = columns.moments(moment, words=_is_flag)
    flags, spoken = _flags(columns.raw(moment))
    often, counted = columns.amounts(count, reason="import.reason.bad_quantity", words=_is_word)
    said, worded = _flags(columns.raw(count))
    happened |= dated | flags | said | (counted & (often > 0))
    at[dated] = seconds[dated]
    return np.asarray(dated | spoken | counted | worded, bool)


def _is_flag(text: str) -> bool:
    return flag_of(text) is not None or bool(_COUNT.match(text))


def _is_word(text: str) -> bool:
    return flag_of(text) is not None and not _COUNT.match(text)


def _flags(column: Factor) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(rows that say yes, rows that say yes or no); a number of times above none is a yes."""
    texts = [text.strip() for text in column.values.to_pylist()]
    yes = [flag_of(text) is True or (bool(_COUNT.match(text)) and float(text) > 0) for text in texts]
    spoken = [_is_flag(text) for text in texts]
    return np.array(yes, bool)[column.codes], np.array(spoken, bool)[column.codes]


def _events(
    columns: Columns,
    happened: dict[str, NDArray[np.bool_]],
    at: dict[str, NDArray[np.int64]],
    spoken: dict[str, NDArray[np.bool_]],
    date: NDArray[np.int64],
    dated: NDArray[np.bool_],
    notes: list[Text],
) -> NDArray[np.bool_]:
    """Fill the kinds from a column of events, or what the source is for, where no other column speaks of it;
    rows whose event nobody knows.
    """
    column = columns.text("event")
    values = column.values.to_pylist()
    kinds = [_kind(text) for text in values]
    for kind in EVENTS:
        rows = np.array([one == kind for one in kinds], bool)[column.codes] & ~spoken[kind]
        happened[kind] |= rows
        here = rows & dated & (at[kind] < 0)
        at[kind][here] = date[here]
    strange = sorted({text for text, kind in zip(values, kinds, strict=True) if kind is None})
    if strange:
        facts = {"n": len(strange), "words": ", ".join(strange[:10])}
        notes.append(Text("import.note.strange_results", facts))
    return np.array([kind is None for kind in kinds], bool)[column.codes]


def _kind(text: str) -> str | None:
    """What a word for an event means, empty for nothing at all; None where nobody knows."""
    word = plain_word(text)
    for kind in ("sent", "opened", "clicked", "ordered"):
        if word in words("results", kind):
            return kind
    if word in words("results", "soft"):
        return "bounced"
    if word in words("results", "nothing"):
        return ""
    return suppression_of(text) or None


def _soft(columns: Columns) -> NDArray[np.bool_]:
    """Rows of mails that were not delivered this time; the address may be good."""
    column = columns.text("event")
    soft = [plain_word(text) in words("results", "soft") for text in column.values.to_pylist()]
    return np.array(soft, bool)[column.codes]


def _amounts(columns: Columns, currency: str, notes: list[Text]) -> NDArray[np.int64]:
    """What was ordered for, in the shop's currency; 0 where nobody says."""
    amount, known = columns.amounts("amount")
    if currency and known.any():
        whole = "currency" in columns
        column = columns.raw("currency" if whole else "amount")
        named = currencies_in_name(columns.header("amount"))
        told = [group or named for group in currencies_of(column.values, whole=whole)]
        foreign = np.array([bool(group) and currency not in group for group in told], bool)[column.codes]
        if (foreign & known).any():
            notes.append(
                Text("import.note.foreign_amounts", {"n": int((foreign & known).sum()), "ours": currency})
            )
        amount = np.where(foreign, 0, amount)
    return np.asarray(np.maximum(amount, 0), np.int64)


def _listed(column: Factor) -> list[str]:
    return [str(text) for text in column.values.take(pa.array(column.codes)).to_pylist()]
