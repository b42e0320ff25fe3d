"""Money is read exactly, in every country's way of writing it, and never without its sign."""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.importing.amounts import parse_amount, read_amounts

amounts = st.decimals(min_value=Decimal("-99999999"), max_value=Decimal("99999999"), places=2)


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
    st.sampled_from(["{}", "€{}", "{} €", "$ {}", "{} kr", "EUR {}", "￥{}"]),
)
def test_what_is_written_is_read(value: Decimal, marks: tuple[str, str], style: str, around: str) -> None:
    group, mark = marks
    text = around.format(written(value, group=group, mark=mark, style=style))
    assert parse_amount(text, mark) == int(value * 10_000)


@settings(deadline=None)  # the first call loads Arrow
@given(st.lists(amounts, min_size=1, max_size=30))
def test_a_column_decides_its_decimal_mark_once(values: list[Decimal]) -> None:
    texts = [written(value, group=".", mark=",", style="minus") for value in values]
    reading = read_amounts(pa.array(texts))
    assert reading.decimal == ","
    assert reading.valid.all()
    assert reading.amounts.tolist() == [int(value * 10_000) for value in values]


def test_a_fast_column_equals_the_careful_parser() -> None:
    texts = ["0.001", "12", "-3.5", "13541.33", "99999999999.9999", "0"]
    reading = read_amounts(pa.array(texts))
    assert reading.amounts.tolist() == [parse_amount(text) for text in texts] == [
        10, 120_000, -35_000, 135_413_300, 999_999_999_999_999, 0,
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "-", "abc", "12.5.3", "1,5", "1.5K", "12%", "#N/A", "12 34", "½ dozen"])
def test_what_is_no_amount_is_refused_not_guessed(text: str) -> None:
    assert parse_amount(text, ".") is None
