"""What each program's order export means: rows invented by the columns that it prints, refunds and
cancellations planted, every total worked out by hand.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from engine.shop import Shop
from engine.store.rollups import wrong_orders, wrong_totals
from tests.engine.importing.conftest import Importer, rows

EBAY = (
    "Sales Record Number,Order Number,Buyer Username,Buyer Name,Buyer Email,Buyer Note,Buyer Country,"
    "Item Number,Item Title,Custom Label,Quantity,Sold For,Shipping And Handling,Seller Collected Tax,"
    "eBay Collected Tax,Total Price,Payment Method,Sale Date,Paid On Date,Tracking Number,Transaction ID,"
    "Variation Details"
)
EBAY_UK = EBAY.replace("Shipping And Handling", "Postage And Handling")
ETSY_ITEMS = (
    "Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Coupon Details,Discount Amount,Shipping Discount,"
    "Order Shipping,Order Sales Tax,Item Total,Currency,Transaction ID,Listing ID,Date Paid,Date Shipped,"
    "Ship Name,Ship Address1,Ship Address2,Ship City,Ship State,Ship Zipcode,Ship Country,Order ID,"
    "Variations,"
    "Order Type,Listings Type,Payment Type,InPerson Discount,InPerson Location,VAT Paid by Buyer,SKU"
)
ETSY_ORDERS = (
    "Sale Date,Order ID,Buyer User ID,Full Name,First Name,Last Name,Number of Items,Payment Method,"
    "Date Shipped,Street 1,Street 2,Ship City,Ship State,Ship Zipcode,Ship Country,Currency,Order Value,"
    "Coupon Code,Coupon Details,Discount Amount,Shipping Discount,Shipping,Sales Tax,Order Total,Status,"
    "Card Processing Fees,Order Net,Adjusted Order Total,Adjusted Card Processing Fees,"
    "Adjusted Net Order Amount,Buyer,Order Type,Payment Type,InPerson Discount,InPerson Location,SKU"
)
AMAZON_ALL = (
    "amazon-order-id merchant-order-id purchase-date last-updated-date order-status fulfillment-channel "
    "sales-channel order-channel url ship-service-level product-name sku asin item-status quantity currency "
    "item-price item-tax shipping-price shipping-tax gift-wrap-price gift-wrap-tax item-promotion-discount "
    "ship-promotion-discount ship-city ship-state ship-postal-code ship-country promotion-ids "
    "is-business-order purchase-order-number price-designation"
).replace(" ", ",")
AMAZON_MFN = (
    "order-id order-item-id purchase-date payments-date reporting-date promise-date days-past-promise "
    "buyer-email buyer-name buyer-phone-number sku product-name quantity-purchased currency item-price "
    "item-tax shipping-price shipping-tax ship-service-level recipient-name ship-address-1 ship-city "
    "ship-country sales-channel"
).replace(" ", ",")
STRIPE = (
    "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,"
    "Converted Amount Refunded,Converted Currency,Fee,Mode,Payment Source Type,Status,Description,"
    "Customer Email,Invoice ID,Transfer"
)
PAYPAL = (
    "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,"
    "Transaction ID,Reference Txn ID"
)
MAGENTO = (
    "ID,Purchase Point,Purchase Date,Bill-to Name,Ship-to Name,Grand Total (Base),Grand Total (Purchased),"
    "Status,Billing Address,Shipping Address,Shipping Information,Customer Email,Customer Group,Subtotal,"
    "Shipping and Handling,Customer Name,Payment Method,Total Refunded"
)
PRESTASHOP = "ID,Reference,New client,Delivery,Customer,Total,Payment,Status,Date"
JD = (
    "订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,余额支付,应付金额,订单状态,"
    "订单类型,下单帐号,客户姓名,客户地址,联系电话,订单备注,货号"
)
TAOBAO_LIST = (
    "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,"
    "买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址 ,运送方式,联系电话 ,联系手机,订单创建时间,"
    "订单付款时间 ,宝贝标题 ,宝贝种类 ,宝贝总数量,店铺Id,店铺名称,订单关闭原因"
)
TAOBAO_DETAIL = "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码"
QIANNIU = (
    "子订单编号,主订单编号,商品标题,商品价格,购买数量,商品属性,商品ID,订单状态,退款状态,退款金额,"
    "买家实付金额,订单创建时间"
)
DOUYIN = (
    "主订单编号,子订单编号,选购商品,商品规格,商品数量,商家编码,订单应付金额,订单提交时间,订单状态,售后状态,"
    "商家备注"
)
YOUZAN = "订单号,订单状态,买家付款时间,订单实付金额,全部商品名称,商品种类数,收货人/提货人,买家手机号"
WOO_ANALYTICS = (
    "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),"
    "Net Sales,Attribution"
)
WEBTOFFEE = (
    "order_id,order_number,order_date,paid_date,status,shipping_total,tax_total,cart_discount,order_discount,"
    "discount_total,order_total,order_subtotal,order_currency,payment_method,customer_email,"
    "billing_first_name,billing_last_name,billing_country,line_item_1,line_item_2"
)
WOO_EXPORT = (
    "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),"
    "Email (Billing),Phone (Billing),Item #,SKU,Name,Quantity,Quantity (- Refund),Item Cost,"
    "Order Line Total Refunded"
)
GUMROAD = (
    "Purchase ID,Item Name,Buyer Name,Purchase Email,Buyer Email,Do not contact?,Purchase Date,"
    "Purchase Time (UTC timezone),Subtotal ($),Sale Price ($),Fees ($),Net Total ($),Refunded?,"
    "Partial Refund ($),Fully Refunded?,Referrer,Order Number"
)
FAIRE = (
    "Order Date,Order Number,Purchase Order Number,Retailer Name,Address 1,City,Country,Product Name,"
    "Option Name,SKU,Status,Quantity,Wholesale Price,Retail Price,Ship Date,Scheduled Order Date"
)
LOYVERSE = (
    "Date,Receipt number,Receipt type,Category,SKU,Item,Variant,Modifiers applied,Quantity,Gross sales,"
    "Discounts,Net sales,Cost of goods,Taxes,Cashier name,Customer name"
)


def sheet(header: str, *told: Mapping[str, object], delimiter: str = ",", repeat: str = "") -> str:
    """A file with these columns; rows name only the cells that they fill. ``repeat``: cells of every row."""
    names = header.split(",")
    always = dict(pair.split("=", 1) for pair in repeat.split(";") if pair)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(names)
    for row in told:
        unknown = set(row) - set(names)
        assert not unknown, unknown
        writer.writerow([row.get(name, always.get(name, "")) for name in names])
    return out.getvalue()


def orders(shop: Shop) -> dict[str, tuple[object, ...]]:
    """Code → (kind, status, total, given back), money in main units."""
    found = rows(
        shop,
        "SELECT code, kind, status, total_e4 / 1e4, refunded_e4 / 1e4 FROM orders WHERE pays_for IS NULL",
    )
    with shop.store.read() as connection:
        assert (wrong_orders(connection), wrong_totals(connection)) == (0, 0)
    return {str(code): tuple(rest) for code, *rest in found}


def lines(shop: Shop) -> list[tuple[object, ...]]:
    """(order, name, pieces, total) of every line."""
    return rows(
        shop,
        "SELECT o.code, p.name, l.quantity_milli / 1e3, l.total_e4 / 1e4 FROM order_line l "
        "JOIN orders o ON o.id = l.order_id JOIN product p ON p.id = l.product_id ORDER BY o.code, l.line_no",
    )


def net(shop: Shop) -> float:
    """The sales less everything given back."""
    return float(str(rows(shop, "SELECT ROUND(SUM(net_e4) / 1e4, 4) FROM month_total")[0][0]))


@pytest.fixture
def currency() -> str:
    """The shop's; tests of other shops name their own."""
    return "USD"


