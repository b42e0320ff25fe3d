"""One message for one recipient: subject, preheader, HTML and text from plain facts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.campaigns.inline import inline_styles
from engine.campaigns.sandbox import Part, Sandbox
from engine.campaigns.templates import MessageTemplate
from engine.errors import ClienteleError
from engine.plain_text import one_line

PARTS = ("subject", "preheader", "html", "text")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")
_MAX_LINE = 200


@dataclass(frozen=True)
class Message:
    """What one recipient gets, exactly as previewed and exported."""

    subject: str
    preheader: str
    html: str
    text: str


class Renderer:
    """A template made ready for many recipients. One thread at a time.

    Raises ClienteleError ``campaign.template_…`` with ``part`` and ``line`` where a part does not parse.
    """

    def __init__(self, template: MessageTemplate) -> None:
        self._sandbox = Sandbox()
        self._source = template.html
        self._subject = self._sandbox.compile(template.subject, html=False, part="subject")
        self._preheader = self._sandbox.compile(template.preheader, html=False, part="preheader")
        # As written first: its lines are the ones the owner knows.
        self._as_written = self._sandbox.compile(template.html, html=True, part="html")
        self._html = self._inlined() or self._as_written
        self._text = self._sandbox.compile(template.text, html=False, part="text")

    def render(self, facts: Mapping[str, Any]) -> Message:
        """The message for ``facts`` (see ``fields.FIELDS``).

        Raises ClienteleError ``campaign.template_…`` with ``part`` and ``line`` where one cannot be filled.
        """
        subject = header_text(self._subject.render(facts))
        facts = {**facts, "subject": subject}
        preheader = header_text(self._preheader.render(facts))
        facts["preheader"] = preheader
        try:
            html = self._html.render(facts)
        except ClienteleError:
            self._as_written.render(facts)
            raise
        return Message(subject, preheader, html, tidy_text(self._text.render(facts)))

    def _inlined(self) -> Part | None:
        inlined = inline_styles(self._source)
        if inlined == self._source:
            return None
        try:
            return self._sandbox.compile(inlined, html=True, part="html")
        except ClienteleError:
            return None


def header_text(value: str, limit: int = _MAX_LINE) -> str:
    """One line without control characters or anything that a mail program could take for an encoded word."""
    line = one_line(value)
    # "=?utf-8?q?…?=" would be decoded, line breaks and all, by whoever reads the header (CVE-2024-6923).
    return line.replace("=?", "= ?").replace("?=", "? =")[:limit].strip()


def tidy_text(value: str) -> str:
    """A text part without runs of blank lines, ending in one newline."""
    return _BLANK_LINES.sub("\n\n", value.replace("\r\n", "\n")).strip() + "\n"
