"""The Import page as its owner uses it: drop, look, answer, correct, import, read the report, undo."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from engine.store.status import totals
from gui.page import PAGES
from gui.pages.import_.file_queue import QueuedTable, State
from gui.pages.import_.page import ImportPage
from gui.pages.import_.question import QuestionCard
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
#: Two articles, of which the orders know one.
PRODUCTS = "SKU,Product name,Price,Stock,Description\nA,Mug,4.50,12,Thrown by hand\nC,Bowl,9.00,3,Blue\n"


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
    """Drops files on the page; given as name → text or bytes."""

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


def said_on(page: ImportPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def table(page: ImportPage, name: str) -> QueuedTable:
    return next(one for one in page.queue.tables if one.name == name)


def badges(page: ImportPage) -> dict[str, str]:
    return {one.name: page.list.list.rows.state_of(one)[0] for one in page.queue.tables}


def confirm_undo(page: ImportPage, qtbot: QtBot, settle: Settle) -> None:
    panel = page.undo_panel if page.undo_panel.isVisible() else page.start.undo
    press(qtbot, panel.go, settle)


# --- one file --------------------------------------------------------------------------------------------


def test_a_file_is_shown_before_it_is_stored_and_can_be_taken_back(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(shop=GOOD)
    assert page.review.sentence.text() == ("Orders · spreadsheet, 3 rows, dates are year / month / day.")
    rows = page.review.sample.model
    said = {column.title: column.say(rows.row(0)) for column in rows.columns}
    assert said.items() >= {
        "Line": "2", "Order number": "1", "Order date": "5 Jan 2026", "Product name": "Mug",
        "Quantity": "2", "Unit price": "£4.50", "Line total": "£9.00",
    }.items()  # fmt: skip
    assert stored_orders(page) == 0
    press(qtbot, page.import_button, settle)
    assert page.report.sentence.text() == "shop.csv is in your shop."
    assert "£34.50" in said_on(page)
    assert "It adds up" in said_on(page)
    assert stored_orders(page) == 2
    press(qtbot, page.more, settle)
    undo = next(each for each in page.start.history.findChildren(Button) if each.text() == "Undo")
    press(qtbot, undo, settle)
    assert stored_orders(page) == 2, "it is told first what that changes"
    assert "2 orders" in page.start.undo.told.text()
    confirm_undo(page, qtbot, settle)
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
    assert "£21.00" in said_on(page)
    press(qtbot, page.review.columns.more, settle)
    choice = page.review.columns.choice("Line Total")
    choice.setCurrentIndex(choice.findData("unit_price"))
    choice.activated.emit(choice.currentIndex())
    settle()
    assert "£34.50" in said_on(page)
    press(qtbot, page.import_button, settle)
    assert "£34.50" in said_on(page)
    press(qtbot, page.more, settle)
    drop(next=GOOD.replace("Unit Price", "Line Total").replace("\n1,", "\n5,").replace("\n2,", "\n6,"))
    assert "£34.50" in said_on(page), "it is remembered for files with these columns"


def test_another_kind_of_file_is_chosen(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(list=PRODUCTS)
    kind = page.review.kinds.kind
    assert kind.key == "products"
    kind.setCurrentIndex(kind.findData("orders"))
    kind.activated.emit(kind.currentIndex())
    settle()
    assert not page.import_button.isEnabled()
    assert "recognised as the order date" in page.review.blocker.accessibleName()
    assert page.review.columns.choice("Description").isVisible(), "one of them must be the date"
    kind.setCurrentIndex(kind.findData("products"))
    kind.activated.emit(kind.currentIndex())
    settle()
    press(qtbot, page.import_button, settle)
    assert page.report.isVisible()
    assert list(page.report.steps.buttons) == ["products"]


def test_a_question_must_be_answered_and_the_answer_can_be_changed(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(shop=GOOD.replace("2026-01-05", "03/10/2026").replace("2026-02-06", "04/11/2026"))
    assert not page.import_button.isEnabled()
    answers = page.review.findChildren(QRadioButton)
    assert [answer.text() for answer in answers] == ["Day first: 3 Oct 2026", "Month first: 10 Mar 2026"]
    for answer, day in ((answers[0], "3 Oct 2026"), (answers[1], "10 Mar 2026")):
        answer.click()
        settle()
        rows = page.review.sample.model
        days = next(column for column in rows.columns if column.title == "Order date")
        assert days.say(rows.row(0)) == day
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
    assert [column.say(cells.row(0)) for column in cells.columns][:3] == ["3", "Quantity", "=many"]
    press(qtbot, page.import_button, settle)
    target = tmp_path / "rejected.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(qtbot, page.report.rejects.save, settle)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1][:3] == ["3", "Quantity", "'=many"]


def test_rejected_rows_are_saved_corrected_and_dropped_again(
    page: ImportPage,
    drop: Callable[..., None],
    settle: Settle,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drop(shop=FLAWED)
    press(qtbot, page.import_button, settle)
    target = tmp_path / "fix.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(qtbot, page.report.rejects.fix, settle)
    text = target.read_text("utf-8-sig")
    assert "many" in text
    target.write_text(text.replace("'=many", "1").replace("=many", "1"))
    page.open(files=[target])
    settle()
    press(qtbot, page.import_button, settle)
    assert page.report.isVisible()
    assert "£34.50" not in said_on(page), "only what was missing is read"


def test_many_problems_are_searched_and_filtered_by_reason(
    page: ImportPage, drop: Callable[..., None], settle: Settle
) -> None:
    good = "".join(f"{1000 + n},2026-01-05,K1,A,Mug,{n % 4 + 1},4.50\n" for n in range(200))
    bad = "".join(
        f"{100 + n},2026-01-05,K1,A,Mug,{'many' if n % 2 else 1},{'4.50' if n % 2 else f'ask {n}?'}\n"
        for n in range(30)
    )
    drop(shop=GOOD + good + bad)
    problems = page.review.problems
    assert problems.filters.isVisible()
    everything = problems.model.total
    problems.why.setCurrentIndex(1)
    problems.why.activated.emit(1)
    assert 0 < problems.model.total < everything
    problems.why.setCurrentIndex(0)
    problems.search.setText("ask 16?")
    problems.search.searched.emit("ask 16?")
    assert problems.model.total == 1


def test_a_file_without_a_date_column_waits_for_the_owner(
    page: ImportPage, drop: Callable[..., None], settle: Settle
) -> None:
    drop(shop=GOOD.replace("Date", "x7").replace("2026-01-05", "soon").replace("2026-02-06", "later"))
    choice = page.review.kinds.kind
    choice.setCurrentIndex(choice.findData("orders"))
    choice.activated.emit(choice.currentIndex())
    settle()
    assert not page.import_button.isEnabled()
    assert "recognised as the order date" in page.review.blocker.accessibleName()
    assert page.review.columns.choice("x7").isVisible()
    assert stored_orders(page) == 0


def test_an_empty_shop_takes_its_currency_from_the_file(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    head, *lines = GOOD.strip().split("\n")
    drop(dollars="\n".join([head + ",Currency", *(line + ",USD" for line in lines)]))
    assert page.review.currency.choice.key == "USD"
    press(qtbot, page.import_button, settle)
    assert page.shell.tasks.shop is not None
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
    for name in ("segments", "customers"):
        press(qtbot, page.report.steps.buttons[name], settle)
    assert went == ["segments", "customers"]


# --- several files ---------------------------------------------------------------------------------------


def test_several_files_are_listed_in_the_order_of_loading_and_imported_together(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(one=GOOD, list=PRODUCTS, two=GOOD.replace("\n1,", "\n7,").replace("\n2,", "\n8,"))
    assert page.shown == "list"
    assert [one.name for one in page.queue.tables] == ["list.csv", "one.csv", "two.csv"]
    assert page.import_button.text() == "Import all 3"
    press(qtbot, page.import_button, settle)
    assert page.shown == "sum"
    assert stored_orders(page) == 4
    sums = page.sum.model.row(page.sum.model.total - 1).rows
    assert (sums.read, sums.rejected) == (8, 0)
    page.sum.table.opened.emit(page.sum.model.row(1))
    assert page.report.sentence.text() == "one.csv is in your shop."
    page.step_back()
    assert page.shown == "sum"


def test_a_file_that_cannot_be_used_is_told_and_the_others_go_on(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(picture=b"\x89PNG\r\n\x1a\n" + bytes(range(256)), nothing="", shop=GOOD)
    assert badges(page) == {
        "picture.csv": "Cannot be used", "nothing.csv": "Cannot be used", "shop.csv": "Understood",
    }  # fmt: skip
    told = [page.list.list.rows.said(row) for row in range(3)]
    assert any(sentence.startswith("picture.csv holds no table") for sentence in told)
    assert any(sentence.startswith("nothing.csv is empty") for sentence in told)
    press(qtbot, page.import_button, settle)
    assert stored_orders(page) == 2


def test_a_tick_leaves_one_out_by_mouse_and_by_keyboard(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(one=GOOD, list=PRODUCTS)
    view = page.list.list
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert badges(page)["list.csv"] == "Left out"
    assert page.import_button.text() == "Import"
    second = view.visualRect(view.rows.index(1))
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=second.topLeft() + QPoint(18, second.height() // 2)
    )
    assert badges(page)["one.csv"] == "Left out"
    assert not page.import_button.isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert page.shown == "review"
    press(qtbot, page.review.take, settle)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.shown == "list"
    press(qtbot, page.import_button, settle)
    assert page.queue.within(State.DONE)
    assert len(page.queue.within(State.READY)) == 1


def test_one_question_holds_up_nothing_but_its_own_file(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(
        unclear=GOOD.replace("2026-01-05", "03/10/2026").replace("2026-02-06", "04/11/2026"),
        list=PRODUCTS,
    )
    assert badges(page) == {"list.csv": "Understood", "unclear.csv": "Needs an answer"}
    press(qtbot, page.import_button, settle)
    assert badges(page) == {"list.csv": "Imported", "unclear.csv": "Needs an answer"}
    page.look_at(table(page, "unclear.csv"))
    page.review.findChildren(QRadioButton)[0].click()
    settle()
    press(qtbot, page.import_button, settle)
    assert stored_orders(page) == 2
    assert page.shown == "sum"


def test_a_folder_and_an_archive_are_unfolded(
    page: ImportPage, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "from the till"
    (folder / "2026").mkdir(parents=True)
    (folder / "2026" / "list.csv").write_text(PRODUCTS)
    (folder / ".DS_Store").write_bytes(b"\0\1")
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr("orders.csv", GOOD)
        archive.writestr("more.csv", GOOD.replace("\n1,", "\n7,").replace("\n2,", "\n8,"))
        archive.writestr("__MACOSX/._orders.csv", b"\0")
    page.open(files=[folder])
    settle()
    assert [one.name for one in page.queue.tables] == [
        "list.csv",
        "all.zip › more.csv",
        "all.zip › orders.csv",
    ]
    press(qtbot, page.import_button, settle)
    assert page.shown == "sum"
    assert stored_orders(page) == 4


def test_a_file_that_the_shop_has_is_not_imported_again(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(one=GOOD)
    press(qtbot, page.import_button, settle)
    press(qtbot, page.more, settle)
    drop(one=GOOD, list=PRODUCTS)
    assert badges(page) == {"list.csv": "Understood", "one.csv": "Already in your shop"}
    assert page.import_button.text() == "Import"


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


# --- questions, by kind ----------------------------------------------------------------------------------


def test_a_rate_is_asked_once_for_all_files(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(pounds=GOOD)
    press(qtbot, page.import_button, settle)
    press(qtbot, page.more, settle)
    head, *lines = GOOD.strip().split("\n")
    euros = "\n".join([head + ",Currency", *(line + ",EUR" for line in lines)])
    drop(
        one=euros.replace("\n1,", "\n7,").replace("\n2,", "\n8,"),
        two=euros.replace("\n1,", "\n17,").replace("\n2,", "\n18,"),
    )
    assert set(badges(page).values()) == {"Please check"}
    page.look_at(table(page, "one.csv"))
    settle()
    card = page.review.findChild(QuestionCard)
    assert card is not None
    assert card.line is not None
    card.line.setText("much")
    qtbot.keyClick(card.line, Qt.Key.Key_Return)
    assert "0.85" in said_on(page), "it says what an answer looks like"
    card.line.setText("0,5")
    qtbot.keyClick(card.line, Qt.Key.Key_Return)
    settle()
    assert set(badges(page).values()) == {"Understood"}
    press(qtbot, page.import_button, settle)
    assert page.shell.tasks.shop is not None
    with page.shell.tasks.shop.store.read() as connection:
        assert totals(connection).orders == 6
        sums = connection.exec_driver_sql(
            "SELECT SUM(total_e4), SUM(original_total_e4) FROM orders WHERE currency = 'EUR'"
        ).one()
    assert tuple(sums) == (345_000, 690_000)


def test_letters_that_read_two_ways_are_shown_both_ways(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(shop=GOOD.replace("Mug", "Mug é").encode("cp1252"))
    assert not page.import_button.isEnabled()
    answers = {answer.text(): answer for answer in page.review.findChildren(QRadioButton)}
    western = next(text for text in answers if text.endswith("Windows-1252"))
    assert western.startswith("“")
    assert "é" in western
    answers[western].click()
    settle()
    assert page.import_button.isEnabled()
    assert "Mug é" in "".join(str(line.values) for line in page.queue.tables[0].preview.rows.lines)  # type: ignore[union-attr]


def test_each_sheet_of_a_workbook_is_a_table_of_its_own_kind(
    page: ImportPage, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Kunden"
    for row in (["E-Mail", "Vorname", "Nachname", "Ort"], ["a@example.org", "Anna", "Alt", "Bonn"]):
        first.append(row)
    second = book.create_sheet("Artikel")
    for line in PRODUCTS.strip().split("\n"):
        second.append(line.split(","))
    book.create_sheet("Leer")
    book.save(tmp_path / "shop.xlsx")
    page.open(files=[tmp_path / "shop.xlsx"])
    settle()
    assert [(one.name, one.kind) for one in page.queue.tables] == [
        ("shop.xlsx › Artikel", "products"),
        ("shop.xlsx › Kunden", "customers"),
    ]
    page.look_at(table(page, "shop.xlsx › Kunden"))
    assert page.review.sentence.text() == "Customers · spreadsheet, 1 row."
    press(qtbot, page.review.leave, settle)
    press(qtbot, page.import_button, settle)
    assert [one.state for one in page.queue.tables] == [State.READY, State.DONE]
    assert page.shown == "sum"
    assert "left out by you" in said_on(page)


def test_an_import_is_taken_back_from_its_report_after_it_was_told_what_goes(
    page: ImportPage, drop: Callable[..., None], settle: Settle, qtbot: QtBot
) -> None:
    drop(shop=GOOD)
    press(qtbot, page.import_button, settle)
    press(qtbot, page.report.undo, settle)
    assert page.undo_panel.isVisible()
    press(qtbot, page.undo_panel.keep, settle)
    assert stored_orders(page) == 2
    press(qtbot, page.report.undo, settle)
    confirm_undo(page, qtbot, settle)
    assert stored_orders(page) == 0
    assert page.shown == "start"
