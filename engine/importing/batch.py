"""What one file says, cleaned and put together: orders with their lines, products and people, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.importing.prices import RecentSales
from engine.importing.table import Factor
from engine.words import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KINDS = ("sale", "refund", "adjustment")
STATUSES = ("paid", "pending", "cancelled", "refunded", "part_refunded")


@dataclass(frozen=True)
class Reject:
    """One cell that cannot be stored, with where it stands."""

    row: int
    column: str
    value: str
    reason: Text


@dataclass
class CleanRows:
    """The usable columns of a file, row by row; every array has shape (rows,), money in 1/10,000.

    ``usable`` is False for rejected rows, whose amounts are nonetheless there where they could be read.
    """

    order: Factor
    placed_at: NDArray[np.int64]
    product: Factor
    quantity_milli: NDArray[np.int64]
    unit_price_e4: NDArray[np.int64]
    total_e4: NDArray[np.int64]
    usable: NDArray[np.bool_]
    has_date: NDArray[np.bool_]
    #: Text and amounts that belong to the order as a whole, where the file has them.
    texts: dict[str, Factor]
    amounts: dict[str, tuple[NDArray[np.int64], NDArray[np.bool_]]]
    rejects: list[Reject]
    reject_counts: dict[str, int]
    date_order: str
    date_question: str
    decimal: str
    product_codes_printed: int
    #: 64 bits that two rows share only if every used cell is the same.
    row_hash: NDArray[np.uint64]
    notes: list[Text] = field(default_factory=list)


@dataclass
class Orders:
    """Columns of the orders, of shape (orders,); ``person`` is -1 for anonymous sales."""

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
    content_hash: NDArray[np.int64]
    #: Lines of order i are ``first_line[i]`` to ``first_line[i + 1]``; shape (orders + 1,).
    first_line: NDArray[np.int64]

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


@dataclass
class OrderBatch:
    """Everything of one file that can be stored, and the rows set aside, with what to say about them."""

    orders: Orders
    lines: Lines
    products: Products
    people: list[Person]
    set_aside: dict[str, NDArray[np.int64]]
    notes: list[Text]
