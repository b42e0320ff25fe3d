"""Coupon codes find typing errors and never meet; the hold-out is exact and the same every time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.campaigns.assign import hold_out
from engine.campaigns.coupons import ALPHABET, Codes, is_code
from engine.errors import ClienteleError

CODES = Codes("secret", "coupon")
IDS = st.integers(1, (1 << 30) - 1)


@given(
    campaign=st.integers(1, 32_767), customer=IDS, place=st.integers(0, 9), letter=st.sampled_from(ALPHABET)
)
def test_every_single_wrong_sign_is_found(campaign: int, customer: int, place: int, letter: str) -> None:
    code = CODES.code(campaign, customer)
    assert len(code) == 10
    assert is_code(code)
    assert is_code(CODES.coupon(campaign, customer, "BACK").lower())
    wrong = code[:place] + letter + code[place + 1 :]
    assert is_code(wrong) == (wrong == code)


@given(customer=IDS, one=st.integers(0, 9), other=st.integers(0, 9))
def test_every_swap_of_two_signs_is_found(customer: int, one: int, other: int) -> None:
    code = CODES.code(1, customer)
    signs = list(code)
    signs[one], signs[other] = signs[other], signs[one]
    swapped = "".join(signs)
    assert is_code(swapped) == (swapped == code)


def test_codes_never_meet_and_do_not_tell_their_neighbours() -> None:
    codes = {CODES.code(campaign, customer) for campaign in range(1, 6) for customer in range(1, 4001)}
    assert len(codes) == 20_000
    # Neighbours differ in about 31/32 of their signs, as strangers do.
    differing = sum(
        a != b for n in range(1, 2000) for a, b in zip(CODES.code(1, n), CODES.code(1, n + 1), strict=True)
    )
    assert 0.95 < differing / 19_990 < 0.985
    assert not any(sign in "".join(codes) for sign in "01IO")


def test_codes_are_the_shop_s_own_and_stay_the_same() -> None:
    assert CODES.coupon(1, 1, "BACK") == Codes("secret", "coupon").coupon(1, 1, "BACK")
    assert CODES.code(1, 1) != Codes("other", "coupon").code(1, 1)
    assert CODES.code(1, 1) != Codes("secret", "key").code(1, 1)
    with pytest.raises(ClienteleError, match=r"campaign\.too_many"):
        CODES.code(1 << 15, 1)


@given(
    people=st.dictionaries(st.integers(1, 10_000), st.sampled_from(["a", "b", "c"]), max_size=300),
    share=st.integers(0, 90),
)
def test_the_hold_out_is_exact_in_all_and_fair_in_each_segment(people: dict[int, str], share: int) -> None:
    held = hold_out(people, share, "salt")
    assert len(held) == (len(people) * share + 50) // 100
    for stratum in set(people.values()):
        members = [customer for customer, name in people.items() if name == stratum]
        assert abs(len(held.intersection(members)) - len(members) * share / 100) <= 1
    assert held == hold_out(dict(reversed(people.items())), share, "salt")


def test_another_salt_holds_out_others() -> None:
    people = dict.fromkeys(range(2000), "a")
    one, other = hold_out(people, 50, "one"), hold_out(people, 50, "two")
    assert 400 < len(one & other) < 600
