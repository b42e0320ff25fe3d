"""The Campaigns page as its owner uses it: from New campaign to the files, and all that goes wrong."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from engine.campaigns.audience import Audience, Pick
from engine.campaigns.campaign import create
from engine.campaigns.page import campaigns_page
from engine.campaigns.views import CampaignView
from engine.changes import Changes
from engine.shop import undo
from gui.page import PAGES
from gui.pages.campaigns.finding_row import FindingRow
from gui.pages.campaigns.page import CampaignsPage
from gui.shell import Shell
from gui.widgets.basics import Button
from tests.gui.test_pages import clipped, controls, name_of

Settle = Callable[[], None]
Open = Callable[[], CampaignsPage]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def open_page(qtbot: QtBot, shell: Shell, looks: Callable[[str, str], None], settle: Settle) -> Open:
    """Makes the page at the size it has in a window of 1280 × 720."""

    def opened() -> CampaignsPage:
        spec = next(spec for spec in PAGES if spec.id == "campaigns")
        made = spec.create(shell)
        assert isinstance(made, CampaignsPage)
        qtbot.addWidget(made)
        made.resize(1068, 720)
        shell.tasks.changed.connect(made.invalidate)
        made.show()
        settle()
        return made

    return opened


@pytest.fixture
def page(open_page: Open) -> CampaignsPage:
    return open_page()


@pytest.fixture
def begun(page: CampaignsPage, settle: Settle) -> CampaignsPage:
    """The page with a win-back campaign to customers at risk, as Home opens it."""
    page.open(method="rfm", code="at_risk", customer_ids=(), goal="win_back", template="win_back")
    settle()
    return page


def saved(page: CampaignsPage, settle: Settle) -> None:
    """Wait until what is on screen is stored."""
    page.builder.draft.save()
    settle()


def stored(page: CampaignsPage, shell: Shell) -> CampaignView:
    """The open campaign as the shop file has it."""
    assert shell.tasks.shop is not None
    found = campaigns_page(shell.tasks.shop, page.builder.draft.open.id).campaign
    assert found is not None
    return found


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_whole_path_from_new_campaign_to_the_files(
    page: CampaignsPage,
    shell: Shell,
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    builder = page.builder
    qtbot.mouseClick(page.new, LEFT)
    settle()
    assert not builder.next.isVisible(), "without a goal there is nowhere to go"
    qtbot.mouseClick(builder.goal.cards["win_back"], LEFT)
    settle()
    assert stored(page, shell).goal == "win_back"

    qtbot.mouseClick(builder.next, LEFT)
    settle()
    chosen = {pick.code for pick, box in builder.audience.segments.boxes.items() if box.isChecked()}
    assert chosen <= {"at_risk", "cannot_lose"}
    assert chosen
    everyone = builder.audience.segments.boxes[Pick(everyone=True)]
    everyone.click()
    qtbot.waitUntil(lambda: bool(builder.audience.picture and builder.audience.picture.count.meant == 150))
    agreed = builder.audience.picture.by_basis["consent"]
    builder.audience.bases["existing_customers"].click()
    qtbot.waitUntil(
        lambda: builder.audience.picture.count.mailed + builder.audience.picture.count.held_out > agreed
    )
    builder.audience.bases["consent"].click()

    qtbot.mouseClick(builder.next, LEFT)
    settle()
    builder.offer.kinds["gift"].click()
    assert builder.offer.fields["gift"].hint.text(), "a gift that is not named cannot be honoured"
    QTest.keyClicks(builder.offer.gift, "a tin of tea")
    assert "a tin of tea" in builder.offer.phrase.text()

    qtbot.mouseClick(builder.next, LEFT)
    settle()
    preview = builder.message.preview
    qtbot.waitUntil(lambda: preview.message is not None)
    subject = builder.message.lines["subject"].editor
    subject.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(subject, "Tea for {{ customer.code }}")
    qtbot.waitUntil(lambda: preview.subject.text().startswith("Tea for C"))
    assert "a tin of tea" in preview.mail.toPlainText()

    qtbot.mouseClick(builder.next, LEFT)
    settle()
    builder.test.share.setValue(5)
    qtbot.waitUntil(lambda: builder.test.mailed.text() != "")

    qtbot.mouseClick(builder.next, LEFT)
    settle()
    assert builder.check.report is not None
    assert builder.check.report.is_ready, builder.check.report.findings
    assert page.findChildren(FindingRow)

    qtbot.mouseClick(builder.next, LEFT)
    settle()
    campaign = stored(page, shell)
    assert (campaign.state, campaign.holdout_share, campaign.offer.gift) == ("ready", 25, "a tin of tea")
    builder.export.formats.boxes["codes"].click()
    first, second = tmp_path / "first", tmp_path / "second"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(first))
    qtbot.mouseClick(builder.export.go, LEFT)
    settle()

    assert page.exported.isVisible()
    view = campaigns_page(shell.tasks.shop, campaign.id)  # type: ignore[arg-type]
    assert view.campaign is not None
    assert view.campaign.is_exported
    assert view.count is not None
    [listed] = first.glob("*list.csv")
    with listed.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == view.count.mailed
    assert all(row["subject"].startswith("Tea for C") for row in rows)
    assert page.exported.figures[0].value.text() == str(view.count.mailed)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(second))
    page.exported.formats.boxes["codes"].click()
    qtbot.mouseClick(page.exported.again, LEFT)
    settle()
    assert digests(first) == digests(second), "exported again, it is the same to the last letter"

    page.exported.choice.chosen.emit("people")
    settle()
    assert page.exported.model.total == view.count.meant
    page.exported.choice.chosen.emit("message")
    qtbot.waitUntil(lambda: page.exported.preview.message is not None)
    qtbot.mouseClick(page.exported.copy, LEFT)
    settle()
    assert page.builder.isVisible()
    copied = stored(page, shell)
    assert not copied.is_exported
    assert copied.template.subject == "Tea for {{ customer.code }}"


def test_a_draft_is_left_at_any_moment_and_resumed(
    begun: CampaignsPage, open_page: Open, settle: Settle, qtbot: QtBot
) -> None:
    begun.builder.go("goal")
    begun.builder.goal.name.selectAll()
    QTest.keyClicks(begun.builder.goal.name, "Autumn tea")
    begun.leaving()
    again = open_page()
    settle()
    row = again.list.rows[0]
    assert row.card.accessibleName() == "Autumn tea"
    qtbot.mouseClick(row.card, LEFT)
    settle()
    again.builder.go("goal")
    assert again.builder.goal.name.text() == "Autumn tea"
    assert again.builder.draft.open.goal == "win_back"


def test_segments_page_palette_and_chosen_customers_open_a_campaign(
    page: CampaignsPage, shell: Shell, settle: Settle
) -> None:
    page.open(segment="champions", method="rfm")
    settle()
    first = page.builder.draft.open
    assert first.goal == "vip"
    assert [(pick.method, pick.code) for pick in first.audience.include] == [("rfm", "champions")]
    assert page.builder.current == "audience"
    page.open(customer_ids=(1, 2, 3), goal="vip", template="vip_thanks")
    settle()
    assert page.builder.draft.open.audience.include[0].customer_ids == (1, 2, 3)
    assert any("3" in box.text() for box in page.builder.audience.segments.boxes.values())
    page.open(campaign=first.id)
    settle()
    assert page.builder.draft.open.id == first.id


def test_a_group_is_left_out_again(begun: CampaignsPage, shell: Shell, settle: Settle, qtbot: QtBot) -> None:
    begun.builder.audience.segments.boxes[Pick(everyone=True)].click()
    menu = begun.builder.audience.segments.without_menu()
    next(action for action in menu.actions() if action.text() == "Champions").trigger()
    saved(begun, settle)
    assert [pick.code for pick in stored(begun, shell).audience.exclude] == ["champions"]
    qtbot.waitUntil(lambda: 0 < begun.builder.audience.picture.count.meant < 150)


def test_a_message_that_never_ends_is_said_where_it_is_and_stops_the_export(
    begun: CampaignsPage, settle: Settle, qtbot: QtBot
) -> None:
    builder = begun.builder
    builder.go("message")
    settle()
    qtbot.waitUntil(lambda: builder.message.preview.message is not None)
    good = builder.message.preview.message
    builder.message.go_to("html", 1)
    endless = "{% for a in range(4000) %}{% for b in range(4000) %}{{ a }}{% endfor %}{% endfor %}\n"
    builder.message.sources["html"].insert(endless)
    problem = builder.message.sources["html"].problem
    qtbot.waitUntil(problem.isVisible, timeout=5_000)
    assert "loop on line 1" in problem.text()
    assert builder.message.preview.message == good, "the last mail that worked stays on screen"
    builder.go("check")
    settle()
    assert not builder.check.is_ready
    assert not builder.next.isEnabled()
    wrong = next(row for row in begun.findChildren(FindingRow) if row.go.text() == "Go to line 1")
    qtbot.mouseClick(wrong.go, LEFT)
    assert builder.current == "message"
    assert builder.message.sources["html"].text.textCursor().blockNumber() == 0
    builder.go("export")
    assert not builder.export.go.isEnabled()
    assert builder.export.notice.isVisible()


def test_an_audience_of_nobody_says_so_and_leads_to_the_audience(
    page: CampaignsPage, settle: Settle, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.new, LEFT)
    settle()
    qtbot.mouseClick(page.builder.goal.cards["other"], LEFT)
    settle()
    page.builder.go("audience")
    settle()
    assert page.builder.audience.notice.isVisible()
    page.builder.go("check")
    settle()
    nobody = next(row for row in page.findChildren(FindingRow) if row.go.text() == "Open the audience")
    qtbot.mouseClick(nobody.go, LEFT)
    assert page.builder.current == "audience"


def test_deleting_and_choosing_a_template_can_be_undone(
    begun: CampaignsPage, shell: Shell, settle: Settle, qtbot: QtBot
) -> None:
    steps: list[Changes] = []
    shell.tasks.undoable.connect(lambda changes, _: steps.append(changes))
    builder = begun.builder
    builder.go("message")
    settle()
    before = builder.draft.open.template
    qtbot.mouseClick(builder.message.templates["welcome"], LEFT)
    settle()
    assert stored(begun, shell).template.origin == "welcome"
    shell.tasks.command(undo, steps[-1].undo, owner=begun)
    settle()
    assert builder.draft.open.template == before
    assert builder.message.sources["html"].text.toPlainText() == before.html, "the editor shows it again"

    qtbot.mouseClick(begun.all, LEFT)
    settle()
    count = len(begun.list.rows)
    qtbot.mouseClick(begun.list.rows[0].delete, LEFT)
    settle()
    assert len(begun.list.rows) == count - 1
    shell.tasks.command(undo, steps[-1].undo, owner=begun)
    settle()
    assert len(begun.list.rows) == count


def test_without_addresses_the_list_goes_by_customer_number(
    page: CampaignsPage, shell: Shell, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    shop = shell.tasks.shop
    assert shop is not None
    with shop.store.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET email = ''")
        connection.exec_driver_sql("DELETE FROM consent")
        connection.exec_driver_sql("DELETE FROM suppression")
    page.open(segment="champions", method="rfm")
    settle()
    audience = page.builder.audience
    assert page.builder.draft.open.audience.reach == "customer_code"
    qtbot.waitUntil(audience.notice.isVisible)
    include = next(each for each in audience.notice.findChildren(Button) if "existing" in each.text())
    qtbot.mouseClick(include, LEFT)
    qtbot.waitUntil(lambda: audience.picture.count.mailed > 0)
    page.builder.go("check")
    settle()
    page.builder.go("export")
    settle()
    formats = page.builder.export.formats
    assert not formats.boxes["mailchimp"].isEnabled()
    assert "csv" in formats.chosen
    page.exporter.export_to(page.builder.draft.open.id, ["csv"], tmp_path)
    settle()
    assert page.exported.isVisible()


def test_the_empty_page_leads_to_what_is_missing_first(
    bare_shop: Path, shell: Shell, open_shop: Callable[[Path], None], open_page: Open
) -> None:
    open_shop(bare_shop)
    page = open_page()
    assert page.state == "empty"
    assert any(each.text() == "Import a file" for each in page.findChildren(Button) if each.isVisible())


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_step_is_named_and_unclipped(
    language: str,
    scheme: str,
    looks: Callable[[str, str], None],
    shell: Shell,
    open_page: Open,
    settle: Settle,
) -> None:
    looks(language, scheme)
    shop = shell.tasks.shop
    assert shop is not None
    everyone = Audience(include=(Pick(everyone=True),))
    campaign, _ = create(shop, "Everyone", audience=everyone, holdout_share=20)
    page = open_page()
    page.open(campaign=campaign)
    settle()
    for step in page.builder.steps:
        page.builder.go(step)
        settle()
        QTest.qWait(250)
        assert clipped(page) == [], step
        assert not [type(widget).__name__ for widget in controls(page) if not name_of(widget)], step
        assert page.minimumSizeHint().width() <= page.width(), step
