"""Campaigns in the shop file: what is kept of each, whom it may reach, and the facts that fill a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from engine.store.search import holding

#: Parameters of one statement; SQLite allows many more, but plans such lists no better.
_CHUNK = 900


class CampaignRow(NamedTuple):
    """One campaign as stored."""

    id: int
    name: str
    goal: str
    state: str
    language: str
    audience: str
    offer: str
    template: str
    context: str
    holdout_share: int
    seed: int
    created_at: int
    exported_at: int | None
    cost_e4: int


class SegmentKey(NamedTuple):
    """A segment of a saved run; ``name`` is the JSON of a Text."""

    id: int
    code: str
    name: str
    method: str


class CandidateRow(NamedTuple):
    """What the gate must know of one customer."""

    id: int
    email: str
    erased: int
    consent: str | None
    order_count: int


class PersonRow(NamedTuple):
    """What a message may say about one customer."""

    id: int
    code: str
    name: str
    city: str
    country: str
    consent: str | None
    order_count: int
    last_at: int | None


class RecipientRow(NamedTuple):
    """One person of an exported campaign."""

    customer_id: int
    arm: str
    reason: str
    email: str
    coupon_code: str | None
    recipient_key: str
    stratum: str
    facts: str


class FileRow(NamedTuple):
    """A file that an export wrote."""

    format: str
    file_name: str
    sha256: str
    row_count: int
    at: int


_COLUMNS = ", ".join(CampaignRow._fields)


def campaign_row(connection: Connection, campaign_id: int) -> CampaignRow | None:
    """The campaign; None if there is none."""
    found = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM campaign WHERE id = ?", (campaign_id,)
    ).one_or_none()
    return CampaignRow(*found) if found else None


def campaign_rows(connection: Connection) -> list[CampaignRow]:
    """Every campaign, the newest first."""
    rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM campaign ORDER BY created_at DESC, id DESC")
    return [CampaignRow(*row) for row in rows]


def next_campaign_id(connection: Connection) -> int:
    """An id never used before, so that the codes of a deleted campaign do not come back."""
    last = connection.exec_driver_sql(
        "SELECT MAX(COALESCE((SELECT MAX(id) FROM campaign), 0),"
        " COALESCE((SELECT value FROM setting WHERE key = 'last_campaign_id'), 0))"
    ).scalar_one()
    connection.exec_driver_sql(
        "INSERT INTO setting (key, value) VALUES ('last_campaign_id', ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (str(int(last) + 1),),
    )
    return int(last) + 1


def insert_campaign(connection: Connection, values: dict[str, Any]) -> None:
    """Store a new campaign by its columns."""
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    connection.exec_driver_sql(f"INSERT INTO campaign ({names}) VALUES ({marks})", tuple(values.values()))


def update_campaign(connection: Connection, campaign_id: int, values: dict[str, Any]) -> None:
    """Change columns of a campaign."""
    if values:
        assigned = ", ".join(f"{name} = ?" for name in values)
        connection.exec_driver_sql(
            f"UPDATE campaign SET {assigned} WHERE id = ?", (*values.values(), campaign_id)
        )


def delete_campaign(connection: Connection, campaign_id: int) -> None:
    """Delete a campaign with all that belongs to it."""
    # The children first: deleted by the cascade alone, their undo would come before their parent's.
    for table in ("outcome", "export_file", "recipient"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE campaign_id = ?", (campaign_id,))
    connection.exec_driver_sql("DELETE FROM campaign WHERE id = ?", (campaign_id,))


def arm_counts(connection: Connection) -> dict[int, dict[str, int]]:
    """People by campaign and arm, of exported campaigns."""
    counts: dict[int, dict[str, int]] = {}
    for campaign_id, arm, n in connection.exec_driver_sql(
        "SELECT campaign_id, arm, COUNT(*) FROM recipient GROUP BY campaign_id, arm"
    ):
        counts.setdefault(campaign_id, {})[arm] = n
    return counts


# --- whom it is meant for ---------------------------------------------------------------------------------


def every_customer(connection: Connection) -> list[int]:
    """The id of every customer."""
    return list(connection.exec_driver_sql("SELECT id FROM customer ORDER BY id").scalars())


def known_customers(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Those of ``ids`` that exist."""
    found: list[int] = []
    for marks, some in _chunks(ids):
        found.extend(
            connection.exec_driver_sql(f"SELECT id FROM customer WHERE id IN ({marks})", some).scalars()
        )
    return sorted(found)


