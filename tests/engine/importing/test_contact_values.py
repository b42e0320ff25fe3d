"""E-mail addresses, phones, countries and languages: one spelling each, and none that merges strangers."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.address import normal_address
from engine.importing.emails import clean_email, clean_emails, identifies, is_placeholder, is_relay
from engine.importing.phones import clean_phone, read_phones
from engine.importing.places import country_code, language_tag
from engine.importing.table import Factor


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Ann@Shop.COM", "ann@shop.com"), (" ann@shop.com\t", "ann@shop.com"),
        ("ann@shop.com.", "ann@shop.com"),
        ("ann@shop.com,", "ann@shop.com"), ("mailto:ann@shop.com?subject=x", "ann@shop.com"),
        ("Ann Lee <ann@shop.com>", "ann@shop.com"), ("'ann@shop.com", "ann@shop.com"),
        ('="ann@shop.com"', "ann@shop.com"), ("\u200bann@shop.com", "ann@shop.com"),
        ("ａｎｎ＠ｓｈｏｐ．ｃｏｍ", "ann@shop.com"), ("info@Müller.de", "info@xn--mller-kva.de"),
        ("jose\u0301@shop.com", "josé@shop.com"), ("o'neil@shop.ie", "o'neil@shop.ie"),
        ("a+b@shop.co.uk", "a+b@shop.co.uk"), ("a@b.com; c@d.com", "a@b.com"), ("a@b", ""), ("a b@c.com", ""),
        ("a..b@c.com", ""), ("@c.com", ""), ("ann", ""), ("", ""), ("a@-b.com", ""), ("ann@shop,com", ""),
        ("a.@b.com", ""),
    ],
)  # fmt: skip
def test_addresses_have_one_spelling(text: str, address: str) -> None:
    assert clean_email(text) == address
    assert clean_emails(pa.array([text])).to_pylist() == [address]
    assert normal_address(address) == address


@given(st.emails())
def test_a_clean_address_stays_itself(address: str) -> None:
    clean = clean_email(address)
    assert clean_email(clean) == clean


def test_addresses_of_nobody_tell_nobody_apart() -> None:
    for address in ("noreply@shop.com", "test@test.com", "guest@guest.com", "none@none.com", "na@na.na", ""):
        assert not identifies(address)
    for address in ("ann@shop.com", "customer@smith.com", "test@gmail.com", "nobody.jones@x.com"):
        assert identifies(address)
        assert not is_placeholder(address)
    assert is_relay("x7f@marketplace.amazon.de")
    assert not identifies("x7f@marketplace.amazon.de")


@pytest.mark.parametrize(
    ("text", "country", "phone"),
    [
        ("06 12 34 56 78", "FR", "+33612345678"), ("06.12.34.56.78", "FR", "+33612345678"),
        ("33611111111", "FR", "+33611111111"), ("33611111111", "US", "+33611111111"),
        ("+33 (0)6 11 11 11 11", "", "+33611111111"), ("0033611111111", "DE", "+33611111111"),
        ("'13800000000", "CN", "+8613800000000"), ('="13800018888"', "CN", "+8613800018888"),
        ("86 138 0001 8888", "CN", "+8613800018888"), ("13800018888.0", "CN", "+8613800018888"),
        ("(775) 555-0154", "US", "+17755550154"), ("+1 775-555-0154 ext. 12", "", "+17755550154"),
        ("0171/1234567", "DE", "+491711234567"), ("333 4444444", "IT", "+393334444444"),
        ("03-1234-5678", "JP", "+81312345678"), ("'+573001112233", "US", "+573001112233"),
        ("０６１２３４５６７８", "FR", "+33612345678"), ("0612345678 / 0698765432", "FR", "+33612345678"),
        # Not a number of that country: the digits, for nobody knows where.
        ("13800018888", "US", "13800018888"), ("7755550154", "", "7755550154"),
        ("1******6198", "CN", ""), ("138****0000", "CN", ""), ("138xxxx0000", "CN", ""),
        ("0000000", "US", ""),
        ("1111111111", "US", ""), ("1234567", "", ""), ("0123456789", "DE", ""), ("13800138000", "CN", ""),
        ("+1 000 000 0000", "", ""), ("1.38E+10", "CN", ""), ("555-0100", "US", ""), ("12345", "US", ""),
        ("n/a", "US", ""), ("call me", "US", ""), ("", "US", ""), ("2026-09-03 10:00", "US", ""),
    ],
)  # fmt: skip
def test_phones_by_their_country(text: str, country: str, phone: str) -> None:
    assert clean_phone(text, country) == phone
    assert clean_phone(phone, country) == phone


def test_a_row_has_its_own_country() -> None:
    column = Factor.of_texts(["0612345678", "0612345678", "(775) 555-0154"])
    countries = Factor.of_texts(["France", "", "États-Unis"])
    phones = read_phones(column, countries, "FR")
    assert phones.head(3) == ["+33612345678", "+33612345678", "+17755550154"]
    assert clean_phone("4917112345678", international=True) == "+4917112345678"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UK", "GB"), ("United Kingdom", "GB"), ("England", "GB"), ("Vereinigtes Königreich", "GB"),
        ("us", "US"),
        ("USA", "US"), ("U.S.A.", "US"), ("États-Unis", "US"), ("Deutschland", "DE"), ("德国", "DE"),
        ("ドイツ", "DE"), ("DEU", "DE"), ("EIRE", "IE"), ("中国", "CN"), ("台湾", "TW"), ("Pays-Bas", "NL"),
        ("The Netherlands", "NL"), ("Korea, South", "KR"), ("Côte d’Ivoire", "CI"), ("Czechia", "CZ"),
        ("Unspecified", ""), ("Europe", ""), ("", ""), ("Springfield", ""),
    ],
)  # fmt: skip
def test_countries_by_whatever_name(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"), ("en_US", "en-US"), ("fr_FR.UTF-8", "fr-FR"), ("zh-Hans-CN", "zh-Hans-CN"),
        ("English", "en"), ("Deutsch", "de"), ("德语", "de"), ("français", "fr"), ("简体中文", "zh-CN"),
        ("日本語", "ja"), ("polski", "pl"), ("Inglese", "en"), ("xx", ""), ("", ""), ("gibberish", ""),
    ],
)  # fmt: skip
def test_languages_by_whatever_name(text: str, tag: str) -> None:
    assert language_tag(text) == tag
