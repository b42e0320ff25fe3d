"""Words that programs use for yes and no, consent, states of orders, stars and nothing at all."""

import json

import pyarrow as pa
import pytest

from engine.importing.cells import emptied, nothing, unwrap, unwrapped
from engine.importing.ratings import read_stars
from engine.importing.table import Factor
from engine.importing.texts import clean_codes, lost_digits
from engine.importing.value_words import (
    consent_of,
    flag_of,
    gender_of,
    read_consents,
    read_flags,
    suppression_of,
    word_of,
)
from engine.words import RESOURCES


def test_yes_and_no_in_many_languages() -> None:
    yes = ["Yes", "TRUE", "1", "y", "✓", "x", "ja", "Oui", "Sí", "sì", "sim", "是", "はい", "on"]
    no = ["No", "false", "0", "n", "✗", "nein", "Non", "não", "nee", "否", "いいえ", "off"]
    assert read_flags(pa.array(yes)).tolist() == [1] * len(yes)
    assert read_flags(pa.array(no)).tolist() == [0] * len(no)
    assert [flag_of(text) for text in ("", "maybe", "2", "yes please")] == [None] * 4


def test_who_agreed_to_be_written_to() -> None:
    for text in ("subscribed", "SUBSCRIBED", "Opted-In", "yes", "已订阅", "Iscritto", "abonné", "confirmed"):
        assert consent_of(text) == "yes"
    for text in (
        "unsubscribed",
        "UNSUBSCRIBED",
        "cleaned",
        "opt_out",
        "no",
        "退订",
        "disiscritto",
        "désabonné",
    ):
        assert consent_of(text) == "no"
    for text in ("NEVER_SUBSCRIBED", "Never subscribed", "pending", "nonsubscribed", "未订阅"):
        assert consent_of(text) == "open"
    assert consent_of("banana") == ""
    assert read_consents(pa.array(["2024-01-01 10:00:00", "no", "", "2012", "5"])) == [
        "yes",
        "no",
        "",
        "",
        "",
    ]


def test_why_nothing_may_be_sent() -> None:
    words = ["Cleaned", "hard_bounce", "Spam Complaint", "退订", "Unsubscribed", "sent"]
    told = [suppression_of(word) for word in words]
    assert told == ["bounced", "bounced", "complained", "unsubscribed", "unsubscribed", ""]


def test_genders() -> None:
    words = ["F", "Frau", "男", "Mr.", "femme", "divers", "?"]
    assert [gender_of(word) for word in words] == ["female", "female", "male", "male", "female", "other", ""]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("paid", "paid"), ("PAID", "paid"), ("wc-completed", "paid"), ("Processing", "paid"),
        ("Shipped", "paid"),
        ("Shipped - Delivered to Buyer", "paid"), ("succeeded", "paid"), ("买家已付款，等待卖家发货", "paid"),
        ("买家已付款,等待卖家发货", "paid"), ("交易成功", "paid"), ("等待出库", "paid"),
        ("已发货，待收货", "paid"),
        ("Bezahlt", "paid"), ("Terminée", "paid"), ("Paiement accepté", "paid"), ("Pagado", "paid"),
        ("Completato", "paid"), ("Concluído", "paid"), ("Afgerond", "paid"), ("発送済み", "paid"),
        ("wc-on-hold", "pending"), ("On hold", "pending"), ("requires_payment_method", "pending"),
        ("等待买家付款", "pending"), ("Zahlung ausstehend", "pending"), ("En attente de paiement", "pending"),
        ("Pendiente de pago", "pending"), ("Wachtend op betaling", "pending"), ("入金待ち", "pending"),
        ("Suspected Fraud", "pending"), ("Canceled", "cancelled"), ("voided", "cancelled"),
        ("Failed", "cancelled"), ("交易关闭", "cancelled"), ("(删除)等待付款", "cancelled"),
        ("Storniert", "cancelled"), ("Annulée", "cancelled"), ("Geannuleerd", "cancelled"),
        ("キャンセル", "cancelled"), ("Refunded", "refunded"), ("Reversed", "refunded"),
        ("chargeback", "refunded"), ("退款成功", "refunded"), ("Rückerstattet", "refunded"),
        ("Remboursé", "refunded"), ("返金済み", "refunded"), ("partially_refunded", "part_refunded"),
        ("Partial refund", "part_refunded"), ("部分退款", "part_refunded"),
        ("Teilweise erstattet", "part_refunded"),
        ("Test order", "test"), ("banana", ""), ("", ""), ("not refunded", ""), ("closed", ""),
    ],
)  # fmt: skip
def test_states_of_orders(word: str, meant: str) -> None:
    assert word_of("status", word) == meant


