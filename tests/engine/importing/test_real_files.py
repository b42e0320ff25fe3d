"""The real shop's files come out to the last row and unit (figures: the data's own README)."""

from pathlib import Path

from engine.importing import run_import
from engine.shop import Shop
from tests.engine.importing.conftest import rows
from tests.real_data import real_data


def test_online_retail(shop: Shop) -> None:
    path = real_data("online_retail/OnlineRetail.csv.gz")
    report = run_import(shop, paths=[path])[0]
    assert (report.rows.read, report.rows.added, report.records.added) == (541_909, 541_909, 25_900)
    assert (report.customers, report.products) == (4_372, 3_958)
    assert report.money is not None
    money = report.money.to_json()
    assert (money["read"], money["stored"], money["set_aside"], money["rejected"]) == (
        "9747747.934", "9747747.934", "0.00", "0.00",
    )  # fmt: skip
    notes = {note.key: note.facts for note in report.notes}
    assert notes["import.note.repeats"]["n"] == 5_268
    assert (notes["import.note.folded_codes"]["printed"], notes["import.note.folded_codes"]["n"]) == (
        4_070,
        3_958,
    )
    assert notes["import.note.anonymous"]["rows"] == 135_080
    assert notes["import.note.two_countries"]["n"] == 8
    assert rows(shop, "SELECT count(DISTINCT country) FROM orders") == [(38,)]
    assert rows(shop, "SELECT sum(total_e4) FROM order_line") == [(97_477_479_340,)]
    assert rows(shop, "SELECT sum(net_e4) FROM customer_total") == [(83_000_658_140,)]
    assert rows(shop, "SELECT sum(net_e4) FROM month_total") == [(97_477_479_340,)]
    # 80,995 paper birds, cancelled twelve minutes later.
    assert rows(
        shop,
        "SELECT s.code, s.status FROM orders r JOIN orders s ON s.id = r.refund_of WHERE r.code = 'C581484'",
    ) == [("581483", "refunded")]
    assert run_import(shop, paths=[path])[0].rows.unchanged == 541_909


def test_a_shopify_export(tmp_path: Path) -> None:
    path = real_data("shop_exports/shopify/orders_export_devstore.csv")
    with Shop.create(tmp_path / "euro.clientele", currency="EUR", timezone="Europe/Paris") as shop:
        report = run_import(shop, paths=[path])[0]
        assert (report.rows.added, report.records.added, report.customers) == (40, 19, 3)
        # The sum of the file's own Subtotal column.
        assert rows(shop, "SELECT sum(total_e4) FROM orders") == [(140_890_400,)]
        assert rows(shop, "SELECT status, count(*) FROM orders GROUP BY 1") == [("paid", 18), ("pending", 1)]
