"""What every chart can do: tell its summary, copy its table, save its picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPixmap
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from gui.theme import theme
from gui.widgets.basics import Button

#: Pictures are saved this much finer than the screen, for print.
_PICTURE_SCALE = 2


class Chart(QWidget):
    """The base of every chart. A chart redraws itself in the theme's colours."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._table: list[list[str]] = []
        theme.changed.connect(self.retheme)

    def describe(self, summary: str, table: Sequence[Sequence[str]]) -> None:
        """Say in a sentence what the chart shows, and give its numbers as a table with a header row."""
        self.setAccessibleDescription(summary)
        self._table = [list(line) for line in table]

    def retheme(self) -> None:
        """Draw in the theme's colours."""
        self.update()

    def menu_button(self) -> Button:
        """A “…” button for the card around the chart: save the picture, copy the table."""
        button = Button(self.tr("Chart: save or copy"), kind="icon", icon="more")
        what = self.tr("save or copy")
        button.setAccessibleName(f"{self.accessibleName()}: {what}")
        button.clicked.connect(lambda: self._open_menu(button))
        return button

    def _open_menu(self, button: Button) -> None:
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Save picture…"), self._ask_picture)
        menu.addAction(self.tr("Copy picture"), lambda: QGuiApplication.clipboard().setPixmap(self.picture()))
        menu.addAction(self.tr("Copy table"), self.copy_table)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def copy_table(self) -> None:
        """Put the numbers on the clipboard, for a spreadsheet."""
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in self._table))

    def picture(self) -> QPixmap:
        """The chart on the theme's surface, at twice the size."""
        drawn = QPixmap(self.size() * _PICTURE_SCALE)
        drawn.setDevicePixelRatio(_PICTURE_SCALE)
        drawn.fill(QColor(theme.tokens.surface))
        self.render(drawn, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
        return drawn

    def save_picture(self, path: Path) -> bool:
        """Write the picture as PNG; False when it could not be written."""
        return self.picture().save(str(path), "PNG")

    def _ask_picture(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save picture"), f"{self.accessibleName()}.png", "PNG (*.png)"
        )
        if path:
            self.save_picture(Path(path))
