"""The watched folder in the settings: choose one, look at what is there, or stop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from gui import errors
from gui.shell import Shell
from gui.widgets.basics import Button, ElidedLabel, IconLabel, Label, row
from gui.widgets.card import Card


class WatchedCard(Card):
    """One folder of this computer, for the shop that is open."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.set_title(
            self.tr("Watched folder"),
            self.tr(
                "The folder that your shop system saves its exports into. New files there are offered to you"
                " on the Import page; nothing is imported by itself."
            ),
        )
        self._shell = shell
        self._watched = shell.watched
        self.place = ElidedLabel("", middle=True)
        self.place.setAccessibleName(self.tr("Watched folder"))
        line = row(IconLabel("open", "muted", 18), spacing=8)
        line.addWidget(self.place, 1)
        self.add(line)
        self.wrong = Label("", "bad", wrap=True)
        self.add(self.wrong)
        self.choose = Button(self.tr("Choose a folder…"), on_click=self._choose)
        self.look = Button(self.tr("Look at the files in it"), kind="quiet", on_click=self._look)
        self.stop = Button(self.tr("Stop watching"), kind="quiet", on_click=self._watched.stop)
        self.add(row(self.choose, self.look, self.stop, None))
        self._watched.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        folder, problem = self._watched.folder, self._watched.problem
        self.place.setText(str(folder) if folder is not None else self.tr("No folder is watched."))
        self.choose.setText(self.tr("Choose another…") if folder is not None else self.tr("Choose a folder…"))
        self.wrong.setText(errors.sentence(problem) if problem is not None else "")
        for widget, shown in (
            (self.wrong, problem is not None),
            (self.look, folder is not None),
            (self.stop, folder is not None),
        ):
            # A widget without a parent would flash up as a window of its own.
            if shown or widget.parent() is not None:
                widget.setVisible(shown)

    def _choose(self) -> None:
        start = str(self._watched.folder or Path.home())
        path = QFileDialog.getExistingDirectory(self, self.tr("Watched folder"), start)
        if path:
            self._watched.choose(Path(path))

    def _look(self) -> None:
        if self._watched.folder is not None:
            self._shell.navigate("import", files=[self._watched.folder])
