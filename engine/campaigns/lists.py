"""The files an export can write: a registry of formats, each taking one outgoing message after the other.

Header names and rules are those of the services' own help pages. A new format is one entry here.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from engine.campaigns.cells import fits_bytes, guarded
from engine.campaigns.facts import PRODUCTS, Recipient, unsubscribe_url
from engine.campaigns.mime import Envelope, mail_bytes, mbox_entry
from engine.campaigns.render import Message
from engine.words import Text

#: More single files than this go into one zip.
MAX_SINGLE_MAILS = 500
#: Mails in the folder of examples.
EXAMPLES = 10
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass
class Outgoing:
    """One message on its way into files."""

    recipient: Recipient
    message: Message
    #: The draft, once made: several files of one export hold the same.
    mail: bytes = b""


@dataclass(frozen=True)
class Batch:
    """What all messages of an export share."""

    campaign: str
    language: str
    created_at: int
    count: int
    shared: Mapping[str, Any]


class Writer(Protocol):
    """Writes one file (or folder) in the order it is fed."""

    def add(self, outgoing: Outgoing) -> None:
        """One more message."""

    def close(self) -> int:
        """Finish; returns the number of messages in the file."""


@dataclass(frozen=True)
class ListFormat:
    """A kind of file: ``ending`` of its name, what it needs, and who writes it."""

    id: str
    #: The end of the file's name; a folder's has no dot.
    ending: Callable[[Batch], str]
    open: Callable[[Path, Batch], Writer]
    #: Only people with an address can be in it.
    needs_address: bool = True
    #: Holds finished mails, which must say how to unsubscribe and whom they are from.
    is_mail: bool = False

    @property
    def title(self) -> Text:
        """What the format is called."""
        return Text(f"campaign.format.{self.id}")

    @property
    def about(self) -> Text:
        """What is in it and who reads it."""
        return Text(f"campaign.format_about.{self.id}")


@dataclass(frozen=True)
class Column:
    """A column: its header, what kind of cell it holds, and where the value comes from."""

    header: str
    kind: str
    value: Callable[[Outgoing, Batch], str]


def _customer(name: str) -> Callable[[Outgoing, Batch], str]:
    return lambda outgoing, batch: str(outgoing.recipient.facts["customer"].get(name, ""))


def _product(place: int, name: str) -> Callable[[Outgoing, Batch], str]:
    def value(outgoing: Outgoing, batch: Batch) -> str:
        products = outgoing.recipient.facts["recommendations"]
        return str(products[place][name]) if place < len(products) else ""

    return value


def _coupon(outgoing: Outgoing, batch: Batch) -> str:
    return outgoing.recipient.coupon_code or str(batch.shared["coupon"]["code"])


def _country(outgoing: Outgoing, batch: Batch) -> str:
    country = str(outgoing.recipient.facts["customer"]["country"])
    return "GB" if country.upper() == "UK" else country


def _personal(names: Mapping[str, str], products: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of our own: ``names`` and ``products`` say how a service wants them called."""
    values: dict[str, tuple[str, Callable[[Outgoing, Batch], str]]] = {
        "subject": ("text", lambda outgoing, batch: outgoing.message.subject),
        "preheader": ("text", lambda outgoing, batch: outgoing.message.preheader),
        "greeting": ("text", _customer("greeting")),
        "segment": ("text", lambda outgoing, batch: outgoing.recipient.stratum),
        "offer": ("text", lambda outgoing, batch: str(batch.shared["offer"]["text"])),
        "coupon": ("code", _coupon),
        "valid_until": ("text", lambda outgoing, batch: str(batch.shared["coupon"]["valid_until"])),
        "arm": ("code", lambda outgoing, batch: "mail"),
        "rid": ("code", lambda outgoing, batch: outgoing.recipient.key),
    }
    columns = [Column(header, *values[name]) for name, header in names.items()]
    kinds = {"name": "text", "price": "text", "reason": "text", "url": "url"}
    for place in range(PRODUCTS):
        for name, header in products.items():
            columns.append(Column(header.format(place + 1), kinds[name], _product(place, name)))
    return tuple(columns)


_SNAKE = {
    name: name
    for name in (
        "greeting",
        "segment",
        "subject",
        "preheader",
        "offer",
        "coupon",
        "valid_until",
        "arm",
        "rid",
    )
}
_SNAKE_PRODUCTS = {name: f"product_{{}}_{name}" for name in ("name", "price", "reason", "url")}

