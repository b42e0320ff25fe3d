"""What a table is taken for: by the names of its columns, its values, its file name, and the owner's word."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from engine.errors import ClienteleError
from engine.importing import preview
from engine.importing.answers import Answers
from engine.importing.dictionary import dictionary_names
from engine.importing.doubts import is_added_up
from engine.importing.headers import normalise_header
from engine.importing.meanings import MEANINGS_OF
from engine.importing.sources import Source, general_source, known_headers, named_sources, sources
from engine.importing.views import ImportPreview
from engine.shop import Shop
from engine.words import LANGUAGES, say
from tests.engine.importing.conftest import Importer
from tests.engine.importing.header_samples import rows_for
from tests.real_data import real_data

#: Those that are known by their file's name and shape alone are among the real files.
NAMED = [source for source in sources() if not (source.general or source.file_name_needed)]


def seen(path: Path, text: str, **answers: object) -> ImportPreview:
    """The preview of a text as a file at ``path``."""
    path.write_text(text, "utf-8")
    return preview(None, path, answers=Answers(**answers) if answers else None)[0]  # type: ignore[arg-type]


def meanings(found: ImportPreview) -> dict[str, str]:
    """Header → meaning, of the columns that have one."""
    return {column.header: column.meaning for column in found.columns if column.meaning}


def test_every_source_speaks_of_what_there_is() -> None:
    kinds = {source.kind for source in sources() if source.general}
    assert kinds == set(MEANINGS_OF)
    assert len({source.id for source in sources()}) == len(sources())
    for source in sources():
        assert set(source.columns) <= set(MEANINGS_OF[source.kind]), source.id
        for language in LANGUAGES:
            assert say(f"import.channel.{source.channel}", language)
        for pattern in (source.file_names, source.refund_codes, source.service_codes, source.service_words):
            re.compile(pattern)
        for one in source.signatures:
            assert len(one) > 2, f"{source.id}: too few names to tell it by"


def test_every_meaning_is_in_the_dictionary() -> None:
    for kind, known in MEANINGS_OF.items():
        for meaning in known:
            assert dictionary_names(meaning), f"no names for {meaning} of {kind}"
    assert not {"", "1", "2026"} & known_headers()


@pytest.mark.parametrize("source", NAMED, ids=[source.id for source in NAMED])
def test_a_source_is_known_by_each_of_its_headers(source: Source, tmp_path: Path) -> None:
    inverse = {name: meaning for meaning, names in source.columns.items() for name in reversed(names)}
    for number, signature in enumerate(source.signatures):
        headers = sorted(signature)
        path = tmp_path / f"{number}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(headers)
            writer.writerows(rows_for([(name, inverse.get(name, "")) for name in headers], number))
        found = preview(None, path)[0]
        assert (found.source, found.kind) == (source.channel, source.kind), headers


ORDERS = "Order,Date,SKU,Qty,Price\n1,2026-03-14,A,1,2.00\n1,2026-03-14,B,2,3.00\n2,2026-03-15,A,1,2.00\n"


def test_the_owner_overrules(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert seen(path, ORDERS).kind == "orders"
    told = seen(path, ORDERS, kind="products", mapping={"SKU": "product_name", "Qty": ""})
    assert (told.kind, meanings(told)["SKU"]) == ("products", "product_name")
    assert "Qty" not in meanings(told)
    assert seen(path, ORDERS, source="shopify").source == "shopify"
    for answer, key in (({"kind": "recipes"}, "unknown_kind"), ({"source": "nosuch"}, "unknown_source")):
        with pytest.raises(ClienteleError, match=key) as problem:
            seen(path, ORDERS, **answer)
        assert "orders" in str(problem.value.facts["known"]) or "shopify" in str(problem.value.facts["known"])
    with pytest.raises(ClienteleError, match="unknown_meaning") as problem:
        seen(path, ORDERS, mapping={"Qty": "colour of hair"})
    assert "quantity, " in str(problem.value.facts["known"])


def test_a_column_that_no_file_has_is_refused(shop: Shop, bring: Importer) -> None:
    with pytest.raises(ClienteleError, match="no_such_column"):
        bring(ORDERS, answers=Answers(mapping={"Quantities": "quantity"}))
    assert bring(ORDERS, answers=Answers(mapping={"QTY ": "quantity"})).rows.rejected == 0


def test_a_source_can_be_named_by_its_id_or_its_channel() -> None:
    assert {source.id for source in named_sources("square")} >= {"square_items", "square_transactions"}
    assert [source.id for source in named_sources("etsy_items")] == ["etsy_items"]
    assert general_source("reviews").channel == "file"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Product,Jan,Feb,Mar,Apr\nMug,12,3,4,5\nScarf,2,3,4,1\n", "import.summary_table"),
        ("行标签,求和项:金额\n杯子,12.5\n围巾,8.0\n", "import.summary_table"),
        ("red,blue\nx,y\nz,w\n", "import.not_recognised"),
        ("Order,Delivery date,SKU,Qty,Price\n1,2026-03-14,A,1,2.00\n", "import.doubtful_column"),
    ],
)
def test_nothing_is_taken_for_granted(text: str, key: str, tmp_path: Path) -> None:
    found = seen(tmp_path / "a.csv", text)
    assert found.blocker is not None
    assert found.blocker.key == key


def test_a_doubtful_column_is_asked_about_once(tmp_path: Path) -> None:
    text = "Order,Delivery date,SKU,Qty,Price\n1,2026-03-14,A,1,2.00\n"
    assert seen(tmp_path / "a.csv", text, mapping={"Delivery date": "date"}).blocker is None


def test_headers_that_only_look_like_months_are_no_summary() -> None:
    assert not is_added_up(["Marke", "Menge", "Marktplatz", "Nombre de commandes", "December sales"])
    assert is_added_up(["Region", "2026-01", "2026-02", "2026-03"])


def test_values_tell_what_names_do_not(tmp_path: Path) -> None:
    lines = [
        f"{5000 + row // 2},2026-03-{13 + row % 9},{1 + row % 3},{2 + row % 4}.50,"
        f"{(1 + row % 3) * (2 + row % 4 + 0.5):.2f},c{row // 2 % 7}@example.com,France"
        for row in range(40)
    ]
    found = seen(tmp_path / "a.csv", "\n".join(lines))
    assert found.header_line == 0
    assert list(meanings(found).values()) == [
        "order", "date", "quantity", "unit_price", "line_total", "email", "country"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "cells", "meaning"),
    [
        # "Total" of the line, by multiplying; of the order, where it is the same on all its lines.
        ("Total", ["6.00", "4.00", "5.00", "9.00"], "line_total"),
        ("Total", ["10.00", "10.00", "14.00", "14.00"], "order_total"),
        # A name, not a number of a customer: namesakes are not one person.
        ("Customer", ["Ada Lovelace", "Ada Lovelace", "Bo Kim", "Bo Kim"], "customer_name"),
        ("Customer", ["K17", "K17", "K20", "K20"], "customer"),
        # A rate is no amount.
        ("Discount", ["0.2", "0", "0.15", "0.2"], ""),
        ("Discount", ["2.00", "2.00", "1.50", "1.50"], "order_discount"),
        ("Discount", ["2.00", "1.00", "1.50", "0.00"], "line_discount"),
    ],
)
def test_one_name_means_what_its_values_are(
    header: str, cells: list[str], meaning: str, tmp_path: Path
) -> None:
    prices = [("1", "3", "2.00"), ("1", "1", "4.00"), ("2", "2", "2.50"), ("2", "3", "3.00")]
    rows = [
        f"{order},2026-03-14,A{number},{quantity},{price},{cell}"
        for number, ((order, quantity, price), cell) in enumerate(zip(prices, cells, strict=True))
    ]
    text = f"Order,Date,SKU,Qty,Price,{header}\n" + "\n".join(rows)
    assert meanings(seen(tmp_path / "a.csv", text)).get(header, "") == meaning


@pytest.mark.parametrize(
    ("header", "name", "first"),
    [("Name;Vorname;E-Mail", "Name", "Vorname"), ("nom;prenom;email", "nom", "prenom")],
)
def test_a_name_beside_a_first_name_is_the_last_name(
    header: str, name: str, first: str, tmp_path: Path
) -> None:
    text = f"{header}\nLovelace;Ada;ada@example.com\nKim;Bo;bo@example.com\n"
    found = meanings(seen(tmp_path / "kunden.csv", text))
    assert (found[name], found[first]) == ("last_name", "first_name")


def test_a_file_name_says_what_happened_where_no_column_does(tmp_path: Path) -> None:
    people = "Email Address,First Name,Last Name\nada@example.com,Ada,Lovelace\nbo@example.com,Bo,Kim\n"
    assert seen(tmp_path / "members_Spring_opened.csv", people).kind == "results"
    assert seen(tmp_path / "members.csv", people).kind == "customers"
    results = general_source("results")
    assert results.constants_for("members_Spring_opened.csv") == {"event": "opened"}
    assert results.constants_for("not opened.csv") == {"event": "sent"}


#: Real file → (channel, kind, meanings that must be found).
REAL = {
    "ab_tests/countries.csv.gz": ("file", "customers", "customer country"),
    "behaviour/simple_onlineshop.csv": ("file", "visits", "customer event date"),
    "cdnow/CDNOW_master.txt": ("cdnow", "orders", "customer date quantity order_total"),
    "cdnow/CDNOW_sample.txt": ("cdnow", "orders", "customer date quantity order_total"),
    "customers/marketing_campaign.csv": ("file", "customers", "customer birthday joined_at"),
    "hillstrom/hillstrom.csv.gz": ("file", "results", "campaign clicks orders amount"),
    "ab_tests/ab_data.csv.zip": ("file", "results", "customer date orders"),
    "mailing_exports/brevo_contacts.csv": ("brevo", "customers", "email phone blocked blocked_sms joined_at"),
    "mailing_exports/mailchimp_subscribed_email_audience_export_abc.csv": (
        "mailchimp", "customers", "email first_name last_name consent_at tags",
    ),
    "mailing_exports/mailchimp_unsubscribed_email_audience_export_abc.csv": (
        "mailchimp", "suppressions", "email date",
    ),
    "mailing_exports/mailchimp_cleaned_email_audience_export_abc.csv": (
        "mailchimp", "suppressions", "email date",
    ),
    "mailing_exports/mailchimp_italian_headers.csv": (
        "mailchimp", "customers", "email first_name last_name phone",
    ),
    "movielens_100k/u.data": ("movielens", "reviews", "customer product stars date"),
    "movielens_100k/u.item": ("movielens", "products", "product product_name"),
    "movielens_100k/u.user": ("movielens", "customers", "customer gender postcode"),
    "reviews_en/womens_clothing_reviews.csv.zip": ("file", "reviews", "product title body stars recommended"),
    "reviews_zh/online_shopping_10_cats.zip": ("file", "reviews", "category recommended body"),
    "shop_exports/shopify/customers_export_current.csv": (
        "shopify", "customers", "customer email consent consent_sms phone tags",
    ),
    "shop_exports/shopify/inventory_export.csv": ("shopify", "products", "group product stock location"),
    "shop_exports/shopify/orders_export_fullheader.csv": (
        "shopify", "orders", "order date email quantity unit_price product_name refunded order_id",
    ),
    "shop_exports/shopify/payment_transactions_export.csv": (
        "shopify_payments", "orders", "order date order_paid row_type",
    ),
    "shop_exports/shopify/products2_bicycles.csv": (
        "shopify", "products", "group product_name description price stock picture",
    ),
    "shop_exports/square/items-2026-09.csv": (
        "square", "orders", "order date time time_zone product_name quantity line_total row_type",
    ),
    "shop_exports/square/transactions-2026-09.csv": (
        "square", "orders", "order date order_paid tip row_type item_list",
    ),
    "shop_exports/taobao_youzan/ExportOrderList_GBK_SYNTHETIC_ROWS.csv": (
        "taobao", "orders", "order customer date order_total order_paid shipping status item_list phone",
    ),
    "shop_exports/taobao_youzan/youzan_orders.csv": (
        "youzan", "orders", "order date order_paid item_list phone customer_name",
    ),
    "shop_exports/woocommerce/sample_products.csv": (
        "woocommerce", "products", "product product_name price category picture group row_type",
    ),
    "tmall_orders/tmall_order_report.csv": ("taobao", "orders", "order date order_total order_paid refunded"),
}  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_real_files(name: str) -> None:
    channel, kind, expected = REAL[name]
    found = preview(None, real_data(name))[0]
    assert (found.source, found.kind) == (channel, kind)
    assert set(expected.split()) <= set(meanings(found).values())


def test_names_are_found_however_they_are_written() -> None:
    forms = ("Order-No.", "ORDER_NO", "orderNo", "Ｏrder No", "\ufefforder no ")
    assert {normalise_header(form) for form in forms} == {"orderno"}
