"""Copies of the shop file: on demand, before every migration, and daily; thinned as they age."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ClienteleError

if TYPE_CHECKING:
    from engine.store.session import Store

_STAMP = "%Y-%m-%d_%H%M%S"


@dataclass(frozen=True)
class Backup:
    """One copy: where it lies, when it was made, why and how large it is in bytes."""

    path: Path
    made_at: datetime
    reason: str
    byte_count: int


def backup_folder(shop: Path) -> Path:
    """Where the copies of ``shop`` lie: a folder beside it."""
    return shop.with_name(f"{shop.stem} backups")


def list_backups(shop: Path) -> list[Backup]:
    """The copies of ``shop``, newest first; files that we did not name are left out."""
    found = []
    for path in backup_folder(shop).glob("*.clientele"):
        stamp, _, reason = path.stem.partition(" ")
        try:
            made_at = datetime.strptime(stamp, _STAMP)
        except ValueError:
            continue
        found.append(Backup(path, made_at, reason, path.stat().st_size))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def back_up(store: Store, reason: str = "asked", now: datetime | None = None) -> Backup:
    """Copy the shop into its backup folder and thin the older copies out."""
    now = now or datetime.now()
    folder = backup_folder(store.path)
    target = folder / f"{now.strftime(_STAMP)} {reason}.clientele"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as problem:
        raise ClienteleError("store.backup_failed", folder=str(folder)) from problem
    back_up_to(store, target)
    for old in superseded(list_backups(store.path), now):
        old.path.unlink(missing_ok=True)
    return Backup(target, now.replace(microsecond=0), reason, target.stat().st_size)


def back_up_to(store: Store, target: Path) -> None:
    """Copy the shop to ``target``; the name appears only once the copy is whole.

    Raises ``store.backup_failed``.
    """
    unfinished = target.with_name(target.name + ".part")
    try:
        store.backup_to(unfinished)
        os.replace(unfinished, target)
    except (OSError, sqlite3.Error) as problem:
        raise ClienteleError("store.backup_failed", folder=str(target.parent)) from problem
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink()


def back_up_daily(store: Store, now: datetime | None = None) -> Backup | None:
    """Copy the shop unless there is a copy from the last day."""
    now = now or datetime.now()
    backups = list_backups(store.path)
    if backups and now - backups[0].made_at < timedelta(days=1):
        return None
    return back_up(store, "daily", now)


def superseded(backups: Iterable[Backup], now: datetime) -> list[Backup]:
    """Which copies to let go: all of the last week stay, then one a week, after two months one a month."""
    kept: set[tuple[str, int, int]] = set()
    gone = []
    for backup in sorted(backups, key=lambda one: one.made_at, reverse=True):
        age = now - backup.made_at
        if age <= timedelta(days=7):
            continue
        year, week, _ = backup.made_at.isocalendar()
        slot = (
            ("week", year, week)
            if age <= timedelta(days=60)
            else ("month", backup.made_at.year, backup.made_at.month)
        )
        if slot in kept:
            gone.append(backup)
        kept.add(slot)
    return gone


def restore(shop: Path, backup: Path) -> None:
    """Put ``backup`` in the place of ``shop`` (closed), keeping the present file as a backup of its own.

    Raises what ``Store.open`` raises when the backup is no good; the shop is untouched then.
    """
    from engine.store.session import Store

    Store.open(backup).close()
    unfinished = shop.with_name(shop.name + ".part")
    try:
        if shop.exists():
            current = _opened(shop)
            if current is None:
                folder = backup_folder(shop)
                folder.mkdir(exist_ok=True)
                shutil.copy2(shop, folder / f"{datetime.now().strftime(_STAMP)} damaged.clientele")
            else:
                with contextlib.closing(current):
                    back_up(current, "before-restore")
        shutil.copy2(backup, unfinished)
        for suffix in ("-wal", "-shm"):
            shop.with_name(shop.name + suffix).unlink(missing_ok=True)
        os.replace(unfinished, shop)
    except OSError as problem:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise ClienteleError("store.cannot_write", file=shop.name) from problem


def _opened(shop: Path) -> Store | None:
    """The shop; None where the file is past opening."""
    from engine.store.session import Store

    try:
        return Store.open(shop)
    except ClienteleError as problem:
        if problem.key in ("store.damaged", "store.not_a_shop"):
            return None
        raise