PLAIN = (
    Column("customer_id", "code", _customer("code")),
    Column("email", "email", lambda outgoing, batch: outgoing.recipient.address),
    Column("first_name", "text", _customer("first_name")),
    Column("last_name", "text", _customer("last_name")),
    *_personal(_SNAKE, _SNAKE_PRODUCTS),
)
# Merge tags have at most ten characters. No empty columns for what we do not send: addresses and birthdays
# stay at home.
MAILCHIMP = (
    Column("Email Address", "email", lambda outgoing, batch: outgoing.recipient.address),
    Column("First Name", "text", _customer("first_name")),
    Column("Last Name", "text", _customer("last_name")),
    Column("Tags", "text", lambda outgoing, batch: "".join(c for c in batch.campaign if c != ",")[:100]),
    *_personal(
        {"greeting": "GREETING", "subject": "SUBJECT", "preheader": "PREHEADER", "offer": "OFFER",
         "coupon": "COUPON", "valid_until": "VALIDUNTIL", "arm": "ARM", "rid": "RID"},
        {"name": "REC{}", "price": "REC{}PRICE", "reason": "REC{}WHY", "url": "REC{}URL"},
    ),
)  # fmt: skip
KLAVIYO = (
    Column("Email", "email", lambda outgoing, batch: outgoing.recipient.address),
    Column("First Name", "text", _customer("first_name")),
    Column("Last Name", "text", _customer("last_name")),
    Column("Country", "text", _country),
    # Blank means "never asked" there: we do not claim a consent that nobody gave.
    Column(
        "Email Marketing Consent",
        "text",
        lambda outgoing, batch: "Subscribe" if outgoing.recipient.consented else "",
    ),
    *_personal(
        {name: f"Clientele {name}" for name in _SNAKE if name != "segment"},
        {name: f"Clientele product {{}} {name}" for name in _SNAKE_PRODUCTS},
    ),
)
BREVO = (
    Column("EMAIL", "email", lambda outgoing, batch: outgoing.recipient.address),
    Column("FIRSTNAME", "text", _customer("first_name")),
    Column("LASTNAME", "text", _customer("last_name")),
    Column("EXT_ID", "code", _customer("code")),
    *_personal(
        {name: name.upper() for name in _SNAKE if name != "segment"},
        {name: f"PRODUCT{{}}_{name.upper()}" for name in _SNAKE_PRODUCTS},
    ),
)


class CsvWriter:
    """A UTF-8 CSV with CRLF; ``for_excel`` adds the mark by which Excel knows UTF-8, and guards all cells."""

    def __init__(
        self,
        path: Path,
        batch: Batch,
        columns: Sequence[Column],
        *,
        delimiter: str = ",",
        for_excel: bool = False,
        max_bytes: int = 32_000,
    ) -> None:
        self._batch, self._columns, self._count = batch, columns, 0
        self._for_excel, self._max_bytes = for_excel, max_bytes
        self._file = path.open("w", encoding="utf-8-sig" if for_excel else "utf-8", newline="")
        self._rows = csv.writer(self._file, delimiter=delimiter, lineterminator="\r\n")
        self._rows.writerow([column.header for column in columns])

    def add(self, outgoing: Outgoing) -> None:
        """One more row."""
        batch, excel, most = self._batch, self._for_excel, self._max_bytes
        self._rows.writerow(
            [
                fits_bytes(guarded(column.value(outgoing, batch), column.kind, for_excel=excel), most)
                for column in self._columns
            ]
        )
        self._count += 1

    def close(self) -> int:
        """Finish the file."""
        self._file.close()
        return self._count


class XlsxWriter:
    """A workbook of one sheet whose cells are all text: nothing in it can be a formula or a link."""

    def __init__(self, path: Path, batch: Batch) -> None:
        from datetime import UTC, datetime

        import xlsxwriter

        self._batch, self._count = batch, 0
        self._book = xlsxwriter.Workbook(
            path,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "tmpdir": str(path.parent),
            },
        )
        # The same list is the same file, whenever it is written.
        created = datetime.fromtimestamp(batch.created_at, UTC).replace(tzinfo=None)
        self._book.set_properties({"created": created})
        bold = self._book.add_format({"bold": True})
        self._sheet = self._book.add_worksheet()
        self._sheet.freeze_panes(1, 0)
        for place, column in enumerate(PLAIN):
            self._sheet.set_column(place, place, 28 if column.kind in ("text", "email") else 14)
            self._sheet.write_string(0, place, column.header, bold)

    def add(self, outgoing: Outgoing) -> None:
        """One more row."""
        self._count += 1
        for place, column in enumerate(PLAIN):
            value = guarded(column.value(outgoing, self._batch), column.kind, for_excel=True)
            self._sheet.write_string(self._count, place, value[:32_000])

    def close(self) -> int:
        """Finish the workbook."""
        self._book.close()
        return self._count


