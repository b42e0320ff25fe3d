"""Every file is read in its own encoding, or its owner is asked which; none is silently misread."""

import pytest

from engine.errors import ClienteleError
from engine.importing.encoding import Decoded, decode

#: Invented words as shops write them, and the encodings that programs write them in.
PROBES = {
    "German": (("Größe", "Käsemesser", "Übertopf", "Straße 5", "Müller", "Köln", "Schürze für Gäste"),
               ("cp1252", "latin-1", "mac_roman", "cp858")),
    "French": (("Crème brûlée", "Théière", "Hélène", "Garçon", "coûte 5 €", "L’été", "Sac à dos", "Noël"),
               ("cp1252", "mac_roman", "cp1252")),
    "Spanish": (("Año nuevo", "Niño", "Camión", "José Núñez", "Jardín", "Señora", "Teléfono"),
                ("cp1252", "latin-1", "mac_roman")),
    "Italian": (("Caffè", "Città", "Perché no", "Qualità", "Tè verde", "Più grande"),
                ("cp1252", "mac_roman")),
    "Portuguese": (("Avó", "Coração", "São Paulo", "Maçã", "Pão de ló", "Três", "Promoção"),
                   ("cp1252", "mac_roman")),
    "Nordic": (("Blåbær", "Rødgrød", "Smörgås", "Kött", "Fløde", "Grønn kopp", "Pärla"),
               ("cp1252", "mac_roman")),
    "Polish": (("Łyżka", "Gęś", "Świeca", "Żółty", "Książka", "Ręcznik"), ("cp1250", "iso8859_2")),
    "Czech": (("Příbor", "Hrníček", "Žlutý", "Svíčka", "Dětský", "Růžový"), ("cp1250",)),
    "Russian": (("Кружка", "Скатерть", "Подарок", "Мыло ручной работы", "Анна"), ("cp1251", "koi8_r")),
    "Greek": (("Κερί", "Σαπούνι", "Δώρο", "Τσάι"), ("cp1253",)),
    "Turkish": (("Çay bardağı", "Kırmızı şal", "Güneş", "Peştamal"), ("cp1254",)),
    "Chinese": (("手工皂", "玫瑰礼盒", "护手霜", "买家已付款，等待卖家发货", "张伟", "北京市朝阳区"),
                ("gb18030", "gbk")),
    "Traditional Chinese": (("手工皂", "玫瑰禮盒", "護手霜", "台北市信義區", "陳小姐"), ("big5",)),
    "Japanese": (("ハンドソープ", "東京都渋谷区", "お茶碗", "タオルセット", "山田花子"), ("cp932", "euc_jp")),
    "Korean": (("비누 세트", "서울특별시", "선물 상자", "김영희"), ("cp949",)),
}  # fmt: skip
WIDE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le")
SHAPES = ("one", "few", "late", "many")


def text_of(words: tuple[str, ...], shape: str) -> str:
    """A file of orders with one doubtful word, some, one at the very end of thousands of rows, or all."""
    used = {"one": words[:1], "few": words[:4], "late": words[1:2], "many": words * 30}[shape]
    filler = [f"{number},2026-01-02,A-{number % 7},Plain cup,2,3.50" for number in range(3_000)]
    rows = [f"{number},2026-01-03,B-1,{word},1,9.90" for number, word in enumerate(used)]
    return "\r\n".join(["Order,Date,SKU,Product,Qty,Price", *(filler if shape == "late" else []), *rows, ""])


def all_probes() -> list[tuple[str, str, str]]:
    """Language, encoding and shape of every probe."""
    return [
        (language, encoding, shape)
        for language, (_, encodings) in PROBES.items()
        for encoding in dict.fromkeys((*encodings, *WIDE))
        for shape in SHAPES
    ]


def judged(decoded: Decoded | None, data: bytes, text: str) -> str:
    """right, asked (and the truth is among the choices) or wrong."""
    assert decoded is not None
    if not decoded.choices:
        return "right" if decoded.text[:].decode() == text else "wrong"
    readings = {data.decode(choice.encoding, "replace") for choice in decoded.choices}
    return "asked" if text in readings else "wrong"


def test_no_probe_is_misread_and_few_are_asked_about() -> None:
    results = {}
    for language, encoding, shape in all_probes():
        text = text_of(PROBES[language][0], shape)
        data = text.encode(encoding)
        results[language, encoding, shape] = judged(decode(data), data, text)
    assert len(results) >= 200
    assert [probe for probe, result in results.items() if result == "wrong"] == []
    asked = [probe for probe, result in results.items() if result == "asked"]
    # A single word of a legacy encoding may be anything; whole files are not.
    assert [probe for probe in asked if probe[1] in WIDE or probe[2] == "many"] == []
    assert len(asked) <= 0.12 * len(results)


def test_a_choice_shows_how_the_doubtful_words_read() -> None:
    decoded = decode("Order,Name\n1,Zoë\n".encode("mac_roman"))
    assert decoded is not None
    samples = {choice.encoding: choice.samples for choice in decoded.choices}
    assert samples.get("mac_roman", ("Zoë",)) == ("Zoë",)


@pytest.mark.parametrize(
    ("named", "encoding"),
    [
        ("cp1252", "cp1252"),
        ("Latin-1", "cp1252"),
        ("mac", "mac_roman"),
        ("GBK", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
def test_the_owner_overrules(named: str, encoding: str) -> None:
    text = "Order,Name\n1,Café\n2,茶\n" if encoding in ("gb18030", "utf-16") else "Order,Name\n1,Café\n"
    text = text.replace("Café", "Cafe") if encoding == "gb18030" else text
    decoded = decode(text.encode(encoding), named)
    assert decoded is not None
    assert (decoded.text[:].decode(), decoded.choices) == (text, ())


def test_an_encoding_that_is_none_is_refused() -> None:
    with pytest.raises(ClienteleError, match="unknown_encoding"):
        decode(b"a,b", "klingon")
    with pytest.raises(ClienteleError, match="wrong_encoding"):
        decode(("Name\n" + "é" * 50).encode("cp1252"), "utf-8")


@pytest.mark.parametrize(
    ("text", "read_as", "was"),
    [
        ("Order,Name\n1,Björk Guðmundsdóttir\n2,Crème brûlée\n", "cp1252", "utf-8"),
        ("订单,商品\n1,手工皂礼盒玫瑰味\n2,护手霜套装\n", "cp1252", "gb18030"),
    ],
)
def test_text_saved_in_a_wrong_encoding_is_put_right_and_told(text: str, read_as: str, was: str) -> None:
    garbled = text.encode(was).decode(read_as).encode()
    decoded = decode(garbled)
    assert decoded is not None
    assert decoded.text[:].decode() == text
    assert [note.key for note in decoded.notes] == ["import.note.mojibake_repaired"]


def test_damaged_characters_are_told_not_guessed() -> None:
    data = ("Order,Name\n" + "1,手工皂礼盒\n" * 50).encode() + "2,手工".encode()[:-1]
    decoded = decode(data)
    assert decoded is not None
    assert decoded.encoding == "utf-8"
    assert [note.key for note in decoded.notes] == ["import.note.lost_characters"]


def test_a_file_of_two_encodings_is_asked_about() -> None:
    data = "Order,Name\n1,Crème\n2,Hélène\n".encode() + "3,Garçon\n".encode("cp1252")
    decoded = decode(data)
    assert decoded is not None
    assert {choice.encoding for choice in decoded.choices} >= {"utf-8", "cp1252"}
