"""A page: asks the engine for one view, paints it, and marks itself stale while nobody looks.

``PAGES`` is the one list of destinations: navigation, shortcuts, palette and tests go through it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gui import errors
from gui.shell import Shell
from gui.ticket import Ticket
from gui.widgets.banner import Banner
from gui.widgets.basics import Button, ElidedLabel, row
from gui.widgets.empty_state import EmptyState
from gui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from engine.shop import Shop

#: Room at the right for a scroll bar, part of the page's margin.
_BAR = 12

#: A view that comes sooner than this needs no grey shapes before it.
_SKELETON_MS = 180


@dataclass(frozen=True)
class PageSpec:
    """One destination. ``factory`` is ``module:class``, imported when the page is first shown."""

    id: str
    title_source: str
    icon: str
    factory: str
    #: Topics of ``engine.changes`` after which the page is out of date.
    refresh_on: frozenset[str]
    #: Below the others, at the foot of the rail.
    footer: bool = False

    @property
    def title(self) -> str:
        """The title in the window's language."""
        return QCoreApplication.translate("Pages", self.title_source)

    def create(self, shell: Shell) -> Page:
        """Import and build the page."""
        module, _, name = self.factory.partition(":")
        made = getattr(importlib.import_module(module), name)(self, shell)
        if not isinstance(made, Page):
            raise TypeError(f"{self.factory} is not a Page")
        return made


#: In the order of the owner's work; Ctrl+1 … Ctrl+9 follow it.
PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "home",
        str(QT_TRANSLATE_NOOP("Pages", "Home")),
        "home",
        "gui.pages.home:HomePage",
        frozenset(
            {"orders", "customers", "segments", "predictions", "recommendations", "campaigns", "settings"}
        ),
    ),
    PageSpec(
        "import",
        str(QT_TRANSLATE_NOOP("Pages", "Import")),
        "import",
        "gui.pages.import_.page:ImportPage",
        frozenset({"imports", "orders", "settings"}),
    ),
    PageSpec(
        "customers",
        str(QT_TRANSLATE_NOOP("Pages", "Customers")),
        "customers",
        "gui.pages.customers.page:CustomersPage",
        frozenset(
            {
                "orders",
                "customers",
                "segments",
                "predictions",
                "recommendations",
                "campaigns",
                "settings",
                "likeness",
            }
        ),
    ),
    PageSpec(
        "segments",
        str(QT_TRANSLATE_NOOP("Pages", "Segments")),
        "segments",
        "gui.pages.segments.page:GroupsPage",
        frozenset({"segments", "orders", "customers", "predictions"}),
    ),
    PageSpec(
        "products",
        str(QT_TRANSLATE_NOOP("Pages", "Products")),
        "products",
        "gui.pages.products.page:ProductsPage",
        frozenset({"orders", "products", "recommendations", "segments", "customers", "settings"}),
    ),
    PageSpec(
        "reviews",
        str(QT_TRANSLATE_NOOP("Pages", "Reviews")),
        "reviews",
        "gui.pages.reviews.page:ReviewsPage",
        frozenset({"reviews", "orders", "customers", "products", "segments", "settings"}),
    ),
    PageSpec(
        "campaigns",
        str(QT_TRANSLATE_NOOP("Pages", "Campaigns")),
        "campaigns",
        "gui.pages.campaigns.page:CampaignsPage",
        frozenset({"campaigns", "segments", "customers", "recommendations", "settings"}),
    ),
    PageSpec(
        "settings",
        str(QT_TRANSLATE_NOOP("Pages", "Settings")),
        "settings",
        "gui.pages.settings:SettingsPage",
        frozenset({"settings", "orders"}),
        footer=True,
    ),
)


def scrolling(inner: QWidget) -> QScrollArea:
    """A scroll area around a body with a layout; its bar stands in the page's margin, so nothing moves."""
    inner.setObjectName("scrolled")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)

    def leave_room(low: int, high: int) -> None:
        layout = inner.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0 if high > low else _BAR, 20)

    leave_room(0, 0)
    area.verticalScrollBar().rangeChanged.connect(leave_room)
    return area


