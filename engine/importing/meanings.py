"""Everything a column can mean to us, by kind of file, the needed meanings first."""

from __future__ import annotations

_WHO = (
    "customer", "email", "phone", "customer_name", "first_name", "last_name",
)  # fmt: skip
_WHERE = ("company", "street", "street_2", "postcode", "city", "region", "country")

#: Kind of file → what its columns can mean. Kinds stand in the order in which files are best loaded.
MEANINGS_OF: dict[str, tuple[str, ...]] = {
    "products": (
        "product", "product_name", "variant", "group", "category", "description", "price", "sale_price",
        "cost", "stock", "brand", "tags", "picture", "url", "barcode", "published", "row_type", "currency",
        "compare_price", "in_stock", "location", "status", "tracked", "oversell",
    ),
    "customers": (
        *_WHO, *_WHERE, "consent", "consent_sms", "consent_at", "status", "blocked", "blocked_sms",
        "joined_at", "birthday", "gender", "language", "tags", "note",
    ),
    "orders": (
        "order", "date", "time", "time_zone", "product", "product_name", "variant", "item_list", "quantity",
        "unit_price", "line_total", *_WHO, *_WHERE, "language", "consent", "currency", "status",
        "refund_status", "cancelled_at", "is_test", "row_type", "line_id", "order_id", "payment_id",
        "order_total", "order_paid", "order_subtotal", "order_discount", "line_discount", "discount_code",
        "shipping", "tax", "tip", "fee", "refunded", "line_refunded", "adjusted_total", "refund_of",
        "paid_at", "category",
    ),
    "visits": (
        "date", "time", "time_zone", "event", "customer", "email", "session", "product", "product_name",
        "category", "seconds", "query", "quantity", "price", "url",
    ),
    "reviews": (
        "stars", "body", "title", "date", "customer", "email", "customer_name", "product", "product_name",
        "category", "recommended", "language", "review_id", "order",
    ),
    "suppressions": (
        "email", "phone", "status", "date", "customer", "customer_name", "first_name", "last_name",
    ),
    "results": (
        "recipient", "email", "customer", "campaign", "event", "date", "time", "order", "amount", "currency",
        "sent_at", "opened_at", "clicked_at", "ordered_at", "unsubscribed_at", "bounced_at", "complained_at",
        "sends", "opens", "clicks", "orders", "unsubscribes", "bounces", "complaints",
    ),
}  # fmt: skip

#: Every meaning of any kind, each once.
MEANINGS = tuple(dict.fromkeys(meaning for meanings in MEANINGS_OF.values() for meaning in meanings))
