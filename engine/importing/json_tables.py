"""JSON and JSON lines to tables of text: nested objects become columns, the lines of an order become rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from engine.errors import ClienteleError
from engine.importing.collecting import Collector
from engine.importing.headers import find_head, normalise_header, unique_headers
from engine.importing.sources import known_headers
from engine.importing.table import RawTable, RowProblem
from engine.jobs import Progress, no_progress
from engine.words import Text

_BLANK = re.compile(r"[ \t\r\n]*")
#: Lists of an order that hold its lines, before other lists that it may hold.
_LINES = re.compile(
    r"^(order_?|line_?|cart_?|transaction_?)?(line_?items|items|lines|products|positions|articles|entries|details|goods|"
    r"skus?|sub_?orders|order_?items|order_?lines|orderdetails)$|明细|商品|子订单|列表", re.IGNORECASE,
)  # fmt: skip
_DEEPEST_ARRAY = 3
_MOST_COLUMNS = 20_000
_EVERY = 2_000


@dataclass
class _Table:
    """The records of one list, and what of it could not be read."""

    name: str
    records: list[tuple[int, Any]] = field(default_factory=list)


@dataclass
class _Reading:
    """A walk through a text with the physical line of where it is."""

    text: str
    progress: Progress
    decoder: json.JSONDecoder = field(
        default_factory=lambda: json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
    )
    counted_to: int = 0
    line: int = 1
    steps: int = 0

    def skip(self, at: int) -> int:
        match = _BLANK.match(self.text, at)
        return match.end() if match else at

    def line_at(self, at: int) -> int:
        self.line += self.text.count("\n", self.counted_to, at)
        self.counted_to = at
        return self.line

    def value(self, at: int) -> tuple[Any, int]:
        self.steps += 1
        if self.steps % _EVERY == 0:
            self.progress(0.8 * at / len(self.text))
        return self.decoder.raw_decode(self.text, at)

    def elements(self, at: int) -> Iterator[tuple[int, Any]]:
        """The elements of the list that opens at ``at``, each with its line; sets ``end`` behind it."""
        at = self.skip(at + 1)
        while self.text[at : at + 1] != "]":
            line = self.line_at(at)
            value, at = self.value(at)
            yield line, value
            at = self.skip(at)
            if self.text[at : at + 1] == ",":
                at = self.skip(at + 1)
            elif self.text[at : at + 1] != "]":
                raise json.JSONDecodeError("list not closed", self.text, min(at, len(self.text) - 1))
        self.end = at + 1

    end: int = 0


def is_json(text: str) -> bool:
    """Whether a file that begins so is JSON and no CSV."""
    head = text.lstrip()[:2000]
    return bool(re.match(r'\[\s*([\[{"\d\]-]|null|true|false)|\{\s*("|\})', head)) and not re.match(
        r"\[[^\]\n,{\"]*\]\s*[,;\t\n]", head
    )


def read_json(
    data: bytes, encoding: str, name: str, progress: Progress = no_progress
) -> list[tuple[str, RawTable]]:
    """The tables of a JSON document or of JSON lines, each with the name of its list ("" for the only one).

    Raises ``import.broken_json`` with the line, ``import.deep_json`` or ``import.not_a_table``.
    """
    text = data.decode("utf-8", "replace")
    try:
        if _is_lines(text):
            tables, problems = _json_lines(text, progress)
        else:
            tables, problems = _document(_Reading(text, progress)), []
        found = []
        for table in tables:
            read = _table_of(table)
            if read is not None and read.row_count:
                read.encoding, read.problems = encoding, problems
                found.append((table.name if len(tables) > 1 else "", read))
    except json.JSONDecodeError as problem:
        raise ClienteleError("import.broken_json", file=name, line=problem.lineno) from problem
    except RecursionError as problem:
        raise ClienteleError("import.deep_json", file=name) from problem
    if not found:
        raise ClienteleError("import.not_a_table", file=name)
    progress(1.0)
    return found


def _is_lines(text: str) -> bool:
    lines = [line for line in text[: 1 << 20].split("\n", 50)[:50] if line.strip()]
    if not lines or not lines[0].lstrip().startswith("{"):
        return False
    whole = 0
    for line in lines[:10]:
        try:
            whole += isinstance(json.loads(line), dict)
        except (json.JSONDecodeError, RecursionError):
            continue
    return len(lines) > 1 and whole >= 0.5 * len(lines[:10])


def _json_lines(text: str, progress: Progress) -> tuple[list[_Table], list[RowProblem]]:
    table = _Table("")
    problems: list[RowProblem] = []
    decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
    at, line = 0, 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        part, line = text[at:end].strip(), line + 1
        if line % _EVERY == 0:
            progress(0.8 * at / len(text))
        at = end + 1
        if not part:
            continue
        try:
            value = decoder.decode(part)
        except json.JSONDecodeError:
            value = None
        if isinstance(value, dict):
            table.records.append((line, value))
        else:
            problems.append(RowProblem(line, part[:200], Text("import.reason.broken_json")))
    return [table], problems


def _document(reading: _Reading) -> list[_Table]:
    at = reading.skip(0)
    if reading.text[at : at + 1] == "[":
        table = _Table("", list(reading.elements(at)))
        _check_end(reading, reading.end)
        return [table]
    tables: list[_Table] = []
    scalars: dict[str, Any] = {}
    end = _object(reading, at, "", tables, scalars, 0)
    _check_end(reading, end)
    known = sum(normalise_header(key.rsplit(".", 1)[-1]) in known_headers() for key in scalars)
    one_record = known >= 2 and len(tables) == 1 and "." not in tables[0].name
    if one_record or not tables:
        whole, _ = reading.decoder.raw_decode(reading.text, at)
        return [_Table("", _records_of(whole))]
    return tables


def _check_end(reading: _Reading, end: int) -> None:
    if reading.skip(end) < len(reading.text.rstrip("\x00\x1a \t\r\n\ufeff")):
        raise json.JSONDecodeError("more after the end", reading.text, reading.skip(end))


def _object(
    reading: _Reading, at: int, prefix: str, tables: list[_Table], scalars: dict[str, Any], depth: int
) -> int:
    """Walk the object that opens at ``at``: lists of records become tables; returns where it ends."""
    text = reading.text
    at = reading.skip(at + 1)
    while text[at : at + 1] != "}":
        key, at = reading.value(at)
        at = reading.skip(at)
        if not isinstance(key, str) or text[at : at + 1] != ":":
            raise json.JSONDecodeError("no key", text, min(at, max(len(text) - 1, 0)))
        at = reading.skip(at + 1)
        opening, inner = text[at : at + 1], text[reading.skip(at + 1) : reading.skip(at + 1) + 1]
        if opening == "[" and inner in ("{", "["):
            tables.append(_Table(prefix + key, list(reading.elements(at))))
            at = reading.end
        elif opening == "{" and depth < _DEEPEST_ARRAY:
            at = _object(reading, at, f"{prefix}{key}.", tables, scalars, depth + 1)
        else:
            value, at = reading.value(at)
            scalars[prefix + key] = value
        at = reading.skip(at)
        if text[at : at + 1] == ",":
            at = reading.skip(at + 1)
        elif text[at : at + 1] != "}":
            raise json.JSONDecodeError("object not closed", text, min(at, max(len(text) - 1, 0)))
    return at + 1


def _records_of(whole: Any) -> list[tuple[int, Any]]:
    """The records of an object without lists of them: its columns, its entries by key, or itself."""
    if not isinstance(whole, dict):
        return []
    values = list(whole.values())
    if values and all(isinstance(value, list) for value in values):
        lengths = {len(value) for value in values}
        if len(lengths) == 1 and len(values) > 1:
            return [(1, dict(zip(whole, row, strict=True))) for row in zip(*values, strict=True)]
    if len(values) > 1 and all(isinstance(value, dict) for value in values):
        return [(1, {"#key": key, **value}) for key, value in whole.items()]
    return [(1, whole)]


def _table_of(table: _Table) -> RawTable | None:
    records = [(line, record) for line, record in table.records if isinstance(record, dict)]
    if not records:
        return _table_of_lists(table)
    lines_of = _list_to_unfold([record for _, record in records[:2_000]])
    collector = Collector()
    for line, record in records:
        flat: dict[str, str] = {}
        _flatten(record, "", flat, lines_of)
        for item in _items_of(record, lines_of) or [{}]:
            row = dict(flat)
            if isinstance(item, dict):
                _flatten(item, f"{lines_of}.", row, "")
            else:
                row[lines_of] = _text(item)
            collector.add(row, line)
        if len(collector.headers) > _MOST_COLUMNS:
            return None
    headers = collector.headers
    read = RawTable.of(unique_headers(headers, len(headers)), list(collector.columns()))
    numbers = collector.lines()
    read.find_lines = lambda: numbers
    read.header_line = 1
    return read


def _table_of_lists(table: _Table) -> RawTable | None:
    """Rows that are lists, the first of them perhaps the names."""
    rows = [(line, [_text(cell) for cell in row]) for line, row in table.records if isinstance(row, list)]
    if not rows:
        return None
    head = find_head([row for _, row in rows[:60]], known_headers())
    body = rows[head.body :]
    width = max((len(row) for _, row in body), default=0)
    if width < 2 or width > _MOST_COLUMNS:
        return None
    headers = unique_headers(head.names, max(width, head.width))
    padded = [row + [""] * (len(headers) - len(row)) for _, row in body]
    read = RawTable.of(headers, [pa.array(column, pa.string()) for column in zip(*padded, strict=True)])
    import numpy as np

    numbers = np.array([line for line, _ in body], np.int64)
    read.find_lines = lambda: numbers
    read.has_header = bool(head.names)
    return read


def _list_to_unfold(records: list[dict[str, Any]]) -> str:
    """The dotted name of the list of objects whose elements are rows of their own; "" where none is."""
    found: dict[str, int] = {}

    def look(value: dict[str, Any], prefix: str, depth: int) -> None:
        for key, inner in value.items():
            if isinstance(inner, list) and inner and all(isinstance(element, dict) for element in inner):
                found[prefix + key] = found.get(prefix + key, 0) + len(inner)
            elif isinstance(inner, dict) and depth < 2:
                look(inner, f"{prefix}{key}.", depth + 1)

    for record in records:
        look(record, "", 0)
    named = [key for key in found if _LINES.search(key.rsplit(".", 1)[-1])]
    return max(named, key=lambda key: found[key]) if named else next(iter(found)) if len(found) == 1 else ""


def _items_of(record: dict[str, Any], name: str) -> list[Any]:
    value: Any = record
    for part in name.split(".") if name else []:
        value = value.get(part) if isinstance(value, dict) else None
    return value if name and isinstance(value, list) else []


def _flatten(value: dict[str, Any], prefix: str, row: dict[str, str], left_out: str) -> None:
    for key, inner in value.items():
        name = prefix + key
        if isinstance(inner, dict) and inner:
            _flatten(inner, f"{name}.", row, left_out)
        elif name != left_out or not isinstance(inner, list):
            row[name] = _text(inner)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(element, (dict, list)) for element in value):
        return ", ".join(_text(element) for element in value)
    return json.dumps(value, ensure_ascii=False) if value else ""
