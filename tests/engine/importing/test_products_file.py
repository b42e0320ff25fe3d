"""Product lists: variants, pictures, places of storage; what orders made known is enriched, never doubled."""
# ruff: noqa: E501  (rows of files stay on one line)

import pytest

from engine.errors import ClienteleError
from engine.importing import undo_import
from engine.importing.html_text import plain_text
from engine.shop import Shop
from tests.engine.importing.conftest import Importer, contents, rows
from tests.real_data import real_data

SHOPIFY = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,"
    "Option3 Name,Option3 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,"
    "Variant Inventory Policy,Variant Fulfillment Service,Variant Price,Variant Compare At Price,"
    "Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,Gift Card,Cost per item,Status\n"
    'scarf,Wool Scarf,"<p>Warm &amp; soft</p>\n<ul><li>made\nin Hebden</li></ul>",Tea & Co,Scarves,"wool, winter",true,'
    "Size,S,Colour,Red,,,SC-S,80,shopify,3,deny,manual,19.90,25,true,true,'5012345678900,https://x.test/1.jpg,1,false,"
    "7.50,active\n"
    "scarf,,,,,,,,L,,Blue,,,sc-l,90,shopify,-2,continue,manual,19.90,25,true,true,,,,,7.50,\n"
    "scarf,,,,,,,,,,,,,,,,,,,,,,,,https://x.test/2.jpg,2,,,\n"
    "mug,Tea Mug,,Potter,Mugs,,true,Title,Default Title,,,,,,,,0,deny,manual,8.00,,true,true,,,,false,,draft\n"
    "card,Gift Card,,Tea & Co,Gift Cards,,true,Title,Default Title,,,,,GC-10,,,0,deny,manual,10,,false,false,,,,true,,active\n"
)
NAMES = (
    "SELECT code, name, variant, group_code, price_e4, cost_e4, stock, kind, listed, brand, category, tags, barcode,"
    " picture FROM product ORDER BY code"
)
ORDERS = (
    "Order No,Order Date,SKU,Product,Qty,Unit Price,Customer ID\n"
    "1,2026-03-01 10:00,SC-S,Scarf,1,18.00,7\n1,2026-03-01 10:00,,Tea Mug,1,8.00,7\n"
)


def test_variants_are_products_and_further_pictures_are_not(shop: Shop, bring: Importer) -> None:
    report = bring(SHOPIFY, "products_export.csv")
    assert (report.kind, report.source) == ("products", "shopify")
    assert (report.rows.read, report.rows.added, report.rows.set_aside, report.rows.rejected) == (5, 4, 1, 0)
    assert [(text.key, count) for text, count in report.set_aside] == [("import.set_aside.picture", 1)]
    assert rows(shop, NAMES) == [
        ("GC-10", "Gift Card", "", "card", 100_000, None, None, "service", 1, "Tea & Co", "Gift Cards", "", "", ""),
        ("SC-L", "Wool Scarf - L / Blue", "L / Blue", "scarf", 199_000, 75_000, None, "product", 1, "Tea & Co",
         "Scarves", "wool, winter", "", "https://x.test/1.jpg"),
        ("SC-S", "Wool Scarf - S / Red", "S / Red", "scarf", 199_000, 75_000, 3, "product", 1, "Tea & Co",
         "Scarves", "wool, winter", "5012345678900", "https://x.test/1.jpg"),
        ("TEA MUG", "Tea Mug", "", "mug", 80_000, None, None, "product", 0, "Potter", "Mugs", "", "", ""),
    ]  # fmt: skip
    assert rows(shop, "SELECT description FROM product WHERE code = 'SC-L'") == [
        ("Warm & soft\n• made in Hebden",)
    ]


@pytest.mark.parametrize("list_first", [True, False])
def test_a_list_and_orders_make_the_same_products_in_either_order(
    shop: Shop, bring: Importer, list_first: bool
) -> None:
    brought = [(SHOPIFY, "products_export.csv"), (ORDERS, "orders.csv")]
    for text, name in brought if list_first else reversed(brought):
        bring(text, name)
    assert rows(shop, "SELECT code, name, price_e4, stock FROM product ORDER BY code") == [
        ("GC-10", "Gift Card", 100_000, None),
        ("SC-L", "Wool Scarf - L / Blue", 199_000, None),
        ("SC-S", "Wool Scarf - S / Red", 199_000, 3),
        ("TEA MUG", "Tea Mug", 80_000, None),
    ]


