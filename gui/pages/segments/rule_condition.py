"""One condition of a rule: what is asked, how it is compared, and what narrows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QSizePolicy, QWidget

from engine.money import currency_sign
from engine.segments.rules import FEATURES, NUMBER_OPS, THINGS, WORD_OPS, Feature, RuleChoices
from engine.words import Text
from gui import text
from gui.pages.segments.pickers import Choices, FeaturePicker, WordsPicker
from gui.widgets.basics import Button, Label, clear, row
from gui.widgets.flow import FlowLayout
from gui.widgets.form import Choice

#: Windows that most owners think in; any other number of days can be typed.
_WINDOWS = (7, 30, 90, 180, 365)
_OWN_DAYS = "own"
#: What a condition says when its feature has just been chosen.
_START: dict[str, float] = {
    "times": 2, "count": 2, "pieces": 5, "money": 100, "days": 90, "minutes": 10, "share": 50, "ratio": 2,
    "stars": 4, "any": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Vocabulary:
    """What conditions can be made of; ``find`` asks for products that a text is in."""

    choices: RuleChoices
    find: Callable[[str, Callable[[Choices], None]], None]


def new_condition(key: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """A condition on a feature to begin with, as JSON data."""
    feature, choices = FEATURES[key], vocabulary.choices
    data: dict[str, Any] = {"feature": key}
    if feature.option:
        data[feature.option] = next(iter(choices.options[feature.option]), "")
    return data | _compared(feature, data, choices)


def _compared(feature: Feature, data: dict[str, Any], choices: RuleChoices) -> dict[str, Any]:
    """The first comparison that a feature can be put to, with a value."""
    if feature.kind == "flag":
        return {"op": "is", "value": True}
    op = _ops(feature, data, choices)[0]
    if op in WORD_OPS:
        words = _words(feature, data, choices)
        return {"op": op, "value": [words[0][0]] if words else []}
    return {"op": op, "value": 2 if feature.kind == "stars" and op == "at_most" else _START[feature.kind]}


def _ops(feature: Feature, data: dict[str, Any], choices: RuleChoices) -> tuple[str, ...]:
    if feature.kind != "any":
        return feature.ops
    return NUMBER_OPS if data.get(feature.option) in choices.numbers else WORD_OPS


def _words(feature: Feature, data: dict[str, Any], choices: RuleChoices) -> list[tuple[str, str]]:
    found = (
        choices.options[feature.option].get(data[feature.option], ())
        if feature.option
        else choices.words.get(feature.key, ())
    )
    return [(word, _said(called)) for word, called in found]


def _said(called: str | Text) -> str:
    return text.say(called) if isinstance(called, Text) else called


class ConditionEditor(QFrame):
    """A line of choices that reads like a sentence; ``data`` is the condition as JSON data."""

    changed = Signal()
    removed = Signal()

    def __init__(self, data: dict[str, Any], vocabulary: Vocabulary) -> None:
        super().__init__()
        self.data = dict(data)
        self._vocabulary = vocabulary
        self._choices = vocabulary.choices
        self._own_days = data.get("within_days", 0) not in (0, *_WINDOWS)
        self._line = FlowLayout(6)
        holder = QWidget()
        holder.setLayout(self._line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self.remove = Button(
            self.tr("Remove this condition"), kind="icon", icon="close", on_click=self.removed.emit
        )
        outer = row(holder, spacing=6)
        outer.setStretch(0, 1)
        outer.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(outer)
        self._build()

    @property
    def _feature(self) -> Feature:
        return FEATURES[self.data["feature"]]

    def _build(self, focus: str = "") -> None:
        """Make the controls anew: another feature, comparison or thing needs others."""
        clear(self._line)
        feature = self._feature
        self.picker = FeaturePicker(feature.key, self._choices.silent)
        self.picker.chosen.connect(self._take_feature)
        self._put(self.picker, "feature")
        if feature.option:
            self._put_option(feature)
        if feature.thing:
            self._put_thing()
        self._put_op(feature)
        self._put_value(feature)
        if feature.window:
            self._put_window()
        if focus:
            again = self.findChild(QWidget, focus)
            if again is not None:
                # After the popup or the old control has let go of it.
                QTimer.singleShot(0, again, again.setFocus)

    def _put(self, control: QWidget, name: str) -> None:
        control.setObjectName(name)
        self._line.addWidget(control)

    def _choice(self, name: str, label: str, choices: list[tuple[str, str]], current: str) -> Choice:
        control = Choice()
        control.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        control.setMinimumContentsLength(3)
        control.setAccessibleName(label)
        control.fill(choices, current)
        self._put(control, name)
        return control

    # --- its parts --------------------------------------------------------------------------------------

    def _put_option(self, feature: Feature) -> None:
        label = text.say(f"rule.option_missing.{feature.option}")
        names = self._choices.option_names
        offered = [(key, _said(names.get(key, key))) for key in self._choices.options[feature.option]]
        chosen = str(self.data.get(feature.option, ""))
        if chosen and chosen not in dict(offered):
            offered.append((chosen, chosen))
        control = self._choice("option", label, offered, chosen)
        control.activated.connect(lambda _: self._take_option(control.key))

    def _put_thing(self) -> None:
        kind = next((each for each in THINGS if each in self.data), "")
        offered = [("", self.tr("anything"))]
        for each, label, known in (
            ("category", self.tr("category"), self._choices.categories),
            ("brand", self.tr("brand"), self._choices.brands),
            ("product", self.tr("product"), self._choices.products),
        ):
            if known or each == kind:
                offered.append((each, label))
        if len(offered) == 1:
            return
        control = self._choice("thing", self.tr("Of what"), offered, kind)
        control.activated.connect(lambda _: self._take_thing(control.key))
        if kind:
            listed: Choices = self._choices.products if kind == "product" else _pairs(kind, self._choices)
            find = self._vocabulary.find if kind == "product" else None
            name = dict(offered)[kind]
            picker = WordsPicker(name, listed, [self.data[kind]], several=False, find=find)
            picker.changed.connect(lambda: self._set(**{kind: picker.chosen[0]}))
            self._put(picker, "thing_name")

    def _put_op(self, feature: Feature) -> None:
        ops = _ops(feature, self.data, self._choices)
        if feature.kind == "flag":
            return
        offered = [(op, text.say(f"rule.op.{op}")) for op in ops]
        control = self._choice("op", self.tr("Comparison"), offered, self.data["op"])
        control.activated.connect(lambda _: self._take_op(control.key))

    def _put_value(self, feature: Feature) -> None:
        op = self.data["op"]
        if feature.kind == "flag":
            offered = [("yes", self.tr("yes")), ("no", self.tr("no"))]
            control = self._choice("value", self.tr("Answer"), offered, "yes" if self.data["value"] else "no")
            control.activated.connect(lambda _: self._set(value=control.key == "yes"))
        elif op in WORD_OPS:
            chosen = [str(word) for word in self.data["value"]]
            listed = _words(feature, self.data, self._choices)
            picker = WordsPicker(text.say(feature.name), listed, chosen, several=True)
            picker.changed.connect(lambda: self._set(value=list(picker.chosen)))
            self._put(picker, "value")
        else:
            self._put_numbers(feature, op)

    def _put_numbers(self, feature: Feature, op: str) -> None:
        value = self.data["value"]
        low, high = value if op == "between" else (value, value)
        boxes = [self._number(feature, self.tr("Value"), float(low), "value")]
        together: list[QWidget] = [*boxes]
        if op == "between":
            boxes.append(self._number(feature, self.tr("Upper value"), float(high), "upper"))
            together += [Label(self.tr("and"), "muted"), boxes[1]]
        for box in boxes:
            box.valueChanged.connect(lambda _: self._take_numbers(boxes))
        if feature.kind not in ("money", "share", "any", "count"):
            together.append(Label(text.say(feature.unit), "muted"))
        self._put_together(*together)

    def _number(self, feature: Feature, label: str, value: float, name: str) -> QDoubleSpinBox:
        box = NumberBox(feature, self._choices.currency)
        box.setObjectName(name)
        box.setAccessibleName(f"{text.say(feature.name)}: {label}")
        box.setValue(value)
        return box

    def _put_together(self, *parts: QWidget) -> None:
        """What must not be torn apart at the end of a line: a number and its unit."""
        holder = QWidget()
        holder.setLayout(row(*parts, spacing=6))
        self._line.addWidget(holder)

    def _put_window(self) -> None:
        days = int(self.data.get("within_days", 0))
        offered = [("0", self.tr("any time"))]
        offered += [(str(each), self.tr("last %n days", "", each)) for each in _WINDOWS]
        offered.append((_OWN_DAYS, self.tr("last … days")))
        control = self._choice("window", self.tr("When"), offered, _OWN_DAYS if self._own_days else str(days))
        control.activated.connect(lambda _: self._take_window(control.key))
        if self._own_days:
            box = NumberBox(FEATURES["last_order"], "")
            box.setRange(1, 36_500)
            box.setAccessibleName(self.tr("Number of days"))
            box.setValue(days or 60)
            box.valueChanged.connect(lambda value: self._set(within_days=int(value)))
            box.setObjectName("days")
            self._put_together(box, Label(self.tr("days"), "muted"))

    # --- what the owner does ----------------------------------------------------------------------------

    def _set(self, **parts: Any) -> None:
        self.data.update(parts)
        self.changed.emit()

    def _take_feature(self, key: str) -> None:
        feature, before = FEATURES[key], self.data
        self.data = new_condition(key, self._vocabulary)
        for part in (*THINGS, "within_days"):
            if part in before and (feature.window if part == "within_days" else feature.thing):
                self.data[part] = before[part]
        self._own_days = self._own_days and "within_days" in self.data
        self._rebuilt("feature")

    def _take_option(self, key: str) -> None:
        feature = self._feature
        self.data[feature.option] = key
        self.data.update(_compared(feature, self.data, self._choices))
        self._rebuilt("option")

    def _take_thing(self, kind: str) -> None:
        before = next((each for each in THINGS if each in self.data), "")
        if kind == before:
            return
        self.data.pop(before, None)
        if kind:
            offered = self._choices.products if kind == "product" else _pairs(kind, self._choices)
            self.data[kind] = offered[0][0]
        self._rebuilt("thing")

    def _take_op(self, op: str) -> None:
        before, value = self.data["op"], self.data["value"]
        self.data["op"] = op
        if op == "between" and before != "between":
            most = {"share": 100, "stars": 5}.get(self._feature.kind, value * 2)
            self.data["value"] = [value, max(value, min(value * 2, most))]
        elif before == "between" and op != "between":
            self.data["value"] = value[0]
        self._rebuilt("op")

    def _take_window(self, key: str) -> None:
        self._own_days = key == _OWN_DAYS
        days = (self.data.get("within_days") or 60) if self._own_days else int(key)
        self.data.pop("within_days", None)
        if days:
            self.data["within_days"] = days
        self._rebuilt("window")

    def _take_numbers(self, boxes: list[QDoubleSpinBox]) -> None:
        values = [box.value() if box.decimals() else int(box.value()) for box in boxes]
        self._set(value=values if len(values) > 1 else values[0])

    def _rebuilt(self, focus: str) -> None:
        self._build(focus)
        self.changed.emit()


class NumberBox(QDoubleSpinBox):
    """A number in the unit of a feature; the wheel scrolls the page over it instead of changing it unseen."""

    def __init__(self, feature: Feature, currency: str) -> None:
        super().__init__()
        self.lineEdit().setTextMargins(6, 0, 0, 0)
        self.setDecimals({"money": 2, "ratio": 1, "stars": 1, "minutes": 0, "any": 2}.get(feature.kind, 0))
        if feature.key == "stars":
            self.setDecimals(0)
        low, high = {"share": (0, 100), "stars": (1, 5), "any": (-1e9, 1e9)}.get(feature.kind, (0, 1e9))
        self.setRange(low, high)
        self.setGroupSeparatorShown(True)
        if feature.kind == "money":
            self.setPrefix(f"{currency_sign(currency, text.language())} ")
        elif feature.kind == "share":
            self.setSuffix(" %")
        self.setFixedWidth(136 if feature.kind in ("money", "any") else 78)
        self.setKeyboardTracking(True)

    def textFromValue(self, value: float) -> str:
        written = super().textFromValue(value)
        if self.decimals() and value == int(value):
            # 100 rather than 100.00.
            return written[: -self.decimals() - 1]
        return written

    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]


def _pairs(kind: str, choices: RuleChoices) -> list[tuple[str, str]]:
    return [(each, each) for each in (choices.categories if kind == "category" else choices.brands)]
