"""What this computer remembers between two starts: the last shop, language, theme and window size."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path


@dataclass
class Preferences:
    """Kept in one JSON file in the user's own folder; a broken file counts as none."""

    #: ``system``, ``en`` or ``zh_CN``.
    language: str = "system"
    #: ``system``, ``light`` or ``dark``.
    theme: str = "system"
    last_shop: str = ""
    #: Base64 of Qt's saveGeometry.
    geometry: str = ""

    @classmethod
    def load(cls) -> Preferences:
        """What was saved last, or the defaults."""
        try:
            stored = json.loads((folder() / "preferences.json").read_text("utf-8"))
            known = {field.name for field in fields(cls)}
            return cls(**{key: str(value) for key, value in stored.items() if key in known})
        except (OSError, ValueError, AttributeError):
            return cls()

    def save(self) -> None:
        """Write them down; a full disk is no reason to disturb anyone."""
        try:
            folder().mkdir(parents=True, exist_ok=True)
            unfinished = folder() / "preferences.json.part"
            unfinished.write_text(json.dumps(asdict(self), indent=1), "utf-8")
            os.replace(unfinished, folder() / "preferences.json")
        except OSError:
            return


def folder() -> Path:
    """Where preferences, log and sample shop lie; ``CLIENTELE_HOME`` puts them elsewhere."""
    override = os.environ.get("CLIENTELE_HOME")
    if override:
        return Path(override)
    from platformdirs import user_data_path

    return user_data_path("Clientele", appauthor=False)
