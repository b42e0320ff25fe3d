"""The methods side by side: what each makes of this shop, how sure it is, and how much it would have told.

Each method is also run as of ``LOOK_BACK_DAYS`` before, as if nothing later were known, and judged by what
customers spent since: the one figure that is fair to all of them. A silhouette is not: it is best where one
whale stands against everybody.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress, part_of
from engine.segments.registry import METHODS, load_method
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.segments.method import CustomerSource
    from engine.segments.views import SegmentRunView
    from engine.shop import Shop

LOOK_BACK_DAYS = 90
#: Telling so much less of later spending (share of variance) than the best is as good as the same.
_AS_GOOD = 0.02
#: What lumps more than this together says little whatever else it does; what is less stable is not for use.
_LARGEST_SHARE, _STABLE = 0.60, 0.80
#: Refusals of this kind are the computer's, not the customers'.
_CANNOT = "embedding."


@dataclass(frozen=True)
class MethodResult:
    """How a method did. ``refusal`` is set where it found nothing to stand behind; then the rest is empty.

    Shares are of buyers. ``told``: share of the differences in later spending that its groups of
    ``LOOK_BACK_DAYS`` before told (None: the shop is too young, or the method refused then).
    ``stability``: adjusted Rand index over redrawn customers; ``silhouette`` and ``fidelity`` as measured.
    """

    method: str
    name: Text
    refusal: Text | None
    run: int | None
    groups: int
    largest: float
    smallest: float
    stability: float | None
    silhouette: float | None
    fidelity: float | None
    told: float | None
    like_rfm: float | None
    seconds: float
    verdict: Text
    recommended: bool


@dataclass(frozen=True)
class Comparison:
    """The methods as of a day, in their usual order, and in a sentence which to use."""

    as_of: date
    created_at: int
    advice: Text
    methods: tuple[MethodResult, ...]


def compare_methods(shop: Shop, *, progress: Progress = no_progress) -> Comparison:
    """Run every method as of the last order, keep the runs and how they did; refusals are results too.

    Raises ``segment.no_orders``, and as ``check_buyers`` for RFM, which needs fewest.
    """
    from engine.segments.run import run_segmentation
    from engine.segments.source import ShopSource
    from engine.store import segment_history as store

    then = None
    source = ShopSource(shop)
    if source.history_days() >= 2 * LOOK_BACK_DAYS:
        then = ShopSource(shop, source.as_of - timedelta(days=LOOK_BACK_DAYS))
        limits = then.rfm_plan.limits
        if limits is not None and not limits.own:
            # Those kept were measured later than that day.
            then.rfm_plan = then.rfm_plan.without_limits()
    rows: list[dict[str, Any]] = []
    rfm_run: int | None = None
    for number, method in enumerate(METHODS):
        stage = part_of(progress, number / len(METHODS), (number + 1) / len(METHODS))
        stage(0.0, Text("segment.progress.method", {"method": Text(f"segment.choice.{method}")}))
        started = time.perf_counter()
        try:
            run = run_segmentation(shop, method=method, progress=_quiet(part_of(stage, 0.0, 0.6)))
        except ClienteleError as problem:
            if method == "rfm" or not is_refusal(problem):
                raise
            rows.append({"method": method, "refusal": Text(problem.key, problem.facts).to_json()})
            continue
        seconds = time.perf_counter() - started
        rfm_run = run.id if method == "rfm" else rfm_run
        told = _told(method, then, source, _quiet(part_of(stage, 0.6, 1.0)))
        with shop.store.read() as connection:
            rows.append({**_figures(connection, run, rfm_run), "told": told, "seconds": round(seconds, 2)})
    with shop.store.write() as connection:
        store.keep_comparison(connection, source.as_of.isoformat(), int(time.time()), {"methods": rows})
    found = comparison(shop)
    if found is None:
        raise AssertionError("what was just stored is there")
    progress(1.0)
    return found


def comparison(shop: Shop) -> Comparison | None:
    """The stored comparison; None before the first."""
    from engine.store import segment_history as store

    with shop.store.read() as connection:
        stored = store.comparison(connection)
        if stored is None:
            return None
    as_of, created_at, result = stored
    rows = {row["method"]: row for row in result["methods"]}
    best = _recommended(list(rows.values()))
    methods = tuple(_result(rows[method], best, rows) for method in METHODS if method in rows)
    return Comparison(date.fromisoformat(as_of), created_at, _advice(best, rows), methods)


def is_refusal(problem: ClienteleError) -> bool:
    """Whether a method said no, rather than that something else went wrong."""
    return problem.key.startswith(("segment.", _CANNOT))


def _quiet(progress: Progress) -> Progress:
    """Fractions pass, words do not: the comparison says which method it is at."""

    def told(fraction: float, text: Text | None = None) -> None:
        progress(fraction)

    return told


def _figures(connection: Connection, run: SegmentRunView, rfm_run: int | None) -> dict[str, Any]:
    from engine.segments.worth import agreement
    from engine.store import segment_history as store

    sizes = [each.customers for each in run.segments if each.customers and each.code != "prospects"]
    regular = [
        each.customers
        for each in run.segments
        if each.customers and each.code not in ("prospects", "outsize")
    ]
    everyone = sum(sizes)
    quality = run.quality
    like = None
    if rfm_run is not None and rfm_run != run.id:
        like = round(agreement(store.shared_members(connection, run.id, rfm_run)), 4)
    return {
        "method": run.method,
        "run": run.id,
        "groups": len(sizes),
        "largest": round(max(sizes) / everyone, 4),
        "smallest": round(min(regular) / everyone, 4),
        "stability": quality.get("stability"),
        "silhouette": quality.get("silhouette"),
        "fidelity": 1.0 if run.method == "rfm" else quality.get("rule_fidelity"),
        "like_rfm": like,
    }


def _told(method: str, then: CustomerSource | None, now: CustomerSource, progress: Progress) -> float | None:
    """What the method's groups of then told of spending since; None where it refused then."""
    import numpy as np

    from engine.segments.method import places
    from engine.segments.worth import told_of_later

    if then is None:
        return None
    try:
        found = load_method(method)(then, progress)
    except ClienteleError:
        return None
    before, after = then.buyers(), now.buyers()
    place, known = places(after, before)
    spent = np.where(known, after.net_e4[place] - before.net_e4, 0) / 10_000
    return round(told_of_later(found.labels, spent), 4)