@pytest.fixture
def shop(tmp_path: Path, currency: str) -> Iterator[Shop]:
    """An empty shop."""
    with Shop.create(tmp_path / "shop.clientele", currency=currency, timezone="UTC") as created:
        yield created


def test_ebay(shop: Shop, bring: Importer) -> None:
    text = sheet(
        EBAY,
        {"Sales Record Number": "1", "Order Number": "11-1", "Buyer Username": "ann", "Item Number": "9001",
         "Item Title": "Lamp", "Custom Label": "L1", "Quantity": "2", "Sold For": "$1,433.66",
         "Shipping And Handling": "$5.00", "Total Price": "$2,872.32", "Sale Date": "Sep-18-26",
         "Paid On Date": "Sep-18-26"},
        {"Sales Record Number": "2", "Order Number": "11-2", "Buyer Username": "bob", "Quantity": "3",
         "Sold For": "$30.00", "Shipping And Handling": "$4.00", "Total Price": "$34.00",
         "Sale Date": "Sep-19-26", "Paid On Date": "Sep-19-26"},
        {"Sales Record Number": "2", "Order Number": "11-2", "Item Number": "9002", "Item Title": "Bulb",
         "Custom Label": "B1", "Quantity": "2", "Sold For": "$5.00", "Sale Date": "Sep-19-26"},
        {"Sales Record Number": "2", "Order Number": "11-2", "Item Number": "9003", "Item Title": "Shade",
         "Custom Label": "S1", "Quantity": "1", "Sold For": "$20.00", "Sale Date": "Sep-19-26"},
    )  # fmt: skip
    report = bring("\n" + text + "\n3 record(s) downloaded\nSeller ID : lampshop\n")
    assert (report.source, report.rows.set_aside, report.rows.rejected) == ("ebay", 3, 0)
    assert orders(shop) == {"11-1": ("sale", "paid", 2867.32, 0.0), "11-2": ("sale", "paid", 30.0, 0.0)}
    assert rows(shop, "SELECT code, shipping_e4 FROM orders") == [("11-1", 50_000), ("11-2", 40_000)]
    assert rows(shop, "SELECT COUNT(*) FROM customer") == [(2,)]


