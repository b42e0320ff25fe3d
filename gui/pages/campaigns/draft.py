"""The campaign that is being edited: changed at once on screen, saved a moment later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from engine.campaigns.campaign import update
from engine.campaigns.views import CampaignView
from engine.changes import Changes
from engine.errors import ClienteleError
from gui import errors
from gui.tasks import Tasks

#: Pause after the last change before it is saved, in ms.
_PAUSE = 700
#: What the owner edits; the rest of a CampaignView is told by the engine.
FIELDS = ("name", "goal", "language", "audience", "offer", "template", "holdout_share")


class Draft(QObject):
    """Holds what is on screen; the engine's copy follows."""

    #: A step changed something: the names of the fields.
    changed = Signal(object)
    #: ``saved``, ``saving``, ``waiting`` (for a job) or ``failed``, and a sentence for the last.
    progressed = Signal(str, str)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self.campaign: CampaignView | None = None
        self._tasks = tasks
        #: The shop that the campaign is of: nothing is saved into another one.
        self._shop: object = None
        self._pending: dict[str, Any] = {}
        self._saving = 0
        self._after: list[Callable[[], None]] = []
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.save)

    @property
    def open(self) -> CampaignView:
        """The campaign; only while one is open."""
        if self.campaign is None:
            raise RuntimeError("no campaign is open")
        return self.campaign

    @property
    def is_settled(self) -> bool:
        """Whether everything on screen is saved."""
        return not self._pending and not self._saving

    def take(self, campaign: CampaignView) -> bool:
        """Take the engine's copy over, unless newer changes are on the way; True when the fields differ."""
        if self.campaign is not None and self.campaign.id == campaign.id and not self.is_settled:
            return False
        before, self.campaign = self.campaign, campaign
        self._shop = self._tasks.shop
        return before is None or before.id != campaign.id or _edited(before) != _edited(campaign)

    def close(self) -> None:
        """Save and let go."""
        self.save()
        self.campaign = None

    def forget(self) -> None:
        """Let go of a campaign that is there no more, or of another shop."""
        self._timer.stop()
        self._pending.clear()
        self._after.clear()
        self.campaign = None

    def set(self, **changes: Any) -> None:
        """Change fields on screen; they are saved soon."""
        self.campaign = replace(self.open, **changes)
        self._pending.update(changes)
        self._timer.start()
        self.progressed.emit("saving", "")
        self.changed.emit(frozenset(changes))

    def save(self, then: Callable[[], None] | None = None, *, says: str = "") -> None:
        """Save now; ``then`` runs when everything is stored (not when it could not be).

        ``says`` is told with Undo.
        """
        self._timer.stop()
        if self._tasks.shop is not self._shop:
            self.forget()
        if then is not None:
            self._after.append(then)
        if self._pending and self.campaign is not None:
            changes, self._pending = self._pending, {}
            self.run(update, says=says, **changes)
        elif self._saving == 0:
            self._finish()

    def run(self, function: Callable[..., Changes], *, says: str = "", **arguments: Any) -> None:
        """A command on the campaign, counted as saving; ``says`` is told with Undo."""
        self._saving += 1
        self.changed.emit(frozenset(arguments))
        self._tasks.command(
            function,
            self.open.id,
            owner=self,
            done=lambda _: self._stored(),
            failed=self._not_stored,
            says=says,
            **arguments,
        )
        self.progressed.emit("waiting" if self._tasks.held else "saving", "")

    def _stored(self) -> None:
        self._saving -= 1
        if self.is_settled:
            self._finish()

    def _not_stored(self, problem: BaseException) -> None:
        self._saving -= 1
        self._after.clear()
        if isinstance(problem, ClienteleError) and problem.key == "campaign.missing":
            self.forget()
        self.progressed.emit("failed", errors.sentence(problem))

    def _finish(self) -> None:
        if self.campaign is not None:
            self.progressed.emit("saved", "")
        waiting, self._after = self._after, []
        for then in waiting:
            then()


def _edited(campaign: CampaignView) -> tuple[object, ...]:
    # The engine stamps the moment of a choice; that changes nothing on screen.
    fixed = replace(campaign, audience=replace(campaign.audience, basis_at=None))
    return tuple(getattr(fixed, name) for name in FIELDS)
