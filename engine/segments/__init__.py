"""Segments: methods that group a shop's buyers, the runs that were saved, and who is in each.

Importing this package loads nothing heavy; a method's module is loaded when it runs. Plain tables of orders
are grouped without a shop: ``frames.segment_orders``, ``frames.orders_moved``.
"""

from __future__ import annotations

from engine.segments.compare import Comparison, MethodResult, compare_methods, comparison, is_refusal
from engine.segments.export import export_segment
from engine.segments.movement import (
    Flow,
    Movement,
    MovementPage,
    Mover,
    Movers,
    compute_movement,
    movement_page,
    movers,
)
from engine.segments.page import Figure, SegmentCard, SegmentMap, SegmentsPage, segments_page
from engine.segments.plan_view import PlanView, plan_view
from engine.segments.registry import METHODS
from engine.segments.rfm import Thresholds
from engine.segments.rfm_plan import change_plan
from engine.segments.run import run_segmentation
from engine.segments.tree import GroupTree
from engine.segments.views import (
    GridCell,
    Member,
    RunSummary,
    SegmentPoint,
    SegmentPoints,
    SegmentRunView,
    SegmentView,
    latest_run,
    list_runs,
    rfm_grid,
    run_of_segment,
    saved_run,
    segment_customers,
    segment_points,
)

__all__ = [
    "METHODS",
    "Comparison",
    "Figure",
    "Flow",
    "GridCell",
    "GroupTree",
    "Member",
    "MethodResult",
    "Movement",
    "MovementPage",
    "Mover",
    "Movers",
    "PlanView",
    "RunSummary",
    "SegmentCard",
    "SegmentMap",
    "SegmentPoint",
    "SegmentPoints",
    "SegmentRunView",
    "SegmentView",
    "SegmentsPage",
    "Thresholds",
    "change_plan",
    "compare_methods",
    "comparison",
    "compute_movement",
    "export_segment",
    "is_refusal",
    "latest_run",
    "list_runs",
    "movement_page",
    "movers",
    "plan_view",
    "rfm_grid",
    "run_of_segment",
    "run_segmentation",
    "saved_run",
    "segment_customers",
    "segment_points",
    "segments_page",
]
