"""The one family of errors that the engine raises for people to read."""

from __future__ import annotations


class ClienteleError(Exception):
    """Something the owner must know: a key of the words catalogue and the facts of the sentence.

    The window and the command line put it into words (``engine.words.say``); ``str()`` is for logs only.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.key} {self.facts}" if self.facts else self.key

    def __reduce__(self) -> tuple[object, ...]:
        # Facts are keyword arguments, which the default pickling of exceptions would lose between processes.
        return _rebuild, (type(self), self.key, self.facts)


def _rebuild(kind: type[ClienteleError], key: str, facts: dict[str, object]) -> ClienteleError:
    return kind(key, **facts)
