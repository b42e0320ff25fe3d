"""Room for what reviews say: readings, aspects, vectors of texts (0008_reviews_read.sql)."""

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text("utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            op.execute(statement)