def test_a_list_with_numbers_finds_what_orders_knew_by_name_only(shop: Shop, bring: Importer) -> None:
    bring("Order No,Order Date,Product,Qty,Unit Price\n1,2026-03-01 10:00,Tea Mug,1,8.00\n")
    bring("SKU,Name,Price,Stock\nMUG-1,Tea Mug,8.50,12\nMUG-2,Tea Mug XL,9.50,3\n", "products.csv")
    assert rows(shop, "SELECT code, name, stock FROM product ORDER BY code") == [
        ("MUG-1", "Tea Mug", 12),
        ("MUG-2", "Tea Mug XL", 3),
    ]
    # Two different numbers are two products, whatever they are called.
    report = bring("SKU,Name,Price\nMUG-9,Tea Mug,7.00\n", "more products.csv")
    assert report.rows.added == 1


def test_only_what_is_told_changes_and_import_then_undo_is_before(shop: Shop, bring: Importer) -> None:
    bring(ORDERS)
    before = contents(shop)
    first = bring(
        "SKU,Name,Price,Stock,Category\nSC-S,Scarf,20.00,4,Scarves\nHAT,Hat,12,,Hats\n", "products.csv"
    )
    between = contents(shop)
    second = bring("SKU,Name,Price,Stock,Category\nSC-S,,21.00,,\nHAT,Hat,12,,Hats\n", "products 2.csv")
    assert (second.rows.updated, second.rows.unchanged) == (1, 1)
    assert rows(shop, "SELECT name, price_e4, stock, category FROM product WHERE code = 'SC-S'") == [
        ("Scarf", 210_000, 4, "Scarves")
    ]
    undo_import(shop, import_id=second.import_id or 0)
    assert contents(shop) == between
    undo_import(shop, import_id=first.import_id or 0)
    assert contents(shop) == before


def test_the_first_of_two_lists_can_be_taken_back(shop: Shop, bring: Importer) -> None:
    first = bring("SKU,Name,Price,Stock\nA,Apple,1.00,5\nB,Bean,2.00,5\n", "products.csv")
    bring("SKU,Name,Price,Stock\nA,Apple,1.50,5\n", "products 2.csv")
    undo_import(shop, import_id=first.import_id or 0)
    assert rows(shop, "SELECT code, price_e4, stock FROM product") == [("A", 15_000, 5)]


def test_the_same_list_again_changes_nothing(shop: Shop, bring: Importer) -> None:
    bring(SHOPIFY, "products_export.csv")
    before = contents(shop)
    again = bring(SHOPIFY + "\n", "products_export_2.csv")
    assert (again.rows.added, again.rows.updated, again.rows.unchanged) == (0, 0, 4)
    assert contents(shop) == before


def test_stock_of_several_places_adds_up(shop: Shop, bring: Importer) -> None:
    header = (
        "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Location,Bin name,Incoming (not editable),"
        "Unavailable (not editable),Committed (not editable),Available (not editable),On hand (current),On hand (new)\n"
    )
    report = bring(
        header
        + "mug,Tea Mug,Title,Default Title,MUG,,,Shop,,0,0,0,8,8,\nmug,Tea Mug,Title,Default Title,MUG,,,Barn,,0,0,0,"
        "2,2,\njug,Jug,Title,Default Title,-,,,Barn,,not stocked,,,not stocked,not stocked,\n",
        "inventory_export.csv",
    )
    assert (report.rows.read, report.rows.added, report.rows.rejected) == (3, 3, 0)
    assert rows(shop, "SELECT code, name, stock FROM product ORDER BY code") == [
        ("JUG", "Jug", None),
        ("MUG", "Tea Mug", 10),
    ]


