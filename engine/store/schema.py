"""The tables of a shop file, with the constraints that make wrong data impossible.

Amounts (``*_e4``) are integers of one ten-thousandth of the currency's main unit, so that a unit price of
0.001 is exact and every sum reconciles. Times (``*_at``) are integer epoch seconds in UTC. Quantities
(``*_milli``) are integers of one thousandth of a piece.
"""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def _flag(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN (0, 1)", name=f"{column}_is_flag")


# --- the shop itself ------------------------------------------------------------------------------------

setting = Table(
    "setting",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False, doc="JSON"),
)

undo_step = Table(
    "undo_step",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("label", Text, nullable=False, doc="JSON of a words.Text: what was done"),
    Column("topics", Text, nullable=False, doc="JSON list of changed topics"),
    Column("statements", Text, nullable=False, doc="JSON list of the SQL that takes it back, in order"),
)

# --- imports --------------------------------------------------------------------------------------------

source = Table(
    "source",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String, nullable=False, doc="shopify, sample, …: order numbers are unique in it"),
    Column("name", String, nullable=False, server_default=""),
    UniqueConstraint("channel", "name"),
)

import_run = Table(
    "import_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", ForeignKey("source.id"), nullable=False),
    Column("kind", String, nullable=False, doc="orders, customers, …"),
    Column("file_name", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("byte_count", Integer, nullable=False),
    Column("reading", Text, nullable=False, doc="JSON: encoding, delimiter, sheet, header row, mapping"),
    Column("started_at", Integer, nullable=False),
    Column("finished_at", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("report", Text, nullable=False, doc="JSON of the ImportReport"),
    _one_of("state", "done", "undone"),
    Index("ix_import_run_sha256", "sha256"),
)

import_seen = Table(
    "import_seen",
    metadata,
    Column("import_id", ForeignKey("import_run.id", ondelete="CASCADE"), primary_key=True),
    Column("entity", String, primary_key=True, doc="the table"),
    Column("first_id", Integer, primary_key=True, doc="rows of these ids: the file holds them as they are"),
    Column("last_id", Integer, nullable=False),
    CheckConstraint("first_id <= last_id", name="ascending"),
    sqlite_with_rowid=False,
)

import_word = Table(
    "import_word",
    metadata,
    Column("entity", String, primary_key=True, doc="the table"),
    Column("row_id", Integer, primary_key=True),
    Column("import_id", ForeignKey("import_run.id", ondelete="CASCADE"), primary_key=True),
    Column("at", Integer, nullable=False, doc="when what the file says was so: the later word stands"),
    Column("words", Text, nullable=False, doc="JSON: column → what the file says, in effect or not"),
    Index("ix_import_word_import_id", "import_id"),
    sqlite_with_rowid=False,
)

import_reject_rows = Table(
    "import_reject_rows",
    metadata,
    Column("import_id", ForeignKey("import_run.id", ondelete="CASCADE"), primary_key=True),
    Column("headers", Text, nullable=False, doc="JSON: the file's own"),
    Column("lines", LargeBinary, nullable=False, doc="zlib of JSON lines [line, [cells]]: what to fix"),
)

import_reject = Table(
    "import_reject",
    metadata,
    Column("import_id", ForeignKey("import_run.id", ondelete="CASCADE"), primary_key=True),
    Column("line", Integer, primary_key=True, doc="physical line (CSV) or row (spreadsheet), from 1"),
    Column("column_name", String, primary_key=True, doc="the file's own header"),
    Column("value", Text, nullable=False),
    Column("reason", Text, nullable=False, doc="JSON of a words.Text"),
)

column_memory = Table(
    "column_memory",
    metadata,
    Column("header_fingerprint", String, primary_key=True),
    Column("mapping", Text, nullable=False, doc="JSON: the owner's corrected mapping"),
    Column("at", Integer, nullable=False),
)

# --- people ---------------------------------------------------------------------------------------------

customer = Table(
    "customer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String, nullable=False, unique=True, doc="the shop's own customer id, as shown"),
    Column("name", String, nullable=False, server_default=""),
    Column("email", String, nullable=False, server_default=""),
    Column("phone", String, nullable=False, server_default=""),
    Column("country", String, nullable=False, server_default=""),
    Column("city", String, nullable=False, server_default=""),
    Column("language", String, nullable=False, server_default="", doc="BCP 47, empty if unknown"),
    Column("birthday", String, nullable=False, server_default="", doc="YYYY-MM-DD or --MM-DD"),
    Column("attributes", Text, nullable=False, server_default="{}", doc="JSON of what else the file said"),
    Column("created_at", Integer, nullable=False),
    Column("erased_at", Integer),
    Column("import_id", ForeignKey("import_run.id")),
    Column("company", String, nullable=False, server_default=""),
    Column("street", String, nullable=False, server_default=""),
    Column("postcode", String, nullable=False, server_default=""),
    Column("region", String, nullable=False, server_default=""),
    Column("gender", String, nullable=False, server_default="", doc="female, male, other; empty if unknown"),
    Index("ix_customer_import_id", "import_id"),
)

customer_key = Table(
    "customer_key",
    metadata,
    Column("source_id", ForeignKey("source.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("value", String, primary_key=True, doc="normalised"),
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE"), nullable=False),
    _one_of("kind", "external", "email", "phone"),
    Index("ix_customer_key_customer_id", "customer_id"),
    Index("ix_customer_key_value", "value", "kind"),
)

customer_merge = Table(
    "customer_merge",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kept_id", ForeignKey("customer.id", ondelete="CASCADE"), nullable=False),
    Column("gone_id", Integer, nullable=False, doc="the id that the other customer had, and gets back"),
    Column("gone_name", String, nullable=False, server_default=""),
    Column("gone", Text, nullable=False, doc="JSON: the other customer's rows, and ids of what moved"),
    Column("basis", String, nullable=False, doc="what showed that they are one"),
    Column("import_id", ForeignKey("import_run.id"), doc="the import that showed it; NULL: the owner"),
    Column("at", Integer, nullable=False),
    _one_of("basis", "email", "phone", "external", "owner"),
    Index("ix_customer_merge_kept_id", "kept_id"),
    Index("ix_customer_merge_import_id", "import_id"),
)

not_same = Table(
    "not_same",
    metadata,
    Column("one_id", ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("at", Integer, nullable=False, doc="when the owner said that these are two people"),
    CheckConstraint("one_id < other_id", name="ordered"),
    Index("ix_not_same_other_id", "other_id"),
    sqlite_with_rowid=False,
)

consent = Table(
    "consent",
    metadata,
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("channel", String, primary_key=True),
    Column("status", String, nullable=False),
    Column("basis", String, nullable=False, server_default="", doc="import, owner, opt-in, customer"),
    Column("at", Integer, nullable=False),
    _one_of("channel", "email", "ads", "sms", "post"),
    _one_of("status", "yes", "no"),
    sqlite_with_rowid=False,
)

suppression = Table(
    "suppression",
    metadata,
    Column("address_hash", String, primary_key=True, doc="SHA-256 of the address: outlives erasure"),
    Column("reason", String, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("origin", String, nullable=False, server_default=""),
    _one_of("reason", "unsubscribed", "bounced", "complained", "erased"),
)

customer_note = Table(
    "customer_note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE"), nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Index("ix_customer_note_customer_id", "customer_id"),
)

# --- things ---------------------------------------------------------------------------------------------

product = Table(
    "product",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String, nullable=False, unique=True, doc="normalised: trimmed, upper case"),
    Column("name", String, nullable=False, server_default=""),
    Column("category", String, nullable=False, server_default=""),
    Column("description", Text, nullable=False, server_default=""),
    Column("price_e4", Integer, doc="the current or last seen unit price"),
    Column("cost_e4", Integer),
    Column("stock", Integer),
    Column("picture", String, nullable=False, server_default=""),
    Column("url", String, nullable=False, server_default=""),
    Column("kind", String, nullable=False, server_default="product"),
    Column("recommendable", Integer, nullable=False, server_default="1", doc="0: the owner forbade it"),
    Column("import_id", ForeignKey("import_run.id")),
    Column("brand", String, nullable=False, server_default=""),
    Column("tags", String, nullable=False, server_default="", doc="comma-separated"),
    Column("group_code", String, nullable=False, server_default="", doc="what its variants have in common"),
    Column("variant", String, nullable=False, server_default="", doc="size, colour, … as shown"),
    Column("barcode", String, nullable=False, server_default=""),
    Column("listed", Integer, nullable=False, server_default="1", doc="0: the shop no longer offers it"),
    Column("attributes", Text, nullable=False, server_default="{}", doc="JSON of what else the file said"),
    _one_of("kind", "product", "service"),
    _flag("recommendable"),
    Index("ix_product_import_id", "import_id"),
)

# --- what happened --------------------------------------------------------------------------------------

orders = Table(
    "orders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", ForeignKey("source.id"), nullable=False),
    Column("code", String, nullable=False, doc="the order number in its source"),
    Column("customer_id", ForeignKey("customer.id"), doc="NULL: an anonymous sale"),
    Column("placed_at", Integer, nullable=False),
    Column("kind", String, nullable=False, doc="sale; refund (credit note, negative total); adjustment"),
    Column("status", String, nullable=False),
    Column("currency", String, nullable=False),
    Column("total_e4", Integer, nullable=False, doc="sum of its lines, signed"),
    Column("refunded_e4", Integer, nullable=False, server_default="0", doc="part of it given back, ≥ 0"),
    Column("line_count", Integer, nullable=False),
    Column("shipping_e4", Integer, nullable=False, server_default="0"),
    Column("tax_e4", Integer, nullable=False, server_default="0"),
    Column("discount_e4", Integer, nullable=False, server_default="0"),
    Column("discount_code", String, nullable=False, server_default=""),
    Column("country", String, nullable=False, server_default=""),
    Column("refund_of", ForeignKey("orders.id", ondelete="SET NULL"), doc="the sale a refund gives back"),
    Column("content_hash", Integer, nullable=False, doc="64 bits over the order and its lines"),
    Column("import_id", ForeignKey("import_run.id")),
    Column(
        "detail",
        String,
        nullable=False,
        server_default="lines",
        doc="items: without their prices; total: not told",
    ),
    Column("original_total_e4", Integer, doc="in its own currency; NULL: it is total_e4"),
    Column("original_refunded_e4", Integer),
    Column("goods_e4", Integer, doc="what a file of whole orders says its goods cost, in its own currency"),
    Column("gives_back", String, nullable=False, server_default="", doc="of which order a refund says it is"),
    Column("pays_for", ForeignKey("orders.id", ondelete="SET NULL"), doc="the order this payment is of"),
    UniqueConstraint("source_id", "code"),
    _one_of("kind", "sale", "refund", "adjustment"),
    _one_of("status", "paid", "pending", "cancelled", "refunded", "part_refunded"),
    CheckConstraint("refunded_e4 >= 0", name="refunded_not_negative"),
    CheckConstraint("line_count > 0", name="has_lines"),
    CheckConstraint("length(currency) = 3", name="currency_is_iso"),
    # Everything that RFM, Home and the features ask of orders, so that none of them touches the table.
    Index(
        "ix_orders_facts",
        *("customer_id", "placed_at", "kind", "status", "total_e4", "refunded_e4", "refund_of"),
    ),
    Index("ix_orders_placed_at", "placed_at"),
    Index("ix_orders_import_id", "import_id"),
    Index("ix_orders_refund_of", "refund_of"),
    Index("ix_orders_pays_for", "pays_for", sqlite_where=text("pays_for IS NOT NULL")),
    Index("ix_orders_gives_back", "source_id", "gives_back", sqlite_where=text("gives_back <> ''")),
    Index("ix_orders_currency", "currency", sqlite_where=text("original_total_e4 IS NOT NULL")),
)

currency_rate = Table(
    "currency_rate",
    metadata,
    Column("currency", String, primary_key=True),
    Column("from_day", String, primary_key=True, doc="YYYY-MM-DD: valid from that day on"),
    Column("rate_e9", Integer, nullable=False, doc="units of the shop's currency for one unit × 10⁹"),
    CheckConstraint("rate_e9 > 0", name="rate_is_positive"),
    CheckConstraint("length(currency) = 3", name="currency_is_iso"),
    sqlite_with_rowid=False,
)

order_line = Table(
    "order_line",
    metadata,
    Column("order_id", ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True),
    Column("line_no", Integer, primary_key=True),
    Column("product_id", ForeignKey("product.id"), nullable=False),
    Column("quantity_milli", Integer, nullable=False, doc="signed: a refund's is negative"),
    Column("unit_price_e4", Integer, nullable=False),
    Column("total_e4", Integer, nullable=False),
    Column("original_unit_price_e4", Integer, doc="in the order's currency; NULL: that is the shop's"),
    Column("original_total_e4", Integer),
    Index("ix_order_line_product_id", "product_id"),
    sqlite_with_rowid=False,
)

order_version = Table(
    "order_version",
    metadata,
    Column("import_id", ForeignKey("import_run.id", ondelete="CASCADE"), primary_key=True),
    Column("order_id", ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True),
    Column("before", Text, nullable=False, doc="JSON of the order and its lines before that import"),
    Index("ix_order_version_order_id", "order_id"),
)

import_change = Table(
    "import_change",
    metadata,
    Column("import_id", ForeignKey("import_run.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("entity", String, nullable=False),
    Column("row_key", Text, nullable=False, doc="JSON: the columns that name the row"),
    Column("before", Text, doc="JSON of the columns that import changed; NULL: the row was not there"),
    _one_of(
        "entity",
        *("customer", "customer_key", "product", "consent", "suppression", "visit", "review", "outcome"),
        "campaign",
    ),
    Index("ix_import_change_entity_row_key", "entity", "row_key"),
)

visit = Table(
    "visit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE")),
    Column("product_id", ForeignKey("product.id")),
    Column("kind", String, nullable=False),
    Column("occurred_at", Integer, nullable=False),
    Column("seconds", Integer, doc="time spent"),
    Column("session", String, nullable=False, server_default=""),
    Column("query", String, nullable=False, server_default="", doc="what was searched for"),
    Column("import_id", ForeignKey("import_run.id")),
    Column("category", String, nullable=False, server_default="", doc="of the page looked at, if no product"),
    Column("content_hash", Integer, doc="64 bits over the event; NULL: not from a file"),
    _one_of("kind", "view", "search", "cart", "purchase", "other"),
    # An index of its own: a log of a million events is written without it, which is four times faster.
    Index(
        "ix_visit_content_hash", "content_hash", unique=True, sqlite_where=text("content_hash IS NOT NULL")
    ),
    Index("ix_visit_customer_id_occurred_at", "customer_id", "occurred_at"),
    Index("ix_visit_import_id", "import_id"),
    Index("ix_visit_product_id", "product_id"),
)

review = Table(
    "review",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE")),
    Column("product_id", ForeignKey("product.id")),
    Column("stars", Integer, doc="1 to 5; NULL: words only"),
    Column("title", Text, nullable=False, server_default=""),
    Column("body", Text, nullable=False, server_default="", doc="empty: a bare star rating"),
    Column("language", String, nullable=False, server_default=""),
    Column("written_at", Integer, doc="NULL: the file does not say when"),
    Column("import_id", ForeignKey("import_run.id")),
    Column("source_id", ForeignKey("source.id"), doc="NULL: not from a file"),
    Column("code", String, doc="its id in the source, or a hash of what it says"),
    Column("content_hash", Integer, doc="64 bits over everything it says"),
    Column("recommended", Integer, doc="1 or 0 where the file says yes or no instead of stars"),
    Column("category", String, nullable=False, server_default="", doc="of the product, where none is named"),
    UniqueConstraint("source_id", "code"),
    CheckConstraint("stars BETWEEN 1 AND 5", name="stars_in_range"),
    CheckConstraint("recommended IN (0, 1)", name="recommended_is_flag"),
    CheckConstraint("stars IS NOT NULL OR body <> '' OR recommended IS NOT NULL", name="says_something"),
    Index("ix_review_customer_id", "customer_id"),
    Index("ix_review_product_id", "product_id"),
    Index("ix_review_import_id", "import_id"),
)

# --- roll-ups: rebuilt whenever orders change, in the same transaction --------------------------------

customer_total = Table(
    "customer_total",
    metadata,
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(collation="NOCASE"), nullable=False, doc="copied: the table sorts by one index"),
    Column("order_count", Integer, nullable=False, doc="sales not wholly given back"),
    Column("net_e4", Integer, nullable=False, doc="sales less refunds"),
    Column("refund_e4", Integer, nullable=False),
    Column("first_at", Integer),
    Column("last_at", Integer),
    Index("ix_customer_total_name", "name"),
    Index("ix_customer_total_order_count", "order_count"),
    Index("ix_customer_total_net_e4", "net_e4"),
    Index("ix_customer_total_first_at", "first_at"),
    Index("ix_customer_total_last_at", "last_at"),
)

month_total = Table(
    "month_total",
    metadata,
    Column("month", String, primary_key=True, doc="YYYY-MM in the shop's time zone"),
    Column("order_count", Integer, nullable=False),
    Column("net_e4", Integer, nullable=False),
    Column("anonymous_net_e4", Integer, nullable=False),
    Column("customer_count", Integer, nullable=False, doc="customers who bought in the month"),
    Column("returning_count", Integer, nullable=False, doc="of them, those who had bought before the month"),
)

product_total = Table(
    "product_total",
    metadata,
    Column("product_id", ForeignKey("product.id", ondelete="CASCADE"), primary_key=True),
    Column("order_count", Integer, nullable=False),
    Column("customer_count", Integer, nullable=False),
    Column("units_milli", Integer, nullable=False, doc="net of returns"),
    Column("net_e4", Integer, nullable=False),
    Column("last_at", Integer),
    Index("ix_product_total_net_e4", "net_e4"),
)

# --- segments -------------------------------------------------------------------------------------------

segment_run = Table(
    "segment_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("method", String, nullable=False),
    Column("as_of", String, nullable=False, doc="YYYY-MM-DD in the shop's time zone"),
    Column("created_at", Integer, nullable=False),
    Column("customer_count", Integer, nullable=False),
    Column("parameters", Text, nullable=False, doc="JSON"),
    Column("quality", Text, nullable=False, doc="JSON"),
    Index("ix_segment_run_method", "method"),
)

segment = Table(
    "segment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("segment_run.id", ondelete="CASCADE"), nullable=False),
    Column("code", String, nullable=False, doc="champions, at_risk, cluster_1, …"),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False, doc="JSON of a words.Text"),
    Column("rule", Text, nullable=False, doc="JSON of a words.Text: who is in it"),
    Column("advice", Text, nullable=False, doc="JSON of a words.Text: what to do"),
    Column("customer_count", Integer, nullable=False),
    Column("sales_e4", Integer, nullable=False),
    Column("facts", Text, nullable=False, server_default="{}", doc="JSON: medians and shares for the card"),
    UniqueConstraint("run_id", "code"),
)

