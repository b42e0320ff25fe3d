"""Saved forecasts in the shop file: one transaction writes a run, plain rows read it back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection

from engine.words import Text

#: Heads of runs are history, so many are kept; the customers' rows only of the newest run.
KEPT_RUNS = 12


@dataclass(frozen=True)
class NewPredictionRun:
    """The head of a run to be saved."""

    as_of: str
    horizon_days: int
    created_at: int
    customer_count: int
    method: str
    grade: str
    parameters: dict[str, Any]
    backtest: dict[str, Any]


class PredictionRunRow(NamedTuple):
    """A saved run's head."""

    id: int
    as_of: str
    horizon_days: int
    created_at: int
    customer_count: int
    method: str
    grade: str
    parameters: str
    backtest: str


class PredictionRow(NamedTuple):
    """What was foretold of one customer; ``reasons`` is JSON."""

    customer_id: int
    no_order_ppm: int
    value_e4: int
    value_low_e4: int
    value_high_e4: int
    usual_e4: int
    slipping: int
    reasons: str


class OrdersOnFile(NamedTuple):
    """What a run could know: how many orders there are and what they came to."""

    orders: int
    net_e4: int


class SlippingTotals(NamedTuple):
    """Customers slipping away, what they usually spend in the horizon, and what of it is at risk."""

    customers: int
    usual_e4: int
    at_risk_e4: int


_FIELDS = ", ".join(PredictionRow._fields)
#: Usual spending times the chance that none of it comes.
_AT_RISK = "usual_e4 * (no_order_ppm / 1000000.0)"


def save_prediction_run(connection: Connection, run: NewPredictionRun, rows: Iterable[PredictionRow]) -> int:
    """Store a run with its rows in place of the last one's, and forget the oldest; returns its id."""
    made = connection.exec_driver_sql(
        "INSERT INTO prediction_run (as_of, horizon_days, created_at, customer_count, method, grade, "
        "parameters, backtest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run.as_of, run.horizon_days, run.created_at, run.customer_count, run.method, run.grade,
            json.dumps(run.parameters), json.dumps(run.backtest),
        ),
    )  # fmt: skip
    number = int(made.lastrowid)
    connection.exec_driver_sql("DELETE FROM prediction")
    listed = [(number, *row) for row in rows]
    if listed:
        places = ", ".join("?" * len(listed[0]))
        connection.exec_driver_sql(f"INSERT INTO prediction (run_id, {_FIELDS}) VALUES ({places})", listed)
    connection.exec_driver_sql(
        "DELETE FROM prediction_run WHERE id NOT IN (SELECT id FROM prediction_run ORDER BY id DESC LIMIT ?)",
        (KEPT_RUNS,),
    )
    return number


def orders_on_file(connection: Connection) -> OrdersOnFile:
    """Orders and net sales of all customers as they stand."""
    row = connection.exec_driver_sql(
        "SELECT COALESCE(SUM(order_count), 0), COALESCE(SUM(net_e4), 0) FROM customer_total"
    ).one()
    return OrdersOnFile(int(row[0]), int(row[1]))


def latest_prediction_run(connection: Connection) -> PredictionRunRow | None:
    """The newest run's head; None before the first."""
    row = connection.exec_driver_sql(
        f"SELECT {', '.join(PredictionRunRow._fields)} FROM prediction_run ORDER BY id DESC LIMIT 1"
    ).one_or_none()
    return None if row is None else PredictionRunRow(*row)


def prediction_of(connection: Connection, run_id: int, customer_id: int) -> PredictionRow | None:
    """What a run foretells of one customer."""
    row = connection.exec_driver_sql(
        f"SELECT {_FIELDS} FROM prediction WHERE run_id = ? AND customer_id = ?", (run_id, customer_id)
    ).one_or_none()
    return None if row is None else PredictionRow(*row)


def slipping_totals(connection: Connection, run_id: int) -> SlippingTotals:
    """How many customers are slipping away in a run, and their money."""
    row = connection.exec_driver_sql(
        f"SELECT COUNT(*), COALESCE(SUM(usual_e4), 0), COALESCE(SUM(ROUND({_AT_RISK})), 0) "
        "FROM prediction WHERE run_id = ? AND slipping = 1",
        (run_id,),
    ).one()
    return SlippingTotals(int(row[0]), int(row[1]), int(row[2]))


def expected_total(connection: Connection, run_id: int) -> int:
    """What all customers together are expected to spend in the horizon of a run, in e4."""
    found = connection.exec_driver_sql(
        "SELECT COALESCE(SUM(value_e4), 0) FROM prediction WHERE run_id = ?", (run_id,)
    ).scalar_one()
    return int(found)


class SlippingRow(NamedTuple):
    """A customer who is slipping away, what is at risk with them, and what was foretold."""

    code: str
    name: str
    at_risk_e4: int
    forecast: PredictionRow


def slipping_customers(connection: Connection, run_id: int, limit: int) -> list[SlippingRow]:
    """The customers slipping away, the most money at risk first."""
    rows = connection.exec_driver_sql(
        f"SELECT c.code, t.name, CAST(ROUND({_AT_RISK}) AS INTEGER) AS at_risk, "
        f"{', '.join('p.' + field for field in PredictionRow._fields)} "
        "FROM prediction p JOIN customer_total t ON t.customer_id = p.customer_id "
        "JOIN customer c ON c.id = p.customer_id "
        "WHERE p.run_id = ? AND p.slipping = 1 ORDER BY at_risk DESC, p.customer_id LIMIT ?",
        (run_id, limit),
    )
    return [SlippingRow(row[0], row[1], int(row[2]), PredictionRow(*row[3:])) for row in rows]


def slipping_ids(connection: Connection, run_id: int) -> list[int]:
    """Everybody who is slipping away, the most money at risk first."""
    sql = (
        "SELECT customer_id FROM prediction WHERE run_id = ? AND slipping = 1 "
        f"ORDER BY ROUND({_AT_RISK}) DESC, customer_id"
    )
    return list(connection.exec_driver_sql(sql, (run_id,)).scalars())


def share_without_order(connection: Connection, run_id: int) -> float:
    """The mean chance of no order over all customers of a run."""
    found = connection.exec_driver_sql(
        "SELECT AVG(no_order_ppm) FROM prediction WHERE run_id = ?", (run_id,)
    ).scalar_one()
    return float(found or 0) / 1e6


class ForecastOfCustomer(NamedTuple):
    """A customer's code and name with their forecast."""

    code: str
    name: str
    forecast: PredictionRow


def prediction_export(connection: Connection, run_id: int) -> list[ForecastOfCustomer]:
    """Everybody's forecast of a run, by code."""
    rows = connection.exec_driver_sql(
        f"SELECT c.code, t.name, {', '.join('p.' + field for field in PredictionRow._fields)} "
        "FROM prediction p JOIN customer c ON c.id = p.customer_id "
        "JOIN customer_total t ON t.customer_id = c.id WHERE p.run_id = ? ORDER BY c.code",
        (run_id,),
    )
    return [ForecastOfCustomer(row[0], row[1], PredictionRow(*row[2:])) for row in rows]


def reasons_of(row: PredictionRow) -> tuple[Text, ...]:
    """Why a customer's chance is what it is, the weightiest first."""
    return tuple(Text.from_json(told) for told in json.loads(row.reasons))