def test_woocommerce_variations_belong_to_their_parent(shop: Shop, bring: Importer) -> None:
    text = (
        "ID,Type,SKU,Name,Published,Is featured?,Visibility in catalog,Short description,Description,Tax status,"
        "In stock?,Stock,Backorders allowed?,Sale price,Regular price,Categories,Tags,Images,Parent,Position,"
        "Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)\n"
        '10,variable,TEE,T-Shirt,1,0,visible,,Soft\\ncotton,taxable,1,,0,,,"Clothing, Clothing > Tees, Home\\, Garden",,'
        '"https://x.test/a.jpg, https://x.test/b.jpg",,0,Colour,"Red, Blue",Size,"M, L"\n'
        "11,variation,TEE-R,,1,0,visible,,,taxable,1,5,0,17.50,20,,,,TEE,1,Colour,Red,Size,M\n"
        "12,variation,,,1,0,visible,,,taxable,0,,0,,20,,,,id:10,2,Colour,Blue,Size,L\n"
        "13,simple,CAP,Cap,-1,0,visible,,,taxable,1,,0,,9,Clothing,,,,0,Colour,Black,,\n"
    )
    bring(text, "wc-product-export.csv")
    assert rows(
        shop,
        "SELECT code, name, category, description, price_e4, stock, listed, picture, variant, attributes FROM product "
        "ORDER BY code",
    ) == [
        ("CAP", "Cap", "Clothing", "", 90_000, None, 0, "", "", "{}"),
        ("T-SHIRT - BLUE, L", "T-Shirt - Blue, L", "Clothing > Tees", "Soft\ncotton", 200_000, 0, 1,
         "https://x.test/a.jpg", "Blue, L", "{}"),
        ("TEE", "T-Shirt", "Clothing > Tees", "Soft\ncotton", None, None, 1, "https://x.test/a.jpg", "", "{}"),
        ("TEE-R", "T-Shirt - Red, M", "Clothing > Tees", "Soft\ncotton", 175_000, 5, 1, "https://x.test/a.jpg",
         "Red, M", '{"regular_price_e4": 200000}'),
    ]  # fmt: skip


def test_every_wrong_cell_is_told_with_its_line(shop: Shop, bring: Importer) -> None:
    text = (
        'SKU,Name,Description,Price,Stock\nA,Apple,"two\nlines",1.00,5\nB,Bean,,one pound,5\n'
        "1.93068E+15,Crab,,2.00,5\n,,,3.00,5\nD,Dill,,4.00,many\n"
    )
    report = bring(text, "products.csv")
    assert (report.rows.read, report.rows.added, report.rows.rejected) == (5, 1, 4)
    assert [(cell.line, cell.column, cell.value) for cell in report.rejected] == [
        (4, "Price", "one pound"), (5, "SKU", "1.93068E+15"), (6, "SKU", ""), (7, "Stock", "many"),
    ]  # fmt: skip


def test_prices_in_another_currency_are_left_out_not_taken_for_ours(shop: Shop, bring: Importer) -> None:
    report = bring("SKU,Name,Price\nA,Apple,€1.00\nB,Bean,£2.00\n", "products.csv")
    assert rows(shop, "SELECT code, price_e4 FROM product ORDER BY code") == [("A", None), ("B", 20_000)]
    assert "import.note.foreign_prices" in [note.key for note in report.notes]


def test_a_list_without_products_is_refused(bring: Importer) -> None:
    from engine.importing import Answers

    with pytest.raises(ClienteleError, match=r"import\.no_product_column"):
        bring("Colour,Weight\nred,2\n", "list.csv", answers=Answers(kind="products"))


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("plain", "plain"),
        ("a<br>b<script>x()</script> c", "a\nb c"),
        ("<div><p>A &amp; B</p><p> </p></div>", "A & B"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("&lt;p&gt;twice&lt;/p&gt;", "twice"),
        ("<![broken <b>bold</b>", "bold"),
    ],
)
def test_html_becomes_what_a_reader_sees(html: str, seen: str) -> None:
    assert plain_text(html).endswith(seen)


@pytest.mark.parametrize(
    ("name", "read", "products", "pictures"),
    [
        ("shopify/products_apparel.csv", 22, 22, 0),
        ("shopify/products_jewelery.csv", 41, 23, 18),
        ("shopify/products2_bicycles.csv", 1_399, 1_080, 278),
        ("shopify/inventory_export.csv", 3, 2, 0),
        ("woocommerce/sample_products.csv", 24, 24, 0),
        ("woocommerce/importer_sample.csv", 7, 7, 0),
    ],
)
def test_real_product_lists(
    shop: Shop, bring: Importer, name: str, read: int, products: int, pictures: int
) -> None:
    path = real_data(f"shop_exports/{name}")
    report = bring(path.read_bytes(), path.name)
    assert report.kind == "products"
    assert (report.rows.read, report.records.added, report.rows.set_aside) == (read, products, pictures)
    assert report.rows.read == report.rows.added + report.rows.set_aside
    assert rows(shop, "SELECT count(*) FROM product WHERE name = '' OR description LIKE '%<p>%'") == [(0,)]
