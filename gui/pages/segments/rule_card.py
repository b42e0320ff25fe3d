"""One of the owner's segments: its name and rule to edit, who fits it now, and what to do with them."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from engine.money import Money
from engine.segments.rules import LONGEST_NAME, OwnSegment, RuleCount
from gui import text
from gui.pages.segments.detail import PersonLine
from gui.pages.segments.rule_condition import Vocabulary
from gui.pages.segments.rule_group import GroupEditor
from gui.widgets.basics import Button, Label, clear, column, row
from gui.widgets.card import Card
from gui.widgets.scroller import Scroller

#: Pause after a change before customers are counted, in ms.
_PAUSE = 90


class RuleCard(Card):
    """Edits a rule, or shows a list; ``draft`` is what the owner has made of it, saved or not."""

    #: The rule or the name was changed: count anew.
    count_wanted = Signal()
    save_wanted = Signal()
    write_wanted = Signal()
    list_wanted = Signal()
    like_wanted = Signal()
    export_wanted = Signal()
    delete_wanted = Signal()
    back_wanted = Signal()
    #: A customer was chosen: the id.
    customer_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(padding=16)
        self._segment: OwnSegment | None = None
        self._group: GroupEditor | None = None
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(self.tr("Name of the segment"))
        self.name.setAccessibleName(self.tr("Name of the segment"))
        self.name.textEdited.connect(lambda _: self._tell_state())
        self._kind = Label("", "caption", wrap=True)
        self._area = Scroller(self.tr("The rule"))
        self._rule = column(spacing=8)
        found, people = self._result()
        self._area.column.addLayout(self._rule)
        self._area.column.addWidget(people)
        self._area.column.addStretch(1)
        self.save = Button(self.tr("Save"), kind="primary", icon="save", on_click=self.save_wanted.emit)
        self.write = Button(self.tr("Write to them"), icon="campaigns", on_click=self.write_wanted.emit)
        self.fix = Button(self.tr("Save as a fixed list…"), on_click=self.list_wanted.emit)
        self.fix.setToolTip(self.tr("Keeps the customers who fit today, whatever they do later"))
        self.discard = Button(self.tr("Discard changes"), kind="quiet", on_click=self.back_wanted.emit)
        self.like = Button(
            self.tr("Find customers who are like them"),
            kind="icon",
            icon="search",
            on_click=self.like_wanted.emit,
        )
        self.export = Button(
            self.tr("Export the list…"), kind="icon", icon="export", on_click=self.export_wanted.emit
        )
        self.delete = Button(
            self.tr("Delete this segment"), kind="icon", icon="delete", on_click=self.delete_wanted.emit
        )
        self.add(self.name)
        self.add(self._kind)
        self.add(self._area, 1)
        self.add(found)
        buttons = row(
            self.save,
            self.write,
            self.fix,
            self.discard,
            None,
            self.like,
            self.export,
            self.delete,
            spacing=8,
        )
        self.add(buttons)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.count_wanted.emit)

    def _result(self) -> tuple[QFrame, QWidget]:
        """How many they are, always in sight, and the first of them, below the rule."""
        self._figure, self._share = Label("", "figure"), Label("", "muted", wrap=True)
        self._sentence = Label("", wrap=True)
        self._notes = Label("", "warn", wrap=True)
        self._names = column(spacing=0)
        people = self._names_part = QWidget()
        people.setLayout(column(Label(self.tr("Who spent most"), "strong"), self._names, spacing=4))
        figures = row(self._figure, self._share, spacing=12)
        figures.setStretch(1, 1)
        found = QFrame()
        found.setProperty("role", "inset")
        found.setLayout(column(figures, self._sentence, self._notes, spacing=4, margins=12))
        return found, people

    # --- showing ----------------------------------------------------------------------------------------

    def show_segment(
        self,
        segment: OwnSegment | None,
        vocabulary: Vocabulary,
        name: str,
        rule: dict[str, Any] | None,
    ) -> None:
        """Show a segment (None: one to be made), with the name and rule of a draft, and ask for its count."""
        self._segment = segment
        self.name.setText(name)
        clear(self._rule)
        self._group = None
        if rule is not None:
            whole = rule if "feature" not in rule else {"all": [rule]}
            self._group = GroupEditor(whole, vocabulary)
            self._group.changed.connect(self._changed)
            self._rule.addWidget(self._group)
        self._kind.setText(
            self.tr("A rule: whoever fits it is in, whoever no longer fits it is out.")
            if rule is not None
            else self.tr("A fixed list: its customers stay the same, whatever they do.")
        )
        self._notes.hide()
        self._area.to_top()
        self._tell_state()
        self._timer.stop()
        self.count_wanted.emit()

    def follow(self, segment: OwnSegment) -> None:
        """The shown segment as it is saved now; what is being edited stays."""
        self._segment = segment
        self._tell_state()

    @property
    def draft(self) -> tuple[str, dict[str, Any] | None]:
        """Name and rule as they stand here."""
        return self.name.text(), self._group.data if self._group is not None else None

    @property
    def is_changed(self) -> bool:
        """Whether there is something to save."""
        if self._segment is None:
            return True
        name, rule = self.draft
        saved = self._segment.rule
        if saved is not None and "feature" in saved:
            saved = {"all": [saved]}
        return name.strip() != self._segment.name or rule != saved

    def show_count(self, found: RuleCount) -> None:
        """How many fit the rule, and who."""
        self._figure.setText(self.tr("%Ln customers", "", found.customers))
        self._share.setText(
            self.tr("{share} of all customers, with {sales} of all sales ({amount})").format(
                share=text.percent(found.share),
                sales=text.percent(found.sales_share),
                amount=text.money(Money(found.sales_e4, found.currency), whole=True),
            )
        )
        self._sentence.set_role("body")
        self._sentence.setText(text.say(found.sentence))
        self._sentence.setHidden(self._group is None)
        self._notes.setText(" ".join(text.say(note) for note in found.notes))
        self._notes.setHidden(not found.notes)
        clear(self._names)
        for person in found.top:
            amount = text.money(Money(person.net_e4, found.currency), whole=True)
            name = text.customer_name(person.name, person.code)
            self._names.addWidget(
                PersonLine(name, amount, partial(self.customer_wanted.emit, person.customer_id))
            )
        self._names_part.setHidden(not found.top)
        self._some = found.customers > 0
        self._tell_state()

    def show_refusal(self, sentence: str) -> None:
        """What is wrong with the rule as it stands."""
        self._figure.setText("")
        self._share.setText("")
        self._sentence.set_role("warn")
        self._sentence.setText(sentence)
        self._sentence.show()
        for part in (self._notes, self._names_part):
            part.hide()
        self._some = False
        self._tell_state()

    # --- inside -----------------------------------------------------------------------------------------

    _some = False

    def _changed(self) -> None:
        self._tell_state()
        self._timer.start()

    def _tell_state(self) -> None:
        changed, saved = self.is_changed, self._segment is not None
        self.save.setEnabled(changed and bool(self.name.text().strip()))
        self.save.setToolTip("" if self.name.text().strip() else self.tr("Give it a name first"))
        for button in (self.write, self.like, self.export):
            button.setEnabled(saved and not changed and self._some)
            button.setToolTip(self.tr("Save it first") if changed else self._tip(button))
        self.fix.setEnabled(self._some)
        self.fix.setHidden(self._group is None)
        self.discard.setHidden(not changed)
        self.delete.setHidden(not saved)

    def _tip(self, button: Button) -> str:
        return "" if button is self.write else button.accessibleName()
