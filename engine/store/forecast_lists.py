"""Customers listed by what is foretold of them; whoever has no forecast comes last, whichever way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: From these chances of no order on a customer's risk is called medium and high: the thirds.
MEDIUM, HIGH = 1 / 3, 2 / 3

#: What the table sorts by beside the columns of the customer; every one is an index.
FORECAST_SORTS = {"chance": "p.no_order_ppm", "value": "p.value_e4"}

#: The newest run; only its rows are kept.
NEWEST_RUN = "(SELECT MAX(id) FROM prediction_run)"

#: Risk → the condition that its customers fit.
RISK_CONDITIONS = {
    "slipping": "p.slipping = 1",
    "high": f"p.no_order_ppm >= {round(HIGH * 1e6)}",
    "medium": f"p.no_order_ppm >= {round(MEDIUM * 1e6)} AND p.no_order_ppm < {round(HIGH * 1e6)}",
    "low": f"p.no_order_ppm < {round(MEDIUM * 1e6)}",
}


def everyone_by_forecast(
    connection: Connection, sort: str, descending: bool, limit: int, offset: int
) -> list[int]:
    """A page of everybody's ids by a forecast; the index gives it without sorting."""
    way = "DESC" if descending else "ASC"
    sql = (
        f"SELECT p.customer_id FROM prediction p WHERE p.run_id = {NEWEST_RUN}"
        f" ORDER BY {FORECAST_SORTS[sort]} {way}, p.customer_id {way} LIMIT ? OFFSET ?"
    )
    found = list(connection.exec_driver_sql(sql, (limit, offset)).scalars())
    missing = limit - len(found)
    if limit >= 0 and missing <= 0:
        return found
    sql = f"SELECT COUNT(*) FROM prediction p WHERE p.run_id = {NEWEST_RUN}"
    foretold = int(connection.exec_driver_sql(sql).scalar_one())
    sql = (
        "SELECT t.customer_id FROM customer_total t WHERE NOT EXISTS (SELECT 1 FROM prediction p"
        f" WHERE p.run_id = {NEWEST_RUN} AND p.customer_id = t.customer_id)"
        f" ORDER BY t.customer_id {way} LIMIT ? OFFSET ?"
    )
    rest = (missing if limit >= 0 else -1, max(offset - foretold, 0))
    return found + list(connection.exec_driver_sql(sql, rest).scalars())


def some_by_forecast(
    connection: Connection,
    tables: str,
    conditions: str,
    facts: list[object],
    risk: str,
    order: str,
    limit: int,
    offset: int,
) -> tuple[list[int], int]:
    """(a page of ids, how many there are in all) of the customers ``c`` of ``tables`` that ``conditions`` and
    a risk hold for.
    """
    joined = "JOIN" if risk else "LEFT JOIN"
    where = f" AND {RISK_CONDITIONS[risk]}" if risk else ""
    sql = (
        f" FROM {tables} JOIN customer_total t ON t.customer_id = c.id {joined} prediction p"
        f" ON p.run_id = {NEWEST_RUN} AND p.customer_id = c.id WHERE {conditions}{where}"
    )
    total = int(connection.exec_driver_sql(f"SELECT COUNT(*){sql}", tuple(facts)).scalar_one())
    page = connection.exec_driver_sql(
        f"SELECT c.id{sql} ORDER BY {order} LIMIT ? OFFSET ?", (*facts, limit, offset)
    )
    return list(page.scalars()), total