segment_member = Table(
    "segment_member",
    metadata,
    Column("run_id", ForeignKey("segment_run.id", ondelete="CASCADE"), primary_key=True),
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("segment_id", ForeignKey("segment.id", ondelete="CASCADE"), nullable=False),
    Column("score", String, nullable=False, server_default="", doc="the RFM code, e.g. 543"),
    Column("points", Integer, doc="the combined RFM score, 0 to 100"),
    Index("ix_segment_member_segment_id", "segment_id"),
    Index("ix_segment_member_customer_id", "customer_id"),
    sqlite_with_rowid=False,
)

segment_month = Table(
    "segment_month",
    metadata,
    Column("day", String, primary_key=True, doc="YYYY-MM-DD, the last of a month or the last order's"),
    Column("state", String, nullable=False, doc="of the orders from which it was computed"),
    Column("customer_count", Integer, nullable=False),
    Column("totals", LargeBinary, nullable=False, doc="packed order totals of every buyer by that day"),
)

segment_movement = Table(
    "segment_movement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("from_day", String, nullable=False),
    Column("to_day", String, nullable=False),
    Column("question", Text, nullable=False, doc="JSON: what it was computed from"),
    Column("created_at", Integer, nullable=False),
    Column("result", Text, nullable=False, doc="JSON: groups, flows, causes"),
)

