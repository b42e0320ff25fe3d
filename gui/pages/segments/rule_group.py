"""A group of a rule: conditions and groups of which all, any or none must hold."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from engine.segments.rules import HOWS
from gui import text
from gui.pages.segments.rule_condition import ConditionEditor, Vocabulary, new_condition
from gui.widgets.basics import Button, Label, column, row
from gui.widgets.form import Choice

#: Groups within groups beyond this nobody reads any more; the engine allows a few more.
_DEEPEST = 3
#: What a new condition asks first: every shop can answer it.
_FIRST = "orders"


class GroupEditor(QFrame):
    """Says how its lines count together, lists them, and adds more; groups nest."""

    changed = Signal()
    removed = Signal()

    def __init__(self, data: dict[str, Any], vocabulary: Vocabulary, depth: int = 1) -> None:
        super().__init__()
        self._vocabulary, self._depth = vocabulary, depth
        if depth > 1:
            self.setProperty("role", "inset")
        how, parts = next(iter(data.items()))
        self.how = Choice()
        self.how.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.how.setAccessibleName(self.tr("How the conditions count together"))
        self.how.fill([(each, text.say(f"rule.everyone_how.{each}")) for each in HOWS], how)
        self.how.activated.connect(lambda _: self.changed.emit())
        if depth == 1:
            head = row(Label(self.tr("Customers for whom"), "strong"), self.how, None)
        else:
            away = Button(self.tr("Remove this group"), kind="icon", icon="close", on_click=self.removed.emit)
            head = row(self.how, None, away)
        self.parts: list[ConditionEditor | GroupEditor] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.more = Button(self.tr("Condition"), kind="quiet", icon="add", on_click=self.add_condition)
        self.more.setAccessibleName(self.tr("Add a condition"))
        self.group = Button(self.tr("Group"), kind="quiet", icon="add", on_click=self.add_group)
        self.group.setAccessibleName(self.tr("Add a group of conditions"))
        self.group.setToolTip(self.tr("Conditions that count together, such as: either this or that"))
        if depth >= _DEEPEST:
            self.group.hide()
        margins = 12 if depth > 1 else 0
        self.setLayout(
            column(head, self._lines, row(self.more, self.group, None), spacing=8, margins=margins)
        )
        for part in parts:
            self._add(part)

    @property
    def data(self) -> dict[str, Any]:
        """The group as JSON data; groups without a line are left out."""
        lines = [part.data for part in self.parts]
        return {self.how.key: [line for line in lines if "feature" in line or next(iter(line.values()))]}

    def add_condition(self) -> None:
        """One more condition."""
        self._add(new_condition(_FIRST, self._vocabulary)).setFocus()
        self.changed.emit()

    def add_group(self) -> None:
        """A group with a condition."""
        other = "any" if self.how.key == "all" else "all"
        self._add({other: [new_condition(_FIRST, self._vocabulary)]})
        self.changed.emit()

    def _add(self, data: dict[str, Any]) -> ConditionEditor | GroupEditor:
        editor: ConditionEditor | GroupEditor
        if "feature" in data:
            editor = ConditionEditor(data, self._vocabulary)
        else:
            editor = GroupEditor(data, self._vocabulary, self._depth + 1)
        editor.changed.connect(self.changed.emit)
        editor.removed.connect(partial(self._remove, editor))
        self.parts.append(editor)
        self._lines.addWidget(editor)
        return editor

    def _remove(self, editor: ConditionEditor | GroupEditor) -> None:
        self.parts.remove(editor)
        self._lines.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self.more.setFocus()
        self.changed.emit()
