"""What was read of reviews, in the shop file: a vector a text, a reading a review, the owner's aspects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

#: Runs whose figures are kept.
KEPT_RUNS = 12
#: The product's category, or what the review itself says of it.
_CATEGORY = "CASE WHEN COALESCE(p.category, '') <> '' THEN p.category ELSE r.category END"


class ReviewRow(NamedTuple):
    """A review with words or stars. ``verdict`` are its stars, or 5 or 1 where the file only says whether
    it recommends; ``stars`` only what was given.
    """

    id: int
    customer_id: int | None
    product_id: int | None
    product: str
    category: str
    stars: int | None
    title: str
    body: str
    written_at: int | None
    verdict: int | None


class ReadingRow(NamedTuple):
    """What was read of a review."""

    review_id: int
    digest: bytes
    language: str
    praise_ppm: int | None
    verdict: str
    contradiction: int


class MentionRow(NamedTuple):
    """An aspect that a review speaks of, and where."""

    review_id: int
    aspect: str
    praise_ppm: int
    verdict: str
    quote_start: int
    quote_end: int


class ReviewRunRow(NamedTuple):
    """The head of a run."""

    id: int
    created_at: int
    model: str
    review_count: int
    measured: str
    themes: str


def review_rows(connection: Connection, customer_id: int | None = None) -> list[ReviewRow]:
    """Every review, or those of one customer, the oldest first; those without a date before them."""
    whose, facts = _whose(customer_id)
    rows = connection.exec_driver_sql(
        "SELECT r.id, r.customer_id, r.product_id, COALESCE(p.name, ''), "
        f"{_CATEGORY}, r.stars, r.title, r.body, r.written_at, "
        "COALESCE(r.stars, CASE r.recommended WHEN 1 THEN 5 WHEN 0 THEN 1 END) "
        f"FROM review r LEFT JOIN product p ON p.id = r.product_id WHERE {whose} ORDER BY r.written_at, r.id",
        facts,
    )
    return [ReviewRow(*row) for row in rows]


def known_vectors(connection: Connection, model: str, digests: Sequence[bytes]) -> dict[bytes, bytes]:
    """The vectors there are of these texts."""
    found: dict[bytes, bytes] = {}
    for start in range(0, len(digests), 900):
        some = digests[start : start + 900]
        marks = ", ".join("?" * len(some))
        rows = connection.exec_driver_sql(
            f"SELECT digest, vector FROM text_vector WHERE model = ? AND digest IN ({marks})", (model, *some)
        )
        found.update((bytes(row[0]), bytes(row[1])) for row in rows)
    return found


def keep_vectors(connection: Connection, model: str, rows: Iterable[tuple[bytes, bytes]]) -> None:
    """Keep (digest, vector) of texts."""
    listed = [(model, digest, vector) for digest, vector in rows]
    if listed:
        connection.exec_driver_sql("INSERT OR REPLACE INTO text_vector VALUES (?, ?, ?)", listed)


def forget_vectors(connection: Connection, model: str, used: Iterable[bytes]) -> None:
    """Drop the vectors of texts that no review says any more, and those of another version of the model."""
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS used_text (digest BLOB PRIMARY KEY)")
    connection.exec_driver_sql("DELETE FROM used_text")
    listed = [(digest,) for digest in set(used)]
    if listed:
        connection.exec_driver_sql("INSERT INTO used_text VALUES (?)", listed)
    connection.exec_driver_sql(
        "DELETE FROM text_vector WHERE model = ? AND digest NOT IN (SELECT digest FROM used_text)", (model,)
    )
    connection.exec_driver_sql("DROP TABLE used_text")


def save_readings(
    connection: Connection,
    *,
    created_at: int,
    model: str,
    measured: Mapping[str, Any],
    themes: Sequence[Mapping[str, Any]],
    readings: Sequence[ReadingRow],
    mentions: Sequence[MentionRow],
) -> int:
    """Put everything that was read in place of what was there; returns the run's id."""
    run = connection.exec_driver_sql
    run("DELETE FROM review_mention")
    run("DELETE FROM review_reading")
    # A review that went while the model was reading is no review any more.
    there = {row[0] for row in run("SELECT id FROM review")}
    kept = [tuple(row) for row in readings if row.review_id in there]
    if kept:
        run("INSERT INTO review_reading VALUES (?, ?, ?, ?, ?, ?)", kept)
    told = [tuple(row) for row in mentions if row.review_id in there]
    if told:
        run("INSERT INTO review_mention VALUES (?, ?, ?, ?, ?, ?)", told)
    made = run(
        "INSERT INTO review_run (created_at, model, review_count, measured, themes) VALUES (?, ?, ?, ?, ?)",
        (
            created_at, model, len(kept), json.dumps(measured),
            json.dumps([dict(theme) for theme in themes], ensure_ascii=False),
        ),
    )  # fmt: skip
    run(
        "DELETE FROM review_run WHERE id NOT IN (SELECT id FROM review_run ORDER BY id DESC LIMIT ?)",
        (KEPT_RUNS,),
    )
    return int(made.lastrowid)


