"""What customers will do next: how many orders, for how much, and who is slipping away.

Importing this package loads nothing heavy. In a notebook ``frames.forecast_orders`` takes a table of orders;
the algorithms work on plain arrays without a shop, see ``history.PurchaseHistory``, ``churn.forecast_churn``,
``value.forecast_value`` and ``backtest.backtest``.
"""

from __future__ import annotations

from engine.predict.predicting import PredictionReport, latest_prediction, predict

__all__ = ["PredictionReport", "latest_prediction", "predict"]