def segment_for(connection: Connection, segment_id: int | None, method: str, code: str) -> SegmentKey | None:
    """A segment by its id, or by its code in a method's run of the latest day (as the pages show it)."""
    select = (
        "SELECT s.id, s.code, s.name, r.method FROM segment s JOIN segment_run r ON r.id = s.run_id WHERE "
    )
    if segment_id is not None:
        found = connection.exec_driver_sql(f"{select} s.id = ?", (segment_id,)).one_or_none()
    else:
        found = connection.exec_driver_sql(
            f"{select} s.code = ? AND r.id = (SELECT id FROM segment_run WHERE method = ?"
            " ORDER BY as_of DESC, id DESC LIMIT 1)",
            (code, method),
        ).one_or_none()
    return SegmentKey(*found) if found else None


def segment_members(connection: Connection, segment_id: int) -> list[int]:
    """The customers of a segment."""
    return list(
        connection.exec_driver_sql(
            "SELECT customer_id FROM segment_member WHERE segment_id = ? ORDER BY customer_id", (segment_id,)
        ).scalars()
    )


# --- whom it may reach --------------------------------------------------------------------------------------

_CANDIDATE = """
SELECT c.id, c.email, c.erased_at IS NOT NULL, k.status, COALESCE(t.order_count, 0)
FROM customer c
LEFT JOIN consent k ON k.customer_id = c.id AND k.channel = 'email'
LEFT JOIN customer_total t ON t.customer_id = c.id
"""


def candidates(connection: Connection, ids: Sequence[int]) -> Iterator[CandidateRow]:
    """What the gate must know of each customer, in rising order of id."""
    for marks, some in _chunks(sorted(ids)):
        rows = connection.exec_driver_sql(f"{_CANDIDATE} WHERE c.id IN ({marks}) ORDER BY c.id", some)
        yield from (CandidateRow(*row) for row in rows)


def suppressions(connection: Connection) -> dict[str, str]:
    """The worst reason by address hash: erased, unsubscribed, complained, bounced."""
    order = {"erased": 0, "unsubscribed": 1, "complained": 2, "bounced": 3}
    found: dict[str, str] = {}
    for address_hash, reason in connection.exec_driver_sql("SELECT address_hash, reason FROM suppression"):
        if address_hash not in found or order[reason] < order[found[address_hash]]:
            found[address_hash] = reason
    return found


def refused_addresses(connection: Connection) -> list[str]:
    """The addresses of everybody who said no to e-mail, as stored."""
    return list(
        connection.exec_driver_sql(
            "SELECT c.email FROM consent k JOIN customer c ON c.id = k.customer_id"
            " WHERE k.channel = 'email' AND k.status = 'no' AND c.email <> ''"
        ).scalars()
    )


# --- what a message says ------------------------------------------------------------------------------------


def people(connection: Connection, ids: Sequence[int]) -> dict[int, PersonRow]:
    """What a message may say about each customer, by id."""
    found: dict[int, PersonRow] = {}
    for marks, some in _chunks(ids):
        rows = connection.exec_driver_sql(
            "SELECT c.id, c.code, c.name, c.city, c.country, k.status, COALESCE(t.order_count, 0), t.last_at"
            " FROM customer c LEFT JOIN customer_total t ON t.customer_id = c.id"
            " LEFT JOIN consent k ON k.customer_id = c.id AND k.channel = 'email'"
            f" WHERE c.id IN ({marks})",
            some,
        )
        found.update((row[0], PersonRow(*row)) for row in rows)
    return found


# --- what was exported --------------------------------------------------------------------------------------