def _recommended(rows: list[dict[str, Any]]) -> str:
    """RFM, unless a stable method of natural groups tells clearly more of what customers spend later."""
    fair = [row for row in rows if "refusal" not in row and _is_usable(row)]
    told = {row["method"]: row["told"] for row in fair if row["told"] is not None}
    if not told or "rfm" not in told:
        return "rfm"
    best = max(told.values())
    return "rfm" if told["rfm"] >= best - _AS_GOOD else max(told, key=lambda method: told[method])


def _is_usable(row: dict[str, Any]) -> bool:
    stable = row["method"] == "rfm" or (row["stability"] is not None and row["stability"] >= _STABLE)
    return bool(stable and row["largest"] <= _LARGEST_SHARE)


def _advice(best: str, rows: dict[str, dict[str, Any]]) -> Text:
    name = Text(f"segment.choice.{best}")
    told = rows.get(best, {}).get("told")
    if told is None:
        return Text("segment.compare.advice.untold", {"method": name})
    return Text("segment.compare.advice.told", {"method": name, "share": told, "days": LOOK_BACK_DAYS})


def _result(row: dict[str, Any], best: str, rows: dict[str, dict[str, Any]]) -> MethodResult:
    method = row["method"]
    name = Text(f"segment.choice.{method}")
    if "refusal" in row:
        refusal = Text.from_json(row["refusal"])
        why = "cannot" if refusal.key.startswith(_CANNOT) else "refused"
        return MethodResult(
            method, name, refusal, None, 0, 0.0, 0.0, None, None, None, None, None,
            0.0, Text(f"segment.compare.verdict.{why}"), False,
        )  # fmt: skip
    return MethodResult(
        method=method,
        name=name,
        refusal=None,
        run=row["run"],
        groups=row["groups"],
        largest=row["largest"],
        smallest=row["smallest"],
        stability=row["stability"],
        silhouette=row["silhouette"],
        fidelity=row["fidelity"],
        told=row["told"],
        like_rfm=row["like_rfm"],
        seconds=row["seconds"],
        verdict=_verdict(row, best, rows[best]["told"] if best in rows else None),
        recommended=method == best,
    )


def _verdict(row: dict[str, Any], best: str, best_told: float | None) -> Text:
    if row["method"] == best:
        return Text("segment.compare.verdict.best")
    if row["largest"] > _LARGEST_SHARE:
        return Text("segment.compare.verdict.lump", {"share": row["largest"]})
    if row["stability"] is None:
        return Text("segment.compare.verdict.crowds")
    if row["method"] != "rfm" and row["stability"] < _STABLE:
        return Text("segment.compare.verdict.unstable")
    if row["told"] is None or best_told is None:
        return Text("segment.compare.verdict.fine")
    if row["told"] >= best_told - _AS_GOOD:
        return Text("segment.compare.verdict.as_good")
    return Text("segment.compare.verdict.less")