class Page(QWidget):
    """The base of every page, which overrides ``build``, ``load``, ``show_view`` and what else it needs."""

    #: Whether the body scrolls as a whole; a page around one big table does not.
    scrolls: ClassVar[bool] = True

    def __init__(self, spec: PageSpec, shell: Shell) -> None:
        super().__init__()
        self.spec = spec
        self.shell = shell
        self.stale = True
        self.setObjectName(f"page_{spec.id}")
        self.setAccessibleName(spec.title)
        self._ticket: Ticket | None = None
        self._title = ElidedLabel(spec.title, "title")
        self._subtitle = ElidedLabel("", "muted")
        self._subtitle.hide()
        self._leads = row(spacing=8)
        self._actions = row(spacing=8)
        heading = QVBoxLayout()
        heading.setSpacing(0)
        heading.addWidget(self._title)
        heading.addWidget(self._subtitle)
        head = row(spacing=16)
        head.addLayout(self._leads)
        head.addLayout(heading, 1)
        head.addLayout(self._actions)
        self.banner = Banner()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(16)
        self._states = QStackedWidget()
        self._content = self._make_content()
        self._skeleton = Skeleton()
        self._blank = QWidget()
        for state in (self._blank, self._skeleton, self._content):
            self._states.addWidget(state)
        self._empty: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 20, 28 - _BAR, 20 if not self.scrolls else 0)
        layout.setSpacing(16)
        head.setContentsMargins(0, 0, _BAR, 0)
        layout.addLayout(head)
        layout.addWidget(self.banner)
        layout.addWidget(self._states, 1)
        self._wait = QTimer(self, singleShot=True, interval=_SKELETON_MS)
        self._wait.timeout.connect(lambda: self._states.setCurrentWidget(self._skeleton))
        self.build()

    # --- what a page overrides ------------------------------------------------------------------------

    def build(self) -> None:
        """Make the widgets: fill ``self.body`` and add header buttons. Runs once."""

    @staticmethod
    def load(shop: Shop, **request: Any) -> Any:
        """The engine's view for this page; runs on a reader thread: SQL only, no Qt, no pandas."""
        return None

    def request(self) -> dict[str, Any]:
        """The keyword arguments for ``load``: what is chosen on the page now."""
        return {}

    def is_empty(self, view: Any) -> bool:
        """Whether there is nothing to show yet, so that the page teaches instead."""
        return False

    def empty_state(self) -> EmptyState:
        """What the page shows then; made on first use."""
        return EmptyState(self.spec.icon, self.spec.title, "")

    def show_view(self, view: Any) -> None:
        """Paint the view."""

    def open(self, **options: Any) -> None:
        """The page was asked for with options, as in ``shell.navigate("customers", customer=7)``."""

    def to_start(self) -> None:
        """The owner chose this page in the rail while it is shown: go back to its first view, the top."""
        for area in self.findChildren(QScrollArea):
            if area.isVisible():
                area.verticalScrollBar().setValue(0)

    def leaving(self) -> None:
        """Another page is about to be shown: save what is being edited."""

    # --- what a page uses -----------------------------------------------------------------------------

    def set_heading(self, title: str, subtitle: str = "") -> None:
        """Change the title and the line below it."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def add_action(self, button: QWidget) -> None:
        """Put a button (or search box) at the right of the header."""
        self._actions.addWidget(button)

    def add_lead(self, button: QWidget) -> None:
        """Put a button, such as the way back, before the title."""
        self._leads.addWidget(button)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Put something into the body."""
        if isinstance(item, QLayout):
            self.body.addLayout(item, stretch)
        else:
            self.body.addWidget(item, stretch)

    def reach_edges(self) -> None:
        """The body ends with the window, right and below: what scrolls keeps the margins by itself."""
        self.body.setContentsMargins(0, 0, 0, 0)
        layout = self.layout()
        if layout is not None:
            margins = layout.contentsMargins()
            margins.setBottom(0)
            layout.setContentsMargins(margins)

    def refresh(self) -> None:
        """Ask for a new view now; the old one stays on screen until it is there."""
        if self._states.currentWidget() is self._blank:
            self._wait.start()
        if self.shell.tasks.shop is None:
            self.stale = True
            return
        self.stale = False
        if self._ticket is not None:
            self._ticket.cancel()
        self._ticket = self.shell.tasks.read(
            self.load, owner=self, done=self._loaded, failed=self._not_loaded, **self.request()
        )

    def invalidate(self, topics: frozenset[str]) -> None:
        """Something changed: refresh now if anyone is looking, else later."""
        if topics & self.spec.refresh_on:
            if self.isVisible():
                self.refresh()
            else:
                self.stale = True

    def ask(
        self,
        function: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
        **kwargs: Any,
    ) -> Ticket:
        """A further read, ``function(shop, …)`` on a reader thread; a failure is told in the banner."""
        return self.shell.tasks.read(
            function, *args, owner=self, done=done, failed=failed or self.show_problem, **kwargs
        )

    def command(
        self,
        function: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        says: str = "",
        **kwargs: Any,
    ) -> Ticket:
        """A short write, ``function(shop, …)``; ``says`` is the toast's sentence, with Undo."""
        return self.shell.tasks.command(
            function, *args, owner=self, done=done, failed=failed or self.show_problem, says=says, **kwargs
        )

    def show_problem(self, problem: BaseException) -> None:
        """Say in the page's banner what went wrong."""
        self.banner.tell(errors.sentence(problem), "bad")

    @property
    def state(self) -> str:
        """What is on screen: ``blank``, ``loading``, ``empty`` or ``content``."""
        current = self._states.currentWidget()
        if current is self._content:
            return "content"
        if current is self._empty:
            return "empty"
        return "loading" if current is self._skeleton else "blank"

    # --- inside ---------------------------------------------------------------------------------------

    def _make_content(self) -> QWidget:
        if not self.scrolls:
            plain = QWidget()
            plain.setLayout(self.body)
            self.body.setContentsMargins(0, 0, _BAR, 0)
            return plain
        inner = QWidget()
        inner.setLayout(self.body)
        return scrolling(inner)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.stale:
            self.refresh()

    def _loaded(self, view: Any) -> None:
        self._wait.stop()
        if self.is_empty(view):
            if self._empty is None:
                self._empty = self.empty_state()
                self._states.addWidget(self._empty)
            self._states.setCurrentWidget(self._empty)
        else:
            self.show_view(view)
            self._states.setCurrentWidget(self._content)

    def _not_loaded(self, problem: BaseException) -> None:
        self._wait.stop()
        self._states.setCurrentWidget(self._blank)
        again = Button(self.tr("Try again"), kind="quiet", on_click=self._try_again)
        self.banner.tell(errors.sentence(problem), "bad", again)

    def _try_again(self) -> None:
        self.banner.clear()
        self.refresh()
