"""Indexes for lists of customers by forecast (0007_forecast_lists.sql)."""

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text("utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            op.execute(statement)