@pytest.mark.parametrize("currency", ["GBP"])
def test_ebay_of_the_united_kingdom(shop: Shop, bring: Importer) -> None:
    text = sheet(
        EBAY_UK,
        {"Sales Record Number": "7", "Order Number": "22-1", "Buyer Username": "cat", "Item Number": "1",
         "Item Title": "Teapot", "Custom Label": "T", "Quantity": "1", "Sold For": "£12.50",
         "Postage And Handling": "£3.10", "Total Price": "£15.60", "Sale Date": "26-May-26",
         "Paid On Date": "27-May-26"},
        {"Sales Record Number": "8", "Order Number": "22-2", "Buyer Username": "dan", "Item Number": "1",
         "Item Title": "Teapot", "Custom Label": "T", "Quantity": "1", "Sold For": "£12.50",
         "Postage And Handling": "£3.10", "Total Price": "£15.60", "Sale Date": "28-May-26"},
    )  # fmt: skip
    bring("," * 21 + "\n" + text)
    assert orders(shop) == {"22-1": ("sale", "paid", 12.5, 0.0), "22-2": ("sale", "pending", 12.5, 0.0)}
    assert net(shop) == 12.5


ETSY_ITEM_ROWS = (
    {"Sale Date": "02/03/26", "Item Name": "Ring", "Buyer": "eve", "Quantity": "2", "Price": "15.00",
     "Item Total": "30.00", "Transaction ID": "501", "Listing ID": "L1", "Order ID": "900", "SKU": "R1"},
    {"Sale Date": "02/03/26", "Item Name": "Chain", "Buyer": "eve", "Quantity": "1", "Price": "15.00",
     "Item Total": "15.00", "Transaction ID": "502", "Listing ID": "L2", "Order ID": "900", "SKU": "C1"},
    {"Sale Date": "02/04/26", "Item Name": "Ring", "Buyer": "fay", "Quantity": "1", "Price": "15.00",
     "Item Total": "15.00", "Transaction ID": "503", "Listing ID": "L1", "Order ID": "901", "SKU": "R1",
     "Order Shipping": "3.00", "Order Sales Tax": "1.00"},
)  # fmt: skip
ETSY_ORDER_ROWS = (
    {"Sale Date": "02/03/26", "Order ID": "900", "Buyer User ID": "eve", "Full Name": "Eve Example",
     "Number of Items": "3", "Order Value": "45.00", "Discount Amount": "5.00", "Shipping": "4.00",
     "Sales Tax": "2.00", "Order Total": "46.00", "Adjusted Order Total": "0.0"},
    {"Sale Date": "02/04/26", "Order ID": "901", "Buyer User ID": "fay", "Full Name": "Fay Example",
     "Number of Items": "1", "Order Value": "15.00", "Discount Amount": "0.00", "Shipping": "3.00",
     "Sales Tax": "1.00", "Order Total": "19.00", "Adjusted Order Total": "14.00"},
)  # fmt: skip


