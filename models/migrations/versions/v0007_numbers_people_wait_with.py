"""Numbers people wait with: tickets of a day, by kind of service."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table; no office has tickets yet."""
    op.create_table(
        "queue_ticket",
        sa.Column("id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("series", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("priority", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("counter", sa.String(length=20), nullable=False),
        sa.Column("issued_at", sa.String(length=20), nullable=False),
        sa.Column("since", sa.String(length=20), nullable=False),
        sa.Column("finished_at", sa.String(length=20), nullable=True),
        sa.Column("call_no", sa.Integer(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("waited_s", sa.Integer(), nullable=False),
        sa.Column("served_s", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state in ('waiting', 'serving', 'parked', 'served', 'no_show', 'expired')",
            name=op.f("ck_queue_ticket_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_ticket")),
        sa.UniqueConstraint("day", "series", "number", name=op.f("uq_queue_ticket_day_series_number")),
    )
    op.create_index(op.f("ix_queue_ticket_day_state"), "queue_ticket", ["day", "state"])
    op.create_index(
        "uq_queue_ticket_serving",
        "queue_ticket",
        ["day", "counter"],
        unique=True,
        sqlite_where=sa.text("state = 'serving'"),
        postgresql_where=sa.text("state = 'serving'"),
    )
