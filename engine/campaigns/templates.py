"""The bundled messages: put together from a layout, blocks and each template's own words.

What an owner gets is one readable Jinja source for each part, theirs to change; nothing is loaded later.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine.errors import ClienteleError
from engine.words import RESOURCES, Text

_FOLDER = RESOURCES / "mail"
_MARK = re.compile(r"\[\[(?:(word):)?([a-z_]+)\]\]")
#: Keeps mail programs from filling the preview line with the message's own beginning.
_FILLER = "\n".join(["&#847;&zwnj;&nbsp;" * 12] * 8)


@dataclass(frozen=True)
class MessageTemplate:
    """The four parts of a message as Jinja source; ``origin`` names the bundled template it came from."""

    origin: str
    subject: str
    preheader: str
    html: str
    text: str

    def to_json(self) -> str:
        """As the shop file keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, source: str) -> MessageTemplate:
        """What ``to_json`` wrote."""
        return cls(**json.loads(source))


@dataclass(frozen=True)
class BundledTemplate:
    """A template to choose from: the goal it serves and its title."""

    id: str
    goal: str
    title: Text


def bundled_templates() -> list[BundledTemplate]:
    """Every bundled template, in the order to offer them."""
    found = [_meta(path.parent.name) for path in _FOLDER.glob("*/template.json")]
    found.sort(key=lambda meta: meta["position"])
    return [BundledTemplate(meta["id"], meta["goal"], Text(meta["title"])) for meta in found]


@lru_cache(maxsize=32)
def load_template(template_id: str, language: str = "en") -> MessageTemplate:
    """The bundled template in ``language`` (English if it has none); raises ``campaign.no_such_template``."""
    if template_id not in {template.id for template in bundled_templates()}:
        raise ClienteleError("campaign.no_such_template", name=template_id)
    meta = _meta(template_id)
    language = language if language in meta["subject"] else "en"
    words = json.loads((_FOLDER / "blocks" / "words.json").read_text("utf-8"))[language]
    facts = {**meta, **words, "filler": _FILLER}
    own = _FOLDER / template_id
    style = _fill((_FOLDER / "style.css").read_text("utf-8"), facts, ".css").strip()
    body = _fill((own / f"{language}.html").read_text("utf-8"), facts, ".html")
    layout = (_FOLDER / "layout.html").read_text("utf-8")
    html = _fill(layout, {**facts, "style": style, "body": body.strip()}, ".html")
    return MessageTemplate(
        origin=template_id,
        subject=meta["subject"][language],
        preheader=meta["preheader"][language],
        html=html,
        text=_fill((own / f"{language}.txt").read_text("utf-8"), facts, ".txt"),
    )


@lru_cache(maxsize=16)
def _meta(template_id: str) -> dict[str, Any]:
    meta: dict[str, Any] = json.loads((_FOLDER / template_id / "template.json").read_text("utf-8"))
    return meta


def _fill(source: str, facts: dict[str, Any], ending: str) -> str:
    """Replace ``[[fact]]``, ``[[word:name]]`` and ``[[block]]``."""

    def replacement(found: re.Match[str]) -> str:
        block: Path = _FOLDER / "blocks" / f"{found[2]}{ending}"
        if not found[1] and block.is_file():
            return _fill(block.read_text("utf-8"), facts, ending).removesuffix("\n")
        return str(facts[found[2]])

    return _MARK.sub(replacement, source)
