"""Customers: the table, and from it the page of one customer, with the ways back and to the neighbours."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from engine.campaigns.audience import Pick
from engine.changes import Changes
from engine.customers.likeness import Suggestions, suggestions
from engine.customers.page import CustomersView, customers_view
from engine.customers.table import CustomerPage, customer_page
from engine.shop import Shop
from gui import text
from gui.page import Page
from gui.pages.customers.customer_list import CustomerList
from gui.pages.customers.duplicates import SHOWN, DuplicatesView
from gui.pages.customers.look_alikes import Examples, LookAlikesView
from gui.pages.customers.profile import ProfileView
from gui.pages.customers.resemblance import ResemblanceView
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
        self.list = CustomerList(self)
        self.list.choosing.like_wanted.connect(self.show_look_alikes)
        self.list.opened.connect(self._open_from_list)
        self.list.segment_changed.connect(self.refresh)
        self.list.failed.connect(self.show_problem)
        self.list.list_wanted.connect(self._ask_for_list)
        self.list.duplicates.wanted.connect(self.show_duplicates)
        self._profile: ProfileView | None = None
        self._duplicates: DuplicatesView | None = None
        self._resemblance: ResemblanceView | None = None
        self._look_alikes: LookAlikesView | None = None
        #: What a profile lies over: the list, or ``pairs``, ``resemblance`` or ``look_alikes`` instead of it.
        self._ground = "list"
        #: Where the way back from look-alikes leads: the ground, and the profile that lay over it, if any.
        self._before: tuple[str, int | None, int | None] = ("list", None, None)
        self._pairs: Suggestions | None = None
        self._levels = QStackedWidget()
        self._levels.addWidget(self.list)
        self.add(self._levels, 1)
        self.reach_edges()
        self.back = Button(self.tr("Back (Esc)"), kind="icon", icon="arrow_left", on_click=self.go_back)
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
        self.choose = Button(self.tr("Choose several"), icon="check", on_click=self._choose_several)
        self.resemble = Button(
            self.tr("Who resembles whom"), icon="customers", on_click=self.show_resemblance
        )
        self._tools = QWidget()
        self._tools.setLayout(row(self.choose, self.resemble, spacing=8))
        self.add_action(self._tools)
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
            self._profile.similar.opened.connect(lambda customer: self._open(customer, None))
            self._profile.similar.more_wanted.connect(self.show_look_alikes)
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

    @property
    def resemblance(self) -> ResemblanceView:
        """The map and what comparing customers is worth; made on first use."""
        if self._resemblance is None:
            self._resemblance = ResemblanceView(self)
            self._resemblance.opened.connect(lambda customer: self._open(customer, None))
            self._resemblance.changed.connect(self._show_level)
            self._levels.addWidget(self._resemblance)
            self.add_action(self._resemblance.again)
        return self._resemblance

    @property
    def look_alikes(self) -> LookAlikesView:
        """Customers like some; made on first use."""
        if self._look_alikes is None:
            self._look_alikes = LookAlikesView(self)
            self._look_alikes.opened.connect(lambda customer: self._open(customer, None))
            self._look_alikes.changed.connect(self._show_level)
            self._levels.addWidget(self._look_alikes)
        return self._look_alikes

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
                if self._resemblance is not None:
                    self._resemblance.forget()
                self._customer = self._place = self._pairs = None
                self._ground = "list"
                self.list.duplicates.hide()
            self._shop = shop
            self.list.ask()
        super().refresh()
        if shop is not None and self._customer is None:
            self.ask(suggestions, limit=SHOWN, done=self._suggested)

    def _ask_for_list(self) -> None:
        from gui.pages.segments.keeping import ask_for_list

        ask_for_list(
            self,
            self.tr("The customers who are listed now are kept as a list that stays as it is."),
            self.list.search.text().strip(),
            _save_found,
            **self.list.model.filters,
        )

    def invalidate(self, topics: frozenset[str]) -> None:
        if topics & self.spec.refresh_on:
            self.list.ask()
            if self._ground == "resemblance":
                self.resemblance.read()
            elif self._ground == "look_alikes":
                self.look_alikes.again()
        if "likeness" in topics and self._profile is not None and self._customer is not None:
            self._profile.similar.read()
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
        if self._ground == "pairs":
            self.duplicates.show_suggestions(found)
            self._show_level()

    # --- moving ---------------------------------------------------------------------------------------

    def open(self, **options: Any) -> None:
        """Show a ``customer`` by id, the list of a segment (``segment_id`` or ``segment``), those who may be
        one person (``duplicates``), who resembles whom (``resemblance``), or whoever is like the members of
        a segment (``like_segment``, or ``like_own`` of the owner's; with its ``name``), or the list of a
        ``risk``.
        """
        segment = options.get("segment_id") or options.get("segment")
        name = str(options.get("name", ""))
        if options.get("customer") is not None:
            self._open(int(options["customer"]), None)
        elif options.get("duplicates"):
            self.show_duplicates()
        elif options.get("resemblance"):
            self.show_resemblance()
        elif options.get("like_segment"):
            self._customer, self._ground = None, "list"
            self.show_look_alikes(Examples(name, pick=Pick(segment_id=int(options["like_segment"]))))
        elif options.get("like_own"):
            self._customer, self._ground = None, "list"
            self.show_look_alikes(Examples(name, pick=Pick(own=int(options["like_own"]))))
        elif options.get("risk"):
            self.list.show_risk(str(options["risk"]))
            self.show_list()
            self.refresh()
        elif segment is not None:
            self.list.show_segment(int(segment))
            self.show_list()
            self.refresh()

    def show_list(self) -> None:
        """Leave the profile and whatever is there instead of the list."""
        self._leave_profile()
        self._customer = None
        self._ground = "list"
        self._show_level()
        self.list.table.setFocus()

    def show_duplicates(self) -> None:
        """Show the pairs of customers who may be one person."""
        self._leave_profile()
        self._customer = None
        self._ground = "pairs"
        if self._pairs is not None:
            self.duplicates.show_suggestions(self._pairs)
        self._show_level()
        self.duplicates.setFocus()

    def show_resemblance(self) -> None:
        """Show the map of customers and what comparing them is worth."""
        self._leave_profile()
        self._customer = None
        self._ground = "resemblance"
        self.resemblance.read()
        self._show_level()

    def show_look_alikes(self, examples: Examples) -> None:
        """Show who is like some customers; the way back leads to where they were asked for."""
        self._leave_profile()
        if self._ground != "look_alikes" or self._customer is None:
            self._before = (self._ground, self._customer, self._place)
        self._customer = None
        self._ground = "look_alikes"
        self.look_alikes.show_examples(examples)
        self._show_level()
        self.look_alikes.setFocus()

    def go_back(self) -> None:
        """From a profile to where it was opened, from what lies instead of the list to the list."""
        if self._customer is not None and self._ground != "list":
            self._leave_profile()
            self._customer = None
            self._show_level()
        elif self._customer is None and self._ground == "look_alikes":
            self._ground, customer, place = self._before
            if customer is not None:
                self._open(customer, place)
            else:
                self._show_level()
        else:
            self.show_list()

    def _choose_several(self) -> None:
        self.list.choose_several(not self.list.chooses)
        self.list.table.setFocus()

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

    def _ground_widget(self) -> QWidget:
        match self._ground:
            case "pairs":
                return self.duplicates
            case "resemblance":
                return self.resemblance
            case "look_alikes":
                return self.look_alikes
        return self.list

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
            self._levels.setCurrentWidget(self._ground_widget())
        away = inside or self._ground != "list"
        self.back.setVisible(away)
        self._tools.setVisible(not away and self._view is not None and self._view.customers > 0)
        if self._resemblance is not None:
            again = not inside and self._ground == "resemblance" and self._resemblance.has_run
            self._resemblance.again.setVisible(again)
        self._neighbours.setVisible(inside and self._place is not None)
        for key in self._keys:
            key.setEnabled(away)
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
        if self._ground in ("resemblance", "look_alikes"):
            self.set_heading(
                *(self.resemblance if self._ground == "resemblance" else self.look_alikes).heading()
            )
            return
        if self._ground == "pairs":
            total = self.duplicates_found
            pairs = self.tr("%Ln pairs of customers look alike", "", total) if total else ""
            self.set_heading(self.tr("Perhaps the same person?"), pairs)
            return
        today = self._view.today if self._view else None
        self.set_heading(
            self.spec.title,
            self.tr("With orders up to {day}").format(day=text.day(today)) if today else "",
        )


def _save_found(shop: Shop, **found: Any) -> tuple[Changes, int]:
    # Imported where it runs, on the writer's thread.
    from engine.segments.rules import save_found_as_list

    return save_found_as_list(shop, **found)