@pytest.mark.parametrize("first", ["items", "orders"])
def test_etsy_items_and_orders_complete_each_other(first: str, shop: Shop, bring: Importer) -> None:
    items = sheet(ETSY_ITEMS, *ETSY_ITEM_ROWS, repeat="Currency=USD;Order Shipping=4.00;Order Sales Tax=2.00")
    told = sheet(ETSY_ORDERS, *ETSY_ORDER_ROWS, repeat="Currency=USD")
    files = {"items": ("EtsySoldOrderItems2026.csv", items), "orders": ("EtsySoldOrders2026.csv", told)}
    for name in (first, *(set(files) - {first})):
        bring(files[name][1], name=files[name][0])
    assert orders(shop) == {
        "900": ("sale", "refunded", 40.0, 40.0), "901": ("sale", "part_refunded", 15.0, 5.0)
    }  # fmt: skip
    assert [line[:3] for line in lines(shop)] == [
        ("900", "Ring", 2.0), ("900", "Chain", 1.0), ("901", "Ring", 1.0)
    ]  # fmt: skip
    assert rows(shop, "SELECT shipping_e4, tax_e4, goods_e4 FROM orders ORDER BY code") == [
        (40_000, 20_000, 400_000), (30_000, 10_000, 150_000)
    ]  # fmt: skip
    assert net(shop) == 10.0
    again = [bring(files[name][1] + "\n", name="again.csv") for name in ("items", "orders", "items")]
    assert [(report.records.added, report.records.updated) for report in again] == [(0, 0)] * 3


def test_amazon_all_orders(shop: Shop, bring: Importer) -> None:
    told = {"purchase-date": "2026-03-01T08:00:00+00:00", "order-status": "Shipped", "item-status": "Shipped",
            "currency": "USD", "quantity": "1"}  # fmt: skip
    text = sheet(
        AMAZON_ALL,
        {**told, "amazon-order-id": "1-1", "sku": "A", "product-name": "Apron", "quantity": "3",
         "item-price": "30.00", "item-tax": "2.40", "shipping-price": "4.00",
         "item-promotion-discount": "-3.00"},
        {**told, "amazon-order-id": "1-1", "sku": "A", "product-name": "Apron", "item-price": "10.00",
         "item-tax": "0.80"},
        {**told, "amazon-order-id": "1-2", "sku": "B", "product-name": "Bowl", "order-status": "Cancelled",
         "item-status": "Cancelled", "quantity": "0"},
        {**told, "amazon-order-id": "1-3", "sku": "B", "product-name": "Bowl", "item-price": "8.00"},
        {**told, "amazon-order-id": "1-3", "sku": "C", "product-name": "Cup", "item-status": "Cancelled",
         "quantity": "0"},
        {**told, "amazon-order-id": "1-4", "sku": "C", "product-name": "Cup", "order-status": "Pending",
         "item-status": "Unshipped", "item-price": "5.00"},
        delimiter="\t",
    )  # fmt: skip
    report = bring(text, name="orders.txt")
    assert (report.source, report.rows.rejected, report.rows.set_aside) == ("amazon", 0, 1)
    assert orders(shop) == {
        "1-1": ("sale", "paid", 37.0, 0.0), "1-2": ("sale", "cancelled", 0.0, 0.0),
        "1-3": ("sale", "paid", 8.0, 0.0), "1-4": ("sale", "pending", 5.0, 0.0),
    }  # fmt: skip
    assert rows(shop, "SELECT tax_e4, shipping_e4, customer_id FROM orders WHERE code = '1-1'") == [
        (32_000, 40_000, None)
    ]
    assert net(shop) == 45.0


def test_amazon_orders_of_the_merchant(shop: Shop, bring: Importer) -> None:
    told = {"order-id": "5-1", "purchase-date": "2026-03-01T08:00:00+00:00", "currency": "USD",
            "buyer-email": "x1@marketplace.amazon.com", "buyer-name": "Gil"}  # fmt: skip
    row = {**told, "order-item-id": "77", "sku": "A", "product-name": "Apron", "quantity-purchased": "2",
           "item-price": "20.00"}  # fmt: skip
    text = sheet(
        AMAZON_MFN, row, {**row, "order-item-id": "78", "sku": "B", "item-price": "9.00"}, row, delimiter="\t"
    )
    report = bring(text, name="orders.txt")
    assert orders(shop) == {"5-1": ("sale", "paid", 29.0, 0.0)}
    assert [reason.key for reason, _ in report.set_aside] == ["import.set_aside.line_again"]
    assert rows(shop, "SELECT email FROM customer") == [("",)]


