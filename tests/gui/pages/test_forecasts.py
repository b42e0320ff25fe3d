"""Forecasts as an owner uses them: let them be made, see who slips away, write to them, and doubt them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.campaigns.prepare import open_campaign
from engine.predict.views import slipping_view
from engine.shop import Shop
from engine.store.predictions import NewPredictionRun, PredictionRow, orders_on_file, save_prediction_run
from engine.words import Text
from gui.pages.customers.page import CustomersPage
from gui.pages.home import HomePage
from gui.pages.segments.page import GroupsPage
from gui.shell import Shell
from gui.widgets.basics import Button
from gui.window import MainWindow

Settle = Callable[[], None]
LEFT = Qt.MouseButton.LeftButton

_FOLD = {
    "day": "2026-03-31", "customers": 120, "left_share": 0.41, "said_share": 0.44, "auc": 0.81,
    "recency_auc": 0.77, "brier": 0.1, "calibration_error": 0.03, "value_gini": 0.7, "value_bias": -0.12,
}  # fmt: skip


@pytest.fixture
def shop(shell: Shell) -> Shop:
    assert shell.tasks.shop is not None
    return shell.tasks.shop


@pytest.fixture
def foretold(shop: Shop) -> Shop:
    """With forecasts by which the first eight buyers slip away."""
    why = [Text("predict.reason.overdue", {"n": 120, "usual": 30}), Text("predict.reason.two_orders")]
    reasons = json.dumps([reason.to_json() for reason in why])
    grade = Text("predict.grade.good", {"n": 3, "right": 0.81, "off": 0.03})
    with shop.store.write() as connection:
        known = orders_on_file(connection)
        buyers = connection.exec_driver_sql(
            "SELECT customer_id FROM customer_total WHERE order_count > 0 ORDER BY customer_id"
        ).scalars()
        rows = [
            PredictionRow(
                customer, 700_000 if place < 8 else 200_000, 500_000, 0, 900_000, 1_000_000 - 10_000 * place,
                int(place < 8), reasons,
            )
            for place, customer in enumerate(buyers)
        ]  # fmt: skip
        save_prediction_run(
            connection,
            NewPredictionRun(
                as_of=date(2026, 6, 30).isoformat(), horizon_days=90, created_at=1, customer_count=len(rows),
                method="blend", grade="A",
                parameters={"orders": known.orders, "net_e4": known.net_e4},
                backtest={"reason": grade.to_json(), "folds": [_FOLD]},
            ),
            rows,
        )  # fmt: skip
    return shop


def rows_of(part: QWidget) -> list[Button]:
    return [each for each in part.findChildren(Button) if each.property("kind") == "row" and each.isVisible()]


def test_the_owner_lets_the_forecasts_be_made_from_home(
    window: MainWindow, shop: Shop, qtbot: QtBot, settle: Settle
) -> None:
    home = window.current_page
    assert isinstance(home, HomePage)
    card = home.slipping
    assert not rows_of(card)
    qtbot.mouseClick(card.foretell, LEFT)
    assert not card.foretell.isEnabled()
    window.shell.tasks.cancel(window.shell.tasks.jobs[0])
    settle()
    assert slipping_view(shop).report is None
    assert card.foretell.isEnabled()
    qtbot.mouseClick(card.foretell, LEFT)
    settle()
    report = slipping_view(shop).report
    assert report is not None
    assert not card.foretell.isVisible()
    assert report.grade in card.how_good.text()
    assert len(rows_of(card)) == min(report.slipping, 5)


def test_who_slips_away_leads_to_them_and_to_a_campaign_for_them(
    window: MainWindow, foretold: Shop, qtbot: QtBot, settle: Settle
) -> None:
    home = window.page("home")
    assert isinstance(home, HomePage)
    home.refresh()
    settle()
    card = home.slipping
    shown = slipping_view(foretold)
    names = [row.accessibleName() for row in rows_of(card)]
    assert len(names) == 5
    assert "70% likely to stay away" in names[0]
    assert "Last ordered 120 days ago" in names[0]
    qtbot.mouseClick(rows_of(card)[1], LEFT)
    settle()
    customers = window.current_page
    assert isinstance(customers, CustomersPage)
    assert customers.profile.forecast.chance.text() == "70%"

    window.show_page("home")
    settle()
    qtbot.mouseClick(card.everyone, LEFT)
    settle()
    assert window.current_page is customers
    assert customers.list.risk.key == "slipping"
    assert customers.list.model.total == 8
    assert customers.list.found.text().startswith("8 of ")

    window.show_page("home")
    settle()
    qtbot.mouseClick(card.write, LEFT)
    settle()
    assert window.current_page.spec.id == "campaigns"
    with foretold.store.read() as connection:
        made = connection.exec_driver_sql("SELECT MAX(id) FROM campaign").scalar_one()
        campaign = open_campaign(connection, made)
    assert campaign.row.goal == "win_back"
    assert campaign.audience.include[0].customer_ids == shown.customer_ids


def test_a_profile_tells_what_to_expect_and_starts_the_fitting_campaign(
    window: MainWindow, foretold: Shop, qtbot: QtBot, settle: Settle
) -> None:
    first = slipping_view(foretold).customers[0].id
    window.shell.navigate("customers", customer=first)
    settle()
    page = window.current_page
    assert isinstance(page, CustomersPage)
    card = page.profile.forecast
    assert card.expected.text() == "£50"
    assert "£0 to £90" in card._range.text()
    asked: list[tuple[str, dict[str, object]]] = []
    window.shell.navigated.connect(lambda to, options: asked.append((to, options)))
    qtbot.mouseClick(card.write, LEFT)
    assert asked == [("campaigns", {"customer_ids": (first,), "goal": "win_back", "template": "win_back"})]
    settle()


def test_the_table_is_sorted_and_narrowed_by_what_is_foretold(
    window: MainWindow, foretold: Shop, settle: Settle
) -> None:
    window.shell.navigate("customers", risk="high")
    settle()
    page = window.current_page
    assert isinstance(page, CustomersPage)
    table = page.list
    assert table.model.total == 8
    assert {table.model.row(place).risk for place in range(8)} == {"high"}
    table.risk.setCurrentIndex(table.risk.findData("low"))
    table.risk.activated.emit(table.risk.currentIndex())
    settle()
    assert table.model.total > 8
    table.show_everyone()
    settle()
    titles = [column.title for column in table.model.columns]
    assert not table.table.isColumnHidden(titles.index("Expected"))
    assert table.table.isColumnHidden(titles.index("First order"))


def test_the_test_on_the_past_is_told_in_plain_words_and_stale_is_said(
    window: MainWindow, foretold: Shop, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    home = window.page("home")
    assert isinstance(home, HomePage)
    home.refresh()
    settle()
    qtbot.mouseClick(home.slipping.how_good, LEFT)
    settle()
    page = window.current_page
    assert isinstance(page, GroupsPage)
    section = page.forecasts
    assert section.isVisible()
    assert section.table.rows.total == 1
    assert "81% of cases" in section._reason.text()
    assert not section.stale.isVisible()
    section.export_to(tmp_path / "forecasts.csv")
    settle()
    lines = list(csv.DictReader((tmp_path / "forecasts.csv").read_text("utf-8").splitlines()))
    assert sum(line["slipping"] == "1" for line in lines) == 8
    with foretold.store.write() as connection:
        connection.exec_driver_sql(
            "UPDATE customer_total SET order_count = order_count + 1 WHERE customer_id = 1"
        )
    section.refresh()
    settle()
    assert section.stale.isVisible()
    assert "1 order came in" in section.stale.words.text()
