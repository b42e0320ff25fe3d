"""What stands in the place of the groups where there are none: nothing yet, or an honest no."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from engine.errors import ClienteleError
from gui import errors
from gui.widgets.basics import Button, clear
from gui.widgets.empty_state import EmptyState

translate = QCoreApplication.translate


def show_instead(inside: QStackedWidget, place: QWidget, message: EmptyState) -> None:
    """Put a message into its ``place``, and that in front of what else is ``inside``."""
    holder = place.layout()
    if holder is not None:
        clear(holder)
        holder.addWidget(message)
    inside.setCurrentWidget(place)


def no_orders(on_import: Callable[[], object]) -> EmptyState:
    """The shop has no orders: what this page will show, and the way to bring some in."""
    return EmptyState(
        "segments",
        translate("Segments", "There are no orders yet"),
        translate(
            "Segments",
            "Bring in your sales, and this page shows who your best customers are, who is new,"
            " and who is slipping away.",
        ),
        Button(translate("Segments", "Import sales"), kind="primary", icon="import", on_click=on_import),
    )


def not_grouped(about: str, on_group: Callable[[], object], *, working: bool) -> EmptyState:
    """The method has no run yet: what it does, and the button that does it."""
    button = Button(
        translate("Segments", "Group my customers"), kind="primary", icon="segments", on_click=on_group
    )
    button.setEnabled(not working)
    return EmptyState(
        "segments", translate("Segments", "Your customers are not grouped like this yet"), about, button
    )


def refusal(problem: ClienteleError, way_on: Button | None, way_back: Button | None) -> EmptyState:
    """The method found nothing it could stand behind; that is a result, not a failure."""
    title = {
        "segment.no_natural_groups": translate("Segments", "No natural groups, and that is an answer"),
        "segment.nobody_known": translate("Segments", "Your orders name no customers"),
        "segment.too_few_buyers": translate("Segments", "Too few customers yet"),
        "segment.before_first_order": translate("Segments", "Nobody had bought by then"),
    }.get(problem.key, translate("Segments", "That cannot be grouped"))
    return EmptyState("info", title, errors.sentence(problem), way_on, way_back)
