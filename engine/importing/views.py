"""What a preview shows: plain dataclasses, cheap to import and to send between processes."""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import ClienteleError
from engine.importing.report import ImportReport, RejectedCell
from engine.words import Text

#: Everything a column of an order file can mean to us, the needed ones first.
MEANINGS = (
    "order", "date", "product", "product_name", "quantity", "unit_price", "line_total", "customer",
    "customer_name", "first_name", "last_name", "email", "phone", "country", "city", "language", "consent",
    "currency", "status", "cancelled_at", "order_id", "order_total", "order_subtotal", "order_discount",
    "line_discount", "discount_code", "shipping", "tax", "refunded", "category",
)  # fmt: skip


@dataclass(frozen=True)
class ColumnPreview:
    """A column of the file: ``meaning`` is one of ``MEANINGS`` or empty, ``confidence`` 0 to 1."""

    index: int
    header: str
    meaning: str
    confidence: float
    samples: tuple[str, ...]


@dataclass(frozen=True)
class PreviewRow:
    """A line as it will be stored; amounts in 1/10,000, quantity in 1/1,000, time in epoch seconds."""

    line: int
    order: str
    kind: str
    status: str
    placed_at: int
    customer: str
    customer_name: str
    product: str
    product_name: str
    quantity_milli: int
    unit_price_e4: int
    total_e4: int
    currency: str


@dataclass(frozen=True)
class Question:
    """Something only the owner knows; the answer is passed to ``run_import`` under the question's
    ``name``.
    """

    name: str
    text: Text
    options: tuple[str, ...]


@dataclass(frozen=True)
class ImportPreview:
    """What a file is taken for. ``blocker`` says why it cannot be imported so; None: it can.

    ``header_line`` is 0 for a table without column names, ``report`` the dry run's, None where columns lack.
    """

    file: str
    kind: str
    source: str
    encoding: str
    delimiter: str
    sheet: str
    header_line: int
    row_count: int
    #: What the file itself says its money is in; empty where it does not.
    currency: str
    columns: tuple[ColumnPreview, ...]
    meanings: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    problems: tuple[RejectedCell, ...]
    questions: tuple[Question, ...]
    blocker: Text | None
    report: ImportReport | None

    def check(self) -> None:
        """Raise the blocker as the error that importing this file would raise."""
        if self.blocker is not None:
            raise ClienteleError(self.blocker.key, **dict(self.blocker.facts))
