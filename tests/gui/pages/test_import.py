"""The Import page as its owner uses it: drop, check, answer, correct, import, read the report, undo."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from engine.store.status import totals
from gui.page import PAGES
from gui.pages.import_.file_queue import State
from gui.pages.import_.page import ImportPage
from gui.preferences import Preferences
from gui.shell import Shell
from gui.tasks import Tasks
from gui.widgets.badge import Badge
from gui.widgets.basics import Button
from gui.window import MainWindow

Settle = Callable[[], None]

HEADER = "Order No,Date,Customer ID,SKU,Description,Quantity,Unit Price\n"
GOOD = (
    HEADER
    + "1,2026-01-05,K1,A,Mug,2,4.50\n"
    + "2,2026-02-06,K2,B,Plate,1,12.00\n"
    + "2,2026-02-06,K2,A,Mug,3,4.50\n"
)
#: The third line's quantity is none.
FLAWED = GOOD.replace("K2,B,Plate,1", "K2,B,Plate,=many")


@pytest.fixture
def page(
    qtbot: QtBot,
    tasks: Tasks,
    tmp_path: Path,
    looks: Callable[[str, str], None],
    open_shop: Callable[[Path], None],
    settle: Settle,
) -> ImportPage:
    """The page on a new shop in pounds."""
    from engine.shop import Shop

    looks("en", "light")
    Shop.create(tmp_path / "new.clientele", currency="GBP", timezone="Europe/London").close()
    open_shop(tmp_path / "new.clientele")
    shell = Shell(tasks, Preferences(language="en", theme="light"))
    made = next(spec for spec in PAGES if spec.id == "import").create(shell)
    assert isinstance(made, ImportPage)
    qtbot.addWidget(made)
    made.resize(1068, 720)
    tasks.changed.connect(made.invalidate)
    made.show()
    settle()
    return made


@pytest.fixture
def drop(page: ImportPage, settle: Settle, tmp_path: Path) -> Callable[..., None]:
    """Drops files on the drop zone's page; given as name → text or bytes."""

    def dropped(**files: str | bytes) -> None:
        paths = []
        for name, content in files.items():
            path = tmp_path / f"{name}.csv"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(path)
        page.open(files=paths)
        settle()

    return dropped


def stored_orders(page: ImportPage) -> int:
    shop = page.shell.tasks.shop
    assert shop is not None
    with shop.store.read() as connection:
        return totals(connection).orders


