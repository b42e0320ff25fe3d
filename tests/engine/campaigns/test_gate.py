"""Nobody is written to against their will, or twice, whatever the data look like."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.address import address_hash, normal_address
from engine.campaigns.address import address_problem
from engine.campaigns.audience import Audience, Pick
from engine.campaigns.gate import REASONS, Candidate, Refusals, pass_gate
from engine.campaigns.views import count_audience
from engine.shop import Shop
from engine.words import LANGUAGES, say

NOBODY = Refusals({}, frozenset())
NAMES = st.sampled_from(["a", "A", "b", "ü", "info", "noreply", "a.b", "", "x y", "a\n"])
DOMAINS = st.sampled_from(["x.de", "X.DE", "exämple.com", "EXÄMPLE.com", "bad", "y.com "])
ADDRESSES = st.one_of(st.just(""), st.builds("{}@{}".format, NAMES, DOMAINS), st.text(max_size=12))
PEOPLE = st.lists(
    st.tuples(ADDRESSES, st.booleans(), st.sampled_from([None, "yes", "no"]), st.booleans()), max_size=25
)


@settings(max_examples=200, deadline=None)
@given(
    people=PEOPLE,
    suppressed=st.lists(ADDRESSES, max_size=4),
    basis=st.sampled_from(["consent", "existing_customers"]),
    reach=st.sampled_from(["email", "customer_code"]),
)
def test_no_suppressed_unwilling_or_doubled_person_passes(
    people: list[tuple[str, bool, str | None, bool]], suppressed: list[str], basis: str, reach: str
) -> None:
    candidates = [Candidate(n, *person) for n, person in enumerate(people)]
    said_no = frozenset(normal_address(p.email) for p in candidates if p.consent == "no" and p.email)
    refusals = Refusals({address_hash(address): "unsubscribed" for address in suppressed if address}, said_no)
    passed = []
    verdicts = pass_gate(candidates, refusals, basis=basis, reach=reach)
    assert [v.customer_id for v in verdicts] == [c.customer_id for c in candidates]
    for candidate, verdict in zip(candidates, verdicts, strict=True):
        assert verdict.reason is None or verdict.reason in REASONS
        if verdict.reason is not None:
            assert verdict.address == ""
            continue
        passed.append(candidate)
        assert not candidate.erased
        assert candidate.consent != "no"
        assert candidate.consent == "yes" or (basis == "existing_customers" and candidate.has_bought)
        assert verdict.address or reach == "customer_code"
        if verdict.address:
            assert verdict.address.isascii()
            assert normal_address(candidate.email) not in {normal_address(a) for a in suppressed}
            assert normal_address(candidate.email) not in said_no
    addresses = [normal_address(p.email) for p in passed if p.email.strip()]
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("", "no_address"),
        ("anna@example.com", None),
        ("a.b+tag@sub.example.co.uk", None),
        ("o'brien@example.com", None),
        ("a..b@example.com", "invalid_address"),
        ("a.@example.com", "invalid_address"),
        ("a@b", "invalid_address"),
        ("a@example.com,b@example.com", "invalid_address"),
        ("a@example.com\r\nBcc: x@example.com", "invalid_address"),
        ("x" * 65 + "@example.com", "invalid_address"),
        ("zoë@example.com", "foreign_address"),
        ("noreply@example.com", "role_address"),
        ("=?utf-8?q?x?=@example.com", None),
    ],
)
def test_addresses_are_told_apart(address: str, problem: str | None) -> None:
    if "=?" in address:
        assert address_problem(normal_address(address)) in ("invalid_address", None)
    else:
        assert address_problem(normal_address(address)) == problem


def test_one_address_has_one_spelling_and_one_hash() -> None:
    assert normal_address(" Info@EXÄMPLE.com ") == normal_address("info@xn--exmple-cua.com")
    composed, decomposed = "info@exämple.com", "info@exa\u0308mple.com"
    assert address_hash(composed) == address_hash(decomposed)
    assert address_hash("John_Smith@Gmail.com") == address_hash("john_smith@gmail.com")
    assert address_hash("john_smith@gmail.com").startswith("62a14e44f765419d")


def test_every_reason_is_counted_in_the_shop(shop: Shop) -> None:
    everyone = Audience(include=(Pick(everyone=True),))
    strict = count_audience(shop, everyone)
    assert (strict.meant, strict.mailed) == (17, 5)
    assert dict(strict.excluded) == {
        "erased": 1, "unsubscribed": 1, "bounced": 1, "refused": 2, "no_consent": 2, "no_address": 1,
        "foreign_address": 1, "invalid_address": 1, "role_address": 1, "duplicate_address": 1,
    }  # fmt: skip
    soft = count_audience(shop, Audience(include=(Pick(everyone=True),), basis="existing_customers"))
    assert soft.mailed == strict.mailed + 1  # the customer never asked, not the prospect who never bought
    by_code = count_audience(shop, Audience(include=(Pick(everyone=True),), reach="customer_code"))
    assert by_code.mailed == strict.mailed + 1
    for language in LANGUAGES:
        assert all(reason.say(language) for reason, _ in strict.reasons)
        assert all(say(f"campaign.check.out_{reason}", language, n=1) for reason in REASONS)


def test_parts_of_an_audience_add_up_and_take_away(shop: Shop) -> None:
    loyal, rest = Pick(method="rfm", code="loyal"), Pick(segment_id=2)
    both = count_audience(shop, Audience(include=(loyal, rest)))
    assert both.meant == 17
    less = count_audience(shop, Audience(include=(loyal, rest), exclude=(loyal, Pick(customer_ids=(2, 99)))))
    assert less.meant == both.meant - count_audience(shop, Audience(include=(loyal,))).meant - 1
