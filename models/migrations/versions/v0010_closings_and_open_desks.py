"""Closing a day: cash counted, days opened again, and which desks have the office open."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; days closed before were neither counted nor opened again, as far as anybody knows."""
    op.create_table(
        "cash_count",
        sa.Column("id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("expected", ID, nullable=False),
        sa.Column("counted", ID, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("event_seq", ID, nullable=False),
        sa.ForeignKeyConstraint(["event_seq"], ["event.seq"], name=op.f("fk_cash_count_event_seq_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_count")),
    )
    op.create_index(op.f("ix_cash_count_day_id"), "cash_count", ["day", "id"])
    op.create_table(
        "reopening",
        sa.Column("id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("event_seq", ID, nullable=False),
        sa.Column("ended_at", sa.String(length=20), nullable=True),
        sa.Column("ended_revision", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["event_seq"], ["event.seq"], name=op.f("fk_reopening_event_seq_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopening")),
    )
    op.create_index(op.f("ix_reopening_day_id"), "reopening", ["day", "id"])
    op.create_table(
        "open_desk",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("counter", sa.String(length=20), nullable=False),
        sa.Column("point", sa.String(length=20), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("since", sa.String(length=20), nullable=False),
        sa.Column("seen_at", sa.String(length=20), nullable=False),
        sa.Column("drafts", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_desk")),
    )
    op.create_index(op.f("ix_open_desk_ended_at"), "open_desk", ["ended_at"])