def press(qtbot: QtBot, button: Button, settle: Settle) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def said(page: ImportPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_file_is_shown_before_it_is_stored_and_can_be_taken_back(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(shop=GOOD)
    assert page.review.sentence.text() == "Order lines from a CSV file, 3 rows. Dates are year / month / day."
    rows = page.review.sample.model
    line = [column.say(rows.row(0)) for column in rows.columns]
    assert line == ["2", "1", "5 Jan 2026", "K1", "Mug", "2", "£4.50", "£9.00"]
    assert stored_orders(page) == 0
    press(qtbot, page.import_button, settle)
    assert page.report.sentence.text() == "shop.csv is in your shop."
    assert "£34.50" in said(page)
    assert "It adds up" in said(page)
    assert stored_orders(page) == 2
    press(qtbot, page.more, settle)
    undo = [each for each in page.start.history.findChildren(Button) if each.text() == "Undo this import"]
    press(qtbot, undo[0], settle)
    assert stored_orders(page) == 0
    assert [badge.accessibleName() for badge in page.start.history.findChildren(Badge)] == ["Taken back"]


def test_not_now_stores_nothing_and_leads_back_to_the_drop_zone(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(shop=GOOD)
    press(qtbot, page.not_now, settle)
    assert page.start.isVisible()
    assert not page.import_button.isVisible()
    assert stored_orders(page) == 0


def test_a_corrected_column_changes_the_rows_and_what_is_stored(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(shop=GOOD.replace("Unit Price", "Line Total"))
    assert page.review.sample.model.row(0).total_e4 == 45_000
    choice = page.review.columns.choice("Line Total")
    choice.setCurrentIndex(choice.findData("unit_price"))
    settle()
    assert page.review.sample.model.row(0).total_e4 == 90_000
    press(qtbot, page.import_button, settle)
    assert page.report.isVisible()
    assert "£34.50" in said(page)


def test_a_question_must_be_answered_and_the_answer_can_be_changed(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(shop=GOOD.replace("2026-01-05", "03/10/2026").replace("2026-02-06", "04/11/2026"))
    assert not page.import_button.isEnabled()
    answers = page.review.findChildren(QRadioButton)
    assert [answer.text() for answer in answers] == ["Day first: 3 Oct 2026", "Month first: 10 Mar 2026"]
    days = page.review.sample.model.columns[2]
    for answer, day in ((answers[0], "3 Oct 2026"), (answers[1], "10 Mar 2026")):
        answer.click()
        settle()
        assert days.say(page.review.sample.model.row(0)) == day
        assert page.import_button.isEnabled()


def test_rejected_rows_are_listed_and_saved_without_formulas(
    page: ImportPage,
    drop: Callable[..., None],
    settle: Settle,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drop(shop=FLAWED)
    cells = page.review.problems.model
    assert [column.say(cells.row(0)) for column in cells.columns] == [
        "3",
        "Quantity",
        "=many",
        "This is not a quantity.",
    ]
    press(qtbot, page.import_button, settle)
    target = tmp_path / "rejected.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(qtbot, page.report.rejects.save, settle)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1] == ["3", "Quantity", "'=many", "This is not a quantity."]


def test_unreadable_files_are_told_in_a_sentence_and_the_others_go_on(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(picture=b"\x89PNG\r\n\x1a\n" + bytes(range(256)), nothing="", shop=GOOD)
    told = page.banner.accessibleName().splitlines()
    assert len(told) == 2
    assert told[0].startswith("picture.csv is not a table")
    assert told[1].startswith("nothing.csv is empty")
    assert [file.state for file in page.queue.files] == [State.READY]
    press(qtbot, page.import_button, settle)
    assert stored_orders(page) == 2


def test_a_file_without_a_date_column_waits_for_the_owner(
    page: ImportPage, drop: Callable[..., None], settle: Settle
) -> None:
    drop(shop=GOOD.replace("Date", "x7").replace("2026-01-05", "soon").replace("2026-02-06", "later"))
    assert not page.import_button.isEnabled()
    assert "recognised as the order date" in said(page)
    assert page.review.columns.choice("x7").isVisible()
    assert stored_orders(page) == 0


def test_several_files_queue_up_and_all_are_imported(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(one=GOOD, two=GOOD.replace("\n1,", "\n7,").replace("\n2,", "\n8,"))
    assert page.chips.isVisible()
    press(qtbot, page.import_button, settle)
    assert [file.state for file in page.queue.files] == [State.DONE, State.DONE]
    assert stored_orders(page) == 4


def test_an_empty_shop_takes_its_currency_from_the_file_and_a_full_one_refuses(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    def in_currency(code: str) -> str:
        head, *lines = GOOD.strip().split("\n")
        return "\n".join([head + ",Currency", *(line + f",{code}" for line in lines)])

    drop(dollars=in_currency("USD"))
    assert page.review.currency.choice.key == "USD"
    press(qtbot, page.import_button, settle)
    assert page.shell.tasks.shop is not None
    assert page.shell.tasks.shop.settings.currency == "USD"
    drop(euros=in_currency("EUR").replace("\n1,", "\n7,").replace("\n2,", "\n8,"))
    assert not page.import_button.isEnabled()
    assert not page.review.currency.isVisible()
    assert "USD" in said(page)
    assert page.shell.tasks.shop.settings.currency == "USD"


def test_the_same_file_again_brings_nothing(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    for sentence in ("shop.csv is in your shop.", "shop.csv brought nothing new: your shop has it all."):
        drop(shop=GOOD)
        press(qtbot, page.import_button, settle)
        assert page.report.sentence.text() == sentence
        assert stored_orders(page) == 2
    assert not page.report.undo.isVisible()


def test_the_report_leads_on(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    went: list[str] = []
    page.shell.navigated.connect(lambda to, _: went.append(to))
    drop(shop=GOOD)
    press(qtbot, page.import_button, settle)
    press(qtbot, page.report.segments, settle)
    press(qtbot, page.report.customers, settle)
    assert went == ["segments", "customers"]


def test_files_dropped_anywhere_on_the_window_land_here(
    window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "dropped.csv"
    path.write_text(GOOD)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(40, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    settle()
    page = window.current_page
    assert isinstance(page, ImportPage)
    assert [file.path for file in page.queue.files] == [path]
