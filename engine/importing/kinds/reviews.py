"""Reviews and ratings: stars, words or a thumb, by somebody or nobody, of a product or of a kind of product.

A review is found again by its number; without one by who wrote it, of what and when; and where the file does
not tell these either, by all that it says. The same words said twice in one file are two reviews.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.importing.columns import Columns
from engine.importing.fingerprints import hash_of, numbered
from engine.importing.html_text import plain_text
from engine.importing.kinds.base import Comparison, Run, Setting, Understood
from engine.importing.mentions import Mentions, read_mentions, store_mentions
from engine.importing.ratings import read_stars
from engine.importing.report import RowCounts
from engine.importing.table import Factor
from engine.importing.texts import mix
from engine.importing.value_words import read_flags
from engine.importing.views import PreviewColumn, PreviewLine, PreviewTable
from engine.jobs import Progress, no_progress
from engine.store import journal, loading, reviews
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from engine.importing.understanding import MappedFile

_COLUMNS = (
    PreviewColumn("stars", "number"), PreviewColumn("recommended", "flag"), PreviewColumn("title", "text"),
    PreviewColumn("body", "text"), PreviewColumn("product", "text"), PreviewColumn("category", "text"),
    PreviewColumn("customer", "text"), PreviewColumn("date", "moment"), PreviewColumn("language", "text"),
)  # fmt: skip
#: Writing that only one language, or hardly any other, uses.
_SCRIPTS = {"ja": r"[\p{Hiragana}\p{Katakana}]", "ko": r"\p{Hangul}", "zh": r"\p{Han}"}


@dataclass
class Opinions:
    """Columns of the reviews, of shape (rows,): ``stars`` 0 where none, ``recommended`` -1 where not said,
    ``dated`` whether ``at`` (epoch seconds) is known. ``code`` and ``content_hash`` are 64-bit hashes, or the
    review's own number in ``number``.
    """

    stars: NDArray[np.int8]
    recommended: NDArray[np.int8]
    at: NDArray[np.int64]
    dated: NDArray[np.bool_]
    title: Factor
    body: Factor
    language: Factor
    category: Factor
    number: Factor
    code: NDArray[np.int64]
    content_hash: NDArray[np.int64]

    def codes(self) -> list[str]:
        """What each review is called in its source."""
        numbers = self.number.values.to_pylist()
        shown = zip(self.number.codes.tolist(), self.code.tolist(), strict=True)
        return [numbers[place] or f"~{code & (2**64 - 1):016x}" for place, code in shown]


@dataclass(frozen=True)
class ReviewComparison(Comparison):
    """Of each row (rows,): its review's code, its stored id (0: new), and whether it says something else."""

    codes: list[str]
    ids: NDArray[np.int64]
    changed: NDArray[np.bool_]


@dataclass
class UnderstoodReviews(Understood):
    """A file of reviews understood."""

    opinions: Opinions
    mentions: Mentions
    stored: NDArray[np.bool_]
    date_order: str

    @property
    def record_count(self) -> int:
        return int(self.stored.sum())

    @property
    def reading(self) -> dict[str, Any]:
        return {"date_order": self.date_order}

    def compare(self, connection: Connection) -> ReviewComparison:
        known = reviews.stored_reviews(connection, loading.find_source(connection, self.file.source.channel))
        codes = self.opinions.codes()
        ids = np.zeros(len(codes), np.int64)
        changed = np.zeros(len(codes), bool)
        if known:
            _find(
                np.flatnonzero(self.stored).tolist(), codes, self.opinions.content_hash, known, ids, changed
            )
        counts = {
            "added": int((self.stored & (ids == 0)).sum()),
            "updated": int(changed.sum()),
            "unchanged": int(((ids > 0) & ~changed).sum()),
        }
        return ReviewComparison(
            RowCounts(**counts), RowCounts(read=self.record_count, **counts), codes, ids, changed
        )

    def store(
        self,
        connection: Connection,
        comparison: ReviewComparison,
        run: Run,
        progress: Progress = no_progress,
    ) -> list[Text]:
        new = self.stored & (comparison.ids == 0)
        customer, product, notes = store_mentions(
            connection, self.mentions, new | comparison.changed, run, self.file.source
        )
        progress(0.3)
        first = loading.next_id(connection, "review")
        rows = np.flatnonzero(new)
        for start in range(0, len(rows), loading.CHUNK):
            some = rows[start : start + loading.CHUNK]
            said = self._said(some, customer, product)
            numbers = range(first + start, first + start + len(some))
            codes = [comparison.codes[row] for row in some.tolist()]
            reviews.add_reviews(
                connection,
                [
                    (number, run.source_id, code, *values, run.import_id)
                    for number, code, values in zip(numbers, codes, said, strict=True)
                ],
            )
            progress(0.3 + 0.5 * start / len(rows))
        altered = np.flatnonzero(comparison.changed)
        ids = comparison.ids[altered].tolist()
        before = reviews.review_rows(connection, ids)
        journal.changed(
            connection, run.import_id, [("review", {"id": number}, before[number]) for number in ids]
        )
        said = self._said(altered, customer, product)
        reviews.change_reviews(
            connection, [(*values, number) for values, number in zip(said, ids, strict=True)]
        )
        same = comparison.ids[(comparison.ids > 0) & ~comparison.changed]
        journal.seen(connection, run.import_id, "review", same.tolist())
        progress(1.0)
        return notes

    def _said(
        self, rows: NDArray[np.int64], customer: NDArray[np.int64], product: NDArray[np.int64]
    ) -> list[tuple[Any, ...]]:
        """(customer, product, *``reviews.FIELDS``) of some rows."""
        told = self.opinions
        columns = (
            [number or None for number in customer[rows].tolist()],
            [number or None for number in product[rows].tolist()],
            [number or None for number in told.stars[rows].tolist()],
            _texts(told.title, rows),
            _texts(told.body, rows),
            _texts(told.language, rows),
            [
                at if dated else None
                for at, dated in zip(told.at[rows].tolist(), told.dated[rows].tolist(), strict=True)
            ],
            [number if number >= 0 else None for number in told.recommended[rows].tolist()],
            _texts(told.category, rows),
            told.content_hash[rows].tolist(),
        )
        return list(zip(*columns, strict=True))

    def preview(self, limit: int) -> PreviewTable:
        told, mentions = self.opinions, self.mentions
        lines = []
        for row in np.flatnonzero(self.stored)[:limit].tolist():
            one = np.array([row])
            thing = mentions.products[mentions.product[row]] if mentions.product[row] >= 0 else None
            values = (
                int(told.stars[row]) or None,
                None if told.recommended[row] < 0 else bool(told.recommended[row]),
                _texts(told.title, one)[0], _texts(told.body, one)[0][:200],
                thing.told["name"] if thing else "",
                _texts(told.category, one)[0], _texts(mentions.who, one)[0],
                int(told.at[row]) if told.dated[row] else None, _texts(told.language, one)[0],
            )  # fmt: skip
            lines.append(PreviewLine(self.file.table.line_of(row), values))
        return PreviewTable(_COLUMNS, tuple(lines))


