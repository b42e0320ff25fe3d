"""Running a segmentation method over a shop and keeping the result, whole or not at all."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

from engine.jobs import Progress, no_progress, part_of
from engine.segments.registry import load_method
from engine.segments.rfm import Thresholds
from engine.segments.views import SegmentRunView, saved_run
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.segments.method import CustomerSource, Ints, Segmentation
    from engine.shop import Shop
    from engine.store.segments import NewSegment

#: Runs are history; of each method so many are kept, the oldest go.
KEPT_RUNS = 24


def run_segmentation(
    shop: Shop,
    *,
    method: str,
    as_of: date | None = None,
    refresh: bool = False,
    progress: Progress = no_progress,
) -> SegmentRunView:
    """Segment a shop's customers as of a day (None: of the last sale), save the run, and return its view.

    Everyone on file who had not bought by then is a prospect. RFM measures its limits at the first run over
    all orders and keeps them; ``refresh`` measures them anew. Raises ``segment.unknown_method``,
    ``segment.no_orders``, ``segment.before_first_order`` and what the method refuses; then nothing changes.
    """
    from engine.customers.days import end_of_day
    from engine.segments.source import ShopSource
    from engine.store import segments as store

    algorithm = load_method(method)
    progress(0.0, Text("segment.progress.reading"))
    source = ShopSource(shop, as_of)
    if refresh:
        source.rfm_plan = source.rfm_plan.without_limits()
    found = algorithm(source, part_of(progress, 0.05, 0.9))
    buyers = source.buyers()
    progress(0.9, Text("segment.progress.saving"))
    with shop.store.write() as connection:
        end = None if source.is_latest else end_of_day(source.as_of, shop.zone)
        prospects = store.prospect_ids(connection, end)
        run_id = store.save_run(
            connection,
            store.NewRun(
                method=method,
                as_of=source.as_of.isoformat(),
                created_at=int(time.time()),
                customer_count=len(buyers.customer_id) + len(prospects),
                parameters=found.parameters,
                quality={**found.quality, "notes": [note.to_json() for note in found.notes]},
            ),
            _count(found, source, prospects),
        )
        store.forget_runs(connection, method, KEPT_RUNS)
        if method == "rfm" and source.rfm_plan.limits is None and (refresh or source.is_latest):
            _keep_limits(connection, found)
        progress(0.99)
    progress(1.0)
    return saved_run(shop, run_id)


def _keep_limits(connection: Connection, found: Segmentation) -> None:
    from engine.segments.rfm_plan import Kept, keep_plan, read_plan

    used = found.parameters
    kept = Kept(
        Thresholds.from_json(used["thresholds"]), date.fromisoformat(used["measured"]), used["buyers"]
    )
    keep_plan(connection, read_plan(connection).with_limits(kept))


def _count(found: Segmentation, source: CustomerSource, prospects: list[int]) -> list[NewSegment]:
    """Each segment with its members, medians and sales; empty ones are kept, so that runs compare."""
    import numpy as np

    from engine.store.segments import NewSegment

    buyers = source.buyers()
    last_year = _net_of_last_year(source)
    counted = []
    for position, segment in enumerate(found.segments):
        inside = np.flatnonzero(found.labels == position)
        points = None if found.points is None else np.asarray(found.points)[inside]
        figures = {
            "median_points": None if points is None else _median(points),
            "year_sales_e4": int(last_year[inside].sum()),
            "median_recency_days": _median(buyers.recency_days[inside]),
            "median_orders": _median(buyers.orders[inside]),
            "median_net_e4": _median(buyers.net_e4[inside]),
        }
        counted.append(
            NewSegment(
                code=segment.code,
                name=segment.name,
                rule=segment.rule,
                advice=segment.advice,
                sales_e4=int(buyers.net_e4[inside].sum()),
                facts={**figures, **segment.facts},
                members=[
                    (
                        int(buyers.customer_id[index]),
                        found.scores[index],
                        None if found.points is None else found.points[index],
                    )
                    for index in inside.tolist()
                ],
            )
        )
    if prospects:
        counted.append(
            NewSegment(
                code="prospects",
                name=Text("segment.prospects.name"),
                rule=Text("segment.prospects.rule"),
                advice=Text("segment.prospects.advice"),
                sales_e4=0,
                facts={},
                members=[(customer, "", None) for customer in prospects],
            )
        )
    return counted


def _net_of_last_year(source: CustomerSource) -> Ints:
    """What each buyer brought in during the year up to the as-of day, in e4; shape (n,)."""
    import numpy as np

    from engine.segments.method import places

    now, then = source.buyers(), source.buyers(365)
    before = np.zeros_like(now.net_e4)
    found, known = places(now, then)
    before[found[known]] = then.net_e4[known]
    return now.net_e4 - before


def _median(values: object) -> int | None:
    import numpy as np

    array = np.asarray(values)
    return round(float(np.median(array))) if array.size else None
