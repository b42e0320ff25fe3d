"""Campaign results: joined to whom we wrote to, and nobody who left is written to again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.address import address_hash
from engine.errors import ClienteleError
from engine.importing import Answers, preview, undo_import
from engine.shop import Shop
from tests.engine.importing.conftest import Importer, rows

SENT = 1_790_000_000
PEOPLE = ("anna", "ben", "chloé", "dora")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """A shop with four customers and an exported campaign to three of them, the fourth being held out."""
    with Shop.create(tmp_path / "shop.clientele", currency="GBP", timezone="UTC") as made:
        with made.store.write() as connection:
            run = connection.exec_driver_sql
            run(
                "INSERT INTO customer (id, code, name, email, created_at) VALUES (?, ?, ?, ?, 1)",
                [(n, f"C{n}", name, f"{name}@example.com") for n, name in enumerate(PEOPLE, 1)],
            )
            run(
                "INSERT INTO consent (customer_id, channel, status, at) VALUES (?, 'email', 'yes', 1)",
                [(n,) for n in range(1, 5)],
            )
            for number, name in ((1, "Spring"), (2, "We miss you")):
                run(
                    "INSERT INTO campaign (id, name, goal, state, language, audience, offer, template, "
                    "holdout_share, seed, created_at, exported_at) "
                    "VALUES (?, ?, 'win_back', 'exported', 'en', '{}', '{}', '{}', 10, 1, 1, ?)",
                    (number, name, SENT + number),
                )
                run(
                    "INSERT INTO recipient (campaign_id, customer_id, arm, email, recipient_key) "
                    "VALUES (?, ?, ?, ?, ?)",
                    [
                        (
                            number, n, "hold_out" if n == 4 else "mail",
                            "" if n == 4 else f"{name}@example.com", f"KEY{number}{n}",
                        )
                        for n, name in enumerate(PEOPLE, 1)
                    ],
                )  # fmt: skip
        yield made


def outcomes(shop: Shop) -> list[tuple[object, ...]]:
    return rows(shop, "SELECT campaign_id, customer_id, kind, at, amount_e4 FROM outcome ORDER BY 1, 2, 3, 4")


def state(shop: Shop) -> dict[str, list[tuple[object, ...]]]:
    return {
        "outcomes": outcomes(shop),
        "campaigns": rows(shop, "SELECT id, state FROM campaign ORDER BY id"),
        "suppressions": rows(shop, "SELECT address_hash, reason FROM suppression ORDER BY 1, 2"),
        "consents": rows(shop, "SELECT * FROM consent ORDER BY 1, 2"),
    }


WIDE = (
    "Email Address,rid,Opens,Clicks,Opened at,Revenue,Unsubscribed\n"
    "ANNA@example.com,KEY21,2,1,2026-11-20 10:00,£12.50,\n"
    ",key22,0,0,,,\n"
    "Chloé@Example.com,KEY23,1,0,,,Yes\n"
    "stranger@example.com,,1,0,,,Yes\n"
)


def test_a_report_with_our_key_joins_itself(shop: Shop, bring: Importer) -> None:
    before = state(shop)
    report = bring(WIDE, "report.csv")
    assert (report.kind, report.rows.read, report.rows.added, report.rows.set_aside) == ("results", 4, 3, 1)
    assert [(text.key, n) for text, n in report.set_aside] == [("import.set_aside.not_recipient", 1)]
    at = SENT + 2
    assert outcomes(shop) == [
        (2, 1, "clicked", at, 0), (2, 1, "opened", 1_795_168_800, 0), (2, 1, "ordered", at, 125_000),
        (2, 1, "sent", at, 0), (2, 2, "sent", at, 0), (2, 3, "opened", at, 0), (2, 3, "sent", at, 0),
        (2, 3, "unsubscribed", at, 0),
    ]  # fmt: skip
    assert rows(shop, "SELECT id, state FROM campaign ORDER BY id") == [(1, "exported"), (2, "results_in")]
    # A stranger's wish counts as much.
    closed = {address_hash("chloé@example.com"), address_hash("stranger@example.com")}
    assert {row[0] for row in rows(shop, "SELECT address_hash FROM suppression")} == closed
    assert rows(shop, "SELECT status FROM consent WHERE customer_id = 3") == [("no",)]
    again = bring(WIDE + "\n", "report 2.csv")
    assert (again.rows.added, again.rows.updated, again.rows.unchanged, again.rows.set_aside) == (0, 0, 3, 1)
    undo_import(shop, import_id=again.import_id or 0)
    assert len(outcomes(shop)) == 8
    undo_import(shop, import_id=report.import_id or 0)
    assert state(shop) == before


def test_the_first_of_two_reports_can_be_taken_back(shop: Shop, bring: Importer) -> None:
    first = bring("rid,Campaign,Event,Date\nKEY11,Spring,Opened,2026-11-20\n", "one.csv")
    bring(
        "rid,Campaign,Event,Date\nKEY11,Spring,Opened,2026-11-20\nKEY12,Spring,Clicked,2026-11-20\n",
        "two.csv",
    )
    undo_import(shop, import_id=first.import_id or 0)
    assert [row[2] for row in outcomes(shop)] == ["opened", "clicked"]
    assert rows(shop, "SELECT state FROM campaign WHERE id = 1") == [("results_in",)]


def test_events_of_a_named_campaign_join_by_address(shop: Shop, bring: Importer) -> None:
    report = bring(
        "Recipient,Campaign Name,Event,Date\n"
        "anna@example.com,spring,Delivered,2026-11-20 10:00\n"
        "anna@example.com,Spring,Opened Email,2026-11-20 10:05\n"
        "anna@example.com,Spring,Opened Email,2026-11-20 11:05\n"
        "ben@example.com,Spring,Marked as Spam,2026-11-20 10:05\n"
        "chloé@example.com,Spring,Soft Bounce,2026-11-20 10:05\n"
        "dora@example.com,Spring,Juggled,2026-11-20 10:05\n",
        "events.csv",
        answers=Answers(kind="results"),
    )
    assert (report.rows.read, report.rows.added, report.rows.set_aside) == (6, 5, 1)
    assert [row[:3] for row in outcomes(shop)] == [
        (1, 1, "opened"), (1, 1, "opened"), (1, 1, "sent"), (1, 2, "complained"), (1, 3, "bounced"),
    ]  # fmt: skip
    # A full mailbox may be empty tomorrow.
    assert rows(shop, "SELECT reason FROM suppression") == [("complained",)]


def test_which_campaign_is_asked_where_nothing_tells(shop: Shop, bring: Importer, tmp_path: Path) -> None:
    text = "Email Address,Opens,Clicks\nanna@example.com,1,0\n"
    path = tmp_path / "opens.csv"
    path.write_text(text)
    (shown,) = preview(shop, path, answers=Answers(kind="results"))
    assert [(question.name, question.options) for question in shown.questions] == [
        ("campaign", ("We miss you", "Spring"))
    ]
    with pytest.raises(ClienteleError, match=r"import\.campaign_unknown"):
        bring(text, "opens.csv", answers=Answers(kind="results"))
    assert outcomes(shop) == []
    bring(text, "opens.csv", answers=Answers(kind="results", campaign="Spring"))
    assert [row[:3] for row in outcomes(shop)] == [(1, 1, "opened"), (1, 1, "sent")]
    # The file's own name may tell, too.
    bring(text, "we-miss-you opens.csv", answers=Answers(kind="results"))
    assert [row[:3] for row in outcomes(shop)][2:] == [(2, 1, "opened"), (2, 1, "sent")]


def test_a_shop_without_campaigns_says_so(tmp_path: Path) -> None:
    from engine.importing import run_import

    path = tmp_path / "report.csv"
    path.write_text(WIDE)
    with Shop.create(tmp_path / "new.clientele") as empty:
        with pytest.raises(ClienteleError, match=r"import\.no_campaign"):
            run_import(empty, paths=[path], answers=Answers(kind="results"))
        assert rows(empty, "SELECT count(*) FROM suppression") == [(0,)]
