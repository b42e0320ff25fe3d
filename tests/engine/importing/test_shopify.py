"""Shopify's order export: one row a line item, the order's own fields on its first row only."""

from __future__ import annotations

import pytest

from engine.address import normal_address
from engine.campaigns.prepare import refusals
from engine.customers.notes import add_note, delete_note, set_consent
from engine.errors import ClienteleError
from engine.importing import undo_import
from engine.shop import Shop, undo
from tests.engine.importing.conftest import Importer, rows

HEADER = (
    "Name,Email,Financial Status,Fulfillment Status,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,"
    "Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,"
    "Billing Name,Billing Country,Cancelled at,Refunded Amount,Id"
)


def order(
    name: str,
    number: int,
    items: list[tuple[int, str, str]],
    *,
    subtotal: str,
    status: str = "paid",
    email: str = "ada@example.com",
    consent: str = "no",
    day: int = 3,
    refunded: str = "0.00",
    cancelled: str = "",
    discount: str = "0.00",
) -> list[str]:
    lines = []
    for place, (quantity, item, price) in enumerate(items):
        head = place == 0
        money = (
            f"{subtotal},6.00,3.29,99.99,{'FALL' if discount != '0.00' else ''},{discount}"
            if head
            else ",,,,,"
        )
        lines.append(
            f"{name},{email},{status if head else ''},,{consent if head else ''},"
            f"{'GBP' if head else ''},{money},"
            f"2026-09-{day:02} 10:14:00 -0400,{quantity},{item},{price},{item.upper()},"
            f"{'Ada Example,GB' if head else ','},{cancelled if head else ''},"
            f"{refunded if head else ''},{number if head else ''}"
        )
    return lines


def file(*orders: list[str]) -> str:
    return "\n".join([HEADER, *(line for lines in orders for line in lines), ""])


def test_order_fields_count_once_and_discounts_are_spread_to_the_penny(shop: Shop, bring: Importer) -> None:
    items = [(2, "fern", "16.00"), (1, "tote", "20.00"), (1, "pin", "0.01")]
    report = bring(file(order("#1001", 5001, items, subtotal="47.00", discount="5.01")))
    assert report.source == "shopify"
    assert rows(shop, "SELECT total_e4, shipping_e4, tax_e4, discount_e4, line_count FROM orders") == [
        (470_000, 60_000, 32_900, 50_100, 3)
    ]
    assert sum(total for (total,) in rows(shop, "SELECT total_e4 FROM order_line")) == 470_000  # type: ignore[misc]
    assert report.money is not None
    assert (report.money.read_e4, report.money.stored_e4, report.money.discounts_e4) == (
        520_100,
        470_000,
        50_100,
    )


def test_states_and_refunds(shop: Shop, bring: Importer) -> None:
    mug = [(1, "mug", "25.00")]
    bring(
        file(
            order("#1", 1, mug, subtotal="25.00"),
            order("#2", 2, mug, subtotal="25.00", status="partially_refunded", refunded="4.00"),
            order("#3", 3, mug, subtotal="25.00", status="refunded", refunded="34.29"),
            order("#4", 4, mug, subtotal="25.00", status="voided", cancelled="2026-09-04 10:00:00 -0400"),
            order("#5", 5, mug, subtotal="25.00", status="pending"),
        )
    )
    assert rows(shop, "SELECT status, refunded_e4 FROM orders ORDER BY id") == [
        ("paid", 0), ("part_refunded", 40_000), ("refunded", 250_000), ("cancelled", 0), ("pending", 0),
    ]  # fmt: skip
    assert rows(shop, "SELECT order_count, net_e4, refund_e4 FROM customer_total") == [(2, 460_000, 290_000)]
    assert rows(shop, "SELECT net_e4 FROM month_total") == [(460_000,)]


def test_two_orders_of_one_name_are_two_orders(shop: Shop, bring: Importer) -> None:
    mug = [(1, "mug", "25.00"), (1, "pin", "1.00")]
    both = file(order("#1001", 1, mug, subtotal="26.00"), order("#1001", 2, mug, subtotal="26.00", day=9))
    assert bring(both).records.added == 2
    later = file(order("#1001", 3, mug, subtotal="26.00", day=20))
    assert bring(later, name="later.csv").records.added == 1
    assert bring(later + "\n", name="again.csv").records.unchanged == 1
    assert rows(shop, "SELECT count(*), sum(line_count) FROM orders") == [(3, 6)]


def test_a_no_to_marketing_never_becomes_a_yes(shop: Shop, bring: Importer) -> None:
    mug = [(1, "mug", "25.00")]
    bring(
        file(
            order("#1", 1, mug, subtotal="25.00", consent="no"),
            order("#2", 2, mug, subtotal="25.00", email="bo@example.com", consent="yes"),
        )
    )
    assert rows(shop, "SELECT status FROM consent ORDER BY customer_id") == [("no",), ("yes",)]
    bring(
        file(
            order("#3", 3, mug, subtotal="25.00", consent="yes", day=9),
            order("#4", 4, mug, subtotal="25.00", email="bo@example.com", consent="no", day=9),
        ),
        name="later.csv",
    )
    assert rows(shop, "SELECT status FROM consent") == [("no",), ("no",)]
    # Who agreed once and then did not has unsubscribed; who never agreed has not.
    assert rows(shop, "SELECT reason, origin FROM suppression") == [("unsubscribed", "withdrawn")]


def test_who_left_by_a_file_is_known_at_the_gate_however_the_address_is_spelled(
    shop: Shop, bring: Importer
) -> None:
    mug = [(1, "mug", "25.00")]
    for day, consent in ((3, "yes"), (9, "no")):
        sale = order(
            f"#{day}", day, mug, subtotal="25.00", email="ada@Bücher.example", consent=consent, day=day
        )
        bring(file(sale), name=f"{day}.csv")
    with shop.store.read() as connection:
        known = refusals(connection)
    assert known.reason(normal_address("ada@xn--bcher-kva.example")) == "unsubscribed"


def test_undo_puts_no_older_consent_over_what_a_file_says_since(shop: Shop, bring: Importer) -> None:
    mug = [(1, "mug", "25.00")]
    bring(file(order("#1", 1, mug, subtotal="25.00", consent="yes")))
    ((customer,),) = rows(shop, "SELECT id FROM customer")
    set_consent(shop, int(str(customer)), "email", "unknown")
    bring(file(order("#2", 2, mug, subtotal="25.00", consent="no", day=9)), name="later.csv")
    with pytest.raises(ClienteleError, match=r"store\.nothing_to_undo"):
        undo(shop)
    assert rows(shop, "SELECT status FROM consent") == [("no",)]


def test_undo_after_its_customer_is_gone_is_refused(shop: Shop, bring: Importer) -> None:
    report = bring(file(order("#1", 1, [(1, "mug", "25.00")], subtotal="25.00")))
    ((customer,),) = rows(shop, "SELECT id FROM customer")
    add_note(shop, int(str(customer)), "Likes mugs")
    ((note,),) = rows(shop, "SELECT id FROM customer_note")
    delete_note(shop, int(str(note)))
    assert report.import_id is not None
    undo_import(shop, import_id=report.import_id)
    with pytest.raises(ClienteleError, match=r"store\.nothing_to_undo"):
        undo(shop)