class Reviews:
    """The kind."""

    id = "reviews"
    topics = frozenset({"customers", "products", "imports"})

    def missing(self, mapped: MappedFile) -> Text | None:
        if mapped.columns.keys() & {"stars", "body", "recommended"}:
            return None
        columns = ", ".join(match.header for match in mapped.matches)[:300]
        return Text("import.no_review_column", {"file": mapped.name, "columns": columns})

    def understand(
        self, mapped: MappedFile, setting: Setting, progress: Progress = no_progress
    ) -> UnderstoodReviews:
        columns = Columns(mapped, setting)
        notes: list[Text] = []
        at, dated = columns.moments("date")
        stars, recommended = _verdicts(columns, notes)
        progress(0.3)
        title, body = _words(columns, (stars == 0) & (recommended < 0))
        mentions = read_mentions(columns, at)
        progress(0.6)
        silent = columns.usable & (stars == 0) & (recommended < 0) & body.blank()
        columns.reject(silent, "body" if columns.has("body") else "stars", "import.reason.says_nothing")
        opinions = _opinions(
            columns, mapped, mentions, stars, recommended, at, dated, title, body, columns.codes("review_id")
        )
        aside = _said_again(columns, opinions)
        wordless = columns.usable & body.blank()
        if wordless.any() and not wordless[columns.usable].all():
            notes.append(Text("import.note.wordless", {"n": int(wordless.sum())}))
        progress(1.0)
        stored = columns.usable.copy()
        stored[aside] = False
        return UnderstoodReviews(
            file=mapped, usable=columns.usable, rejects=columns.rejects, reject_counts=columns.reject_counts,
            set_aside={"import.set_aside.later_word": aside} if len(aside) else {}, notes=notes,
            questions=columns.questions, opinions=opinions, mentions=mentions, stored=stored,
            date_order=columns.date_order,
        )  # fmt: skip


KIND = Reviews()


def _find(
    rows: list[int],
    codes: list[str],
    content: NDArray[np.int64],
    known: dict[str, tuple[int, int]],
    ids: NDArray[np.int64],
    changed: NDArray[np.bool_],
) -> None:
    """Fill ``ids`` and ``changed`` of some rows: first whoever says the very same, then by code."""
    hashes = content.tolist()
    taken = {known[codes[row]][0] for row in rows if known.get(codes[row], (0, None))[1] == hashes[row]}
    spare: dict[int, list[int]] = {}
    for number, said in known.values():
        if number not in taken:
            spare.setdefault(said, []).append(number)
    for row in rows:
        number, said = known.get(codes[row], (0, 0))
        if number and said == hashes[row]:
            ids[row] = number
        elif codes[row].startswith("~") and spare.get(hashes[row]):
            ids[row] = spare[hashes[row]].pop()
            taken.add(int(ids[row]))
    for row in rows:
        number, _ = known.get(codes[row], (0, 0))
        if not ids[row] and number and number not in taken:
            ids[row], changed[row] = number, True


