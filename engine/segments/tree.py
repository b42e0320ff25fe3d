"""The top of Ward's tree as the window draws it: branches, where they join, and the group of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.segments.views import SegmentRunView


@dataclass(frozen=True)
class Branch:
    """A leaf of what is drawn: how many customers it holds, and the code of the group it belongs to."""

    customers: int
    group: str


@dataclass(frozen=True)
class Join:
    """Where two nodes become one: ``left`` and ``right`` count branches first, then earlier joins.

    ``height`` is how unlike they are, as a share of the highest join; ``group`` is empty above the cut.
    """

    left: int
    right: int
    height: float
    customers: int
    group: str


@dataclass(frozen=True)
class GroupTree:
    """Branches in an order in which no lines cross, their joins from the lowest up, and the cut's height."""

    branches: tuple[Branch, ...]
    joins: tuple[Join, ...]
    cut: float


def group_tree(run: SegmentRunView) -> GroupTree | None:
    """The tree of a hierarchical run; None for other methods, and for runs that kept no groups with it."""
    stored: dict[str, Any] | None = run.quality.get("tree")
    if stored is None or "groups" not in stored or not stored["joins"]:
        return None
    joins, customers, groups = stored["joins"], stored["customers"], stored["groups"]
    count = len(customers)
    inside: list[set[str]] = [{group} for group in groups]
    for left, right, *_ in joins:
        inside.append(inside[int(left)] | inside[int(right)])
    order = _crossing_free(joins, count)
    place = {branch: position for position, branch in enumerate(order)}
    top = max(height for *_, height, _ in joins) or 1.0
    made = tuple(
        Join(
            place.get(int(left), int(left)),
            place.get(int(right), int(right)),
            height / top,
            int(size),
            next(iter(inside[count + step])) if len(inside[count + step]) == 1 else "",
        )
        for step, (left, right, height, size) in enumerate(joins)
    )
    above = min((join.height for join in made if not join.group), default=1.0)
    below = max((join.height for join in made if join.group), default=0.0)
    return GroupTree(
        tuple(Branch(customers[branch], groups[branch]) for branch in order), made, (above + below) / 2
    )


def _crossing_free(joins: list[list[float]], count: int) -> list[int]:
    order: list[int] = []
    todo = [count + len(joins) - 1]
    while todo:
        node = todo.pop()
        if node < count:
            order.append(node)
        else:
            left, right = joins[node - count][:2]
            todo += [int(right), int(left)]
    return order
