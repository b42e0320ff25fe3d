"""What happened, as logs of many programs call it, to the five things that we tell apart."""

from __future__ import annotations

from collections.abc import Mapping

from engine.importing.vocabulary import pattern, plain_word, words

#: As stored; what is none of the first four is ``other``.
KINDS = ("view", "search", "cart", "purchase", "other")
_LIKE = ("purchase", "other", "cart", "search", "view")


def event_of(text: str, ours: Mapping[str, str]) -> tuple[str, str, bool]:
    """(kind, the name where it tells more than the kind does, whether anybody knows it) of one event's name.

    ``ours`` are the source's own names (in lower case) and their kinds.
    """
    name = text.strip()
    told = ours.get(name.casefold())
    if told in KINDS:
        return told, name, True
    word = plain_word(name)
    for kind in KINDS:
        if word in words("events", kind):
            return kind, name if kind == "other" else "", True
    for kind in _LIKE:
        if pattern("events", f"{kind}_like").search(word):
            return kind, name, True
    return "other", name, False
