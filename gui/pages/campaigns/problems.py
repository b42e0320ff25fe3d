"""What is wrong with a message, with its parts called as the builder calls them."""

from __future__ import annotations

from engine.campaigns.render import PARTS
from engine.errors import ClienteleError
from engine.words import Text
from gui import errors, text


def sentence(problem: BaseException) -> str:
    """As ``errors.sentence``; "html" becomes the message, and so on."""
    if isinstance(problem, ClienteleError) and problem.facts.get("part") in PARTS:
        return finding(Text(problem.key, problem.facts))
    return errors.sentence(problem)


def finding(told: Text) -> str:
    """A finding of the check in the window's language."""
    part = told.facts.get("part")
    if part in PARTS:
        told = Text(told.key, {**told.facts, "part": Text(f"campaign.part.{part}")})
    return text.say(told)