def test_no_word_stands_for_two_things() -> None:
    folder = RESOURCES / "values"
    dictionaries = json.loads((folder / "words.json").read_text("utf-8"))
    dictionaries["status"] = json.loads((folder / "statuses.json").read_text("utf-8"))
    for name, values in dictionaries.items():
        for meant, words in values.items():
            assert [word for word in words if word_of(name, word) != meant] == [], name


def test_stars_however_they_are_written() -> None:
    texts = [
        "4/5",
        "★★★★☆",
        "⭐⭐⭐",
        "4.0 out of 5",
        "5 stars",
        "8/10",
        "80 %",
        "好评",
        "中评",
        "差评",
        "五星",
    ]
    texts += ["3.5", "4颗星", "5 Sterne", "0", "great", "", "★★★★★ lovely"]
    assert read_stars(pa.array(texts)).stars.tolist() == [
        4, 4, 3, 4, 5, 4, 4, 5, 3, 1, 5, 4, 4, 5, 0, 0, 0, 0,
    ]  # fmt: skip


def test_another_scale_only_where_the_column_shows_it() -> None:
    assert read_stars(pa.array(["1", "3", "5", "10"])).stars.tolist() == [1, 3, 5, 0]
    ten = read_stars(pa.array(["1", "7", "8", "9", "10"]))
    assert (ten.scale, ten.stars.tolist()) == (10, [1, 4, 4, 5, 5])
    hundred = read_stars(pa.array(["20", "80", "95", "100"]))
    assert (hundred.scale, hundred.stars.tolist()) == (100, [1, 4, 5, 5])
    assert read_stars(pa.array(["4"]), scale=10).stars.tolist() == [2]


def test_cells_without_what_protects_them() -> None:
    cells = ['="00123"', "'00123", "\t00123 ", "\ufeff00123", '"00123"', "=00123", "\u00a000123"]
    assert unwrap(pa.array(cells)).to_pylist() == ["00123"] * len(cells)
    assert [unwrapped(cell) for cell in cells] == ["00123"] * len(cells)
    assert clean_codes(pa.array(["13085.0", "'null", "N/A", "0012", "A-1.0"])).to_pylist() == [
        "13085", "", "", "0012", "A-1.0",
    ]  # fmt: skip
    lost = lost_digits(pa.array(["1.93E+15", "1,93E+15", "2E+15", "1E5", "12E", '="1.93E+15"']))
    assert lost.tolist() == [True, True, True, False, False, True]


def test_what_says_nothing_is_nothing() -> None:
    words = [
        "",
        "  ",
        "--",
        "-",
        "null",
        "NULL",
        "N/A",
        "#N/A",
        "None",
        "'null",
        "/",
        "0000-00-00 00:00:00",
        "无",
    ]
    assert nothing(pa.array(words)).all()
    assert not nothing(pa.array(["0", "no", "x", "Null & Co", "-5"])).any()
    # Mr Na, Ms None and the village of N/A.
    names = nothing(pa.array(["NA", "None", "N/A", "--", ""]), names=True)
    assert names.tolist() == [False, False, False, True, True]
    column = emptied(Factor.of_texts(["a", "(blank)", "--", "a"]), ["(Blank)"])
    assert column.head(4) == ["a", "", "", "a"]