def _verdicts(columns: Columns, notes: list[Text]) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """(stars 1 to 5, 0 for none; recommended 1 or 0, -1 where not said) of every row."""
    told = columns.raw("recommended")
    flags = read_flags(told.values)
    recommended = flags[told.codes] if len(told.values) else np.zeros(0, np.int8)
    column = columns.raw("stars")
    trimmed = pc.utf8_trim_whitespace(column.values)
    filled = np.asarray(pc.not_equal(trimmed, "").to_numpy(zero_copy_only=False), bool)
    marks = set(trimmed.filter(pa.array(filled)).to_pylist())
    if marks and marks <= {"0", "1", "-1", "0.0", "1.0", "-1.0"}:
        # Yes and no in a column that is called a rating.
        yes = np.array([text in ("1", "1.0") for text in trimmed.to_pylist()], bool)
        thumbs = np.where(filled, yes, -1).astype(np.int8)[column.codes]
        return np.zeros(columns.rows, np.int8), np.where(recommended < 0, thumbs, recommended).astype(np.int8)
    reading = read_stars(trimmed)
    nought = np.array([text in ("0", "0.0") for text in trimmed.to_pylist()], bool)
    columns.reject((filled & ~reading.valid & ~nought)[column.codes], "stars", "import.reason.bad_stars")
    if reading.scale != 5:
        notes.append(Text("import.note.other_scale", {"scale": reading.scale}))
    return reading.stars[column.codes], recommended


def _words(columns: Columns, silent: NDArray[np.bool_]) -> tuple[Factor, Factor]:
    """(title, body) without markup; a title is the body of rows that say nothing else: ``silent`` (rows,)."""

    def plain(values: pa.Array) -> pa.Array:
        return pa.array([plain_text(text) for text in values.to_pylist()], pa.string())

    title, body = columns.text("title"), columns.raw("body", names=True).map(plain)
    alone = silent & body.blank() & ~title.blank()
    if alone.any():
        every = pa.concat_arrays([body.values, title.values, pa.array([""])])
        codes = np.where(alone, title.codes + len(body.values), body.codes).astype(np.int32)
        body = Factor(codes, every).map(lambda values: values)
        nothing = np.where(alone, len(title.values), title.codes).astype(np.int32)
        title = Factor(nothing, pa.concat_arrays([title.values, pa.array([""])])).map(lambda values: values)
    return title, body


def _opinions(
    columns: Columns,
    mapped: MappedFile,
    mentions: Mentions,
    stars: NDArray[np.int8],
    recommended: NDArray[np.int8],
    at: NDArray[np.int64],
    dated: NDArray[np.bool_],
    title: Factor,
    body: Factor,
    number: Factor,
) -> Opinions:
    category = columns.text("category")
    language = columns.text("language")
    if not columns.has("language"):
        language = body.map(_languages)
    said = [hash_of(column) for column in (mentions.who, mentions.what, title, body, category)]
    numbers = [column.astype(np.int64).astype(np.uint64) for column in (stars, recommended, at)]
    content = mix(*said, *numbers, dated.astype(np.uint64))
    # Whoever says something else of the same thing, dated the same, has changed what they say.
    author = mix(said[0], said[1], at.astype(np.uint64))
    known = ~mentions.who.blank() & ~mentions.what.blank() & dated
    keys = np.where(known, author, content)
    code = np.zeros(columns.rows, np.int64)
    code[columns.usable] = numbered(keys[columns.usable], content[columns.usable])
    return Opinions(
        stars, recommended, at, dated, title, body, language, category, number, code, content.view(np.int64)
    )


def _said_again(columns: Columns, opinions: Opinions) -> NDArray[np.int64]:
    """Rows whose review number comes again further down: the later word counts."""
    rows = np.flatnonzero(columns.usable & ~opinions.number.blank())
    codes = opinions.number.codes[rows]
    last = np.full(len(opinions.number.values), -1, np.int64)
    last[codes] = rows
    return np.asarray(rows[last[codes] != rows], np.int64)


def _languages(values: pa.Array) -> pa.Array:
    """The language of texts in a script that only one language uses; empty for others."""
    letters = {name: pc.count_substring_regex(values, script) for name, script in _SCRIPTS.items()}
    kana, hangul, han = letters["ja"], letters["ko"], letters["zh"]
    # Chinese texts quote a Japanese letter here and there; Japanese is half of such letters.
    japanese = pc.greater(pc.multiply(kana, 5), pc.add(kana, han))
    found = pc.if_else(pc.greater(han, 0), "zh", "")
    found = pc.if_else(pc.greater(hangul, han), "ko", found)
    return pc.if_else(pc.and_(pc.greater(kana, 0), japanese), "ja", found)


def _texts(column: Factor, rows: NDArray[np.int64]) -> list[str]:
    return list(column.values.take(pa.array(column.codes[rows])).to_pylist())
