"""Exchange rates in the settings, as the owner of a shop with orders in two currencies uses them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.importing import run_import
from gui.page import PAGES
from gui.pages.settings import SettingsPage
from gui.shell import Shell
from gui.widgets.basics import Button

LEFT = Qt.MouseButton.LeftButton


def words(page: SettingsPage) -> str:
    labels = page.rates.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(page))


def test_an_owner_says_what_another_currency_is_worth(
    qtbot: QtBot, shell: Shell, looks: Callable[[str, str], None], settle: Callable[[], None], tmp_path: Path
) -> None:
    shop = shell.tasks.shop
    assert shop is not None
    other = "EUR" if shop.settings.currency != "EUR" else "USD"
    path = tmp_path / "abroad.csv"
    path.write_text(f"Order,Date,SKU,Qty,Price,Currency\nX1,2026-01-02,A,1,50.00,{other}\n")
    page = next(spec for spec in PAGES if spec.id == "settings").create(shell)
    assert isinstance(page, SettingsPage)
    qtbot.addWidget(page)
    page.resize(1068, 720)
    shell.tasks.changed.connect(page.invalidate)
    page.show()
    settle()
    assert f"All your orders are in {shop.settings.currency}." in words(page)
    run_import(shop, paths=[path])
    page.refresh()
    settle()
    assert "1 waiting for a rate" in words(page)
    assert page.rates.currency.key == other
    page.rates.rate.setText("nothing")
    qtbot.mouseClick(page.rates.save, LEFT)
    settle()
    assert "nothing is no exchange rate" in words(page)
    page.rates.rate.setText("0.9")
    qtbot.mouseClick(page.rates.save, LEFT)
    settle()
    assert f"1 {other} = 0.9 {shop.settings.currency}" in words(page)
    assert "counted" in words(page)
    remove = next(
        button for button in page.rates.findChildren(Button) if "Remove the rate" in button.accessibleName()
    )
    qtbot.mouseClick(remove, LEFT)
    settle()
    assert "1 waiting for a rate" in words(page)
