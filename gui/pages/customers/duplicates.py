"""Customers who may be one person: each pair side by side with the reasons, for the owner to say."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from engine.customers.likeness import Face, Suggestion, Suggestions
from engine.customers.merging import merge, not_the_same, split
from gui import text
from gui.page import Page, scrolling
from gui.pages.customers import wording
from gui.pages.customers.rows import IconLine
from gui.widgets.badge import Badge
from gui.widgets.basics import Button, IconLabel, Label, clear, column, row
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.flow import FlowLayout

#: As many pairs as one goes through in a sitting.
SHOWN = 30


class DuplicatesNotice(QFrame):
    """A quiet line above the list of customers; hidden while nobody looks like anybody else."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "inset")
        self._words = Label("", wrap=True)
        self.look = Button(self.tr("Look at them"), kind="quiet", on_click=self.wanted.emit)
        line = row(spacing=10)
        line.setContentsMargins(14, 4, 6, 4)
        line.addWidget(IconLabel("customers", "muted", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._words, 1)
        line.addWidget(self.look)
        self.setLayout(line)
        self.hide()

    def show_count(self, pairs: int) -> None:
        """Say how many pairs there are."""
        self._words.setText(self.tr("Perhaps the same person? %Ln pairs of customers look alike.", "", pairs))
        self.setVisible(pairs > 0)


class DuplicatesView(QWidget):
    """The pairs, the likeliest first. Nothing becomes one that the owner has not said is one."""

    opened = Signal(int)
    left = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._pairs = QVBoxLayout()
        self._pairs.setSpacing(16)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 12, 20)
        layout.setSpacing(16)
        layout.addWidget(
            Label(
                self.tr(
                    "If you say that two are one person, their orders and notes come together; where either"
                    " said no to mail, it stays a no. You can split them again at any time."
                ),
                "muted",
                wrap=True,
            )
        )
        layout.addLayout(self._pairs)
        layout.addStretch(1)
        self._area = scrolling(inner)
        self.setFocusProxy(self._area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    def show_suggestions(self, found: Suggestions) -> None:
        """Show the pairs; whoever was answered for is not among them any more."""
        place = self._area.verticalScrollBar().value()
        clear(self._pairs)
        for pair in found.pairs:
            self._pairs.addWidget(_PairCard(self, pair, found.currency))
        more = found.total - len(found.pairs)
        if more > 0:
            self._pairs.addWidget(
                Label(self.tr("%Ln more pairs follow when these are answered.", "", more), "muted", wrap=True)
            )
        if not found.pairs:
            self._pairs.addWidget(
                EmptyState(
                    "check",
                    self.tr("Everybody is told apart"),
                    self.tr("No two customers look like the same person any more."),
                    Button(self.tr("Back to the list"), icon="customers", on_click=self.left.emit),
                )
            )
        self._area.verticalScrollBar().setValue(place)

    def join(self, pair: Suggestion) -> None:
        """They are one person."""
        names = {
            "one": text.customer_name(pair.keep.name, pair.keep.code),
            "other": text.customer_name(pair.other.name, pair.other.code),
        }
        said = self.tr("{one} and {other} are one customer now").format(**names)
        again = self.tr("{one} and {other} are two customers again").format(**names)

        def joined(result: tuple[object, int]) -> None:
            back = partial(self._page.command, split, result[1], says=again)
            self._page.shell.toast(said, way_back=back)

        self._page.command(merge, pair.keep.id, pair.other.id, done=joined)

    def keep_apart(self, pair: Suggestion) -> None:
        """They are two people."""
        self._page.command(not_the_same, pair.keep.id, pair.other.id, says=self.tr("Remembered: two people"))


class _PairCard(Card):
    """Two customers side by side, what agrees, and the two answers."""

    def __init__(self, view: DuplicatesView, pair: Suggestion, currency: str) -> None:
        super().__init__()
        reasons = QWidget()
        flow = FlowLayout(spacing=6)
        reasons.setLayout(flow)
        for evidence in pair.evidence:
            sentence = text.say(evidence)
            flow.addWidget(Badge(sentence[:1].upper() + sentence[1:], "accent"))
        sides = row(spacing=16)
        for face in (pair.keep, pair.other):
            sides.addWidget(_FaceBox(view, face, currency), 1)
        names = ", ".join(text.customer_name(face.name, face.code) for face in (pair.keep, pair.other))
        same = Button(self.tr("Same person"), icon="check", on_click=partial(view.join, pair))
        apart = Button(self.tr("Not the same"), kind="quiet", on_click=partial(view.keep_apart, pair))
        for button in (same, apart):
            button.setAccessibleName(f"{button.text()}: {names}")
        self.add(reasons)
        self.add(sides)
        self.add(row(same, apart, None, spacing=8))


class _FaceBox(QFrame):
    """What the shop knows of one of the two."""

    def __init__(self, view: DuplicatesView, face: Face, currency: str) -> None:
        super().__init__()
        self.setProperty("role", "inset")
        name = text.customer_name(face.name, face.code)
        look = Button(self.tr("See profile"), kind="quiet", on_click=partial(view.opened.emit, face.id))
        look.setAccessibleName(self.tr("See the profile of {name}").format(name=name))
        lines = column(spacing=6, margins=14)
        title = Label(wording.breakable(name), "strong", wrap=True)
        lines.addLayout(row(title, None, look))
        for icon, words in (
            ("campaigns", face.email if face.email != face.name else ""),
            ("person", face.phone),
            ("shop", face.address),
            ("tag", self.tr("Customer number {code}").format(code=face.code) if _is_own(face) else ""),
        ):
            if words:
                lines.addWidget(IconLine(icon, words))
        if face.orders:
            bought = self.tr("%Ln orders", "", face.orders)
            spent = text.amount(face.net_e4, currency)
            lines.addWidget(IconLine("orders", f"{bought} · {spent}"))
        else:
            lines.addWidget(IconLine("orders", self.tr("Has not ordered yet")))
        lines.addStretch(1)
        self.setLayout(lines)


def _is_own(face: Face) -> bool:
    """Whether the number is one, and not the address or phone that stands for it."""
    return face.code not in (face.name, face.email, face.phone)