def test_stripe(shop: Shop, bring: Importer) -> None:
    told = {"Created date (UTC)": "2026-03-01 08:00:00", "Currency": "usd", "Amount Refunded": "0.00",
            "Captured": "true", "Status": "Paid", "Mode": "Live"}  # fmt: skip
    text = sheet(
        STRIPE,
        {**told, "id": "ch_1", "Amount": "20.00", "Customer Email": "a@example.com"},
        {**told, "id": "ch_2", "Amount": "30.00", "Amount Refunded": "10.00"},
        {**told, "id": "ch_3", "Amount": "40.00", "Amount Refunded": "40.00", "Status": "Refunded"},
        {**told, "id": "ch_4", "Amount": "50.00", "Status": "Failed"},
        {**told, "id": "ch_5", "Amount": "60.00", "Status": "Requires payment method"},
    )
    bring(text)
    assert orders(shop) == {
        "ch_1": ("sale", "paid", 20.0, 0.0), "ch_2": ("sale", "part_refunded", 30.0, 10.0),
        "ch_3": ("sale", "refunded", 40.0, 40.0), "ch_4": ("sale", "cancelled", 50.0, 0.0),
        "ch_5": ("sale", "pending", 60.0, 0.0),
    }  # fmt: skip
    assert net(shop) == 40.0


def test_paypal(shop: Shop, bring: Importer) -> None:
    told = {"Date": "03/13/2026", "Time": "08:00:00", "TimeZone": "PST", "Status": "Completed",
            "Currency": "USD"}  # fmt: skip
    text = sheet(
        PAYPAL,
        {**told, "Type": "Express Checkout Payment", "Gross": "25.00", "Transaction ID": "T1",
         "From Email Address": "a@example.com", "Name": "Ann"},
        {**told, "Type": "Express Checkout Payment", "Gross": "35.00", "Transaction ID": "T2",
         "From Email Address": "b@example.com", "Name": "Bob"},
        {**told, "Type": "Payment Refund", "Gross": "-35.00", "Transaction ID": "T3",
         "Reference Txn ID": "T2", "Name": "Bob"},
        {**told, "Type": "General Withdrawal", "Gross": "-20.00", "Transaction ID": "T4"},
        {**told, "Type": "Website Payment", "Gross": "-9.99", "Transaction ID": "T5", "Name": "Printer"},
    )  # fmt: skip
    report = bring(text)
    assert report.rows.set_aside == 2
    assert orders(shop) == {
        "T1": ("sale", "paid", 25.0, 0.0), "T2": ("sale", "refunded", 35.0, 35.0),
        "T3": ("refund", "paid", -35.0, 0.0),
    }  # fmt: skip
    assert net(shop) == 25.0


def test_magento_and_prestashop(shop: Shop, bring: Importer) -> None:
    bring(sheet(
        MAGENTO,
        {"ID": "000000012", "Purchase Point": "Main\n Store", "Purchase Date": "Mar 3, 2026 9:15:00 AM",
         "Grand Total (Base)": "57.5000", "Grand Total (Purchased)": "57.5000", "Subtotal": "50.0000",
         "Shipping and Handling": "7.5000", "Status": "complete", "Customer Email": "a@example.com",
         "Total Refunded": "0.0000"},
        {"ID": "000000013", "Purchase Point": "Main", "Purchase Date": "Mar 4, 2026 9:15:00 AM",
         "Grand Total (Base)": "45.0000", "Grand Total (Purchased)": "45.0000", "Subtotal": "50.0000",
         "Shipping and Handling": "5.0000", "Status": "closed", "Customer Email": "b@example.com",
         "Total Refunded": "45.0000"},
        {"ID": "000000014", "Purchase Point": "Main", "Purchase Date": "Mar 5, 2026 9:15:00 AM",
         "Grand Total (Base)": "9.0000", "Grand Total (Purchased)": "9.0000", "Subtotal": "9.0000",
         "Shipping and Handling": "0.0000", "Status": "canceled"},
    ))  # fmt: skip
    assert orders(shop) == {
        "000000012": ("sale", "paid", 50.0, 0.0), "000000013": ("sale", "refunded", 40.0, 40.0),
        "000000014": ("sale", "cancelled", 9.0, 0.0),
    }  # fmt: skip
    bring(sheet(
        PRESTASHOP,
        {"ID": "1", "Reference": "XKBKN", "New client": "1", "Customer": "J. DOE", "Total": "$61.80",
         "Status": "Payment accepted", "Date": "2026-03-06 10:00:00"},
        {"ID": "2", "Reference": "OHSAT", "New client": "0", "Customer": "J. DOE", "Total": "$12.00",
         "Status": "Awaiting check payment", "Date": "2026-03-07 10:00:00"},
        delimiter=";",
    ), name="order_2026-03-08_101112.csv")  # fmt: skip
    assert net(shop) == 111.8
    assert rows(shop, "SELECT DISTINCT kind, name FROM product") == [("service", "Articles not told")]


