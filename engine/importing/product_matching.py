"""Which stored product a list speaks of.

The code decides: two different article numbers are two products, whatever they are called. Only a product
without a number of its own (in the list or in the shop, where an order printed nothing but its name) is found
by its barcode or, where just one product on either side has it, by its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from engine.importing.product_rows import ProductRecord


class StoredProduct(NamedTuple):
    """What the shop knows a product by."""

    id: int
    code: str
    name: str
    barcode: str

    @property
    def numbered(self) -> bool:
        """Whether its code is more than its name in capitals."""
        return self.code != self.name.upper()


def match_products(records: Sequence[ProductRecord], stored: Sequence[StoredProduct]) -> list[int]:
    """The id of the stored product of each record, 0 for a product that the shop does not have."""
    by_code = {product.code: product.id for product in stored}
    found = [by_code.get(record.code, 0) for record in records]
    for of_record, of_stored in (
        (lambda record: record.told.get("barcode", ""), lambda product: product.barcode),
        (lambda record: record.told.get("name", "").upper(), lambda product: product.name.upper()),
    ):
        _match_by(of_record, of_stored, records, stored, found)
    return found


def _match_by(
    of_record: Callable[[ProductRecord], str],
    of_stored: Callable[[StoredProduct], str],
    records: Sequence[ProductRecord],
    stored: Sequence[StoredProduct],
    found: list[int],
) -> None:
    """Fill ``found`` where one record and one product, neither matched yet, share a key."""
    taken = set(found)
    open_records = [place for place, number in enumerate(found) if not number]
    open_products = [product for product in stored if product.id not in taken]
    once = _once(of_record(records[place]) for place in open_records)
    single = _once(map(of_stored, open_products))
    by_key = {of_stored(product): product for product in open_products if of_stored(product) in single}
    for place in open_records:
        key = of_record(records[place])
        product = by_key.get(key) if key in once else None
        if product is not None and not (records[place].numbered and product.numbered):
            found[place] = product.id


def _once(keys: object) -> set[Hashable]:
    return {key for key, count in Counter(keys).items() if key and count == 1}  # type: ignore[call-overload]
