"""The front door: opens the window, or runs one command without it."""

from __future__ import annotations

import sys


def main() -> int:
    """Run as the command line asks; the exit status is 0, 1 (a reason on standard error) or 2 (wrong use)."""
    arguments = sys.argv[1:]
    if arguments == ["--worker"]:
        # Not for people: the window starts itself so for its long jobs, packaged or not.
        from gui.worker import main as work

        work()
        return 0
    if _names_a_command(arguments):
        from engine.commands.run import run

        return run(arguments)
    from gui.app import run as open_window

    return open_window(arguments)


def _names_a_command(arguments: list[str]) -> bool:
    """Whether anything but the window's own ``--shop FILE`` was asked for."""
    rest = list(arguments)
    if "--shop" in rest:
        place = rest.index("--shop")
        del rest[place : place + 2]
    return bool(rest)


if __name__ == "__main__":
    sys.exit(main())
