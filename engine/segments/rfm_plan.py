"""How a shop measures RFM: which table, which limits between the scores, the owner's names for the groups.

Limits are measured once and then kept, so that a customer who changes group did something (or did not), and
not the others. They are measured anew when the owner says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.changes import Changes
from engine.errors import ClienteleError
from engine.segments.rfm import Thresholds
from engine.segments.rfm_presets import DEFAULT, PRESETS, Preset
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop

#: The key of the plan among the shop's settings.
KEY = "rfm_plan"
#: A shop with so many times the buyers of the day when the limits were measured is another shop.
_OUTGROWN = 2.0
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Kept:
    """Limits with the day as of which they were measured, and from how many buyers; ``own``: by the owner."""

    thresholds: Thresholds
    as_of: date
    buyers: int
    own: bool = False


def is_outgrown(*, own: bool, measured_from: int, buyers: int) -> bool:
    """Whether limits measured from so many buyers are those of another shop; the owner's own never are."""
    return not own and buyers >= _OUTGROWN * measured_from


@dataclass(frozen=True)
class Plan:
    """The table in use, the limits kept for each table, and the owner's names by table and segment."""

    preset: str = DEFAULT
    kept: Mapping[str, Kept] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def table(self) -> Preset:
        """The table in use."""
        return PRESETS[self.preset]

    @property
    def limits(self) -> Kept | None:
        """The limits of the table in use; None before they were measured."""
        return self.kept.get(self.preset)

    def name(self, code: str) -> Text:
        """What a segment of the table in use is called."""
        own = self.names.get(self.preset, {}).get(code)
        return Text("segment.named", {"name": own}) if own else Text(f"segment.rfm.{code}.name")

    def with_limits(self, kept: Kept) -> Plan:
        """The same plan with other limits for its table."""
        return replace(self, kept={**self.kept, self.preset: kept})

    def without_limits(self) -> Plan:
        """The same plan, its limits to be measured."""
        return replace(self, kept={key: kept for key, kept in self.kept.items() if key != self.preset})

    def to_json(self) -> dict[str, Any]:
        """Plain values for the settings."""
        return {
            "preset": self.preset,
            "kept": {
                preset: {
                    "thresholds": kept.thresholds.to_json(),
                    "as_of": kept.as_of.isoformat(),
                    "buyers": kept.buyers,
                    "own": kept.own,
                }
                for preset, kept in self.kept.items()
            },
            "names": {preset: dict(names) for preset, names in self.names.items() if names},
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Plan:
        """The plan that ``to_json`` wrote."""
        return cls(
            stored["preset"],
            {
                preset: Kept(
                    Thresholds.from_json(kept["thresholds"]),
                    date.fromisoformat(kept["as_of"]),
                    kept["buyers"],
                    kept["own"],
                )
                for preset, kept in stored["kept"].items()
            },
            stored["names"],
        )


def read_plan(connection: Connection) -> Plan:
    """The shop's plan; the default table without limits where there is none yet."""
    from engine.store.settings import load_setting

    stored = load_setting(connection, KEY)
    return Plan.from_json(stored) if isinstance(stored, dict) else Plan()


def load_plan(shop: Shop) -> Plan:
    """As ``read_plan``, for a shop."""
    with shop.store.read() as connection:
        return read_plan(connection)


def keep_plan(connection: Connection, plan: Plan) -> None:
    """Write the plan down."""
    from engine.store.settings import save_settings

    save_settings(connection, {KEY: plan.to_json()})


def change_plan(
    shop: Shop,
    *,
    preset: str,
    thresholds: Thresholds | None = None,
    names: Mapping[str, str] | None = None,
) -> Changes:
    """Use another table, limits of the owner's own, or other names; can be undone. The next run follows.

    Limits as they would be measured now count as measured. ``names`` by segment replace all earlier ones of
    that table; an empty one is the usual name again. Raises
    ``segment.unknown_table``, ``segment.same_names``, and as ``check_limits``.
    """
    from engine.customers.days import day_of
    from engine.segments.plan_view import measured_now
    from engine.store.features import buyer_count, order_span

    if preset not in PRESETS:
        raise ClienteleError("segment.unknown_table", table=preset, known=", ".join(PRESETS))
    if thresholds is not None:
        check_limits(thresholds, PRESETS[preset].levels)
    with shop.store.command(Text("segment.undo.plan"), {"segments"}) as connection:
        plan = replace(read_plan(connection), preset=preset)
        span = order_span(connection)
        if thresholds is not None and (plan.limits is None or plan.limits.thresholds != thresholds):
            if span is None:
                raise ClienteleError("segment.no_orders")
            day, buyers = day_of(span[1], shop.zone), buyer_count(connection)
            own = thresholds != measured_now(connection, shop, PRESETS[preset], day, buyers)
            plan = plan.with_limits(Kept(thresholds, day, buyers, own))
        if names is not None:
            plan = replace(plan, names={**plan.names, preset: _checked_names(names, PRESETS[preset])})
        keep_plan(connection, plan)
    return Changes(frozenset({"segments"}), shop.store.last_step)


def check_limits(thresholds: Thresholds, levels: int) -> None:
    """Raises ``segment.limits_count`` or ``segment.limits_not_ascending`` where limits cannot separate that
    many scores.
    """
    for what in ("recency_days", "orders", "net_e4"):
        edges: tuple[int, ...] = getattr(thresholds, what)
        said = Text(f"segment.limit.{what}")
        if len(edges) != levels - 1:
            raise ClienteleError("segment.limits_count", what=said, n=len(edges), needed=levels - 1)
        if list(edges) != sorted(edges):
            raise ClienteleError("segment.limits_not_ascending", what=said)


def _checked_names(names: Mapping[str, str], table: Preset) -> dict[str, str]:
    from engine.words import LANGUAGES

    tidy = {
        code: " ".join(name.split())[:_LONGEST_NAME] for code, name in names.items() if code in table.codes
    }
    own = {code: name for code, name in tidy.items() if name}
    for language in LANGUAGES:
        said = [own.get(code) or Text(f"segment.rfm.{code}.name").say(language) for code in table.codes]
        twice = next((name for name in said if said.count(name) > 1), None)
        if twice is not None:
            raise ClienteleError("segment.same_names", name=twice)
    return own
