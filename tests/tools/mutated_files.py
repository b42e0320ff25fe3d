"""Files as accidents and malice leave them: bytes flipped, cut, mixed, swollen. Each from a seed, so that a
failure can be made again.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable

_HEADER = ["Order", "Date", "Customer", "E-mail", "SKU", "Product", "Qty", "Price"]
_NAMES = ["Cup", "Crème brûlée", "Größe M", "手工皂", "Añil", "Soap, large", 'Plate 12"', "two\nlines"]
_ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "gb18030", "mac_roman"]


def _rows(draw: random.Random) -> list[list[str]]:
    count = draw.choice([0, 1, 3, 20, 200])
    return [
        [str(1_000 + row // 2), f"2026-01-{draw.randint(1, 28):02}", f"Customer {row % 9}",
         f"c{row % 9}@example.com", f"A-{row % 7}", draw.choice(_NAMES), str(draw.randint(-1, 9)),
         f"{draw.randint(1, 9_999) / 100}"]
        for row in range(count)
    ]  # fmt: skip


def _csv(draw: random.Random) -> bytes:
    delimiter = draw.choice(",;\t|")
    lines = [_HEADER, *_rows(draw)]
    ending = draw.choice(["\n", "\r\n", "\r"])

    def cell(text: str) -> str:
        odd = delimiter in text or '"' in text or "\n" in text
        return '"' + text.replace('"', '""') + '"' if odd else text

    text = ending.join(delimiter.join(map(cell, line)) for line in lines) + ending
    return text.encode(draw.choice(_ENCODINGS), "replace")


def _json(draw: random.Random) -> bytes:
    records = [dict(zip(_HEADER, row, strict=True)) for row in _rows(draw)]
    whole: object = draw.choice([records, {"orders": records, "page": 1}])
    if draw.random() < 0.3:
        return "\n".join(json.dumps(record) for record in records).encode()
    return json.dumps(whole, ensure_ascii=draw.random() < 0.5).encode()


def _xlsx(draw: random.Random) -> bytes:
    import xlsxwriter

    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    for number in range(draw.randint(1, 3)):
        sheet = book.add_worksheet(f"Sheet{number + 1}")
        for place, row in enumerate([_HEADER, *_rows(draw)]):
            for column, text in enumerate(row):
                if draw.random() < 0.02:
                    sheet.write_formula(place, column, "=1/0")
                elif text.lstrip("-").replace(".", "", 1).isdigit():
                    sheet.write_number(place, column, float(text))
                else:
                    sheet.write_string(place, column, text)
    if draw.random() < 0.05:
        sheet.write_number(1_048_575, 16_383, 1)
    book.close()
    return data.getvalue()


def _zip(draw: random.Random) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(draw.randint(0, 3)):
            archive.writestr(f"part{number}.{draw.choice(['csv', 'txt'])}", draw.choice([_csv, _json])(draw))
        archive.writestr("__MACOSX/._part0.csv", b"junk")
        if draw.random() < 0.1:
            archive.writestr("zeros.csv", b"0" * draw.choice([1 << 20, 100 << 20]))
        if draw.random() < 0.1:
            archive.writestr("inner.zip", _zip(draw))
    return data.getvalue()


def _gzip(draw: random.Random) -> bytes:
    return gzip.compress(draw.choice([_csv, _json, _zip])(draw))


def _flip(data: bytearray, draw: random.Random) -> bytearray:
    for _ in range(draw.choice([1, 3, 30])):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return data


def _cut(data: bytearray, draw: random.Random) -> bytearray:
    return data[: draw.randrange(len(data))]


def _drop(data: bytearray, draw: random.Random) -> bytearray:
    start = draw.randrange(len(data))
    del data[start : start + draw.choice([1, 10, 1_000])]
    return data


def _insert(data: bytearray, draw: random.Random) -> bytearray:
    what = draw.choice(
        [b'"', b'""', b"\0", b"\0" * 500, b"\r", b"\n\n\n", b"\xff\xfe", b"\xef\xbb\xbf", b",", b"\t", b"=1",
         b"\x1b$B", "Größe".encode("cp1252"), "商品".encode("gb18030"), "商品".encode(), bytes(range(256)),
         b'"' + b"x" * 2_000_000, b"{" * 500, b"[" * 100_000]
    )  # fmt: skip
    for _ in range(draw.choice([1, 1, 20])):
        at = draw.randrange(len(data) + 1)
        data[at:at] = what
        if len(data) > 8 << 20:
            break
    return data


def _swap(data: bytearray, draw: random.Random) -> bytearray:
    half = draw.randrange(len(data))
    return data[half:] + data[:half]


def _join(data: bytearray, draw: random.Random) -> bytearray:
    return data + bytearray(_csv(draw))


_CHANGES: list[Callable[[bytearray, random.Random], bytearray]] = [_flip, _cut, _drop, _insert, _swap, _join]


def _whole(draw: random.Random) -> bytes:
    """Files that are monsters from the start."""
    return draw.choice(_MONSTERS)(draw)


_MONSTERS: list[Callable[[random.Random], bytes]] = [
    lambda draw: b"[" * draw.choice([100, 5_000, 2_000_000]),
    lambda draw: b'{"a":' * draw.choice([100, 5_000, 400_000]) + b"1" + b"}" * 100,
    lambda draw: gzip.compress(b"0" * (draw.choice([1, 1, 1, 300]) << 20), 1),
    lambda draw: b"\n".join([b",".join(b"c%d" % n for n in range(10_000)), b",".join([b"1"] * 10_000)] * 3),
    lambda draw: b"a,b\n" + b'"' * draw.choice([3, 999, 200_001]),
    lambda draw: b"a,b\n" + b'1,"x\n' * draw.choice([10, 3_000, 20_000]),
    lambda draw: b'Order,Name\n1,"' + b"y" * (20 << 20) + b'"\n',
    lambda draw: bytes(draw.randrange(256) for _ in range(draw.choice([1, 50, 5_000]))),
    lambda draw: b"\n" * 100_000 + b"Order,Price\n1,2\n",
    lambda draw: b"PK\x03\x04" + bytes(draw.randrange(256) for _ in range(2_000)),
    lambda draw: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(draw.randrange(256) for _ in range(4_000)),
    lambda draw: b"Order;Price\n" + b"1;2;3;4;5\n" * 50_000,
    lambda draw: ("名" * 1_000_000).encode(draw.choice(["utf-8", "gb18030"])),
]  # fmt: skip


def mutated(seed: int) -> bytes:
    """The bytes of a file that no program meant to write; the same for the same seed."""
    draw = random.Random(seed)
    if draw.random() < 0.08:
        return _whole(draw)
    make = draw.choices([_csv, _json, _xlsx, _zip, _gzip], weights=[10, 3, 2, 2, 2])[0]
    data = bytearray(make(draw))
    for _ in range(draw.choice([0, 1, 1, 2, 4])):
        if data:
            data = draw.choice(_CHANGES)(data, draw)
    return bytes(data)
