"""Invented cells for labelled headers: what a column of that meaning holds, and what columns hold that we do
not use, dates and money of all kinds among them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

ROWS = 24

_FIRST = ("Ada", "Bo", "Chloé", "Dimitri", "Eun-ji", "Fátima", "Görkem", "Hana")
_LAST = ("Lovelace", "Placeholder", "Dupont", "Ivanov", "Kim", "Silva", "Öztürk", "Novák")
_THINGS = ("Blue mug", "Red scarf", "Fern print", "Oak tray, small", "Linen napkin", "Candle 200 g")
_PLACES = ("Leeds", "Köln", "Lyon", "Sevilla", "Torino", "Porto", "Utrecht", "Osaka")
_WORDS = ("north", "standard", "blue label", "on file", "web", "desk 2")
_REVIEWS = (
    "Lovely glaze and a good weight in the hand, I use it every morning.",
    "The colour is nothing like the picture, and it arrived a week late.",
    "Does what it should. The lid sits a little loose, but for the price I am happy with it.",
)

Cells = Callable[[random.Random, int], str]


def _money(low: float, high: float) -> Cells:
    return lambda dice, row: f"{dice.uniform(low, high):.2f}"


def _day(dice: random.Random, row: int) -> str:
    return f"2026-{1 + row % 9:02d}-{13 + dice.randrange(15):02d}"


def _moment(dice: random.Random, row: int) -> str:
    return f"{_day(dice, row)} {dice.randrange(8, 20):02d}:{dice.randrange(60):02d}:00"


def _one_of(*words: str) -> Cells:
    return lambda dice, row: dice.choice(words)


def _whole(low: int, high: int) -> Cells:
    return lambda dice, row: str(dice.randint(low, high))


def _email(dice: random.Random, row: int) -> str:
    return f"{dice.choice(_FIRST).lower().replace('é', 'e').replace('-', '')}{row % 17}@example.com"


def _name(dice: random.Random, row: int) -> str:
    return f"{dice.choice(_FIRST)} {dice.choice(_LAST)}"


#: Meaning → its cells; ``row`` repeats orders on adjacent rows.
CELLS: dict[str, Cells] = {
    "order": lambda dice, row: f"{100234 + row // 2}",
    "order_id": lambda dice, row: f"{6634244374859 + row // 2}",
    "line_id": lambda dice, row: f"{330000 + 3 * row + dice.randrange(2)}",
    "payment_id": lambda dice, row: f"pay_{dice.randrange(10**9):x}",
    "refund_of": lambda dice, row: "",
    "date": _moment, "paid_at": _moment, "joined_at": _day, "consent_at": _moment,
    "cancelled_at": lambda dice, row: "",
    "sent_at": _moment, "opened_at": _moment, "clicked_at": _moment, "ordered_at": _moment,
    "unsubscribed_at": lambda d, r: _moment(d, r) if r % 5 == 0 else "",
    "bounced_at": lambda d, r: _moment(d, r) if r % 7 == 0 else "",
    "complained_at": lambda d, r: "",
    "time": lambda dice, row: f"{dice.randrange(8, 20):02d}:{dice.randrange(60):02d}:00",
    "time_zone": _one_of("Eastern Time (US & Canada)"),
    "product": lambda dice, row: f"{dice.choice('ABC')}-{dice.randint(100, 140)}",
    "product_name": _one_of(*_THINGS),
    "variant": _one_of("S", "M / blue", "Large", "200 ml"),
    "group": _one_of("blue-mug", "red-scarf", "fern-print"),
    "item_list": _one_of("2 × Blue mug, 1 × Red scarf", "1 × Fern print"),
    "category": _one_of("Kitchen", "Textiles", "Paper"),
    "quantity": lambda dice, row: str(dice.choice((1, 1, 1, 2, 3, 6))),
    "stock": _whole(0, 80),
    **dict.fromkeys(("unit_price", "price", "cost", "sale_price", "compare_price"), _money(2, 60)),
    **dict.fromkeys(("line_total", "order_total", "order_paid", "order_subtotal", "adjusted_total", "amount"),
                    _money(8, 240)),
    **dict.fromkeys(("order_discount", "line_discount", "tip", "fee", "tax", "shipping"), _money(0, 9)),
    "refunded": lambda dice, row: "12.00" if row % 9 == 0 else "0.00",
    "line_refunded": lambda dice, row: "0.00",
    "discount_code": lambda dice, row: "SPRING10" if row % 6 == 0 else "",
    "currency": _one_of("EUR"),
    "status": _one_of("paid", "pending", "refunded"),
    "refund_status": _one_of("none", "refunded"),
    "row_type": _one_of("sale", "refund"),
    "customer": lambda dice, row: f"K{dice.randint(4000, 4200)}",
    "recipient": lambda dice, row: f"R{5000 + row}",
    "customer_name": _name, "email": _email,
    "first_name": _one_of(*_FIRST), "last_name": _one_of(*_LAST),
    "phone": lambda dice, row: f"+44 20 7946 0{dice.randint(100, 999)}",
    "company": _one_of("Example Ltd", "Muster GmbH", ""),
    "street": lambda dice, row: f"{dice.randint(1, 90)} High Street",
    "street_2": _one_of("Flat 2", "", ""),
    "postcode": lambda dice, row: str(dice.randint(10115, 99999)),
    "city": _one_of(*_PLACES), "region": _one_of("Kent", "Bayern", "Lazio"),
    "country": _one_of("DE", "FR", "GB"),
    "consent": _one_of("yes", "no"), "consent_sms": _one_of("yes", "no"), "blocked": _one_of("Yes", "No"),
    "blocked_sms": _one_of("Yes", "No"), "recommended": _one_of("1", "0"),
    "published": _one_of("TRUE", "FALSE"),
    "in_stock": _one_of("1", "0"), "tracked": _one_of("shopify", ""), "oversell": _one_of("deny", "continue"),
    "birthday": lambda dice, row: f"19{dice.randint(50, 99)}-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}",
    "gender": _one_of("f", "m"), "language": _one_of("de", "en"), "tags": _one_of("retail", "vip, retail"),
    "note": _one_of("Rings first.", "", ""),
    "description": _one_of("<p>Hand thrown, dishwasher safe.</p>", "A scarf of merino wool, 180 cm long."),
    "brand": _one_of("Acme", "Muster & Söhne"),
    "barcode": lambda dice, row: f"40{dice.randrange(10**11):011d}",
    "picture": lambda dice, row: f"https://shop.example/img/{row}.jpg",
    "url": lambda dice, row: f"https://shop.example/p/{dice.randint(1, 9)}",
    "location": _one_of("Main store", "Warehouse"),
    "event": _one_of("view", "cart", "purchase", "search"), "session": lambda dice, row: f"s{row // 3:06x}a",
    "seconds": _whole(3, 400), "query": _one_of("blue mug", "", "", "gift"),
    "stars": _whole(1, 5), "body": _one_of(*_REVIEWS), "title": _one_of("Lovely", "Too late", "Fine"),
    "review_id": lambda dice, row: f"rv{90210 + row}",
    "campaign": _one_of("Spring sale"),
    "sends": _one_of("1"), "bounces": _one_of("0", "0", "1"),
    "opens": _whole(0, 4), "clicks": _whole(0, 2), "orders": _one_of("0", "0", "1"),
}  # fmt: skip

#: What an unused column holds, by words in its name.
_UNUSED: tuple[tuple[str, Cells], ...] = (
    (r"^row id$", lambda dice, row: str(row + 1)),
    (r"^discount$|percent|%", _one_of("0", "0.2", "0.15")),
    (r"url|picture", lambda dice, row: f"https://shop.example/x/{row}"),
    (r"e-?mail|账号", _email),
    (r"points|count|_vote|number of|nb |积分|种类|days|grams|weight|gewicht|peso|position|reorder|stars|votes"
     r"|重量|等级", _whole(0, 900)),
    (r"price|amount|total|value|tax|fee|spen[dt]|gasta|umsatz|消费|金额|结算|货款|折扣|gross|net |net$|netto"
     r"|payout|saldo|balance|guthaben|discount|cost|profit|commission|sales|aov|lifetime|\(\$\)|服务费|支付$",
     _money(0, 90)),
    (r"date|_at$| at$| on$|time$|datum|fecha|data |échéance|fällig|vencim|納期|予定日|时间|日期|last |active"
     r"|visit|purchase", _moment),
    (r"phone|电话|fax", CELLS["phone"]),
    (r"\?$|taxable|^is|requires|gift card|published|enabled|是否", _one_of("true", "false")),
    (r"country|pays|land", CELLS["country"]), (r"city", CELLS["city"]), (r"zip|plz", CELLS["postcode"]),
    (r"name", _name),
    (r"id$|number|no$|nummer|单号|ref", lambda dice, row: f"{dice.randrange(10**8):08d}"),
    (r"note|remark|comment|备注|留言", _one_of("", "", "please ring")),
)  # fmt: skip


def rows_for(headers: list[tuple[str, str]], seed: int) -> list[list[str]]:
    """Cells for (header, meaning) columns, the same for the same seed; totals are what they should be."""
    dice = random.Random(seed)
    makers = [CELLS[meaning] if meaning else _unused(header) for header, meaning in headers]
    rows = [[make(dice, row) for make in makers] for row in range(ROWS)]
    place = {meaning: index for index, (_, meaning) in enumerate(headers) if meaning}
    if "order" in place:
        for meaning in place.keys() & {"order_discount", "shipping", "tax", "date", "email", "customer"}:
            for above, below in zip(rows[::2], rows[1::2], strict=True):
                below[place[meaning]] = above[place[meaning]]
    if {"quantity", "unit_price"} <= place.keys():
        totals = [float(row[place["unit_price"]]) * int(row[place["quantity"]]) for row in rows]
        for number, row in enumerate(rows):
            if "line_total" in place:
                row[place["line_total"]] = f"{totals[number]:.2f}"
            for meaning in place.keys() & {"order_total", "order_paid", "order_subtotal"}:
                row[place[meaning]] = f"{sum(totals[number - number % 2 : number - number % 2 + 2]):.2f}"
    return rows


def _unused(header: str) -> Cells:
    for pattern, make in _UNUSED:
        if re.search(pattern, header, re.IGNORECASE):
            return make
    return _one_of(*_WORDS)
