"""A few words at the bottom of the window that go away by themselves, with Undo or another way on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QWidget

from gui.widgets.basics import Button, Label, row

#: Long enough to read and to reach for Undo.
_SHOWN_MS = 8000


class Toast(QFrame):
    """Floats over ``parent``, at its bottom or ``above`` what is there; stays under the pointer."""

    def __init__(self, parent: QWidget, above: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host, self._above = parent, above
        self.setProperty("role", "toast")
        self._label = Label("")
        self._undo = Button(self.tr("Undo"), kind="quiet", icon="undo", on_click=self._undone)
        self._close = Button(self.tr("Close"), kind="icon", icon="close", on_click=self.hide)
        layout = row(self._label, 8, self._undo, self._close, spacing=4)
        layout.setContentsMargins(16, 4, 6, 4)
        self.setLayout(layout)
        self._on_undo: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        for watched in filter(None, (parent, above)):
            watched.installEventFilter(self)
        self.hide()

    def tell(
        self,
        sentence: str,
        on_undo: Callable[[], object] | None = None,
        *,
        label: str = "",
        icon: str = "undo",
    ) -> None:
        """Show a sentence; ``on_undo`` is called when the owner takes it back, or follows ``label``."""
        self._on_undo = on_undo
        self._undo.setText(label or self.tr("Undo"))
        self._undo.set_icon(icon)
        self._undo.setVisible(on_undo is not None)
        self._label.setWordWrap(False)
        self._label.setText(sentence)
        widest = self._host.width() - 48
        if self.sizeHint().width() > widest:
            self._label.setWordWrap(True)
            self._label.setFixedWidth(max(widest - 160, 200))
        else:
            self._label.setMinimumWidth(0)
            self._label.setMaximumWidth(16_777_215)
        self.setAccessibleName(sentence)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    @property
    def sentence(self) -> str:
        """What it says now."""
        return self._label.text()

    def _undone(self) -> None:
        self.hide()
        if self._on_undo is not None:
            self._on_undo()

    def _place(self) -> None:
        taken = self._above.height() if self._above is not None and self._above.isVisible() else 0
        left = (self._host.width() - self.width()) // 2
        self.move(left, self._host.height() - taken - self.height() - 20)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def keyPressEvent(self, event: QEvent) -> None:
        if getattr(event, "key", lambda: None)() == Qt.Key.Key_Escape:
            self.hide()
        else:
            event.ignore()