@pytest.mark.parametrize("currency", ["CNY"])
def test_jd(shop: Shop, bring: Importer) -> None:
    told = {"订单号": "3001", "下单时间": "2026-03-01 08:00:00", "订单金额": "120.00", "应付金额": "108.00",
            "订单状态": "完成", "下单帐号": "jd_a", "联系电话": "1******6198"}  # fmt: skip
    text = sheet(
        JD,
        {**told, "商品ID": "1", "商品名称": "茶", "订购数量": "2", "京东价": "40.00"},
        {**told, "商品ID": "2", "商品名称": "杯", "订购数量": "1", "京东价": "40.00"},
        {**told, "订单号": "3002", "订单状态": "(删除)等待付款", "商品ID": "2", "商品名称": "杯",
         "订购数量": "1", "京东价": "40.00", "订单金额": "40.00", "应付金额": "40.00"},
    )  # fmt: skip
    bring(text.encode("gbk"))
    assert orders(shop) == {"3001": ("sale", "paid", 108.0, 0.0), "3002": ("sale", "cancelled", 40.0, 0.0)}
    assert [line[1:] for line in lines(shop)] == [("茶", 2.0, 72.0), ("杯", 1.0, 36.0), ("杯", 1.0, 40.0)]


TAOBAO_ORDER_ROWS = (
    {"订单编号": '="1930679858170647"', "买家会员名": "甲", "买家应付货款": "180.00", "买家应付邮费": "10.00",
     "总金额": "190.00", "买家实际支付金额": "190.00", "订单状态": "交易成功",
     "订单创建时间": "2026-03-01 08:00:00", "订单付款时间 ": "2026-03-01 08:01:00",
     "宝贝标题 ": "香皂，毛巾", "宝贝总数量": "3", "订单关闭原因": "订单未关闭"},
    {"订单编号": '="1930679858170648"', "买家会员名": "乙", "买家应付货款": "60.00", "买家应付邮费": "0.00",
     "总金额": "60.00", "买家实际支付金额": "0", "订单状态": "交易关闭",
     "订单创建时间": "2026-03-02 08:00:00", "宝贝标题 ": "毛巾", "宝贝总数量": "1",
     "订单关闭原因": "买家未付款"},
)  # fmt: skip
TAOBAO_DETAILS = (
    TAOBAO_DETAIL + "\n1930679858170647,香皂,70.00,2,X1,,,,交易成功,X1,\n"
    "1930679858170647,毛巾,60.00,1,M1,,,,交易成功,M1,\n1930679858170648,毛巾,60.00,1,M1,,,,交易关闭,M1,\n"
)


@pytest.mark.parametrize("currency", ["CNY"])
def test_taobao_list_and_details_complete_each_other(shop: Shop, bring: Importer) -> None:
    told = sheet(TAOBAO_LIST, *TAOBAO_ORDER_ROWS).encode("gb18030")
    waiting = bring(TAOBAO_DETAILS.encode("gb18030"), name="ExportOrderDetailList1.csv")
    assert [(reason.key, n) for reason, n in waiting.set_aside] == [("import.set_aside.waiting", 3)]
    assert not orders(shop)
    bring(told, name="ExportOrderList1.csv")
    paid = ("sale", "paid", 180.0, 0.0)
    assert orders(shop) == {"1930679858170647": paid, "1930679858170648": ("sale", "cancelled", 60.0, 0.0)}
    report = bring(TAOBAO_DETAILS.encode("gb18030") + b"\n", name="ExportOrderDetailList2.csv")
    assert (report.records.updated, report.records.added) == (2, 0)
    assert orders(shop)["1930679858170647"] == paid
    assert [line[1:] for line in lines(shop)] == [
        ("香皂", 2.0, 126.0), ("毛巾", 1.0, 54.0), ("毛巾", 1.0, 60.0)
    ]  # fmt: skip
    assert bring(told + b"\r\n", name="ExportOrderList2.csv").records.updated == 0
    assert net(shop) == 180.0


