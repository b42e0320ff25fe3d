"""The files an export can write: a registry of formats. A new one is one entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.campaigns.columns import BREVO, KLAVIYO, MAILCHIMP, PLAIN, Batch
from engine.campaigns.writers import (
    CodesWriter,
    CsvWriter,
    MailsWriter,
    MboxWriter,
    Writer,
    XlsxWriter,
    ZipWriter,
)
from engine.words import Text

#: More single files than this go into one zip.
MAX_SINGLE_MAILS = 500
#: Mails in the folder of examples.
EXAMPLES = 10


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
