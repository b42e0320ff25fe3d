"""Files that no program of ours writes, as their owner means them: every total worked out by hand."""

from __future__ import annotations

import pytest

from engine.shop import Shop
from tests.engine.importing.conftest import Importer, rows

Line = tuple[object, ...]
WIDE = "Date,Customer,Phone,Mug (5.50),Plate £10,Total\n2025-02-03,Ann,07700 900123,2,1,21.00\n"
#: What is odd → (the file, product and total of every line in 1/10,000, what was given back in all).
SHEETS: dict[str, tuple[str, list[Line], int]] = {
    "a column for each product": (WIDE, [("MUG", 110_000), ("PLATE", 100_000)], 0),
    "a product without a price among them": (
        WIDE.replace("Phone", "Bowl").replace("07700 900123", "1").replace("21.00", "28.25"),
        [("MUG", 188_334), ("PLATE", 94_166)], 0,
    ),
    "discounts in percent": (
        "order,date,item,qty,price,discount\n1,2025-02-03,Mug,2,10.00,10%\n2,2025-02-14,Bowl,1,7.25,1.25\n",
        [("BOWL", 60_000), ("MUG", 180_000)], 0,
    ),
    "discounts as shares of one": (
        "Order,Date,Item,Qty,Price,Discount %\n1,2025-02-03,Mug,2,10.00,0.1\n2,2025-02-14,Bowl,1,7.25,0\n",
        [("BOWL", 72_500), ("MUG", 180_000)], 0,
    ),
    "only what each order cost": (
        "订单号,下单时间,商品,数量,实付金额,运费\n1,2025-03-01,马克杯,2,43,5\n2,2025-03-02,盘子,1,20,0\n",
        [("盘子", 200_000), ("马克杯", 380_000)], 0,
    ),
    "the order's cost on each of its lines": (
        "order,date,item,qty,order total\n1,2025-02-03,Mug,2,21.00\n1,2025-02-03,Plate,1,21.00\n",
        [("MUG", 140_000), ("PLATE", 70_000)], 0,
    ),
    "given back, written twice": (
        "order,date,item,qty,price\n1,2025-02-03,Mug,2,5.00\n2,2025-02-14,Plate,-1,-5.00\n",
        [("MUG", 100_000), ("PLATE", -50_000)], 0,
    ),
    "days as serial numbers": (
        "Order,Order date,Item,Qty,Price\n1,45717,Mug,1,5.00\n2,45718.5,Plate,1,5.00\n",
        [("MUG", 50_000), ("PLATE", 50_000)], 0,
    ),
    "after-sales that came to nothing": (
        "商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),用户实付金额(元),商家实收金额(元),"
        "商品数量(件),拼单成功时间,支付时间,商品id,商品规格,商家编码-规格维度,售后状态\n"
        "杯,1,已收货,38,5,3,2,38,40,2,2025-02-03 10:00:00,,7,,MUG,无售后或售后取消\n"
        "盘,2,已收货,20,0,0,0,20,20,1,,2025-02-04 10:00:00,8,,PL,退款成功\n",
        [("MUG", 350_000), ("PL", 200_000)], 200_000,
    ),
    "lines without what came back, and the discount of the order": (
        "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),"
        "Email (Billing),Phone (Billing),Cart Discount Amount,Order Subtotal Amount,Order Shipping Amount,"
        "Order Refund Amount,Order Total Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost\n"
        "1,Completed,2025-03-14,,A,B,a@x.example,,2,12,5,0,15,MUG,1,Mug,2,6\n"
        "2,Processing,2025-03-15,,A,B,a@x.example,,0,12,0,6,12,PL,1,Plate,1,6\n",
        [("MUG", 100_000), ("PL", 60_000)], 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("odd", SHEETS)
def test_money_of_odd_sheets(odd: str, shop: Shop, bring: Importer) -> None:
    text, lines, refunded = SHEETS[odd]
    report = bring(text, "sales.csv")
    assert (report.kind, report.rows.rejected) == ("orders", 0)
    found = "SELECT code, original_total_e4, total_e4 FROM order_line JOIN product ON id = product_id"
    assert sorted((code, other or own) for code, other, own in rows(shop, found)) == lines
    back = "SELECT SUM(COALESCE(original_refunded_e4, refunded_e4)) FROM orders WHERE status <> 'cancelled'"
    assert rows(shop, back) == [(refunded,)]


def test_a_statement_of_payments_counts_no_order_twice(shop: Shop, bring: Importer) -> None:
    bring(
        "Date,Type,Title,Info,Currency,Amount,Fees & Taxes,Net,Tax Details\n"
        '"December 31, 2025",Sale,Payment for Order #3001,,GBP,£56.50,--,£56.50,--\n'
        '"December 31, 2025",Fee,Transaction fee: Ring,Order #3001,GBP,--,-£1.63,-£1.63,--\n'
        '"December 30, 2025",Deposit,£100.00 sent to your bank account,,GBP,--,--,--,--\n',
        "etsy_statement_2025_12.csv",
    )
    assert rows(shop, "SELECT SUM(total_e4), COUNT(*) FROM orders") == [(565_000, 1)]
    bring(
        "Sale Date,Order ID,Buyer User ID,Full Name,First Name,Last Name,Number of Items,Payment Method,"
        "Ship City,Currency,Order Value,Discount Amount,Shipping,Sales Tax,Order Total,Status,Order Net,"
        "Adjusted Order Total,Buyer\n"
        "12/31/25,3001,9901,Ann Lee,Ann,Lee,3,Card,Reno,GBP,52.50,0,4.00,0,56.50,,54.50,,annlee\n",
        "EtsySoldOrders2025.csv",
    )
    counting = "SELECT SUM(total_e4) FROM orders WHERE kind = 'sale'"
    assert rows(shop, counting) == [(525_000,)]


def test_a_refund_makes_the_shop_no_customer_of_itself(shop: Shop, bring: Importer) -> None:
    bring(
        "Data,Hora,Fuso horário,Nome,Tipo,Status,Moeda,Bruto,Tarifa,Líquido,Do endereço de e-mail,"
        "Para o endereço de e-mail,ID da transação,ID de referência da transação\n"
        '04/03/2025,10:01:02,BRT,Ana,Pagamento,Concluído,GBP,"1.135,00","-5,50","1.129,50",ana@x.example,'
        "loja@x.example,T1,\n"
        '05/03/2025,10:01:02,BRT,Ana,Reembolso,Concluído,GBP,"-35,00","1,50","-33,50",loja@x.example,'
        "ana@x.example,T2,T1\n",
        "Download.CSV",
    )
    assert rows(shop, "SELECT email FROM customer") == [("ana@x.example",)]
    told = "SELECT date(placed_at, 'unixepoch'), total_e4, refunded_e4 FROM orders WHERE code = 'T1'"
    assert rows(shop, told) == [("2025-03-04", 11_350_000, 350_000)]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("activity.csv", "Name,Status,E-mail,Data\nAna,Concluído,ana@x.example,14/03/2025\n", "customers"),
        ("hard_bounces.csv", "Email Address,First Name,Last Name\nann@x.example,Ann,Lee\n", "suppressions"),
        ("unsubscribed.txt", "ann@x.example\nbob@x.example\n", "suppressions"),
        ("kunden.csv", "Kunde,Telefon,Umsatz,Letzter Kauf\nAnne,0151 2345678,99,03.02.2025\n", "customers"),
        ("log.csv", "1,2268318,2520377,pv,1511544070\n2,2333346,25,buy,1511561733\n", "visits"),
        ("u.data", "196\t242\t3\t881250949\n186\t302\t5\t891717742\n22\t377\t1\t878887116\n", "reviews"),
    ],
)
def test_what_a_list_is(name: str, text: str, kind: str, shop: Shop, bring: Importer) -> None:
    assert bring(text, name).kind == kind
    people = "SELECT COUNT(*) FROM visit WHERE customer_id AND product_id UNION ALL "
    people += "SELECT COUNT(*) FROM review WHERE customer_id AND product_id AND written_at"
    expected = {"visits": [(2,), (0,)], "reviews": [(0,), (3,)]}.get(kind, [(0,), (0,)])
    assert rows(shop, people) == expected
