"""Where real data lies on a developer's machine; none of it is part of the project."""

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("CLIENTELE_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


def real_data(name: str) -> Path:
    """The file ``name`` of the real data; the test is skipped, visibly, where it is absent."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"real data absent: {name} (set CLIENTELE_DATA to its folder)")
    return path
