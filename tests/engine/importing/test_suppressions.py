"""Lists of those who left: nobody on them is written to again, whether the shop knows them yet or not."""

from __future__ import annotations

import pytest

from engine.address import address_hash
from engine.importing import Answers
from engine.shop import Shop
from tests.engine.importing.conftest import Importer, rows

LEFT = "Email,Unsubscribed at\nANN@x.example,2026-02-03 10:00\nnew@x.example,\n"


def suppressed(shop: Shop) -> dict[object, object]:
    return dict(rows(shop, "SELECT address_hash, reason FROM suppression"))  # type: ignore[arg-type]


def test_who_left_stays_away_known_or_not(shop: Shop, bring: Importer) -> None:
    bring("E-mail,Name,Newsletter\nann@x.example,Ann,yes\n", "customers.csv")
    report = bring(LEFT, "unsubscribed.csv", answers=Answers(kind="suppressions"))
    assert (report.kind, report.rows.added, report.rows.rejected) == ("suppressions", 2, 0)
    assert suppressed(shop) == {
        address_hash("ann@x.example"): "unsubscribed", address_hash("new@x.example"): "unsubscribed",
    }  # fmt: skip
    assert rows(shop, "SELECT status, date(at, 'unixepoch') FROM consent") == [("no", "2026-02-03")]
    assert rows(shop, "SELECT COUNT(*) FROM customer") == [(1,)]
    later = bring("E-mail,Name,Newsletter\nnew@x.example,New,yes\n", "more customers.csv")
    assert rows(shop, "SELECT status FROM consent ORDER BY customer_id") == [("no",), ("no",)]
    assert "import.note.still_no" in [note.key for note in later.notes]


def test_a_list_twice_changes_nothing(shop: Shop, bring: Importer) -> None:
    bring(LEFT, "unsubscribed.csv", answers=Answers(kind="suppressions"))
    report = bring(LEFT + "\n", "unsubscribed again.csv", answers=Answers(kind="suppressions"))
    assert (report.rows.added, report.rows.updated, report.rows.unchanged) == (0, 0, 2)


@pytest.mark.parametrize(
    ("name", "lines", "reason"),
    [
        ("bounced_contacts.csv", "Email\na@x.example\n", "bounced"),
        ("spam complaints.csv", "Email\na@x.example\n", "complained"),
        ("suppression list.csv", "Email,Reason\na@x.example,hard bounce\n", "bounced"),
        ("suppression list.csv", "Email,Reason\na@x.example,no longer interested\n", "unsubscribed"),
        (
            "suppression list.csv",
            "Email,Status\na@x.example,Complained\nb@x.example,Subscribed\n",
            "complained",
        ),
    ],
)
def test_why(shop: Shop, bring: Importer, name: str, lines: str, reason: str) -> None:
    report = bring(lines, name, answers=Answers(kind="suppressions"))
    assert suppressed(shop) == {address_hash("a@x.example"): reason}
    assert report.rows.set_aside == lines.count("Subscribed")


def test_an_address_that_nobody_can_read_is_rejected_with_its_line(shop: Shop, bring: Importer) -> None:
    lines = "Email,Name\na***@x.example,Al\nno address,Bo\nb@x.example,Cy\n"
    report = bring(lines, "unsubscribed.csv", answers=Answers(kind="suppressions"))
    assert [(cell.line, cell.value, cell.reason.key) for cell in report.rejected] == [
        (2, "a***@x.example", "import.reason.masked_email"),
        (3, "no address", "import.reason.bad_email"),
    ]
    assert list(suppressed(shop).values()) == ["unsubscribed"]


def test_a_number_without_an_address_stops_text_messages(shop: Shop, bring: Importer) -> None:
    bring("Name,Phone,Accepts SMS Marketing\nAnn,020 7946 0958,yes\n", "customers.csv",
          answers=Answers(mapping={"Accepts SMS Marketing": "consent_sms"}))  # fmt: skip
    bring("Phone\n+44 20 7946 0958\n", "sms unsubscribed.csv", answers=Answers(kind="suppressions"))
    assert rows(shop, "SELECT channel, status FROM consent") == [("sms", "no")]
