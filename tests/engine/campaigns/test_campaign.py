"""A campaign from draft to export: what is previewed is what goes out, and then it stays."""

from __future__ import annotations

import csv
import email
import email.policy
import gc
import json
import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DatabaseError

from engine.address import address_hash
from engine.campaigns.audience import Audience, Pick
from engine.campaigns.campaign import create, delete, duplicate, update
from engine.campaigns.coupons import is_code
from engine.campaigns.export import ExportResult, export
from engine.campaigns.lists import FORMATS
from engine.campaigns.offer import Offer
from engine.campaigns.templates import MessageTemplate, load_template
from engine.campaigns.views import (
    audience_count,
    campaign_view,
    list_campaigns,
    preview,
    preview_mail,
    recipients_preview,
    standing,
)
from engine.errors import ClienteleError
from engine.jobs import Cancelled
from engine.shop import Shop, change_settings, undo
from engine.words import Text

EVERYONE = Audience(include=(Pick(everyone=True),))
#: Who may be written to, of the shop in conftest: said yes and can be reached.
ALLOWED = [
    "anna@example.com",
    "ben@example.com",
    "wang@example.com",
    "nameless@example.com",
    "formula@example.com",
]
OFFER = Offer(kind="percent", percent=15, prefix="BACK", valid_until="2099-03-01")


def draft(shop: Shop, **choices: Any) -> int:
    campaign_id, _ = create(
        shop, "Win back", **{"goal": "win_back", "audience": EVERYONE, "offer": OFFER, **choices}
    )
    return campaign_id


def exported(shop: Shop, campaign_id: int, folder: Path, *formats: str) -> ExportResult:
    return export(shop, campaign_id=campaign_id, folder=folder, formats=formats or ("csv",))