@pytest.mark.parametrize("currency", ["CNY"])
def test_qianniu_and_douyin_refunds_by_line(shop: Shop, bring: Importer) -> None:
    told = {"主订单编号": "\t700", "订单创建时间": "2026-03-01 08:00:00", "订单状态": "交易成功",
            "退款状态": "没有申请退款", "退款金额": "0.00", "购买数量": "1"}  # fmt: skip
    bring(sheet(
        QIANNIU,
        {**told, "子订单编号": "\t701", "商品标题": "香皂", "商品价格": "50.00", "买家实付金额": "45.00"},
        {**told, "子订单编号": "\t702", "商品标题": "毛巾", "商品价格": "30.00", "买家实付金额": "30.00",
         "退款状态": "退款成功", "退款金额": "30.00", "订单状态": "交易关闭"},
        {**told, "主订单编号": "\t800", "子订单编号": "\t801", "商品标题": "毛巾", "商品价格": "30.00",
         "买家实付金额": "0.00", "订单状态": "等待买家付款"},
    ))  # fmt: skip
    assert orders(shop) == {
        "700": ("sale", "part_refunded", 75.0, 30.0),
        "800": ("sale", "pending", 0.0, 0.0),
    }
    told = {"主订单编号": "D1\t", "订单提交时间": "2026-03-05 08:00:00", "订单状态": "已完成",
            "售后状态": "-", "商品数量": "1"}  # fmt: skip
    bring(sheet(
        DOUYIN,
        {**told, "子订单编号": "D11\t", "选购商品": "帽", "商家编码": "H", "订单应付金额": "88.00"},
        {**told, "子订单编号": "D12\t", "选购商品": "围巾", "商家编码": "S", "订单应付金额": "12.00",
         "售后状态": "退款成功"},
    ))  # fmt: skip
    assert orders(shop)["D1"] == ("sale", "part_refunded", 100.0, 12.0)
    assert net(shop) == 133.0


@pytest.mark.parametrize("currency", ["CNY"])
def test_youzan(shop: Shop, bring: Importer) -> None:
    told = {"买家付款时间": "2026-03-01T10:05:00+08:00", "订单状态": "交易完成", "买家手机号": "13900018888"}
    text = sheet(
        YOUZAN,
        {**told, "订单号": "Y1", "订单实付金额": "100", "全部商品名称": "面膜(补水;大)(2件);口红(1件)"},
        {
            **told,
            "订单号": "Y2",
            "订单实付金额": "50.01",
            "全部商品名称": "面膜(2);口红(1)",
            "订单状态": "交易关闭",
        },
    )
    bring("\ufeff" + text)
    assert orders(shop) == {"Y1": ("sale", "paid", 100.0, 0.0), "Y2": ("sale", "cancelled", 50.01, 0.0)}
    assert sum(float(str(line[3])) for line in lines(shop)) == pytest.approx(150.01)
    assert [line[1:3] for line in lines(shop)][-2:] == [("面膜", 2.0), ("口红", 1.0)]


