"""What one rendering of a template may cost: steps, characters and time, counted while it runs."""

from __future__ import annotations

from time import perf_counter

#: Turns of loops and calls of filters in one part of one message.
MAX_STEPS = 20_000
#: Characters of one value, and of everything a part puts out.
MAX_VALUE_CHARS = 50_000
MAX_OUTPUT_CHARS = 500_000
MAX_SECONDS = 0.35
#: Whole numbers beyond this are no price, count or date.
MAX_NUMBER = 10**15


class OverBudgetError(Exception):
    """A template asked for more than a message can need; ``kind`` is the last part of a words key."""

    def __init__(self, kind: str, line: int | None = None, **facts: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.line = line
        self.facts = facts


class Budget:
    """The meter of one rendering; ``start`` it anew for each."""

    __slots__ = ("_deadline", "_steps", "_written", "line")

    def __init__(self) -> None:
        self.line: int | None = None
        self.start()

    def start(self, seconds: float = MAX_SECONDS) -> None:
        """Reset the meter and the clock."""
        self._steps = 0
        self._written = 0
        self._deadline = perf_counter() + seconds
        self.line = None

    def step(self, cost: int = 1) -> None:
        """Count ``cost`` steps; raises OverBudgetError beyond the limits of steps or time."""
        self._steps += cost
        if self._steps > MAX_STEPS or perf_counter() > self._deadline:
            raise OverBudgetError("too_long", self.line)

    def write(self, chars: int) -> None:
        """Count characters put out; raises OverBudgetError beyond the limit."""
        self._written += chars
        if self._written > MAX_OUTPUT_CHARS:
            raise OverBudgetError("too_big", self.line)

    def value(self, chars: int) -> None:
        """Check the size of a value before it is made, and count the work of making it."""
        if chars > MAX_VALUE_CHARS:
            raise OverBudgetError("too_big", self.line)
        self.step(1 + chars // 512)
