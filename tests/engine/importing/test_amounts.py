"""Money is read exactly, in every country's way of writing it, and never without its sign."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ClienteleError
from engine.importing import preview
from engine.importing.amounts import currencies_of, parse_amount, read_amounts
from engine.importing.answers import Answers
from engine.shop import Shop
from tests.engine.importing.conftest import Importer, rows

amounts = st.decimals(min_value=Decimal("-99999999"), max_value=Decimal("99999999"), places=2)
LOCALES = (
    "en_US", "de_DE", "fr_FR", "es_ES", "it_IT", "pt_BR", "nl_NL", "de_CH", "sv_SE", "pl_PL", "ja_JP",
    "zh_CN", "en_IN", "da_DK", "pt_PT", "fr_CH", "nb_NO", "cs_CZ",
)  # fmt: skip


def written(value: Decimal, *, group: str, mark: str, style: str) -> str:
    whole, _, cents = f"{abs(value):.2f}".partition(".")
    digits = f"{int(whole):,}".replace(",", group) + mark + cents
    if value >= 0:
        return digits
    return {
        "minus": f"-{digits}",
        "brackets": f"({digits})",
        "behind": f"{digits}-",
        "typographic": f"−{digits}",
    }[style]


@given(
    amounts,
    st.sampled_from([(",", "."), (".", ","), (" ", ","), ("\u00a0", ","), ("'", "."), ("", "."), ("", ",")]),
    st.sampled_from(["minus", "brackets", "behind", "typographic"]),
    st.sampled_from(
        ["{}", "€{}", "{} €", "$ {}", "{} kr", "EUR {}", "￥{}", '="{}"', "'{}", "AU ${}", "{}元"]
    ),
)
def test_what_is_written_is_read(value: Decimal, marks: tuple[str, str], style: str, around: str) -> None:
    group, mark = marks
    text = around.format(written(value, group=group, mark=mark, style=style))
    assert parse_amount(text, mark) == int(value * 10_000)


@settings(deadline=None)
@given(st.lists(amounts, min_size=1, max_size=20), st.sampled_from(LOCALES), st.booleans(), st.data())
def test_a_column_of_any_country_is_read_as_it_was_meant(
    values: list[Decimal], language: str, accounting: bool, data: st.DataObject
) -> None:
    from babel.numbers import format_currency

    currency = data.draw(st.sampled_from(["EUR", "USD", "CHF", "PLN", "JPY", "BRL", "INR"]))
    if currency == "JPY":
        values = [Decimal(int(value)) for value in values]
    texts = [
        format_currency(
            value, currency, locale=language, format_type="accounting" if accounting else "standard"
        )
        for value in values
    ]
    reading = read_amounts(pa.array(texts))
    if not reading.asked:
        assert reading.valid.all(), texts
        assert reading.amounts.tolist() == [int(value * 10_000) for value in values], texts
    else:
        # Asked only where the texts are truly the same under both readings.
        assert (
            not any(abs(value) % 1000 or abs(value) < 1000 for value in values if value) or currency == "JPY"
        )


@settings(deadline=None)  # the first call loads Arrow
@given(st.lists(amounts, min_size=1, max_size=30))
def test_a_column_decides_its_decimal_mark_once(values: list[Decimal]) -> None:
    texts = [written(value, group=".", mark=",", style="minus") for value in values]
    reading = read_amounts(pa.array(texts))
    assert reading.decimal == ","
    assert reading.valid.all()
    assert reading.amounts.tolist() == [int(value * 10_000) for value in values]


@given(
    st.lists(amounts, min_size=1, max_size=30), st.sampled_from([("{}", "."), ("€{}", "."), ("-${}", ".")])
)
def test_the_fast_ways_equal_the_careful_one(values: list[Decimal], way: tuple[str, str]) -> None:
    texts = [way[0].format(f"{abs(value):,}") for value in values]
    for scale in (1_000, 10_000):
        reading = read_amounts(pa.array(texts), scale=scale, decimal=".")
        assert reading.amounts.tolist() == [parse_amount(text, ".", scale) for text in texts]


def test_a_plain_column_equals_the_careful_parser() -> None:
    texts = ["0.001", "12", "-3.5", "13541.33", "99999999999.9999", "0"]
    reading = read_amounts(pa.array(texts))
    assert reading.amounts.tolist() == [parse_amount(text) for text in texts] == [
        10, 120_000, -35_000, 135_413_300, 999_999_999_999_999, 0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "mark", "amount"),
    [
        ("€1.234,56", ",", "1234.56"), ("1,234.56", ".", "1234.56"), ("(12.00)", ".", "-12"),
        ("-$12.96", ".", "-12.96"), ("$-12.96", ".", "-12.96"), ("$ (5.00)", ".", "-5"), ("($5.00)", ".",
        "-5"),
        ("(-12.00)", ".", "-12"), ("12.00-", ".", "-12"), ("−129.99", ".", "-129.99"), ("–5", ".", "-5"),
        ("1 234,56 kr", ",", "1234.56"), ("1'234.50 CHF", ".", "1234.5"), ("1’234.50", ".", "1234.5"),
        ("1\u202f234,50 €", ",", "1234.5"), ("1\u00a0234,50", ",", "1234.5"), ("¥99", ".", "99"),
        ("￥99.00", ".", "99"), ("99元", ".", "99"), ("AU $3,000.00", ".", "3000"), ("EUR 90,00", ",", "90"),
        ("90,00 EUR", ",", "90"), ("R$ 1.234,56", ",", "1234.56"), ("₹1,23,456.00", ".", "123456"),
        ("৳2,999", ".", "2999"), ("HK$5", ".", "5"), ("Rs. 1,234", ".", "1234"), ("S/. 12.50", ".", "12.5"),
        ("12 kr.", ".", "12"), ("zł12", ".", "12"), ("1.2E+3", ".", "1200"), ("5E-05", ".", "0.0001"),
        ("１２３．４５", ".", "123.45"), ("1，234", ".", "1234"), ("٣٫٥", ".", "3.5"), ('="12"', ".", "12"),
        ("=12", ".", "12"), ("'12", ".", "12"), ("\t12 ", ".", "12"), ("12,-", ",", "12"),
        ("12.- CHF", ".", "12"), ("CHF 12.–", ".", "12"), ("€ 5,--", ",", "5"), ("5,00 €-", ",", "-5"),
        ("- 5.00", ".", "-5"), ("+5.00", ".", "5"), ("-0.00", ".", "0"), (".5", ".", "0.5"), ("5.", ".", "5"),
        ("2 pcs.", ".", "2"), ("3 ×", ".", "3"), ("x3", ".", "3"), ("2 Stück", ".", "2"), ("3件", ".", "3"),
        ("1.234.567,8", ",", "1234567.8"), ("USD12", ".", "12"), ("0.00005", ".", "0.0001"),
        ("￥-12.5", ".", "-12.5"), ("−€5,00", ",", "-5"), ("（12.00）", ".", "-12"),
    ],
)  # fmt: skip
def test_cells_as_they_come(text: str, mark: str, amount: str) -> None:
    assert parse_amount(text, mark) == int(Decimal(amount) * 10_000)


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "--", "/", "null", "N/A", "abc", "12.5.3", "1,5", "1.5K", "12%", "12.5 %", "#N/A", "12 34",
        "½ dozen",
        "5²", "--5", "-$-5", "12:30", "2026-01-02", "12 abc", "1e", "12.00 CR", "3 for 2", "1,23,4", "0x1F",
        "∞",
        "1..2", "1'2", "500 g",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_not_guessed(text: str) -> None:
    assert parse_amount(text, ".") is None


@pytest.mark.parametrize(
    ("texts", "mark", "asked"),
    [
        (["12.50", "1.234"], ".", ""),
        (["1.234", "12,5"], ",", ""),
        (["0.123", "1.234"], ".", ""),
        (["1.234.567", "1.234"], ",", ""),
        (["1 234,567"], ",", ""),
        (["950", "1.250"], ",", ""),
        (["950", "1,250"], ".", ""),
        (["R$ 1.234"], ",", ""),
        (["₩1,234"], ".", ""),
        (["12 kr.", "1.234 kr."], ",", ""),
        (["1.234", "2.345"], ".", "1.234"),
        (["$1,234"], ".", "$1,234"),
        (["1.234", "950"], ".", "1.234"),
        (["5", "7"], ".", ""),
        (["12.50", "13.75", "9.99", "1,5"], ".", ""),
    ],
)
def test_the_whole_column_decides_or_the_owner_is_asked(texts: list[str], mark: str, asked: str) -> None:
    reading = read_amounts(pa.array(texts))
    assert (reading.decimal, reading.asked) == (mark, asked)


def test_the_rest_of_the_file_decides_what_a_column_cannot() -> None:
    open_ = pa.array(["1.234", "2.345"])
    assert read_amounts(open_, beside=[pa.array(["12,50"])]).amounts.tolist() == [12_340_000, 23_450_000]
    assert read_amounts(open_, beside=[pa.array(["12.50"])]).amounts.tolist() == [12_340, 23_450]
    assert read_amounts(open_, currency="COP").amounts.tolist() == [12_340_000, 23_450_000]
    assert read_amounts(open_, currency="EUR").asked == "1.234"
    assert read_amounts(open_, decimal=",").amounts.tolist() == [12_340_000, 23_450_000]
    assert read_amounts(pa.array(["1,234"]), currency="USD").amounts.tolist() == [12_340_000]
    # A program that always writes points does not write 12,50.
    assert read_amounts(pa.array(["12,50"]), decimal=".").amounts.tolist() == [125_000]
    # Nobody sells by the thousand only.
    assert read_amounts(pa.array(["1.000", "2.000"]), scale=1_000).amounts.tolist() == [1_000, 2_000]


def test_a_cell_names_its_currency() -> None:
    texts = [
        "$5",
        "AU $3,000.00",
        "5 zł",
        "EUR 9",
        "R$ 5",
        "5",
        "-€5",
        "5 kr",
        "12 pcs",
        "￥5",
        "CA$5",
        "5 kr.",
    ]
    first = [group[0] if group else "" for group in currencies_of(pa.array(texts))]
    assert first == ["USD", "AUD", "PLN", "EUR", "BRL", "", "EUR", "SEK", "", "CNY", "CAD", "SEK"]
    whole = ["eur", "US Dollar", "人民币", "Euro - EUR", "美元", "Taler", "", "円"]
    first = [group[0] if group else "" for group in currencies_of(pa.array(whole), whole=True)]
    assert first == ["EUR", "USD", "CNY", "EUR", "USD", "Taler", "", "JPY"]


LIST = "SKU;Product name;Price;Description\nA;Tea Mug;{};Blue\nB;Tea Cup;{};Red\nC;Tea Pot;{};Green\n"


def test_prices_that_nothing_tells_are_asked_about_and_the_answer_is_remembered(
    tmp_path: Path, shop: Shop, bring: Importer
) -> None:
    path = tmp_path / "products.csv"
    path.write_text(LIST.format("1.234", "2.345", "3.456"))
    (seen,) = preview(shop, path, answers=Answers(kind="products"))
    assert [(question.name, question.options) for question in seen.questions] == [("decimal", (".", ","))]
    with pytest.raises(ClienteleError, match="decimal_unknown"):
        bring(path.read_text(), "products.csv", answers=Answers(kind="products"))
    bring(path.read_text(), "products.csv", answers=Answers(kind="products", decimal=","))
    assert rows(shop, "SELECT price_e4 FROM product ORDER BY code") == [
        (12_340_000,), (23_450_000,), (34_560_000,),
    ]  # fmt: skip
    bring(LIST.format("1.235", "2.346", "3.457"), "products.csv", answers=Answers(kind="products"))
    assert rows(shop, "SELECT price_e4 FROM product ORDER BY code")[0] == (12_350_000,)