def save_recipients(connection: Connection, campaign_id: int, rows: Iterable[RecipientRow]) -> None:
    """Store the people of a campaign that is being exported."""
    values = [(campaign_id, *row) for row in rows]
    if values:
        connection.exec_driver_sql(
            "INSERT INTO recipient (campaign_id, customer_id, arm, reason, email, coupon_code, recipient_key,"
            " stratum, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )


def recipients(
    connection: Connection, campaign_id: int, customer_id: int | None = None
) -> list[RecipientRow]:
    """The people of an exported campaign, in rising order of id; or one of them."""
    sql = (
        "SELECT customer_id, arm, reason, email, coupon_code, recipient_key, stratum, facts FROM recipient"
        " WHERE campaign_id = ?"
    )
    if customer_id is None:
        rows = connection.exec_driver_sql(f"{sql} ORDER BY customer_id", (campaign_id,))
    else:
        rows = connection.exec_driver_sql(f"{sql} AND customer_id = ?", (campaign_id, customer_id))
    return [RecipientRow(*row) for row in rows]


class ListedRow(NamedTuple):
    """One person of an exported campaign as its page lists them."""

    customer_id: int
    code: str
    name: str
    arm: str
    reason: str
    email: str
    coupon_code: str


#: What the list can be sorted by.
LISTED_SORTS = {"name": "c.name COLLATE NOCASE", "arm": "r.arm", "email": "r.email", "code": "r.coupon_code"}


def listed_recipients(
    connection: Connection,
    campaign_id: int,
    *,
    arm: str,
    words: Sequence[str],
    sort: str,
    descending: bool,
    offset: int,
    limit: int,
) -> tuple[list[ListedRow], int]:
    """Rows of the exported list (of one ``arm``, or all) that hold every word, and how many there are."""
    where = ["r.campaign_id = ?"]
    parameters: list[Any] = [campaign_id]
    if arm:
        where.append("r.arm = ?")
        parameters.append(arm)
    for word in words:
        where.append("(c.name || ' ' || c.code || ' ' || r.email) LIKE ? ESCAPE '\\'")
        parameters.append(holding(word))
    source = f"FROM recipient r JOIN customer c ON c.id = r.customer_id WHERE {' AND '.join(where)}"
    total = connection.exec_driver_sql(f"SELECT COUNT(*) {source}", tuple(parameters)).scalar_one()
    order = f"{LISTED_SORTS[sort]} {'DESC' if descending else 'ASC'}, " if sort else ""
    rows = connection.exec_driver_sql(
        "SELECT r.customer_id, c.code, c.name, r.arm, r.reason, r.email, COALESCE(r.coupon_code, '')"
        f" {source} ORDER BY {order}r.customer_id LIMIT ? OFFSET ?",
        (*parameters, limit, offset),
    )
    return [ListedRow(*row) for row in rows], int(total)


def reach_counts(connection: Connection) -> tuple[int, int]:
    """Customers who are not erased, and those of them with an address."""
    row = connection.exec_driver_sql(
        "SELECT COUNT(*), COALESCE(SUM(email <> ''), 0) FROM customer WHERE erased_at IS NULL"
    ).one()
    return int(row[0]), int(row[1])


def reason_counts(connection: Connection, campaign_id: int) -> dict[str, int]:
    """People left out of an exported campaign, by reason."""
    rows = connection.exec_driver_sql(
        "SELECT reason, COUNT(*) FROM recipient WHERE campaign_id = ? AND arm = 'excluded' GROUP BY reason",
        (campaign_id,),
    )
    return {row[0]: row[1] for row in rows}


def save_files(connection: Connection, campaign_id: int, files: Iterable[FileRow]) -> None:
    """Store which files an export wrote."""
    for file in files:
        connection.exec_driver_sql(
            "INSERT INTO export_file (campaign_id, format, file_name, sha256, row_count, at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (campaign_id, *file),
        )


def files(connection: Connection, campaign_id: int) -> list[FileRow]:
    """The files that a campaign's exports wrote, the newest first."""
    rows = connection.exec_driver_sql(
        "SELECT format, file_name, sha256, row_count, at FROM export_file WHERE campaign_id = ?"
        " ORDER BY at DESC, id",
        (campaign_id,),
    )
    return [FileRow(*row) for row in rows]


def _chunks(ids: Sequence[int]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for start in range(0, len(ids), _CHUNK):
        some = tuple(ids[start : start + _CHUNK])
        yield ", ".join("?" * len(some)), some
