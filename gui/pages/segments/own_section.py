"""The owner's own segments: a list of them at the left, the chosen one's rule and customers at the right."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from engine.changes import Changes
from engine.segments.rules import (
    OwnPage,
    OwnSegment,
    RuleCount,
    count_rule,
    delete_own,
    export_own,
    find_products,
    own_page,
    own_segment,
    read_ahead,
    rename_own,
    save_rule,
    save_rule_as_list,
)
from gui import errors, text
from gui.page import Page
from gui.pages.segments.keeping import ask_for_list
from gui.pages.segments.pickers import Choices
from gui.pages.segments.rule_card import RuleCard
from gui.pages.segments.rule_condition import Vocabulary, new_condition
from gui.pages.segments.section import Section
from gui.tables import Column, ListModel
from gui.ticket import Ticket
from gui.widgets.basics import Button, column
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.rows_table import RowsTable

#: Features whose first count takes longest in a large shop: half a second at 50,000 customers.
_SLOW = ("categories", "products", "units", "discount_share", "carts_left", "visits", "minutes", "views")
#: The place of a segment that is not saved yet among the drafts.
_NEW = 0
Draft = tuple[str, dict[str, Any] | None]


class OwnSection(Section):
    """Nothing typed is lost by looking elsewhere: what is not saved waits as a draft."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._view: OwnPage | None = None
        self._vocabulary: Vocabulary | None = None
        self._current: int | None = None
        self._drafts: dict[int, Draft] = {}
        self._counting: Ticket | None = None
        self._model = ListModel(
            [
                Column(self.tr("Segment"), "name", second=self._about),
                Column(self.tr("Customers"), self._size, number=True, width=96),
            ]
        )
        self.table = RowsTable(self._model, self.tr("Your own segments"), two_lines=True)
        self.table.opened.connect(lambda segment: self._choose(segment.id))
        self.new = Button(self.tr("New rule"), icon="add", on_click=self.start)
        self.card = RuleCard()
        self.card.count_wanted.connect(self._count)
        self.card.save_wanted.connect(self._save)
        self.card.write_wanted.connect(self._write)
        self.card.list_wanted.connect(self._ask_for_list)
        self.card.like_wanted.connect(self._find_alike)
        self.card.export_wanted.connect(self._export)
        self.card.delete_wanted.connect(self._delete)
        self.card.back_wanted.connect(self._discard)
        self.card.customer_wanted.connect(
            lambda customer: page.shell.navigate("customers", customer=customer)
        )
        left = Card(self.tr("Rules and lists"), padding=16)
        left.add_action(self.new)
        left.setMinimumWidth(290)
        left.add(self.table, 1)
        board = QWidget()
        columns = QHBoxLayout(board)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        columns.addWidget(left, 10)
        columns.addWidget(self.card, 28)
        self._none = QWidget()
        self._none.setLayout(column(self._teach()))
        self._inside = QStackedWidget()
        self._inside.addWidget(board)
        self._inside.addWidget(self._none)
        outer = column()
        outer.addWidget(self._inside, 1)
        self.setLayout(outer)

    def subtitle(self) -> str:
        return self.tr("Rules of your own over everything that is known of your customers, and fixed lists")

    def _teach(self) -> EmptyState:
        return EmptyState(
            "segments",
            self.tr("Put together whom you have in mind"),
            self.tr(
                "For example: ordered at least 3 times, not in the last 90 days, and gave 4 stars or more."
                " You see at once how many they are; a saved rule follows your customers by itself."
            ),
            Button(self.tr("Make a rule"), kind="primary", icon="add", on_click=self.start),
        )

    def _about(self, segment: OwnSegment) -> str:
        if segment.id in self._drafts:
            return self.tr("not saved yet")
        return self.tr("Rule") if segment.rule is not None else self.tr("Fixed list")

    def _size(self, segment: OwnSegment) -> str:
        return "?" if segment.customers is None else text.count(segment.customers)

    # --- reading ----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.page.ask(own_page, done=self._show)

    def reset(self) -> None:
        """Another shop was opened: neither its segments nor the drafts are of this one."""
        self._view, self._vocabulary, self._current = None, None, None
        self._drafts.clear()

    def open(self, own: int) -> None:
        """Show the segment of that number from the next ``refresh`` on."""
        self._keep_draft()
        self._current = own

    def _show(self, view: OwnPage) -> None:
        before, self._view = self._view, view
        if before is None or before.choices != view.choices:
            self._vocabulary = Vocabulary(view.choices, self._find)
            self._read_ahead([key for key in _SLOW if key not in view.choices.silent])
        known = {segment.id: segment for segment in view.own.segments}
        if self._current != _NEW and self._current not in known:
            self._current = next(iter(known), _NEW if _NEW in self._drafts else None)
            shown = None
        else:
            shown = self._current if before is not None else None
        self._list()
        if self._current is None:
            self._inside.setCurrentWidget(self._none)
            return
        self._inside.setCurrentIndex(0)
        if shown is None or self._shown != shown or self._is_stale(known.get(shown)):
            self._edit()
        elif shown != _NEW:
            self.card.follow(known[shown])
            self._count()
        else:
            self._count()

    def _read_ahead(self, features: list[str]) -> None:
        """One after the other, so that what the owner asks for never waits for more than one of them."""
        if features and self.isVisible() and self.page.shell.tasks.shop is not None:
            self.page.ask(
                read_ahead, feature=features[0], done=lambda _: self._read_ahead(features[1:]), failed=_ignore
            )

    _shown: int | None = None

    def _is_stale(self, segment: OwnSegment | None) -> bool:
        """Whether what is saved has changed under an editor without changes: another window, an undo."""
        name, rule = self.card.draft
        return (
            segment is not None
            and self._saved_draft != (segment.name, segment.rule)
            and (name, rule) == self._saved_draft
        )

    _saved_draft: Draft = ("", None)

    def _list(self) -> None:
        segments = self._view.own.segments if self._view is not None else ()
        self._model.show_rows(segments)
        place = next((at for at, each in enumerate(segments) if each.id == self._current), -1)
        self.table.setCurrentIndex(self._model.index(place, 0))

    def _edit(self) -> None:
        """Put the current segment, or its draft, into the editor."""
        if self._vocabulary is None or self._current is None:
            return
        segment = self._segment(self._current)
        draft = self._drafts.pop(self._current, None)
        if segment is not None:
            self._saved_draft = (segment.name, segment.rule)
        name, rule = draft or self._saved_draft
        self._shown = self._current
        self.card.show_segment(segment, self._vocabulary, name, rule)

    def _segment(self, own_id: int) -> OwnSegment | None:
        segments = self._view.own.segments if self._view is not None else ()
        return next((each for each in segments if each.id == own_id), None)

    def _find(self, words: str, then: Callable[[Choices], None]) -> None:
        self.page.ask(find_products, text=words, done=then)

    # --- choosing and counting --------------------------------------------------------------------------

    def start(self) -> None:
        """A new rule."""
        if self._vocabulary is None:
            return
        self._keep_draft()
        self._drafts[_NEW] = ("", {"all": [new_condition("orders", self._vocabulary)]})
        self._current = _NEW
        self._inside.setCurrentIndex(0)
        self._list()
        self._edit()
        self.card.name.setFocus()

    def _choose(self, own_id: int) -> None:
        if own_id == self._current:
            return
        self._keep_draft()
        self._current = own_id
        self._list()
        self._edit()

    def _keep_draft(self) -> None:
        if self._current is not None and self._shown == self._current and self.card.is_changed:
            self._drafts[self._current] = self.card.draft

    def _count(self) -> None:
        if self._counting is not None:
            self._counting.cancel()
        rule = self.card.draft[1]
        if rule is not None:
            self._counting = self.page.ask(
                count_rule, rule=rule, done=self.card.show_count, failed=self._refused
            )
        elif self._current:
            self._counting = self.page.ask(
                own_segment,
                own_id=self._current,
                done=lambda found: self._show_listed(found[1]),
                failed=self._refused,
            )

    def _show_listed(self, found: RuleCount) -> None:
        self.card.show_count(found)

    def _refused(self, problem: BaseException) -> None:
        self.card.show_refusal(errors.sentence(problem))

    # --- acting -----------------------------------------------------------------------------------------

    def _save(self) -> None:
        name, rule = self.card.draft
        if rule is None:
            self.page.command(
                rename_own, own_id=self._current, name=name, says=self.tr("Segment renamed"),
                done=lambda _: self._saved(self._current),
            )  # fmt: skip
            return
        self.page.command(
            save_rule,
            name=name,
            rule=rule,
            own_id=self._current or None,
            says=self.tr("Segment saved"),
            done=lambda made: self._saved(made[1]),
        )

    def _saved(self, own_id: int | None) -> None:
        self._current = self._shown = own_id
        self._saved_draft = self.card.draft
        self._drafts.pop(_NEW, None)
        self.page.banner.clear()

    def _discard(self) -> None:
        self._drafts.pop(self._current or _NEW, None)
        if self._current == _NEW:
            segments = self._view.own.segments if self._view is not None else ()
            self._current = segments[0].id if segments else None
        self._shown = None
        self._list()
        if self._current is None:
            self._inside.setCurrentWidget(self._none)
        else:
            self._edit()

    def _ask_for_list(self) -> None:
        name, rule = self.card.draft
        today = text.day(self._view.own.as_of) if self._view is not None else ""
        ask_for_list(
            self.page,
            self.tr("The customers who fit the rule today are kept as a list that stays as it is."),
            " ".join(filter(None, (name.strip(), today))),
            save_rule_as_list,
            rule=rule,
        )

    def _write(self) -> None:
        self.page.shell.navigate("campaigns", method="own", code=str(self._current))

    def _find_alike(self) -> None:
        segment = self._segment(self._current) if self._current else None
        if segment is not None:
            self.page.shell.navigate("customers", like_own=segment.id, name=segment.name)

    def _delete(self) -> None:
        own_id = self._current
        if not own_id:
            return
        self._drafts.pop(own_id, None)
        self._current = self._shown = None
        self.page.command(delete_own, own_id=own_id, says=self.tr("Segment deleted"), done=_nothing)

    def _export(self) -> None:
        # Some systems allow none of these in a file's name.
        name = re.sub(r'[\\/:*?"<>|]', "", self.card.draft[0])
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export the list"), f"{name}.csv", "CSV (*.csv)")
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write the customers of the segment to a file."""
        self.page.ask(
            export_own,
            own_id=self._current,
            path=path,
            language=text.language(),
            done=lambda count: self.page.shell.toast(
                self.tr("%Ln customers written to {file}", "", count).format(file=path.name)
            ),
        )


def _ignore(_: BaseException) -> None:
    """Whoever asks for the same will be told."""


def _nothing(_: Changes) -> None:
    """The change itself refreshes the page."""
