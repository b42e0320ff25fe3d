"""What one gets for asking: a ticket, by which the answer finds its asker, or is let go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject

Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]


class Ticket:
    """A read, command or job that was asked for; ``cancel`` makes its answer unwanted."""

    def __init__(self, owner: QObject, done: Done | None, failed: Failed | None) -> None:
        self._owner = owner
        self._done = done
        self._failed = failed
        self.cancelled = False

    def cancel(self) -> None:
        """Do not call back."""
        self.cancelled = True

    @property
    def wanted(self) -> bool:
        """Whether the asker is still there and wants to hear."""
        return not self.cancelled and shiboken6.isValid(self._owner)

    def deliver(self, result: Any, problem: BaseException | None) -> bool:
        """Call back unless it is unwanted or the asker is gone; False when a problem found no taker."""
        if not self.wanted:
            return True
        if problem is None:
            if self._done:
                self._done(result)
            return True
        if self._failed:
            self._failed(problem)
        return self._failed is not None
