"""Jobs that a worker process can import: one that takes a while, one that fails, one that dies."""

from __future__ import annotations

import os
import sys
import time

from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress
from engine.shop import Shop, change_settings
from engine.words import Text


def count_to(shop: Shop, *, steps: int, progress: Progress = no_progress) -> tuple[str, bool]:
    """Take ``steps`` × 10 ms; returns the shop's name and whether Qt was loaded."""
    for step in range(steps):
        progress(step / steps, Text("store.undo.settings"))
        time.sleep(0.01)
    return shop.settings.name, "PySide6" in sys.modules


def rename(shop: Shop, *, name: str, progress: Progress = no_progress) -> object:
    """A job that changes the shop."""
    progress(0.5)
    return change_settings(shop, name=name)


def refuse(shop: Shop, *, progress: Progress = no_progress) -> None:
    """Fail in the family's own way."""
    raise ClienteleError("store.missing", file="gone.csv")


def stumble(shop: Shop, *, progress: Progress = no_progress) -> None:
    """Fail in a way nobody foresaw."""
    raise ZeroDivisionError("stumbled")


def die(shop: Shop, *, progress: Progress = no_progress) -> None:
    """Take the whole process down."""
    os._exit(9)


def hang_in_transaction(shop: Shop, *, progress: Progress = no_progress) -> None:
    """Write, then never ask whether to stop."""
    with shop.store.write() as connection:
        connection.exec_driver_sql("UPDATE setting SET value = '\"Half done\"' WHERE key = 'name'")
        progress(0.5)
        time.sleep(60)


def compare_plainly(shop: Shop, progress: Progress) -> object:
    """Who resembles whom without the networks, which take a while."""
    from engine.embeddings import learn_likeness

    return learn_likeness(shop, learned=False, progress=progress)
