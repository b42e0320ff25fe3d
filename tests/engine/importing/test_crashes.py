"""Killed in the middle of writing, the shop is as before or as after, and the same can be done again."""

import random
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs fork and SIGKILL", allow_module_level=True)

from tests.tools.crashes import trials


def test_killed_at_any_moment_nothing_is_half_done(tmp_path: Path) -> None:
    chance = random.Random(7)
    for trial in trials(tmp_path, 300):
        for _ in range(4):
            assert trial.kill_once(chance) in ("before", "after")
