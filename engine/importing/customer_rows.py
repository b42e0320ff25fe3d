"""The rows of a customer list put together: one record a person, with everything the list says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from engine.importing import identity, texts
from engine.importing.birthdays import read_birthdays
from engine.importing.columns import Columns
from engine.importing.consents import Said
from engine.importing.emails import clean_emails, masked
from engine.importing.free_columns import read_attributes
from engine.importing.identity import Key
from engine.importing.lenient_dates import LenientDates
from engine.importing.people import full_name
from engine.importing.phones import read_phones
from engine.importing.places import language_tag
from engine.importing.table import Factor
from engine.importing.value_words import gender_of, read_consents, read_flags, suppression_of
from engine.jobs import Progress, no_progress
from engine.words import Text

if TYPE_CHECKING:
    from engine.importing.kinds.base import Setting
    from engine.importing.understanding import MappedFile

_PLACES = ("company", "city", "region", "country")
_NAMES = ("customer_name", "first_name", "last_name")
#: Rows between two looks at whether the owner cancelled.
_STEP = 5_000


@dataclass(slots=True)
class CustomerRecord:
    """One person of a list. ``fields`` are columns of the customer, ``joined_at`` is None if it says none."""

    keys: list[Key]
    rows: list[int] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)
    emails: list[str] = field(default_factory=list)
    joined_at: int | None = None
    #: Channel → the strictest of what the rows say.
    said: dict[str, Said] = field(default_factory=dict)


@dataclass
class CustomerSheet:
    """A list read: its people, in the order of the file, and what to tell of it."""

    records: list[CustomerRecord]
    notes: list[Text]


def read_customers(
    columns: Columns, mapped: MappedFile, setting: Setting, progress: Progress = no_progress
) -> CustomerSheet:
    """Read a customer list; rows of which nobody can tell whose they are become rejects of ``columns``."""
    notes: list[Text] = []
    written = columns.raw("email")
    emails = written.map(clean_emails)
    told = {
        "customer": columns.codes("customer"),
        "email": emails,
        "own": emails.map(_each(identity.mailable)),
        "phone": read_phones(columns.raw("phone"), columns.raw("country"), setting.country),
        **{name: columns.text(name) for name in (*_NAMES, *_PLACES)},
        "street": columns.text("street"),
        "street_2": columns.text("street_2"),
        "postcode": columns.text("postcode", texts.clean_codes),
        "language": columns.raw("language").map(_each(language_tag)),
        "gender": columns.raw("gender").map(_each(gender_of)),
    }
    progress(0.3)
    dates = LenientDates(columns, mapped, setting, ("joined_at", "consent_at"))
    joined = dates.seconds("joined_at")
    answered = dates.seconds("consent_at")
    birthday = read_birthdays(columns.raw("birthday"), setting.answers.date_order or dates.order)
    if birthday.asked:
        dates.ask(birthday.asked)
    told["birthday"] = birthday.days
    said = _Said(columns)
    attributes = read_attributes(
        mapped, {name: told[name] for name in ("phone", "language", "gender", "birthday")}
    )
    progress(0.5)
    rows = _Rows(told)
    keys = []
    for place in range(columns.rows):
        row = rows[place]
        name = full_name(row)
        found = identity.keys_of(row["customer"], row["email"], row["phone"], name)
        if found == ([], None) and name:
            where = row["postcode"] or row["street"] or row["city"]
            found = ([("external", f"{name} {where}".strip())], None)
        keys.append(found)
        if place % _STEP == 0:
            progress(0.5 + 0.2 * place / columns.rows)
    _reject_nobody(columns, keys, written, told["email"])
    people, by_phone = identity.group(keys)
    progress(0.7)
    records: dict[int, CustomerRecord] = {}
    for place in np.flatnonzero(columns.usable).tolist():
        alone, phone = keys[place]
        row = rows[place]
        record = records.setdefault(people[place], CustomerRecord([]))
        record.rows.append(place)
        new = [*alone, *([phone] if phone and by_phone[place] else [])]
        record.keys += [key for key in new if key not in record.keys]
        _tell(record, row)
        record.attributes |= attributes(place)
        since = joined[place]
        if since is not None:
            record.joined_at = min(since, record.joined_at or since)
        said.tell(record, place, row, answered[place] or since or 0)
        if place % _STEP == 0:
            progress(0.7 + 0.3 * place / columns.rows)
    bad = ~written.blank() & told["email"].blank() & columns.usable
    if bad.any():
        notes.append(Text("import.note.bad_emails", {"n": int(bad.sum())}))
    progress(1.0)
    return CustomerSheet(list(records.values()), notes)


class _Said:
    """What each row says of consent, by e-mail and by text message."""

    def __init__(self, columns: Columns) -> None:
        status = columns.raw("status")
        words = status.values.to_pylist()
        #: Per distinct status: (consent, reason for suppressing).
        states = list(zip(read_consents(status.values), map(suppression_of, words), strict=True))
        self._status = [states[code] for code in status.codes.tolist()]
        self._email = _answers(columns.raw("consent"))
        self._sms = _answers(columns.raw("consent_sms"))
        self._blocked = _flags(columns.raw("blocked"))
        self._blocked_sms = _flags(columns.raw("blocked_sms"))

    def tell(self, record: CustomerRecord, place: int, row: Mapping[str, str], at: int) -> None:
        """Add a row's words to the record: one "no" is enough."""
        state, reason = self._status[place]
        if self._blocked[place]:
            reason = reason or "unsubscribed"
        answers = {state, self._email[place]}
        status = "no" if reason or "no" in answers else "" if "open" in answers else max(answers)
        address = (row["own"],) if row["own"] else ()
        _add(record, Said("email", status, at, address, reason))
        sms = "no" if self._blocked_sms[place] else self._sms[place]
        phone = (row["phone"],) if row["phone"] else ()
        _add(record, Said("sms", sms, at, phone, "unsubscribed" if self._blocked_sms[place] else ""))


