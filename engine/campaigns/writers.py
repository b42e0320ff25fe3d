"""Those who write an export's files, fed one message after the other."""

from __future__ import annotations

import contextlib
import csv
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from engine.campaigns.columns import PLAIN, Batch, Column, Outgoing, coupon_of
from engine.campaigns.facts import unsubscribe_url
from engine.campaigns.mime import Envelope, mail_bytes, mbox_entry
from engine.cells import fits_bytes, guarded

_EPOCH = (1980, 1, 1, 0, 0, 0)


class Closable(Protocol):
    """An open file of some kind."""

    def close(self) -> None:
        """Close it."""


class Writer(Protocol):
    """Writes one file (or folder) in the order it is fed."""

    def add(self, outgoing: Outgoing) -> None:
        """One more message."""

    def close(self) -> int:
        """Finish; returns the number of messages in the file. Raises OSError where the disk refuses."""

    def abandon(self) -> None:
        """Let go of what nobody needs any more, finished or not; at once, and never raising."""


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

    def abandon(self) -> None:
        """Close the file as it is."""
        _let_go(self._file)


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
        from xlsxwriter.exceptions import XlsxWriterException

        try:
            self._book.close()
        except XlsxWriterException as problem:
            raise OSError(str(problem)) from problem
        return self._count

    def abandon(self) -> None:
        """Close the rows that wait in a file of their own; putting the workbook together takes seconds."""
        _let_go(self._sheet.row_data_fh)


class CodesWriter:
    """The coupon codes for the shop system, which must know them before the mails arrive."""

    def __init__(self, path: Path, batch: Batch) -> None:
        self._batch, self._count = batch, 0
        self._file = path.open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._file, lineterminator="\r\n")
        self._rows.writerow(["code", "offer", "valid_from", "valid_until", "customer_id"])

    def add(self, outgoing: Outgoing) -> None:
        """One more code; people without one are passed over."""
        code = coupon_of(outgoing, self._batch)
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

    def abandon(self) -> None:
        """Close the file as it is."""
        _let_go(self._file)


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

    def abandon(self) -> None:
        """Nothing is open."""


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

    def abandon(self) -> None:
        """Close the zip as it is."""
        _let_go(self._zip)


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

    def abandon(self) -> None:
        """Close the file as it is."""
        _let_go(self._file)


def _let_go(file: Closable) -> None:
    # What is still to be written may not fit on the disk either.
    with contextlib.suppress(OSError):
        file.close()


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