segment_move = Table(
    "segment_move",
    metadata,
    Column("movement_id", ForeignKey("segment_movement.id", ondelete="CASCADE"), primary_key=True),
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("from_code", String, nullable=False, doc="empty: no buyer yet"),
    Column("to_code", String, nullable=False, doc="empty: no buyer any more"),
    Column("cause", String, nullable=False),
    Column("net_e4", Integer, nullable=False, doc="what they brought in between the two days"),
    Index("ix_segment_move_customer_id", "customer_id"),
    _one_of("cause", "first", "ordered", "quiet", "others", "returned"),
    sqlite_with_rowid=False,
)

segment_comparison = Table(
    "segment_comparison",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("as_of", String, nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("result", Text, nullable=False, doc="JSON: how each method did"),
)

own_segment = Table(
    "own_segment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False, doc="rule: whoever fits now; list: those who were put on it"),
    Column("name", String, nullable=False),
    Column("rule", Text, doc="JSON: what engine.segments.rules reads; NULL for a list"),
    Column("created_at", Integer, nullable=False),
    Column("changed_at", Integer, nullable=False),
    _one_of("kind", "rule", "list"),
    CheckConstraint("name <> ''", name="has_name"),
    CheckConstraint("(kind = 'rule') = (rule IS NOT NULL)", name="rules_have_one"),
    Index("ix_own_segment_name", "name", unique=True),
)

own_segment_member = Table(
    "own_segment_member",
    metadata,
    Column("own_segment_id", ForeignKey("own_segment.id", ondelete="CASCADE"), primary_key=True),
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_own_segment_member_customer_id", "customer_id"),
    sqlite_with_rowid=False,
)

# --- forecasts ------------------------------------------------------------------------------------------

prediction_run = Table(
    "prediction_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("as_of", String, nullable=False, doc="YYYY-MM-DD in the shop's time zone"),
    Column("horizon_days", Integer, nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("customer_count", Integer, nullable=False),
    Column("method", String, nullable=False, doc="blend, counting or pooled"),
    Column("grade", String, nullable=False, doc="A to D: how good such forecasts have been here"),
    Column("parameters", Text, nullable=False, doc="JSON"),
    Column("backtest", Text, nullable=False, doc="JSON: what would have been said on earlier days"),
    _one_of("grade", "A", "B", "C", "D"),
)

prediction = Table(
    "prediction",
    metadata,
    Column("run_id", ForeignKey("prediction_run.id", ondelete="CASCADE"), primary_key=True),
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("no_order_ppm", Integer, nullable=False, doc="chance of no order in the horizon × 1,000,000"),
    Column("value_e4", Integer, nullable=False, doc="spending to expect in the horizon"),
    Column("value_low_e4", Integer, nullable=False, doc="four of five such customers spent more"),
    Column("value_high_e4", Integer, nullable=False),
    Column("usual_e4", Integer, nullable=False, doc="what they have spent in so many days so far"),
    Column("slipping", Integer, nullable=False, doc="1: has come back before and now likely will not"),
    Column("reasons", Text, nullable=False, doc="JSON: list of words.Text, the weightiest first"),
    CheckConstraint("no_order_ppm BETWEEN 0 AND 1000000", name="chance_in_range"),
    CheckConstraint("value_low_e4 <= value_high_e4", name="range_in_order"),
    _flag("slipping"),
    Index("ix_prediction_customer_id", "customer_id"),
    Index("ix_prediction_chance", "run_id", "no_order_ppm"),
    Index("ix_prediction_value", "run_id", "value_e4"),
    Index("ix_prediction_slipping", "run_id", "customer_id", sqlite_where=text("slipping = 1")),
    sqlite_with_rowid=False,
)

# --- likeness -------------------------------------------------------------------------------------------

embedding_run = Table(
    "embedding_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("as_of", String, nullable=False, doc="YYYY-MM-DD in the shop's time zone"),
    Column("created_at", Integer, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("customer_count", Integer, nullable=False),
    Column("chosen", String, nullable=False, doc="the method used by default"),
    Column("orders", Text, nullable=False, doc="JSON: the version of the orders it was made from"),
    Column("test", Text, nullable=False, doc="JSON: how finding look-alikes was tested"),
)

embedding_method = Table(
    "embedding_method",
    metadata,
    Column("run_id", ForeignKey("embedding_run.id", ondelete="CASCADE"), primary_key=True),
    Column("method", String, primary_key=True),
    Column("position", Integer, nullable=False, doc="of its figures within the vectors, by method"),
    Column("width", Integer, nullable=False, doc="figures a customer"),
    Column("worth", Text, nullable=False, doc="JSON: what it is worth beside plain figures"),
    Column("curves", Text, nullable=False, doc="JSON: loss after each pass, learned from and kept out"),
    Column("weights", LargeBinary, doc="compressed arrays of the network; NULL: nothing was learned"),
    sqlite_with_rowid=False,
)

embedding = Table(
    "embedding",
    metadata,
    Column("run_id", ForeignKey("embedding_run.id", ondelete="CASCADE"), primary_key=True),
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("vectors", LargeBinary, nullable=False, doc="half-precision figures, method after method"),
    Index("ix_embedding_customer_id", "customer_id"),
    sqlite_with_rowid=False,
)

embedding_point = Table(
    "embedding_point",
    metadata,
    Column("run_id", ForeignKey("embedding_run.id", ondelete="CASCADE"), primary_key=True),
    Column("method", String, primary_key=True),
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("x_milli", Integer, nullable=False, doc="place on the map × 1,000"),
    Column("y_milli", Integer, nullable=False),
    Index("ix_embedding_point_customer_id", "customer_id"),
    sqlite_with_rowid=False,
)

# --- what reviews say -----------------------------------------------------------------------------------

text_vector = Table(
    "text_vector",
    metadata,
    Column("model", String, primary_key=True),
    Column("digest", LargeBinary, primary_key=True, doc="SHA-256 of the text: read once, whoever wrote it"),
    Column("vector", LargeBinary, nullable=False, doc="half-precision figures"),
    sqlite_with_rowid=False,
)

review_run = Table(
    "review_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("created_at", Integer, nullable=False),
    Column("model", String, nullable=False, doc="large or light"),
    Column("review_count", Integer, nullable=False),
    Column("measured", Text, nullable=False, doc="JSON: what was learned from, and how right it was"),
    Column("themes", Text, nullable=False, doc="JSON: what is spoken of that has no name, with quotes"),
)

review_reading = Table(
    "review_reading",
    metadata,
    Column("review_id", ForeignKey("review.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", LargeBinary, nullable=False, doc="SHA-256 of what was read: anew when it changed"),
    Column("language", String, nullable=False, server_default=""),
    Column("praise_ppm", Integer, doc="chance that its words are praise × 1,000,000; NULL: cannot tell"),
    Column("verdict", String, nullable=False),
    Column("contradiction", Integer, nullable=False, doc="1: its words say the opposite of its stars"),
    _one_of("verdict", "praise", "blame", "mixed", "unsure", "cannot_tell"),
    _flag("contradiction"),
)

review_mention = Table(
    "review_mention",
    metadata,
    Column("review_id", ForeignKey("review.id", ondelete="CASCADE"), primary_key=True),
    Column("aspect", String, primary_key=True),
    Column("praise_ppm", Integer, nullable=False),
    Column("verdict", String, nullable=False),
    Column("quote_start", Integer, nullable=False, doc="place in the text as engine.reviews reads it"),
    Column("quote_end", Integer, nullable=False),
    _one_of("verdict", "praise", "blame", "unsure"),
    Index("ix_review_mention_aspect", "aspect", "verdict"),
    sqlite_with_rowid=False,
)

own_aspect = Table(
    "own_aspect",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("words", Text, nullable=False, doc="JSON: how customers call it"),
    CheckConstraint("name <> ''", name="has_name"),
)

# --- recommendations ------------------------------------------------------------------------------------

recommender_run = Table(
    "recommender_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("model", String, nullable=False),
    Column("as_of", String, nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("parameters", Text, nullable=False, doc="JSON"),
    Column("metrics", Text, nullable=False, doc="JSON: the held-out evaluation and its baseline"),
    Column("state", LargeBinary, doc="what the model needs to score again"),
)

recommendation = Table(
    "recommendation",
    metadata,
    Column("run_id", ForeignKey("recommender_run.id", ondelete="CASCADE"), primary_key=True),
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("rank", Integer, primary_key=True, doc="from 1"),
    Column("product_id", ForeignKey("product.id"), nullable=False),
    Column("score", Integer, nullable=False, doc="the model's score × 1,000,000"),
    Column("reason", String, nullable=False, doc="words key of the reason"),
    Column("because_id", ForeignKey("product.id"), doc="the product named by the reason"),
    Column("evidence", Text, nullable=False, server_default="{}", doc="JSON: checkable facts of the reason"),
    Index("ix_recommendation_product_id", "product_id"),
    Index("ix_recommendation_customer_id", "customer_id"),
    Index("ix_recommendation_because_id", "because_id"),
    sqlite_with_rowid=False,
)

product_audience = Table(
    "product_audience",
    metadata,
    Column("run_id", ForeignKey("recommender_run.id", ondelete="CASCADE"), primary_key=True),
    Column("product_id", ForeignKey("product.id", ondelete="CASCADE"), primary_key=True),
    Column("rank", Integer, primary_key=True, doc="from 1: who should hear of the product first"),
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE"), nullable=False),
    Column("score", Integer, nullable=False, doc="the model's score × 1,000,000"),
    Column("reason", String, nullable=False, doc="words key of the reason"),
    Column("because_id", ForeignKey("product.id"), doc="the product named by the reason"),
    Column("evidence", Text, nullable=False, server_default="{}", doc="JSON: checkable facts of the reason"),
    Index("ix_product_audience_customer_id", "customer_id"),
    Index("ix_product_audience_product_id", "product_id"),
    Index("ix_product_audience_because_id", "because_id"),
    sqlite_with_rowid=False,
)

product_pair = Table(
    "product_pair",
    metadata,
    Column("run_id", ForeignKey("recommender_run.id", ondelete="CASCADE"), primary_key=True),
    Column("product_id", ForeignKey("product.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", ForeignKey("product.id", ondelete="CASCADE"), primary_key=True),
    Column("together", Integer, nullable=False, doc="orders that hold both"),
    Column("support_orders", Integer, nullable=False, doc="orders that hold the first"),
    Column("lift_milli", Integer, nullable=False, doc="lift × 1,000"),
    Index("ix_product_pair_product_id", "product_id"),
    Index("ix_product_pair_other_id", "other_id"),
    sqlite_with_rowid=False,
)

# --- campaigns ------------------------------------------------------------------------------------------

campaign = Table(
    "campaign",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("goal", String, nullable=False),
    Column("state", String, nullable=False),
    Column("language", String, nullable=False),
    Column("audience", Text, nullable=False, doc="JSON: which segments or customers"),
    Column("offer", Text, nullable=False, doc="JSON: kind, value, validity, code pattern"),
    Column("template", Text, nullable=False, doc="JSON: origin, subject, preheader, html, text"),
    Column("holdout_share", Integer, nullable=False, doc="percent kept without mail"),
    Column("seed", Integer, nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("exported_at", Integer),
    Column("cost_e4", Integer, nullable=False, server_default="0", doc="of sending"),
    Column("context", Text, nullable=False, server_default="{}", doc="JSON: shop and offer as exported"),
    _one_of("state", "draft", "ready", "exported", "results_in", "closed"),
    CheckConstraint("holdout_share BETWEEN 0 AND 90", name="holdout_in_range"),
    CheckConstraint("(state IN ('draft', 'ready')) = (exported_at IS NULL)", name="exported_has_date"),
)

recipient = Table(
    "recipient",
    metadata,
    Column("campaign_id", ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True),
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE"), primary_key=True),
    Column("arm", String, nullable=False),
    Column("reason", String, nullable=False, server_default="", doc="why excluded"),
    Column("email", String, nullable=False, server_default="", doc="as exported"),
    Column("coupon_code", String, unique=True),
    Column("recipient_key", String, nullable=False, doc="what joins results back"),
    Column("stratum", String, nullable=False, server_default="", doc="the segment that brought them in"),
    Column("facts", Text, nullable=False, server_default="{}", doc="JSON: the merge fields as exported"),
    UniqueConstraint("campaign_id", "recipient_key"),
    _one_of("arm", "mail", "hold_out", "excluded"),
    CheckConstraint("arm = 'mail' OR coupon_code IS NULL", name="codes_only_mailed"),
    Index("ix_recipient_customer_id", "customer_id"),
    sqlite_with_rowid=False,
)

outcome = Table(
    "outcome",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("campaign_id", ForeignKey("campaign.id", ondelete="CASCADE"), nullable=False),
    Column("customer_id", ForeignKey("customer.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String, nullable=False),
    Column("at", Integer, nullable=False),
    Column("order_id", ForeignKey("orders.id", ondelete="SET NULL")),
    Column("amount_e4", Integer, nullable=False, server_default="0"),
    Column("import_id", ForeignKey("import_run.id")),
    _one_of("kind", "sent", "opened", "clicked", "ordered", "unsubscribed", "bounced", "complained"),
    UniqueConstraint("campaign_id", "customer_id", "kind", "at"),
    Index("ix_outcome_customer_id", "customer_id"),
    Index("ix_outcome_order_id", "order_id"),
)

export_file = Table(
    "export_file",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("campaign_id", ForeignKey("campaign.id", ondelete="CASCADE"), nullable=False),
    Column("format", String, nullable=False),
    Column("file_name", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("at", Integer, nullable=False),
)

# What was exported stays as it was; only personal data may be blanked when somebody is erased, and a person
# found to be another customer keeps their place.
for _table, _columns in (
    (
        campaign,
        "language audience offer template context holdout_share seed created_at exported_at",
    ),
    (recipient, "campaign_id arm reason coupon_code recipient_key stratum"),
):
    _changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in _columns.split())
    _exported = (
        "OLD.exported_at IS NOT NULL"
        if _table is campaign
        else "EXISTS (SELECT 1 FROM campaign WHERE id = OLD.campaign_id AND exported_at IS NOT NULL)"
    )
    event.listen(
        _table,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER {_table.name}_is_final BEFORE UPDATE ON {_table.name}"
            f" WHEN {_exported} AND ({_changed})"
            " BEGIN SELECT RAISE(ABORT, 'an exported campaign cannot be changed'); END"
        ),
    )

#: Tables small enough for row-by-row undo; imports and runs have their own way back.
UNDOABLE = (
    "setting",
    "currency_rate",
    "consent",
    "customer_note",
    "not_same",
    "own_segment",
    "own_segment_member",
    "own_aspect",
    "campaign",
    "recipient",
    "outcome",
    "export_file",
)