def latest_review_run(connection: Connection) -> ReviewRunRow | None:
    """The newest run; None before the first."""
    row = connection.exec_driver_sql(
        f"SELECT {', '.join(ReviewRunRow._fields)} FROM review_run ORDER BY id DESC LIMIT 1"
    ).one_or_none()
    return None if row is None else ReviewRunRow(*row)


def readings(connection: Connection, customer_id: int | None = None) -> dict[int, ReadingRow]:
    """Every reading by its review, or those of one customer's reviews."""
    whose, facts = _whose(customer_id)
    fields = ", ".join(f"d.{field}" for field in ReadingRow._fields)
    rows = connection.exec_driver_sql(
        f"SELECT {fields} FROM review r JOIN review_reading d ON d.review_id = r.id WHERE {whose}"
        " ORDER BY r.written_at, r.id",
        facts,
    )
    return {row[0]: ReadingRow(*row) for row in rows}


def mentions(connection: Connection, customer_id: int | None = None) -> list[MentionRow]:
    """Every mention, by review and aspect, or those of one customer's reviews."""
    whose, facts = _whose(customer_id)
    fields = ", ".join(f"m.{field}" for field in MentionRow._fields)
    rows = connection.exec_driver_sql(
        f"SELECT {fields} FROM review r JOIN review_mention m ON m.review_id = r.id WHERE {whose}"
        " ORDER BY m.review_id, m.aspect",
        facts,
    )
    return [MentionRow(*row) for row in rows]


def aspect_means(connection: Connection) -> dict[str, float]:
    """Aspect → the mean chance of praise over all that is said of it."""
    rows = connection.exec_driver_sql(
        "SELECT aspect, AVG(praise_ppm) / 1e6 FROM review_mention GROUP BY aspect"
    )
    return {row[0]: float(row[1]) for row in rows}


def _whose(customer_id: int | None) -> tuple[str, tuple[int, ...]]:
    """The condition on a review (alias ``r``) and its fact."""
    return ("1", ()) if customer_id is None else ("r.customer_id = ?", (customer_id,))


def review_counts(connection: Connection) -> tuple[int, int]:
    """(reviews, those of them that have not been read)."""
    row = connection.exec_driver_sql(
        "SELECT COUNT(*), COALESCE(SUM(d.review_id IS NULL), 0) FROM review r "
        "LEFT JOIN review_reading d ON d.review_id = r.id"
    ).one()
    return int(row[0]), int(row[1])


def customer_names(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[str, str, int]]:
    """Customer → (code, name, what they have bought for in e4)."""
    found: dict[int, tuple[str, str, int]] = {}
    for start in range(0, len(ids), 900):
        some = tuple(ids[start : start + 900])
        rows = connection.exec_driver_sql(
            "SELECT c.id, c.code, c.name, COALESCE(t.net_e4, 0) FROM customer c "
            "LEFT JOIN customer_total t ON t.customer_id = c.id "
            f"WHERE c.erased_at IS NULL AND c.id IN ({', '.join('?' * len(some))})",
            some,
        )
        found.update({row[0]: (row[1], row[2], int(row[3])) for row in rows})
    return found


def segments_of(connection: Connection) -> dict[int, str]:
    """Customer → the name (JSON of a words.Text) of their segment in the latest RFM run."""
    rows = connection.exec_driver_sql(
        "SELECT m.customer_id, s.name FROM segment_member m JOIN segment s ON s.id = m.segment_id "
        "WHERE m.run_id = "
        "(SELECT id FROM segment_run WHERE method = 'rfm' ORDER BY as_of DESC, id DESC LIMIT 1)"
    )
    return {row[0]: row[1] for row in rows}


def own_aspects(connection: Connection) -> list[tuple[int, str, list[str]]]:
    """(id, name, words) of the owner's aspects, in the order they were added."""
    rows = connection.exec_driver_sql("SELECT id, name, words FROM own_aspect ORDER BY id")
    return [(int(row[0]), row[1], json.loads(row[2])) for row in rows]


def add_own_aspect(connection: Connection, name: str, words: Sequence[str]) -> int:
    """Keep an aspect of the owner's; returns its id."""
    made = connection.exec_driver_sql(
        "INSERT INTO own_aspect (name, words) VALUES (?, ?)",
        (name, json.dumps(list(words), ensure_ascii=False)),
    )
    return int(made.lastrowid)


def remove_own_aspect(connection: Connection, aspect_id: int) -> None:
    """Forget an aspect of the owner's; what was read of it goes at the next reading."""
    connection.exec_driver_sql("DELETE FROM own_aspect WHERE id = ?", (aspect_id,))
