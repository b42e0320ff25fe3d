"""The kinds of files in pictures and words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui import text

translate = QCoreApplication.translate

#: Kind of file → its icon; whatever is not understood is just a file.
ICONS = {
    "products": "products",
    "customers": "customers",
    "orders": "orders",
    "visits": "eye",
    "reviews": "reviews",
    "suppressions": "block",
    "results": "campaigns",
}


def icon_of(kind: str) -> str:
    """The icon of a kind."""
    return ICONS.get(kind, "file")


def name_of(kind: str) -> str:
    """The name of a kind: Orders."""
    return text.say(f"import.kind.{kind}")


def channel_name(channel: str) -> str:
    """The name of a source of files: Shopify."""
    return text.say(f"import.channel.{channel}")


def title_of(kind: str, channel: str) -> str:
    """A kind with where it is from: Orders from Shopify, Customers · spreadsheet."""
    if channel == "file":
        return translate("Kinds", "{kind} · spreadsheet").format(kind=name_of(kind))
    if kind == "suppressions":
        return f"{name_of(kind)} · {channel_name(channel)}"
    return translate("Kinds", "{kind} from {source}").format(kind=name_of(kind), source=channel_name(channel))


def said_records(kind: str, added: int, updated: int) -> str:
    """What of a kind is new and what changed, in a few words; empty where nothing is."""
    parts = []
    if added:
        parts.append(translate("Kinds", "{count} new").format(count=text.count(added)))
    if updated:
        parts.append(translate("Kinds", "{count} changed").format(count=text.count(updated)))
    return ", ".join(parts) if text.language() == "en" else "，".join(parts)
