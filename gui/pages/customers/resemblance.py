"""Who resembles whom: the map, what each way of comparing is worth here, and how the networks learned."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engine.embeddings import CustomerMap, LikenessView, customer_map, likeness_view
from engine.shop import Shop
from gui import text
from gui.page import Page, scrolling
from gui.pages.customers import likeness_job
from gui.pages.customers.customer_map_card import CustomerMapCard
from gui.pages.customers.learning_card import LearningCard
from gui.pages.customers.worth_card import WorthCard
from gui.widgets.basics import Button, Label, clear, column
from gui.widgets.empty_state import EmptyState

#: From this width on, two columns; their shares of it.
_WIDE, _SHARES = 860, (13, 10)


def likeness_and_map(shop: Shop, method: str) -> tuple[LikenessView, CustomerMap | None]:
    """Everything that is shown at once; a way that the newest run does not know: the one in use instead."""
    view = likeness_view(shop)
    known = method if method in {way.method for way in view.methods} else ""
    return view, customer_map(shop, known)


class ResemblanceView(QWidget):
    """A level of the Customers page, which asks for it and shows ``again`` in its header."""

    #: A customer was clicked on the map: the id.
    opened = Signal(int)
    #: What is known came or changed: the heading follows.
    changed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.view: LikenessView | None = None
        self.again = Button("", icon="refresh", on_click=self.learn)
        self._stale = Label("", "warn", wrap=True)
        self.map = CustomerMapCard()
        self.map.customer_wanted.connect(self.opened)
        self.map.way_wanted.connect(self._read_map)
        self.worth = WorthCard()
        self.learning = LearningCard()
        left, right = QWidget(), QWidget()
        left.setLayout(column(self.map))
        right.setLayout(column(self.worth, self.learning, None, spacing=16))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._columns.addWidget(left)
        self._columns.addWidget(right)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setSpacing(16)
        layout.addWidget(self._stale)
        layout.addLayout(self._columns)
        layout.addStretch(1)
        self._area = scrolling(inner)
        self._nothing = QWidget()
        self._nothing.setLayout(column())
        self._states = QStackedWidget()
        self._states.addWidget(self._area)
        self._states.addWidget(self._nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._states)
        self._arrange()
        page.shell.tasks.jobs_changed.connect(self._show_state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= _WIDE
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        for place, share in enumerate(_SHARES):
            self._columns.setStretch(place, share if wide else 0)

    # --- reading --------------------------------------------------------------------------------------

    def read(self) -> None:
        """Ask what is known now."""
        way = self.map.way.key if self.map.way.count() else ""
        self._page.ask(likeness_and_map, way, done=self._show)

    def _show(self, found: tuple[LikenessView, CustomerMap | None]) -> None:
        self.view, drawn = found
        if self.view.run is None or drawn is None:
            self._show_nothing(self.view)
        else:
            self._states.setCurrentWidget(self._area)
            self._stale.setText(self.tr("Orders came or changed since this was learned."))
            self._stale.setVisible(self.view.stale)
            self.worth.show_likeness(self.view)
            self.learning.show_likeness(self.view)
            self.map.show_ways(self.view, drawn.method)
            self.map.show_map(drawn)
        self._show_state()
        self.changed.emit()

    def _show_nothing(self, view: LikenessView) -> None:
        layout = self._nothing.layout()
        assert isinstance(layout, QVBoxLayout)
        clear(layout)
        learn = Button(self.tr("Find out"), kind="primary", icon="customers", on_click=self.learn)
        layout.addWidget(
            EmptyState(
                "customers",
                self.tr("Who resembles whom?"),
                text.sentences(
                    self.tr(
                        "Compares what everybody buys, how often and when: to find customers like your best"
                        " ones, and to draw a map of them all. Several ways are tried on your own past, and"
                        " the one that proves best is used."
                    ),
                    text.say(view.missing) if view.missing is not None else "",
                ),
                learn,
            )
        )
        self._states.setCurrentWidget(self._nothing)

    def _read_map(self, way: str) -> None:
        def drawn(found: CustomerMap | None) -> None:
            if found is not None and self.map.way.key == found.method:
                self.map.show_map(found)

        self._page.ask(customer_map, way, done=drawn)

    # --- learning -------------------------------------------------------------------------------------

    def learn(self) -> None:
        """Learn who resembles whom in the worker; the strip below shows how far, and cancels."""
        likeness_job.start(self._page, self, self.read)

    def _show_state(self) -> None:
        learns = likeness_job.is_running(self._page)
        self.again.setEnabled(not learns)
        self.again.setText(self.tr("Learning…") if learns else self.tr("Learn again"))
        for button in self._nothing.findChildren(Button):
            button.setEnabled(not learns)

    @property
    def has_run(self) -> bool:
        """Whether there is something to learn again."""
        return self.view is not None and self.view.run is not None

    def heading(self) -> tuple[str, str]:
        """Title and the line below it."""
        title, view = self.tr("Who resembles whom"), self.view
        if view is None or view.as_of is None:
            return title, ""
        return title, self.tr("{customers} customers, with orders up to {day}").format(
            customers=text.count(view.customers), day=text.day(view.as_of)
        )

    def forget(self) -> None:
        """Another shop."""
        self.view = None