def rows_of(folder: Path) -> list[dict[str, str]]:
    (path,) = folder.glob("*-list.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def everything_in(shop: Shop) -> list[object]:
    with shop.store.read() as connection:
        return [
            connection.exec_driver_sql(f"SELECT * FROM {table}").all()
            for table in ("campaign", "recipient", "export_file", "undo_step", "setting")
        ]


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_preview_is_the_export_byte_for_byte(shop: Shop, tmp_path: Path) -> None:
    campaign = draft(shop)
    before = {n: (preview(shop, campaign, n), preview_mail(shop, campaign, n)) for n in (1, 2, 14, 15, 16)}
    exported(shop, campaign, tmp_path / "out", *FORMATS)
    mails = [path.read_bytes() for path in sorted((tmp_path / "out").glob("*-mails/*.eml"))]
    assert mails == [mail for _, mail in before.values()]
    assert [row["subject"] for row in rows_of(tmp_path / "out")] == [m.subject for m, _ in before.values()]
    for (message, _), raw in zip(before.values(), mails, strict=True):
        plain, rich = email.message_from_bytes(raw, policy=email.policy.default).iter_parts()
        assert plain.get_content().replace("\r\n", "\n") == message.text
        assert rich.get_content().replace("\r\n", "\n") == message.html
    # Prices, names or settings that change later change nothing that has gone out.
    with shop.store.write() as connection:
        connection.exec_driver_sql("UPDATE product SET price_e4 = 1, name = 'other'")
        connection.exec_driver_sql("UPDATE customer SET name = 'Someone Else'")
    change_settings(shop, postal_address="Elsewhere")
    assert {n: (preview(shop, campaign, n), preview_mail(shop, campaign, n)) for n in before} == before


def test_exactly_who_may_be_written_to_is_in_every_file(shop: Shop, tmp_path: Path) -> None:
    campaign = draft(shop)
    result = exported(shop, campaign, tmp_path / "out", *FORMATS)
    assert (result.mailed, result.held_out, result.excluded) == (5, 0, 12)
    rows = rows_of(tmp_path / "out")
    assert [row["email"] for row in rows] == ALLOWED
    codes = [row["coupon"] for row in rows]
    assert len(set(codes)) == 5
    assert all(code.startswith("BACK-") and is_code(code) for code in codes)
    for name, content in files_in(tmp_path / "out").items():
        if not name.endswith(".xlsx"):
            for forbidden in (b"dora@", b"finn@", b"gus@", b"chloe@", b"noreply@", b"prospect@", b"ida@"):
                assert forbidden not in content.lower(), name
    assert standing(shop, campaign, 4).text == Text("campaign.reason.refused")
    assert standing(shop, campaign, 1).arm == "mail"


def test_messages_are_personal_safe_and_in_the_campaign_s_language(shop: Shop) -> None:
    english = preview(shop, draft(shop), 1)
    assert english.subject == "It has been a while, Anna"
    assert "Because you bought Green tea" in english.text
    assert "£12.75" in english.text
    assert "&lt;b&gt;Pot&lt;/b&gt;" in english.html
    assert "javascript:" not in english.html + english.text
    assert "https://tea.example/cup?a=1&amp;b=2" in english.html
    chinese = preview(shop, draft(shop, language="zh_CN"), 14)
    assert chinese.subject == "王小明，好久不见"
    assert "因为您买过“Green tea”" in chinese.text
    assert "15%" in chinese.text
    nameless = preview(shop, draft(shop), 15)
    assert nameless.subject == "It has been a while"
    assert preview(shop, draft(shop), 16).subject == nameless.subject, "a formula is no name"


def test_the_hold_out_is_exact_and_gets_nothing(shop: Shop, tmp_path: Path) -> None:
    campaign = draft(shop, holdout_share=40)
    planned = audience_count(shop, campaign)
    result = exported(shop, campaign, tmp_path / "out")
    assert (result.mailed, result.held_out) == (planned.mailed, planned.held_out) == (3, 2)
    assert audience_count(shop, campaign) == planned
    with shop.store.read() as connection:
        held = connection.exec_driver_sql(
            "SELECT customer_id, email, coupon_code FROM recipient WHERE arm = 'hold_out'"
        ).all()
    assert [tuple(row[1:]) for row in held] == [("", None)] * 2
    assert not {row["customer_id"] for row in rows_of(tmp_path / "out")} & {f"C{row[0]}" for row in held}
    assert {standing(shop, campaign, row[0]).arm for row in held} == {"hold_out"}


def test_an_exported_campaign_stays_as_it_is(shop: Shop, tmp_path: Path) -> None:
    campaign = draft(shop)
    exported(shop, campaign, tmp_path / "out", *FORMATS)
    for change in (
        {"template": "welcome"},
        {"audience": Audience()},
        {"holdout_share": 5},
        {"offer": Offer()},
    ):
        with pytest.raises(ClienteleError, match=r"campaign\.is_exported"):
            update(shop, campaign, **change)
    for table, assigned in (("campaign", "template = '{}'"), ("recipient", "arm = 'hold_out'")):
        with pytest.raises(DatabaseError, match="cannot be changed"), shop.store.write() as connection:
            connection.exec_driver_sql(f"UPDATE {table} SET {assigned}")
    assert undo(shop)[1].key == "store.undo.settings"  # nothing of the campaign is left to undo
    update(shop, campaign, name="Another name")
    assert campaign_view(shop, campaign).state == "exported"
    before = files_in(tmp_path / "out")
    update(shop, campaign, name="Win back")
    again = exported(shop, campaign, tmp_path / "out", *FORMATS)
    assert files_in(tmp_path / "out") == before
    assert (again.mailed, again.left_out) == (5, 0)


def test_whoever_leaves_after_the_export_is_left_out_of_the_next(shop: Shop, tmp_path: Path) -> None:
    campaign = draft(shop)
    exported(shop, campaign, tmp_path / "out")
    with shop.store.write() as connection:
        connection.exec_driver_sql("UPDATE consent SET status = 'no' WHERE customer_id = 2")
        connection.exec_driver_sql("UPDATE customer SET erased_at = 9, name = '', email = '' WHERE id = 14")
        connection.exec_driver_sql("UPDATE recipient SET email = '', facts = '{}' WHERE customer_id = 14")
    result = exported(shop, campaign, tmp_path / "out")
    assert (result.mailed, result.left_out) == (3, 2)
    assert [row["email"] for row in rows_of(tmp_path / "out")] == [ALLOWED[0], *ALLOWED[3:]]


def test_a_later_export_minds_who_left_under_the_address_that_was_exported(
    shop: Shop, tmp_path: Path
) -> None:
    campaign = draft(shop)
    exported(shop, campaign, tmp_path / "out")
    with shop.store.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET email = 'new@example.com' WHERE id = 1")
        connection.exec_driver_sql(
            "INSERT INTO suppression (address_hash, reason, at) VALUES (?, 'unsubscribed', 9)",
            (address_hash(ALLOWED[0]),),
        )
    assert exported(shop, campaign, tmp_path / "out").left_out == 1
    assert [row["email"] for row in rows_of(tmp_path / "out")] == ALLOWED[1:]


def test_people_known_by_number_only_can_be_listed(shop: Shop, tmp_path: Path) -> None:
    by_code = Audience(include=(Pick(everyone=True),), reach="customer_code")
    campaign = draft(shop, audience=by_code)
    with pytest.raises(ClienteleError, match=r"campaign\.needs_addresses"):
        exported(shop, campaign, tmp_path / "out", "mailchimp")
    exported(shop, campaign, tmp_path / "out", "csv", "preview")
    assert "C8" in [row["customer_id"] for row in rows_of(tmp_path / "out")]


def test_the_ground_for_writing_is_chosen_and_recorded(shop: Shop) -> None:
    campaign = draft(shop)
    assert campaign_view(shop, campaign).audience.basis_at is None
    update(shop, campaign, audience=Audience(include=EVERYONE.include, basis="existing_customers"))
    chosen = campaign_view(shop, campaign).audience
    assert chosen.basis_at is not None
    assert standing(shop, campaign, 3).arm == "mail"
    update(shop, campaign, audience=Audience(include=EVERYONE.include, basis="existing_customers"))
    assert campaign_view(shop, campaign).audience.basis_at == chosen.basis_at
    copy, _ = duplicate(shop, campaign)
    assert campaign_view(shop, copy).audience.basis == "consent"


def test_what_was_done_to_a_draft_can_be_undone(shop: Shop, tmp_path: Path) -> None:
    campaign = draft(shop)
    update(shop, campaign, name="Other", template="welcome")
    assert campaign_view(shop, campaign).template == load_template("welcome")
    undo(shop)
    assert campaign_view(shop, campaign).name == "Win back"
    exported(shop, campaign, tmp_path / "out", "csv")
    kept = everything_in(shop)
    delete(shop, campaign)
    assert list_campaigns(shop) == []
    undo(shop)
    assert everything_in(shop) == kept
    copy, _ = duplicate(shop, campaign)
    undo(shop)
    assert [c.id for c in list_campaigns(shop)] == [campaign]
    assert preview(shop, draft(shop), 1).text != preview(shop, campaign, 1).text
    assert copy > campaign


def test_codes_of_a_deleted_campaign_do_not_come_back(shop: Shop, tmp_path: Path) -> None:
    first = draft(shop)
    exported(shop, first, tmp_path / "one")
    delete(shop, first)
    second = draft(shop)
    exported(shop, second, tmp_path / "two")
    codes = [{row["coupon"] for row in rows_of(tmp_path / name)} for name in ("one", "two")]
    assert not codes[0] & codes[1]


def _nobody(shop: Shop) -> int:
    return draft(shop, audience=Audience(include=(Pick(customer_ids=(4, 6)),)))


def _endless(shop: Shop) -> int:
    loop = "{% for a in range(5000) %}{% for b in range(5000) %}{% endfor %}{% endfor %}"
    return draft(shop, template=MessageTemplate("", "Hi", "", f"<p>{loop}</p>", "Hi"))


def _unparsable(shop: Shop) -> int:
    return draft(shop, template=MessageTemplate("", "Hi", "", "<p>\n{% if a %}</p>", "Hi"))


def _gone(shop: Shop) -> int:
    return draft(shop, audience=Audience(include=(Pick(method="rfm", code="nowhere"),)))


@pytest.mark.parametrize(
    ("make", "formats", "key"),
    [
        (_nobody, ["csv"], "campaign.nobody"),
        (_endless, ["csv"], "campaign.template_too_long"),
        (_unparsable, ["csv"], "campaign.template_unclosed"),
        (_gone, ["csv"], "campaign.segment_gone"),
        (draft, ["nothing"], "campaign.unknown_format"),
        (draft, [], "campaign.unknown_format"),
        (lambda shop: draft(shop, template=MessageTemplate("", "Hi", "", "<p>x</p>", "Hi")), ["eml"],
         "campaign.no_unsubscribe"),
        (lambda shop: 99, ["csv"], "campaign.missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_exported_says_so_and_changes_nothing(
    shop: Shop, tmp_path: Path, make: object, formats: list[str], key: str
) -> None:
    campaign = make(shop)  # type: ignore[operator]
    before = everything_in(shop)
    with pytest.raises(ClienteleError) as caught:
        export(shop, campaign_id=campaign, folder=tmp_path / "out", formats=formats)
    assert caught.value.key == key
    for language in ("en", "zh_CN"):
        assert Text(key, caught.value.facts).say(language)
    assert everything_in(shop) == before
    assert files_in(tmp_path / "out") == {}


def test_a_folder_that_cannot_be_written(shop: Shop, tmp_path: Path) -> None:
    campaign = draft(shop)
    (tmp_path / "file").write_text("not a folder")
    before = everything_in(shop)
    with pytest.raises(ClienteleError, match=r"campaign\.cannot_write"):
        exported(shop, campaign, tmp_path / "file")
    assert everything_in(shop) == before


@pytest.mark.parametrize(
    "full_at", ["engine.campaigns.writers.MboxWriter.add", "xlsxwriter.Workbook._store_workbook"]
)
def test_a_full_disk_half_way_leaves_no_file(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full_at: str
) -> None:
    campaign = draft(shop)
    before = everything_in(shop)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(full_at, full)
    with pytest.raises(ClienteleError, match=r"campaign\.cannot_write"):
        exported(shop, campaign, tmp_path / "out", "csv", "xlsx", "eml", "mbox")
    gc.collect()  # a file still open would be told of here
    assert everything_in(shop) == before
    assert os.listdir(tmp_path / "out") == []


def test_cancelling_leaves_everything_as_it_was(shop: Shop, tmp_path: Path) -> None:
    campaign = draft(shop)
    before = everything_in(shop)

    def stop(fraction: float, text: Text | None = None) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export(shop, campaign_id=campaign, folder=tmp_path / "out", progress=stop)
    assert everything_in(shop) == before
    assert os.listdir(tmp_path / "out") == []


def test_the_hardest_recipients_come_first(shop: Shop) -> None:
    first = recipients_preview(shop, draft(shop))
    assert first[0].name == ""
    assert first[0].why == Text("campaign.hard.nameless")
    assert {person.customer_id for person in first} == {1, 2, 14, 15, 16}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"name": "  "}, "bad_name"),
        ({"language": "xx"}, "unknown_choice"),
        ({"holdout_share": 91}, "bad_holdout"),
        ({"offer": Offer(kind="percent", percent=0)}, "offer_percent"),
        ({"offer": Offer(kind="percent", percent=5, valid_until="soon")}, "offer_day"),
        ({"offer": Offer(kind="gift")}, "offer_gift"),
        ({"offer": Offer(kind="amount", amount_e4=1, valid_from="2026-02-02", valid_until="2026-02-01")},
         "offer_dates"),
        ({"offer": Offer(kind="amount", amount_e4=1, prefix="a b")}, "bad_prefix"),
        ({"audience": Audience(basis="because")}, "audience_unknown"),
        ({"template": "nope"}, "no_such_template"),
        ({"colour": 1}, "unknown_choice"),
    ],
)  # fmt: skip
def test_choices_that_are_none_are_refused(shop: Shop, changes: dict[str, object], key: str) -> None:
    campaign = draft(shop)
    before = json.dumps(str(everything_in(shop)))
    with pytest.raises(ClienteleError) as caught:
        update(shop, campaign, **changes)
    assert caught.value.key == f"campaign.{key}"
    assert Text(caught.value.key, caught.value.facts).say("zh_CN")
    assert json.dumps(str(everything_in(shop))) == before
