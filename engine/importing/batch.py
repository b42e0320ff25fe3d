"""What one file says, cleaned and put together: orders with their lines, products and people, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.importing.prices import RecentSales
from engine.importing.table import Factor
from engine.importing.views import Question
from engine.words import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KINDS = ("sale", "refund", "adjustment")
STATUSES = ("paid", "pending", "cancelled", "refunded", "part_refunded")
#: What is known of an order's articles: all; which they are, but not their prices; nothing.
DETAILS = ("lines", "items", "total")
#: The product that stands for articles which a file does not name.
NOT_TOLD = "(NOT TOLD)"


@dataclass(frozen=True)
class Reject:
    """One cell that cannot be stored, with where it stands."""

    row: int
    column: str
    value: str
    reason: Text


@dataclass
class DraftLines:
    """Order lines as the rows tell them, of shape (lines,), in the order of the file.

    ``row`` is each line's row; None: row i is line i. ``detail`` is the place in ``DETAILS``; None: lines.
    """

    row: NDArray[np.int64] | None
    product: Factor
    name: Factor | None
    quantity_milli: NDArray[np.int64]
    unit_price_e4: NDArray[np.int64]
    total_e4: NDArray[np.int64]
    detail: NDArray[np.int8] | None = None

    def rows_of(self, lines: NDArray[np.int64]) -> NDArray[np.int64]:
        """The row of each of some lines."""
        return lines if self.row is None else self.row[lines]


@dataclass
class CleanRows:
    """The usable columns of a file, row by row; every array has shape (rows,), money in 1/10,000 of the
    row's own ``currency`` (empty where neither file nor shop says one).

    ``usable`` is False for rejected rows, whose amounts are nonetheless there where they could be read;
    ``set_aside`` is reason key → rows that are fine but must not be stored. ``status`` is the place in
    ``STATUSES``, -1 where the row says none. ``total_e4`` is what the row's lines cost.
    """

    order: Factor
    placed_at: NDArray[np.int64]
    lines: DraftLines
    total_e4: NDArray[np.int64]
    currency: Factor
    currency_told: NDArray[np.bool_]
    status: NDArray[np.int8]
    #: The order that a refund row says it gives back; blank for all other rows.
    gives_back: Factor | None
    #: What was given back of the row's own lines, and of the row's whole order where it says so.
    line_refunded_e4: NDArray[np.int64] | None
    #: A row is a whole order.
    whole: bool
    usable: NDArray[np.bool_]
    has_date: NDArray[np.bool_]
    #: Text and amounts that belong to the order as a whole, where the file has them.
    texts: dict[str, Factor]
    amounts: dict[str, tuple[NDArray[np.int64], NDArray[np.bool_]]]
    set_aside: dict[str, NDArray[np.int64]]
    rejects: list[Reject]
    reject_counts: dict[str, int]
    questions: list[Question]
    date_order: str
    decimal: str
    product_codes_printed: int
    #: 64 bits that two rows share only if every used cell is the same.
    row_hash: NDArray[np.uint64]
    notes: list[Text] = field(default_factory=list)


@dataclass
class Orders:
    """Columns of the orders, of shape (orders,); ``person`` is -1 for anonymous sales.

    Money is in each order's own currency. ``told`` names the columns that not every file tells, with whether
    this one does (orders,): what it does not tell leaves alone what the shop knows.
    """

    code: list[str]
    person: NDArray[np.int64]
    placed_at: NDArray[np.int64]
    kind: NDArray[np.int8]
    status: NDArray[np.int8]
    currency: list[str]
    country: list[str]
    discount_code: list[str]
    total_e4: NDArray[np.int64]
    refunded_e4: NDArray[np.int64]
    shipping_e4: NDArray[np.int64]
    tax_e4: NDArray[np.int64]
    discount_e4: NDArray[np.int64]
    detail: NDArray[np.int8]
    #: What the file says the goods cost, where it tells whole orders; -1 where it does not.
    goods_e4: NDArray[np.int64]
    gives_back: list[str]
    content_hash: NDArray[np.int64]
    #: Lines of order i are ``first_line[i]`` to ``first_line[i + 1]``; shape (orders + 1,).
    first_line: NDArray[np.int64]
    #: How many rows of the file speak of each.
    row_count: NDArray[np.int64]
    told: dict[str, NDArray[np.bool_]]

    @property
    def count(self) -> int:
        """How many orders there are."""
        return len(self.code)


@dataclass
class Lines:
    """Columns of the order lines, of shape (lines,), sorted by order, then as in the file."""

    order: NDArray[np.int64]
    product: NDArray[np.int64]
    quantity_milli: NDArray[np.int64]
    unit_price_e4: NDArray[np.int64]
    total_e4: NDArray[np.int64]
    row: NDArray[np.int64]


@dataclass
class Products:
    """Columns of the products, of shape (products,), 0 for what was never sold, and their latest sales."""

    code: list[str]
    name: list[str]
    category: list[str]
    service: NDArray[np.bool_]
    price_e4: NDArray[np.int64]
    last_sold_at: NDArray[np.int64]
    recent: RecentSales


@dataclass(frozen=True)
class Person:
    """One customer as the file tells of them; ``consent`` is "", "yes" or "no"."""

    external: tuple[str, ...]
    emails: tuple[str, ...]
    phone: str
    #: Phone numbers, each with the name it came with, where they tell this person from others.
    phone_keys: tuple[str, ...]
    name: str
    country: str
    city: str
    language: str
    first_at: int
    last_at: int
    consent: str
    consent_at: int
    #: The file itself shows a "yes" that became a "no".
    withdrew: bool

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """(kind, value) of everything that names this person, the most telling first."""
        kinds = (("external", self.external), ("email", self.emails), ("phone", self.phone_keys))
        return tuple((kind, value) for kind, values in kinds for value in values)


@dataclass
class OrderBatch:
    """Everything of one file that can be stored, and the rows set aside, with what to say about them."""

    orders: Orders
    lines: Lines
    products: Products
    people: list[Person]
    set_aside: dict[str, NDArray[np.int64]]
    notes: list[Text]
