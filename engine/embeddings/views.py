"""What the owner sees of who resembles whom: what each representation is worth, how it learned, the map."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from engine.embeddings.registry import LEARNED, PLAIN, can_learn, how_to_install
from engine.errors import ClienteleError
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop
    from engine.store.embeddings import EmbeddingRunRow, MethodRow


@dataclass(frozen=True)
class MethodView:
    """One representation: ``verdict`` says in a sentence what it is worth, ``found`` is the share of the
    named customers who bought (None: not tested), ``auc`` how often the right one of two is ranked first.

    ``taught`` and ``checked`` are its loss after each pass; empty where nothing was learned.
    """

    method: str
    name: Text
    about: Text
    verdict: Text
    chosen: bool
    wins: bool
    found: float | None
    auc: float | None
    gain: float | None
    gain_low: float | None
    gain_high: float | None
    taught: tuple[float, ...]
    checked: tuple[float, ...]
    parameters: int
    weight_bytes: int


@dataclass(frozen=True)
class MapSpot:
    """A customer's place on the map, −1 to 1 either way."""

    customer_id: int
    code: str
    name: str
    x: float
    y: float


@dataclass(frozen=True)
class MapGroup:
    """The customers on the map who are in one segment of the newest RFM run; code empty: in none."""

    code: str
    name: Text
    spots: tuple[MapSpot, ...]


@dataclass(frozen=True)
class CustomerMap:
    """Neighbours are alike; the axes mean nothing. ``shown`` of the run's ``customers`` are drawn."""

    run: int
    method: str
    groups: tuple[MapGroup, ...]
    shown: int
    customers: int


@dataclass(frozen=True)
class LikenessView:
    """The newest run, or what is to be known before the first (``run`` None).

    ``test`` says how it was tested, ``conclusion`` what follows; ``stale``: orders came or went since.
    ``missing`` is the sentence on how to add what learning needs; None where it is there.
    """

    run: int | None
    as_of: date | None
    customers: int
    chosen: str
    methods: tuple[MethodView, ...]
    test: Text
    conclusion: Text
    chance: float
    named: int
    stale: bool
    missing: Text | None
    install: str


def likeness_view(shop: Shop) -> LikenessView:
    """The newest run; plain SQL rows, nothing heavy is loaded."""
    from engine.store import embeddings as store

    with shop.store.read() as connection:
        head = store.latest_embedding_run(connection)
        methods = [] if head is None else store.methods_of(connection, head.id)
        stale = head is not None and is_stale(connection, head)
    missing, install = None, ""
    if not can_learn():
        install = how_to_install()
        missing = Text("embedding.missing", {"command": install})
    if head is None:
        nothing = Text("embedding.nothing_yet")
        return LikenessView(None, None, 0, PLAIN, (), nothing, nothing, 0.0, 0, False, missing, install)
    test = json.loads(head.test)
    return LikenessView(
        run=head.id,
        as_of=date.fromisoformat(head.as_of),
        customers=head.customer_count,
        chosen=head.chosen,
        methods=tuple(_method(row, head, test) for row in methods),
        test=_test(test),
        conclusion=_conclusion(methods, head, test),
        chance=test["chance"],
        named=test["named"],
        stale=stale,
        missing=missing,
        install=install,
    )


def customer_map(shop: Shop, method: str = "") -> CustomerMap | None:
    """The map of a representation (empty: the one in use), by segment; None before the first run.

    Raises ``embedding.unknown_method``.
    """
    from engine.store import embeddings as store

    check_method(method)
    with shop.store.read() as connection:
        head = store.latest_embedding_run(connection)
        if head is None:
            return None
        rows = store.points_of(connection, head.id, method or head.chosen)
    groups = []
    for code, inside in groupby(rows, key=lambda row: row.segment_code):
        members = list(inside)
        name = Text.from_json(members[0].segment) if code else Text("embedding.map.no_segment")
        spots = tuple(
            MapSpot(row.customer_id, row.code, row.name or row.code, row.x_milli / 1000, row.y_milli / 1000)
            for row in members
        )
        groups.append(MapGroup(code, name, spots))
    return CustomerMap(head.id, method or head.chosen, tuple(groups), len(rows), head.customer_count)


def is_stale(connection: Connection, head: EmbeddingRunRow) -> bool:
    """Whether orders came, went or changed since a run."""
    from engine.store.products import orders_version

    return bool(json.loads(head.orders) != list(orders_version(connection)))


def check_method(method: str) -> str:
    """The same name, where it is empty or known; else ``embedding.unknown_method``."""
    known = [PLAIN, *LEARNED]
    if method and method not in known:
        raise ClienteleError("embedding.unknown_method", method=method, known=", ".join(known))
    return method


def _method(row: MethodRow, head: EmbeddingRunRow, test: dict[str, Any]) -> MethodView:
    worth, curves = json.loads(row.worth), json.loads(row.curves)
    return MethodView(
        method=row.method,
        name=Text(f"embedding.method.{row.method}"),
        about=Text(f"embedding.about.{row.method}"),
        verdict=_verdict(row.method, worth, test),
        chosen=row.method == head.chosen,
        wins=bool(worth.get("wins")),
        found=worth.get("found"),
        auc=worth.get("auc"),
        gain=worth.get("gain"),
        gain_low=worth.get("gain_low"),
        gain_high=worth.get("gain_high"),
        taught=tuple(curves.get("taught", ())),
        checked=tuple(curves.get("checked", ())),
        parameters=curves.get("parameters", 0),
        weight_bytes=row.weight_bytes,
    )


def _verdict(method: str, worth: dict[str, Any], test: dict[str, Any]) -> Text:
    if not worth:
        return Text("embedding.verdict.untested")
    named = test["named"]
    facts = {
        "hits": round(worth["found"] * named, 1),
        "n": named,
        "low": round(worth["gain_low"] * named, 1),
        "high": round(worth["gain_high"] * named, 1),
    }
    if method == PLAIN:
        return Text("embedding.verdict.plain", {**facts, "chance": round(test["chance"] * named, 1)})
    kind = (
        "better"
        if worth["wins"]
        else "mixed"
        if worth["gain_low"] > 0
        else "worse"
        if worth["gain_high"] < 0
        else "same"
    )
    return Text(f"embedding.verdict.{kind}", facts)


def _test(test: dict[str, Any]) -> Text:
    if not test["tasks"]:
        return Text("embedding.test.none")
    # Runs from before weeks were asked for do not say what they asked for.
    return Text(
        f"embedding.test.{test.get('of', 'things')}",
        {
            "days": test["hidden_days"], "n": test["tasks"], "shown": test["shown"], "named": test["named"],
            "customers": test["customers"],
        },
    )  # fmt: skip


def _conclusion(methods: list[MethodRow], head: EmbeddingRunRow, test: dict[str, Any]) -> Text:
    if not test["tasks"]:
        return Text("embedding.conclusion.untested")
    if len(methods) == 1:
        return Text("embedding.conclusion.plain_only")
    if head.chosen == PLAIN:
        return Text("embedding.conclusion.plain")
    return Text("embedding.conclusion.learned", {"method": Text(f"embedding.method.{head.chosen}")})
