"""The button that lets the forecasts be made, wherever it stands: one such job at a time."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.page import Page
from gui.widgets.basics import Button

_JOB = "engine.predict:predict"

translate = QCoreApplication.translate


class ForetellButton(Button):
    """Starts the job with progress and Cancel at the bottom of the window; rests while it runs."""

    def __init__(self, page: Page, words: str = "", *, kind: str = "secondary") -> None:
        super().__init__(
            words or translate("Forecasts", "Foretell again"), kind=kind, icon="refresh", on_click=self.start
        )
        self._page = page
        self._words = self.text()
        page.shell.tasks.jobs_changed.connect(self._follow)
        self._follow()

    def start(self) -> None:
        """Foretell from all orders there are."""
        if self._runs():
            return
        shell = self._page.shell
        # The page owns it: the button may be gone when the forecasts come.
        shell.tasks.job(
            _JOB,
            {},
            title=translate("Forecasts", "Foretelling who orders next"),
            owner=self._page,
            done=lambda _: shell.toast(translate("Forecasts", "The forecasts are made")),
            failed=self._page.show_problem,
            cancelled=lambda: None,
            topics=frozenset({"predictions"}),
        )

    def _runs(self) -> bool:
        return any(job.function == _JOB for job in self._page.shell.tasks.jobs)

    def _follow(self) -> None:
        working = self._runs()
        self.setEnabled(not working)
        self.setText(translate("Forecasts", "Foretelling…") if working else self._words)
