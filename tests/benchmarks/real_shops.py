"""The real shops that the sample shop is held against, read into the frame `shop_statistics` takes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tests.real_data import real_data


def real_shops() -> dict[str, pd.DataFrame]:
    """Return one frame of sales per real set, by name; the test is skipped where they are absent."""
    return {
        "Online Retail": _invoices(
            real_data("online_retail/OnlineRetail.csv.gz"),
            ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"],
            "%m/%d/%Y %H:%M",
        ),
        "Online Retail II": _invoices(
            real_data("online_retail_ii/online_retail_II.csv.gz"),
            ["Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID"],
            "%Y-%m-%d %H:%M:%S",
        ),
        "CDNOW": _cdnow(real_data("cdnow/CDNOW_master.txt")),
    }


def _invoices(path: Path, columns: list[str], date_format: str) -> pd.DataFrame:
    lines = pd.read_csv(path, encoding="latin-1", usecols=columns, dtype={columns[0]: str, columns[1]: str})
    lines = lines[columns]
    lines.columns = pd.Index(["order", "product", "text", "quantity", "at", "price", "customer"])
    lines["at"] = pd.to_datetime(lines["at"], format=date_format)
    if "II" in path.name:  # its two halves hold the same nine days
        lines = _without_overlap(lines)
    lines = lines[lines["customer"].notna() & (lines["price"] > 0)]
    lines["value"] = lines["quantity"] * lines["price"]
    sales = lines[~lines["order"].str.startswith("C") & (lines["quantity"] > 0)]
    orders = sales.groupby("order").agg(
        customer=("customer", "first"),
        placed_at=("at", "first"),
        value=("value", "sum"),
        products=("product", "nunique"),
        units=("quantity", "sum"),
    )
    # Credit invoices name no sale, so each customer's credits are spread over the customer's sales.
    credits = -lines[lines["order"].str.startswith("C")].groupby("customer")["value"].sum()
    bought = orders.groupby("customer")["value"].transform("sum")
    given_back = orders["customer"].map(credits).fillna(0.0).clip(upper=bought)
    orders["refunded"] = orders["value"] / bought * given_back
    return orders.reset_index(drop=True)


def _without_overlap(lines: pd.DataFrame) -> pd.DataFrame:
    """Drop the invoices of the file's second half that stand in its first half too."""
    second_half = lines["at"].diff() < pd.Timedelta(days=-2)
    second_half = second_half.cumsum() > 0
    return lines[~(second_half & lines["order"].isin(lines.loc[~second_half, "order"]))]


def _cdnow(path: Path) -> pd.DataFrame:
    rows = pd.read_csv(
        path, sep=r"\s+", header=0, names=["customer", "date", "units", "value"], dtype={"date": str}
    )
    rows = rows[rows["value"] > 0]
    return pd.DataFrame(
        {
            "customer": rows["customer"],
            "placed_at": pd.to_datetime(rows["date"], format="%Y%m%d"),
            "value": rows["value"],
            "units": rows["units"],
            "products": rows["units"],  # hardly anybody buys one CD twice
        }
    ).reset_index(drop=True)
