"""Each list has the headers its service wants, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from engine.campaigns.columns import Batch, Outgoing
from engine.campaigns.facts import Recipient
from engine.campaigns.lists import FORMATS, MAX_SINGLE_MAILS
from engine.campaigns.render import Message
from engine.cells import fits_bytes, guarded
from engine.words import LANGUAGES

SHARED: dict[str, Any] = {
    "shop": {"name": "Tea & Co", "address": "", "website": ""},
    "offer": {"text": "15% off"},
    "coupon": {"code": "", "valid_from": "", "valid_until": "1 Mar 2026"},
    "sender": {"name": "Tea & Co", "email": "hello@tea.example"},
    "unsubscribe": "",
}
HEADERS = {
    "csv": "customer_id,email,first_name,last_name,greeting,segment,subject,preheader,offer,coupon,"
    "valid_until,arm,rid,product_1_name,product_1_price,product_1_reason,product_1_url,"
    "product_2_name,product_2_price,product_2_reason,product_2_url,"
    "product_3_name,product_3_price,product_3_reason,product_3_url",
    "mailchimp": "Email Address,First Name,Last Name,Tags,GREETING,SUBJECT,PREHEADER,OFFER,COUPON,"
    "VALIDUNTIL,ARM,RID,REC1,REC1PRICE,REC1WHY,REC1URL,REC2,REC2PRICE,REC2WHY,REC2URL,REC3,REC3PRICE,REC3WHY,REC3URL",
    "klaviyo": "Email,First Name,Last Name,Country,Email Marketing Consent,"
    "Clientele greeting,Clientele subject,Clientele preheader,Clientele offer,Clientele coupon,"
    "Clientele valid_until,Clientele arm,Clientele rid,"
    + ",".join(f"Clientele product {n} {p}" for n in (1, 2, 3) for p in ("name", "price", "reason", "url")),
    "brevo": "EMAIL;FIRSTNAME;LASTNAME;EXT_ID;GREETING;SUBJECT;PREHEADER;OFFER;COUPON;VALID_UNTIL;ARM;RID;"
    + ";".join(f"PRODUCT{n}_{part}" for n in (1, 2, 3) for part in ("NAME", "PRICE", "REASON", "URL")),
}  # fmt: skip
HOSTILE = [
    "=1+1",
    "+SUM(A1)",
    "-2+3",
    "@x",
    "＝1+1",
    "\t=1+1",
    '\r\n=HYPERLINK("http://x")',
    "=cmd|' /C calc'!A0",
]


def outgoing(number: int = 1, name: str = "Anna", **customer: str) -> Outgoing:
    facts = {
        "customer": {
            "first_name": name, "last_name": "Smith", "name": f"{name} Smith", "greeting": f"Dear {name},",
            "code": f"C{number}", "country": "UK", **customer,
        },
        "recommendations": [
            {"name": name, "price": "£1.00", "reason": name, "url": "https://tea.example/1", "picture": "",
             "code": "X"}
        ],
    }  # fmt: skip
    person = Recipient(
        number, f"p{number}@example.com", "loyal", f"BACK-{number}", f"KEY{number}", number % 2 == 1, facts
    )
    return Outgoing(person, Message(f"Hi {name}", "Preheader", "<p>Hi</p>\n", "Hi\n"))


def written(form: str, folder: Path, messages: list[Outgoing], campaign: str = "Spring, 2026") -> Path:
    batch = Batch(campaign, "en", 1_770_000_000, len(messages), SHARED)
    path = folder / FORMATS[form].ending(batch)
    writer = FORMATS[form].open(path, batch)
    for message in messages:
        writer.add(message)
    assert writer.close() == (min(len(messages), 10) if form == "preview" else len(messages))
    return path


@pytest.mark.parametrize("form", list(HEADERS))
def test_headers_are_the_service_s_own(form: str, tmp_path: Path) -> None:
    raw = written(form, tmp_path, [outgoing()]).read_bytes()
    assert raw.split(b"\r\n")[0].decode() == HEADERS[form]
    header, row = csv.reader(io.StringIO(raw.decode(), newline=""), delimiter=";" if form == "brevo" else ",")
    assert len(row) == len(header) == len(set(header))
    cells = dict(zip(header, row, strict=True))
    assert "p1@example.com" in row
    assert "BACK-1" in row
    assert "KEY1" in row
    if form == "mailchimp":
        assert all(len(name) <= 10 for name in header[4:])
        assert cells["Tags"] == "Spring 2026"
    if form == "klaviyo":
        assert (cells["Country"], cells["Email Marketing Consent"]) == ("GB", "Subscribe")


def test_klaviyo_claims_no_consent_that_nobody_gave(tmp_path: Path) -> None:
    text = written("klaviyo", tmp_path, [outgoing(1), outgoing(2)]).read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["Email Marketing Consent"] for row in rows] == ["Subscribe", ""]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("form", ["csv", "csv_excel", "mailchimp", "klaviyo", "brevo"])
def test_no_cell_of_a_list_starts_a_formula(form: str, name: str, tmp_path: Path) -> None:
    text = written(form, tmp_path, [outgoing(name=name)]).read_text("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=";" if form == "brevo" else ","):
        assert not any(cell[:1] in tuple("=+-@＝＋－＠\t\r\n\0") for cell in row if cell)


def test_cells_that_are_what_they_should_be_stay_as_they_are() -> None:
    assert guarded("+31612345678", "phone") == "+31612345678"
    assert guarded("+31612345678", "phone", for_excel=True) == "'+31612345678"
    assert guarded("-12.5", "number") == "-12.5"
    assert guarded("+1+cmd", "phone") == "'+1+cmd"
    assert guarded("anna@example.com", "email") == "anna@example.com"
    assert guarded("@SUM(1)", "email") == "'@SUM(1)"
    assert guarded("a\x00b\u202ec\nd") == "a b c d"
    assert fits_bytes("王" * 100, 255) == "王" * 85


def test_a_workbook_holds_texts_only(tmp_path: Path) -> None:
    path = written(
        "xlsx", tmp_path, [outgoing(n, name=name) for n, name in enumerate([*HOSTILE, "王小明"], 1)]
    )
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == HEADERS["csv"].split(",")
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert sheet.cell(10, 3).value == "王小明"


@pytest.mark.parametrize("form", list(FORMATS))
def test_the_same_list_is_the_same_file(form: str, tmp_path: Path) -> None:
    digests = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        path = written(form, folder, [outgoing(n) for n in range(1, 13)])
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        digests.append([hashlib.sha256(file.read_bytes()).hexdigest() for file in files])
    assert digests[0] == digests[1]
    assert len(digests[0]) == {"preview": 10, "eml": 12}.get(form, 1)


def test_many_mails_go_into_one_zip(tmp_path: Path) -> None:
    path = written("eml", tmp_path, [outgoing(n) for n in range(1, MAX_SINGLE_MAILS + 2)])
    with zipfile.ZipFile(path) as packed:
        assert len(packed.namelist()) == MAX_SINGLE_MAILS + 1
        assert packed.testzip() is None
        assert packed.read(packed.namelist()[0]).startswith(b"X-Unsent: 1\r\n")


def test_every_format_has_a_title_in_both_languages() -> None:
    assert all(form.title.say(language) for form in FORMATS.values() for language in LANGUAGES)