def _add(record: CustomerRecord, word: Said) -> None:
    if word.status not in ("yes", "no") or (word.status == "yes" and not word.addresses):
        return
    before = record.said.get(word.channel)
    if before is None:
        record.said[word.channel] = word
        return
    stricter, other = sorted((before, word), key=lambda one: (one.status != "no", not one.reason))
    addresses = stricter.addresses
    if stricter.reason == other.reason and stricter.status == other.status:
        addresses = tuple(dict.fromkeys(before.addresses + word.addresses))
    record.said[word.channel] = Said(
        word.channel, stricter.status, max(stricter.at, other.at), addresses, stricter.reason
    )


def _tell(record: CustomerRecord, row: Mapping[str, str]) -> None:
    """What the last row says of a person stands."""
    fields = {
        "name": full_name(row), "email": row["own"], "phone": row["phone"],
        "street": ", ".join(filter(None, (row["street"], row["street_2"]))),
        **{key: row[key] for key in (*_PLACES, "postcode", "language", "gender", "birthday")},
    }  # fmt: skip
    record.fields |= {key: value for key, value in fields.items() if value}
    if fields["email"] and fields["email"] not in record.emails:
        record.emails.append(fields["email"])


def _reject_nobody(
    columns: Columns, keys: list[tuple[list[Key], Key | None]], written: Factor, read: Factor
) -> None:
    nobody = np.array([not alone and phone is None for alone, phone in keys], bool)
    bad = nobody & ~written.blank() & read.blank()
    hidden = bad & masked(written)
    columns.reject(hidden, "email", "import.reason.masked_email")
    columns.reject(bad & ~hidden, "email", "import.reason.bad_email")
    named = next((name for name in ("email", "phone", "customer", *_NAMES) if columns.has(name)), "email")
    columns.reject(nobody & columns.usable, named, "import.reason.nobody")


class _Rows:
    """Each row as meaning → text, made when it is asked for: a hundred thousand of them at once are much."""

    def __init__(self, told: Mapping[str, Factor]) -> None:
        self._columns = [(name, column.values.to_pylist(), column.codes) for name, column in told.items()]

    def __getitem__(self, place: int) -> dict[str, str]:
        return {name: values[codes[place]] for name, values, codes in self._columns}


def _each(change: Any) -> Any:
    return lambda values: pa.array([change(text) for text in values.to_pylist()], pa.string())


def _answers(column: Factor) -> list[str]:
    told = read_consents(column.values)
    return [told[code] for code in column.codes.tolist()]


def _flags(column: Factor) -> list[bool]:
    told = (read_flags(column.values) == 1).tolist()
    return [told[code] for code in column.codes.tolist()]
