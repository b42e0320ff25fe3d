"""Bringing an older shop file up to date with alembic, inside the caller's transaction."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

_SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, revision: str) -> None:
    """Run every migration up to ``revision`` on ``connection``; the caller commits or rolls back."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    scripts = ScriptDirectory.from_config(config)
    with EnvironmentContext(
        config, scripts, fn=lambda current, _: scripts._upgrade_revs(revision, current)
    ) as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()


def newest_revision() -> str:
    """The name of the last migration there is."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    return str(ScriptDirectory.from_config(config).get_current_head())