def test_woocommerce_in_three_ways(shop: Shop, bring: Importer) -> None:
    bring(sheet(
        WOO_ANALYTICS,
        {"Date": "2026-03-01 10:00:00", "Order #": "41", "Status": "completed", "Customer": "Ann A",
         "Product(s)": "2× Mug, blue, 1× Print", "Items sold": "3", "Net Sales": "50",
         "N. Revenue (formatted)": "$50.00"},
        {"Date": "2026-03-02 10:00:00", "Order #": "42", "Status": "refunded", "Customer": "Bob B",
         "Product(s)": "1× Print", "Items sold": "1", "Net Sales": "20",
         "N. Revenue (formatted)": "$20.00"},
    ))  # fmt: skip
    assert lines(shop) == [
        ("41", "Mug, blue", 2.0, 33.3334),
        ("41", "Print", 1.0, 16.6666),
        ("42", "Print", 1.0, 20.0),
    ]
    bring(sheet(
        WEBTOFFEE,
        {"order_id": "501", "order_number": "41", "order_date": "2026-03-01 10:00:00", "status": "completed",
         "shipping_total": "5", "tax_total": "0", "discount_total": "5", "order_total": "55",
         "order_subtotal": "55", "order_currency": "USD", "customer_email": "ann@example.com",
         "billing_first_name": "Ann", "line_item_1": "name:Mug, blue|product_id:1|sku:M1|quantity:2|total:40",
         "line_item_2": "name:Print|product_id:2|sku:P1|quantity:1|total:15"},
    ))  # fmt: skip
    assert orders(shop) == {"41": ("sale", "paid", 50.0, 0.0), "42": ("sale", "refunded", 20.0, 20.0)}
    assert rows(shop, "SELECT detail, shipping_e4 FROM orders WHERE code = '41'") == [("lines", 50_000)]
    told = {"Order Number": "43", "Order Status": "Completed", "Order Date": "2026-03-03 10:00:00",
            "Email (Billing)": "cy@example.com", "Quantity": "1"}  # fmt: skip
    bring(sheet(
        WOO_EXPORT,
        {**told, "Item #": "1", "SKU": "M1", "Name": "Mug", "Item Cost": "20.00",
         "Order Line Total Refunded": "20.00"},
        {**told, "Item #": "2", "SKU": "P1", "Name": "Print", "Item Cost": "15.00",
         "Order Line Total Refunded": "0"},
    ))  # fmt: skip
    assert orders(shop)["43"] == ("sale", "part_refunded", 35.0, 20.0)
    assert net(shop) == 65.0


def test_gumroad_and_faire(shop: Shop, bring: Importer) -> None:
    told = {"Purchase Date": "2026-03-01", "Purchase Time (UTC timezone)": "10:00:00", "Item Name": "Course",
            "Fully Refunded?": "0", "Refunded?": "0", "Partial Refund ($)": "0.0"}  # fmt: skip
    bring(sheet(
        GUMROAD,
        {**told, "Purchase ID": "p1", "Order Number": "1", "Purchase Email": "a@example.com",
         "Subtotal ($)": "30.0", "Sale Price ($)": "30.0"},
        {**told, "Purchase ID": "p2", "Order Number": "2", "Purchase Email": "b@example.com",
         "Subtotal ($)": "30.0", "Sale Price ($)": "30.0", "Refunded?": "1", "Fully Refunded?": "1"},
        {**told, "Purchase ID": "p3", "Order Number": "3", "Purchase Email": "c@example.com",
         "Subtotal ($)": "30.0", "Sale Price ($)": "30.0", "Refunded?": "1", "Partial Refund ($)": "12.5"},
    ))  # fmt: skip
    assert [row[1:] for row in orders(shop).values()] == [
        ("paid", 30.0, 0.0), ("refunded", 30.0, 30.0), ("part_refunded", 30.0, 12.5)
    ]  # fmt: skip
    told = {"Order Date": "2026-03-09", "Retailer Name": "Corner Shop", "Quantity": "6"}
    bring(sheet(
        FAIRE,
        {**told, "Order Number": "ABC", "Product Name": "Candle", "SKU": "C", "Status": "Delivered",
         "Wholesale Price": "$7.50"},
        {**told, "Order Number": "DEF", "Product Name": "Candle", "SKU": "C", "Status": "Canceled",
         "Wholesale Price": "$7.50"},
    ))  # fmt: skip
    assert net(shop) == 92.5


def test_loyverse(shop: Shop, bring: Importer) -> None:
    told = {"Date": "2026-03-13 10:00", "Receipt type": "Sale", "Item": "Tea", "SKU": "T", "Quantity": "2",
            "Customer name": "Ann"}  # fmt: skip
    bring(sheet(
        LOYVERSE,
        {**told, "Receipt number": "1-1001", "Gross sales": "10.00", "Discounts": "1.00",
         "Net sales": "9.00"},
        {**told, "Receipt number": "1-1002", "Receipt type": "Refund", "Quantity": "-1",
         "Gross sales": "-5.00", "Net sales": "-4.50"},
    ))  # fmt: skip
    assert net(shop) == 4.5
    assert rows(shop, "SELECT kind, total_e4 FROM orders ORDER BY code") == [
        ("sale", 90_000),
        ("refund", -45_000),
    ]
