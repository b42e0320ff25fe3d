"""A small shop with people of every kind that a campaign must tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.address import address_hash
from engine.shop import Shop, change_settings
from engine.words import Text

#: name, address, orders, consent.
PEOPLE: list[tuple[str, str, int, str | None]] = [
    ("Anna Smith", "anna@example.com", 3, "yes"),
    ("Ben O'Brien", "ben@example.com", 1, "yes"),
    ("Chloé Durand", "chloe@example.com", 2, None),
    ("Dora Never", "dora@example.com", 2, "no"),
    ("Erased Person", "", 1, "yes"),
    ("Finn Gone", "finn@example.com", 1, "yes"),
    ("Gus Bounced", "gus@example.com", 1, "yes"),
    ("Hal Nomail", "", 4, "yes"),
    ("Ida Broken", "ida@@example", 1, "yes"),
    ("Jo Desk", "noreply@example.com", 1, "yes"),
    ("Zoë Letters", "zoë@example.com", 1, "yes"),
    ("Anna Twin", " ANNA@Example.com ", 1, "yes"),
    ("Prospect Only", "prospect@example.com", 0, None),
    ("王小明", "wang@example.com", 5, "yes"),
    ("", "nameless@example.com", 1, "yes"),
    ("=cmd|' /C calc'!A0", "formula@example.com", 1, "yes"),
    ("Dora Other", "Dora@Example.com", 1, "yes"),
]


def run(shop: Shop, sql: str, rows: list[tuple[Any, ...]]) -> None:
    with shop.store.write() as connection:
        connection.exec_driver_sql(sql, rows)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Seventeen customers, three products, recommendations and one segment run (``loyal``, ``rest``)."""
    with Shop.create(
        tmp_path / "shop.clientele", currency="GBP", timezone="Europe/London", name="Tea & Co"
    ) as made:
        change_settings(
            made,
            sender_email="hello@tea.example",
            postal_address="1 Mill Lane, Hebden",
            website="https://tea.example",
        )
        fill(made)
        yield made


def fill(shop: Shop) -> None:
    run(
        shop,
        "INSERT INTO customer (id, code, name, email, created_at, erased_at) VALUES (?, ?, ?, ?, 1, ?)",
        [
            (n, f"C{n}", name, address, 5 if name.startswith("Erased") else None)
            for n, (name, address, _, _) in enumerate(PEOPLE, 1)
        ],
    )
    run(
        shop,
        "INSERT INTO consent (customer_id, channel, status, at) VALUES (?, 'email', ?, 1)",
        [(n, consent) for n, (*_, consent) in enumerate(PEOPLE, 1) if consent],
    )
    run(
        shop,
        "INSERT INTO customer_total (customer_id, name, order_count, net_e4, refund_e4, last_at)"
        " VALUES (?, '', ?, 100000, 0, 1770000000)",
        [(n, orders) for n, (_, _, orders, _) in enumerate(PEOPLE, 1)],
    )
    run(
        shop,
        "INSERT INTO suppression (address_hash, reason, at) VALUES (?, ?, 1)",
        [(address_hash("Finn@example.com"), "unsubscribed"), (address_hash("gus@example.com"), "bounced")],
    )
    run(
        shop,
        "INSERT INTO product (id, code, name, price_e4, url) VALUES (?, ?, ?, ?, ?)",
        [
            (1, "CUP", "Cup & Saucer", 127_500, "https://tea.example/cup?a=1&b=2"),
            (2, "POT", "<b>Pot</b>", 30_000, "javascript:alert(1)"),
            (3, "TEA", "Green tea", 55_000, ""),
        ],
    )
    run(
        shop,
        "INSERT INTO recommender_run (id, model, as_of, created_at, parameters, metrics)"
        " VALUES (?, 'blend', '2026-02-01', 1, '{}', '{}')",
        [(1,)],
    )
    run(
        shop,
        "INSERT INTO recommendation"
        " (run_id, customer_id, rank, product_id, score, reason, because_id, evidence)"
        ' VALUES (1, ?, ?, ?, 1, ?, ?, \'{"both": 3, "base": 9}\')',
        [
            (n, rank, product, "recommend.reason.because", 3 if product != 3 else 1)
            for n in range(1, len(PEOPLE) + 1)
            for rank, product in ((1, 1), (2, 2), (3, 3))
        ],
    )
    run(
        shop,
        "INSERT INTO segment_run (id, method, as_of, created_at, customer_count, parameters, quality)"
        " VALUES (?, 'rfm', '2026-02-01', 1, 17, '{}', '{}')",
        [(1,)],
    )
    name = Text("segment.rfm.loyal.name").to_json()
    run(
        shop,
        "INSERT INTO segment (id, run_id, code, position, name, rule, advice, customer_count, sales_e4)"
        " VALUES (?, 1, ?, ?, ?, ?, ?, 1, 0)",
        [(1, "loyal", 0, name, name, name), (2, "rest", 1, name, name, name)],
    )
    run(
        shop,
        "INSERT INTO segment_member (run_id, customer_id, segment_id) VALUES (1, ?, ?)",
        [(n, 1 if orders > 1 else 2) for n, (_, _, orders, _) in enumerate(PEOPLE, 1)],
    )