class CodesWriter:
    """The coupon codes for the shop system, which must know them before the mails arrive."""

    def __init__(self, path: Path, batch: Batch) -> None:
        self._batch, self._count = batch, 0
        self._file = path.open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._file, lineterminator="\r\n")
        self._rows.writerow(["code", "offer", "valid_from", "valid_until", "customer_id"])

    def add(self, outgoing: Outgoing) -> None:
        """One more code; people without one are passed over."""
        code = _coupon(outgoing, self._batch)
        if code and (outgoing.recipient.coupon_code or not self._count):
            shared = self._batch.shared
            own = bool(outgoing.recipient.coupon_code)
            cells = (
                code,
                shared["offer"]["text"],
                shared["coupon"]["valid_from"],
                shared["coupon"]["valid_until"],
                outgoing.recipient.facts["customer"]["code"] if own else "",
            )
            self._rows.writerow([guarded(str(cell)) for cell in cells])
            self._count += 1

    def close(self) -> int:
        """Finish the file."""
        self._file.close()
        return self._count


class MailsWriter:
    """Drafts as single ``.eml`` files in a folder; ``limit`` keeps only the first so many."""

    def __init__(self, path: Path, batch: Batch, limit: int | None = None) -> None:
        self._path, self._batch, self._limit, self._count = path, batch, limit, 0
        path.mkdir()

    def add(self, outgoing: Outgoing) -> None:
        """One more file."""
        if self._limit is None or self._count < self._limit:
            self._count += 1
            name = f"{self._count:04d}-{outgoing.recipient.key}.eml"
            (self._path / name).write_bytes(draft(outgoing, self._batch))

    def close(self) -> int:
        """Nothing to finish."""
        return self._count


class ZipWriter:
    """Drafts in one zip."""

    def __init__(self, path: Path, batch: Batch) -> None:
        self._batch, self._count = batch, 0
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)

    def add(self, outgoing: Outgoing) -> None:
        """One more file in the zip."""
        self._count += 1
        entry = zipfile.ZipInfo(f"{self._count:06d}-{outgoing.recipient.key}.eml", _EPOCH)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 3
        self._zip.writestr(entry, draft(outgoing, self._batch), compresslevel=1)

    def close(self) -> int:
        """Finish the zip."""
        self._zip.close()
        return self._count


class MboxWriter:
    """All mails in one mailbox file, as Thunderbird and Apple Mail import it."""

    def __init__(self, path: Path, batch: Batch) -> None:
        self._batch, self._count = batch, 0
        self._file = path.open("wb")

    def add(self, outgoing: Outgoing) -> None:
        """One more mail."""
        self._file.write(mbox_entry(draft(outgoing, self._batch), self._batch.created_at))
        self._count += 1

    def close(self) -> int:
        """Finish the file."""
        self._file.close()
        return self._count


def draft(outgoing: Outgoing, batch: Batch) -> bytes:
    """The message as an ``.eml`` draft, the same bytes in every file."""
    if outgoing.mail:
        return outgoing.mail
    sender = batch.shared["sender"]
    outgoing.mail = mail_bytes(
        Envelope(
            sender_name=sender["name"],
            sender=sender["email"],
            name=str(outgoing.recipient.facts["customer"]["name"]),
            address=outgoing.recipient.address,
            key=outgoing.recipient.key,
            at=batch.created_at,
            unsubscribe=unsubscribe_url(batch.shared, outgoing.recipient.key),
        ),
        outgoing.message,
    )
    return outgoing.mail


def _many_mails(batch: Batch) -> bool:
    return batch.count > MAX_SINGLE_MAILS


#: Every format by its id, in the order to offer them.
FORMATS: dict[str, ListFormat] = {
    format.id: format
    for format in (
        ListFormat("csv", lambda b: "list.csv", lambda p, b: CsvWriter(p, b, PLAIN), needs_address=False),
        ListFormat("xlsx", lambda b: "list.xlsx", XlsxWriter, needs_address=False),
        ListFormat(
            "csv_excel",
            lambda b: "list-for-excel.csv",
            lambda p, b: CsvWriter(p, b, PLAIN, for_excel=True),
            needs_address=False,
        ),
        ListFormat(
            "mailchimp", lambda b: "mailchimp.csv", lambda p, b: CsvWriter(p, b, MAILCHIMP, max_bytes=255)
        ),
        ListFormat("klaviyo", lambda b: "klaviyo.csv", lambda p, b: CsvWriter(p, b, KLAVIYO)),
        ListFormat("brevo", lambda b: "brevo.csv", lambda p, b: CsvWriter(p, b, BREVO, delimiter=";")),
        ListFormat("codes", lambda b: "codes.csv", CodesWriter, needs_address=False),
        ListFormat(
            "preview",
            lambda b: "examples",
            lambda p, b: MailsWriter(p, b, EXAMPLES),
            needs_address=False,
        ),
        ListFormat(
            "eml",
            lambda b: "mails.zip" if _many_mails(b) else "mails",
            lambda p, b: ZipWriter(p, b) if _many_mails(b) else MailsWriter(p, b),
            is_mail=True,
        ),
        ListFormat("mbox", lambda b: "mails.mbox", MboxWriter, is_mail=True),
    )
}
