"""Customers: the table, and from it the page of one customer, with the ways back and to the neighbours."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from engine.customers.likeness import Suggestions, suggestions
from engine.customers.page import CustomersView, customers_view
from engine.customers.table import CustomerPage, customer_page
from engine.shop import Shop
from gui import text
from gui.page import Page
from gui.pages.customers.customer_list import CustomerList
from gui.pages.customers.duplicates import SHOWN, DuplicatesView
from gui.pages.customers.profile import ProfileView
from gui.widgets.basics import Button, Label, row
from gui.widgets.empty_state import EmptyState


class CustomersPage(Page):
    """Levels in one place: the list keeps its search, order and place while a profile or pairs are read."""

    scrolls = False

    def build(self) -> None:
        self._shop: Shop | None = None
        self._view: CustomersView | None = None
        self._customer: int | None = None
        #: Where in the list the customer stands; None: opened from elsewhere.
        self._place: int | None = None
        self.list = CustomerList(self.shell)
        self.list.opened.connect(self._open_from_list)
        self.list.segment_changed.connect(self.refresh)
        self.list.failed.connect(self.show_problem)
        self.list.duplicates.wanted.connect(self.show_duplicates)
        self._profile: ProfileView | None = None
        self._duplicates: DuplicatesView | None = None
        #: Whether the pairs of customers who look alike are read instead of the list.
        self._comparing = False
        self._pairs: Suggestions | None = None
        self._levels = QStackedWidget()
        self._levels.addWidget(self.list)
        self.add(self._levels, 1)
        self.reach_edges()
        self.back = Button(
            self.tr("Back to the list (Esc)"), kind="icon", icon="arrow_left", on_click=self.go_back
        )
        self.add_lead(self.back)
        self.previous = Button(
            self.tr("Previous customer (Alt+Up)"),
            kind="icon",
            icon="up",
            on_click=lambda: self._step(-1),
        )
        self.next = Button(
            self.tr("Next customer (Alt+Down)"), kind="icon", icon="down", on_click=lambda: self._step(1)
        )
        self._where = Label("", "muted")
        self._neighbours = QWidget()
        self._neighbours.setLayout(row(self._where, self.previous, self.next, spacing=4))
        self.add_action(self._neighbours)
        self._keys = [
            self._key(keys, action)
            for keys, action in (
                ("Esc", self.go_back),
                ("Backspace", self.go_back),
                ("Alt+Left", self.go_back),
                ("Alt+Up", lambda: self._step(-1)),
                ("Alt+Down", lambda: self._step(1)),
            )
        ]
        self._show_level()

    @property
    def profile(self) -> ProfileView:
        """The page of one customer; made on first use, so that the list does not wait for it."""
        if self._profile is None:
            self._profile = ProfileView(self)
            self._levels.addWidget(self._profile)
        return self._profile

    @property
    def duplicates(self) -> DuplicatesView:
        """The pairs of customers who may be one; made on first use."""
        if self._duplicates is None:
            self._duplicates = DuplicatesView(self)
            self._duplicates.opened.connect(lambda customer: self._open(customer, None))
            self._duplicates.left.connect(self.show_list)
            self._levels.addWidget(self._duplicates)
        return self._duplicates

    def _leave_profile(self) -> None:
        if self._profile is not None:
            self._profile.leave()

    def _key(self, keys: str, action: Any) -> QShortcut:
        return QShortcut(
            QKeySequence(keys), self, action, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    # --- reading --------------------------------------------------------------------------------------

    @staticmethod
    def load(shop: Shop, **request: Any) -> CustomersView:
        return customers_view(shop, **request)

    def request(self) -> dict[str, Any]:
        return {"segment_id": self.list.segment_id, "customer_id": self._customer}

    def refresh(self) -> None:
        shop = self.shell.tasks.shop
        if shop is not self._shop:
            if self._shop is not None:
                self.list.forget()
                if self._profile is not None:
                    self._profile.forget()
                self._customer = self._place = self._pairs = None
                self._comparing = False
                self.list.duplicates.hide()
            self._shop = shop
            self.list.ask()
        super().refresh()
        if shop is not None and self._customer is None:
            self.ask(suggestions, limit=SHOWN, done=self._suggested)

    def invalidate(self, topics: frozenset[str]) -> None:
        if topics & self.spec.refresh_on:
            self.list.ask()
        super().invalidate(topics)

    def is_empty(self, view: CustomersView) -> bool:
        if view.customers == 0:
            self._customer = None
            self._show_level()
            self.set_heading(self.spec.title)
        return view.customers == 0

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "customers",
            self.tr("Nobody here yet"),
            self.tr(
                "Bring in your sales or your customer list, and everyone gets a page: what they buy, how"
                " often they come, and what to offer them next."
            ),
            Button(
                self.tr("Import sales"),
                kind="primary",
                icon="import",
                on_click=lambda: self.shell.navigate("import"),
            ),
        )

    def show_view(self, view: CustomersView) -> None:
        self._view = view
        self.list.show_choices(view)
        if self._customer is not None:
            if view.profile is None:
                self.show_list()
                self.banner.tell(self.tr("That customer is not there any more."), "warn")
            elif view.asked == self._customer:
                # Somebody who was found to be another is shown as that one.
                self._customer = view.profile.id
                self.profile.show_profile(view.profile)
        self._show_level()

    @property
    def duplicates_found(self) -> int:
        """How many pairs of customers look alike, as far as asked."""
        return self._pairs.total if self._pairs else 0

    def _suggested(self, found: Suggestions) -> None:
        self.list.duplicates.show_count(found.total)
        if found == self._pairs:
            return
        self._pairs = found
        if self._comparing:
            self.duplicates.show_suggestions(found)
            self._show_level()

    # --- moving ---------------------------------------------------------------------------------------

    def open(self, **options: Any) -> None:
        """Show a ``customer`` by id, the list of a segment (``segment_id`` or ``segment``), or those who may
        be one person (``duplicates``).
        """
        segment = options.get("segment_id") or options.get("segment")
        if options.get("customer") is not None:
            self._open(int(options["customer"]), None)
        elif options.get("duplicates"):
            self.show_duplicates()
        elif segment is not None:
            self.list.show_segment(int(segment))
            self.show_list()
            self.refresh()

    def show_list(self) -> None:
        """Leave the profile and the pairs."""
        self._leave_profile()
        self._customer = None
        self._comparing = False
        self._show_level()
        self.list.table.setFocus()

    def show_duplicates(self) -> None:
        """Show the pairs of customers who may be one person."""
        self._leave_profile()
        self._customer = None
        self._comparing = True
        if self._pairs is not None:
            self.duplicates.show_suggestions(self._pairs)
        self._show_level()
        self.duplicates.setFocus()

    def go_back(self) -> None:
        """From a profile opened among the pairs to them, else to the list."""
        if self._customer is not None and self._comparing:
            self.show_duplicates()
        else:
            self.show_list()

    def to_start(self) -> None:
        self.show_list()

    def leaving(self) -> None:
        self._leave_profile()

    def _open_from_list(self, customer: int, place: int) -> None:
        self._open(customer, place)

    def _open(self, customer: int, place: int | None) -> None:
        self.banner.clear()
        self._leave_profile()
        self._customer, self._place = customer, place
        self.refresh()

    def _step(self, by: int) -> None:
        """Ask who stands before or after in the list as it is ordered now."""
        if self._customer is None or self._place is None:
            return
        place = self._place + by
        if 0 <= place < self.list.model.total:
            self.ask(
                customer_page,
                offset=place,
                limit=1,
                **self.list.question,
                done=lambda page: self._stepped(page, place),
            )

    def _stepped(self, page: CustomerPage, place: int) -> None:
        if page.rows and self._customer is not None:
            self.list.go_to(place)
            self._open(page.rows[0].id, place)

    def _show_level(self) -> None:
        """Show the list or the profile, and the heading that goes with it."""
        shown = self._view.profile if self._view and self._customer is not None else None
        if shown is not None and shown.id != self._customer:
            return
        inside = shown is not None
        if inside and not self.profile.isVisible():
            self._levels.setCurrentWidget(self.profile)
            self.profile.setFocus()
        elif not inside:
            self._levels.setCurrentWidget(self.duplicates if self._comparing else self.list)
        self.back.setVisible(inside or self._comparing)
        self._neighbours.setVisible(inside and self._place is not None)
        for key in self._keys:
            key.setEnabled(inside or self._comparing)
        if shown is not None:
            self.set_heading(text.customer_name(shown.name, shown.code), self.profile.subtitle(shown))
            total = self.list.model.total
            if self._place is not None:
                self._where.setText(
                    self.tr("{n} of {total}").format(n=text.count(self._place + 1), total=text.count(total))
                )
                self.previous.setEnabled(self._place > 0)
                self.next.setEnabled(self._place + 1 < total)
            return
        if self._comparing:
            total = self.duplicates_found
            pairs = self.tr("%Ln pairs of customers look alike", "", total) if total else ""
            self.set_heading(self.tr("Perhaps the same person?"), pairs)
            return
        today = self._view.today if self._view else None
        self.set_heading(
            self.spec.title,
            self.tr("With orders up to {day}").format(day=text.day(today)) if today else "",
        )
