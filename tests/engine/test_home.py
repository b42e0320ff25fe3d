"""Home: figures one can check by hand, and next steps that fit the shop's situation."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from engine.home import home_view
from engine.segments import run_segmentation
from engine.shop import change_settings, undo
from engine.words import LANGUAGES
from tests.engine.shop_builder import Sale, build_shop


def test_sales_are_compared_with_the_same_span_and_months(tmp_path: Path) -> None:
    rows = [
        Sale(1, "2023-02-10 10:00", 400),
        Sale(1, "2024-01-05 10:00", 100, code="JAN"),
        Sale(2, "2024-01-20 10:00", 60),
        Sale(None, "2024-02-28 23:30", 30),
        Sale(2, "2024-02-05 10:00", 50, code="FEB"),
        Sale(3, "2024-03-02 10:00", 90),
        # They come back in March: the months before stay as they were, March is lower.
        Sale(2, "2024-03-03 10:00", -10, kind="refund", refunds="FEB"),
        Sale(1, "2024-03-05 10:00", -40, kind="refund", refunds="JAN"),
    ]
    with build_shop(tmp_path / "a.clientele", rows) as shop:
        view = home_view(shop, now=datetime(2024, 3, 6, 12, tzinfo=UTC))
        old = home_view(shop, now=datetime(2025, 1, 1, tzinfo=UTC))
    assert view.note is None
    assert view.month_to_date is not None
    assert (view.month_to_date.amount_e4, view.month_to_date.before_e4) == (400_000, 500_000)
    assert view.last_month is not None
    assert (view.last_month.amount_e4, view.last_month.before_e4) == (800_000, 1_600_000)
    assert view.last_month.change == -0.5
    assert view.last_month_year is not None
    assert view.last_month_year.before_e4 == 4_000_000
    assert (view.buyers, view.repeat_rate) == (3, 2 / 3)
    assert [point.month for point in view.trend][-3:] == ["2024-01", "2024-02", "2024-03"]
    assert len(view.trend) == 14
    assert not view.trend[-1].complete
    assert sum(point.net_e4 for point in view.trend) == 680 * 10_000
    assert old.today == date(2024, 3, 5)
    assert old.note is not None
    assert "import_newer" in [suggestion.key for suggestion in old.suggestions]


def test_months_begin_by_the_clocks_of_the_zone_that_is_set(tmp_path: Path) -> None:
    with build_shop(tmp_path / "a.clientele", [Sale(1, "2025-01-31 20:00", 20)]) as shop:

        def months() -> list[str]:
            return [point.month for point in home_view(shop).trend if point.orders]

        assert months() == ["2025-01"]
        change_settings(shop, timezone="Asia/Shanghai")
        assert months() == ["2025-02"]
        undo(shop)
        assert months() == ["2025-01"]


def test_birthdays_of_the_coming_fortnight_are_remembered_in_every_year(tmp_path: Path) -> None:
    birthdays = {1: "1990-03-08", 2: "--02-22", 3: "1992-02-29", 4: "1990-03-09", 5: "1990-02-21"}
    sales = [Sale(customer, "2025-02-20 10:00", 20) for customer in birthdays]
    with build_shop(tmp_path / "a.clientele", sales) as shop:
        with shop.store.write() as connection:
            for customer, birthday in birthdays.items():
                connection.exec_driver_sql(
                    "UPDATE customer SET birthday = ?, email = 'c' || id || '@example.com' WHERE id = ?",
                    (birthday, customer),
                )
        view = home_view(shop, now=datetime(2025, 2, 22, 12, tzinfo=UTC))
    (found,) = (step for step in view.suggestions if step.key == "birthdays")
    assert sorted(found.action.customer_ids) == [1, 2, 3]


def test_suggestions_fit_the_situation(tmp_path: Path) -> None:
    start = date(2023, 1, 1)
    rows = []
    for customer in range(1, 121):
        # A third still come, a third came often and stopped, a third came once of late.
        days = {0: range(0, 700, 60), 1: range(0, 300, 40), 2: range(690, 700)}[customer % 3]
        for day in list(days)[: 1 if customer % 3 == 2 else None]:
            rows.append(Sale(customer, f"{start + timedelta(days=day + customer % 5)} 10:00", 20 + customer))
    now = datetime(2024, 12, 8, tzinfo=UTC)
    with build_shop(tmp_path / "a.clientele", []) as shop:
        empty = home_view(shop, now=now)
    assert empty.empty
    assert [suggestion.key for suggestion in empty.suggestions] == ["import_first"]
    with build_shop(tmp_path / "b.clientele", rows) as shop:
        assert home_view(shop, now=now).suggestions[0].action.job == "segment"
        run = run_segmentation(shop, method="rfm")
        view = home_view(shop, now=now)
        with shop.store.write() as connection:
            connection.exec_driver_sql("UPDATE customer SET email = 'c' || id || '@example.com'")
            connection.exec_driver_sql("INSERT INTO consent SELECT id, 'email', 'yes', '', 0 FROM customer")
        mailable = home_view(shop, now=now)
    assert view.suggestions[0].key == "addresses"
    steps = {suggestion.key: suggestion for suggestion in mailable.suggestions}
    assert "addresses" not in steps
    risk, segment = steps["at_risk"], next(s for s in run.segments if s.code == "at_risk")
    assert (risk.customers, risk.money_e4) == (segment.customers, segment.sales_e4)
    stakes = [step.money_e4 or 0 for step in mailable.suggestions if step.key in ("at_risk", "cannot_lose")]
    assert stakes == sorted(stakes, reverse=True)
    assert risk.reachable == segment.customers
    assert (risk.action.kind, risk.action.template, risk.action.code) == ("campaign", "win_back", "at_risk")
    assert 3 <= len(mailable.suggestions) <= 5
    assert mailable.at_risk is not None
    lost = [s for s in run.segments if s.code in ("at_risk", "cannot_lose")]
    assert mailable.at_risk.sales_e4 == sum(s.sales_e4 for s in lost)
    for suggestion in (*view.suggestions, *mailable.suggestions, *empty.suggestions):
        texts = (suggestion.title, suggestion.reason, suggestion.money, suggestion.action.label)
        assert all(text.say(language) for text in texts if text for language in LANGUAGES)
