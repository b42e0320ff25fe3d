"""The groups to choose from: everyone, chosen customers, and the segments of the latest runs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QMenu, QVBoxLayout, QWidget

from engine.campaigns.audience import Audience, Pick
from engine.campaigns.page import CampaignsPage
from gui import text
from gui.widgets.basics import Button, Label, Line, clear, row
from gui.widgets.card import Card


class SegmentList(Card):
    """Check boxes for who is in, and a list of who is left out again."""

    #: (include, exclude) as tuples of picks.
    chosen = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(self.tr("Who is it for?"))
        self.boxes: dict[Pick, QCheckBox] = {}
        self._include: tuple[Pick, ...] = ()
        self._exclude: tuple[Pick, ...] = ()
        self._names: dict[Pick, str] = {}
        self._segments: list[tuple[Pick, str]] = []
        self._shown: object = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.add(self._rows)
        self.add(Line())
        self.without = Button(self.tr("Leave a group out…"), kind="quiet", on_click=self._offer_without)
        self._without_rows = QVBoxLayout()
        self._without_rows.setSpacing(2)
        self.add(self._without_rows)
        self.add(row(self.without, None))

    def show_audience(self, view: CampaignsPage, audience: Audience, names: dict[Pick, str]) -> None:
        """Paint the groups; ``names`` are of picks that are in the audience now."""
        self._include, self._exclude = audience.include, audience.exclude
        self._names.update(names)
        current = (view.runs, view.own, view.customers, frozenset(self._extra(view)))
        if current != self._shown:
            self._shown = current
            self._build(view)
        for pick, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(pick in self._include)
            box.blockSignals(False)
        everyone = Pick(everyone=True) in self._include
        for pick, box in self.boxes.items():
            box.setEnabled(pick.everyone or not everyone)
        self._show_without()

    def _extra(self, view: CampaignsPage) -> list[Pick]:
        """Picks of the audience that no list offers: chosen customers, segments of old runs."""
        listed = {Pick(method=each.method, code=each.code) for run in view.runs for each in run.segments}
        listed |= {Pick(own=each.id) for each in view.own}
        return [pick for pick in self._include if not pick.everyone and pick not in listed]

    def _build(self, view: CampaignsPage) -> None:
        clear(self._rows)
        self.boxes.clear()
        self._segments.clear()
        self._add(Pick(everyone=True), self.tr("Everyone on file"), view.customers)
        for pick in self._extra(view):
            self._add(pick, self._names.get(pick, ""), None)
        if view.own:
            self._rows.addSpacing(8)
            self._rows.addWidget(Label(self.tr("Your own segments"), "caption", wrap=True))
        for own in view.own:
            pick = Pick(own=own.id)
            self._segments.append((pick, own.name))
            self._add(pick, own.name, own.customers)
        for run in view.runs:
            heading = self.tr("{groups}, as of {day}").format(
                groups=text.say(run.name), day=text.day(run.as_of)
            )
            self._rows.addSpacing(8)
            self._rows.addWidget(Label(heading, "caption", wrap=True))
            for segment in run.segments:
                pick = Pick(method=segment.method, code=segment.code)
                name = text.say(segment.name)
                self._segments.append((pick, name))
                self._add(pick, name, segment.customers)

    def _add(self, pick: Pick, name: str, people: int | None) -> None:
        self._names[pick] = name
        box = QCheckBox(name)
        box.toggled.connect(lambda on, pick=pick: self._toggle(pick, on))
        self.boxes[pick] = box
        line = QWidget()
        size = Label("" if people is None else text.count(people), "muted")
        line.setLayout(row(box, None, size))
        self._rows.addWidget(line)

    def _toggle(self, pick: Pick, on: bool) -> None:
        kept = tuple(each for each in self._include if each != pick)
        without = tuple(each for each in self._exclude if each != pick) if on else self._exclude
        self.chosen.emit((*kept, pick) if on else kept, without)

    # --- left out again -------------------------------------------------------------------------------

    def _show_without(self) -> None:
        clear(self._without_rows)
        for pick in self._exclude:
            name = self._names.get(pick, "")
            line = QWidget()
            back = Button(
                self.tr("Do not leave out {group}").format(group=name),
                kind="icon",
                icon="close",
                on_click=partial(self._keep, pick),
            )
            line.setLayout(row(Label(self.tr("but not: {group}").format(group=name), wrap=True), None, back))
            self._without_rows.addWidget(line)
        self.without.setEnabled(bool(self._segments))

    def without_menu(self) -> QMenu:
        """The groups that can be left out."""
        menu = QMenu(self)
        for pick, name in self._segments:
            if pick not in self._include and pick not in self._exclude:
                menu.addAction(name, partial(self._leave_out, pick))
        return menu

    def _offer_without(self) -> None:
        self.without_menu().popup(self.without.mapToGlobal(self.without.rect().bottomLeft()))

    def _leave_out(self, pick: Pick) -> None:
        self.chosen.emit(self._include, (*self._exclude, pick))

    def _keep(self, pick: Pick) -> None:
        self.chosen.emit(self._include, tuple(each for each in self._exclude if each != pick))
