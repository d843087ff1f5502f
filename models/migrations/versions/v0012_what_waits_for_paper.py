"""Lệnh in: what waits for paper, and what became of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table; nothing printed before is printed again."""
    op.create_table(
        "print_job",
        sa.Column("id", ID, nullable=False),
        sa.Column("counter", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.Column("paper", sa.String(length=20), nullable=False),
        sa.Column("reprint", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("chosen", sa.String(length=250), nullable=False),
        sa.Column("printer", sa.String(length=250), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("held_until", sa.String(length=20), nullable=True),
        sa.Column("reference", sa.String(length=250), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("released_at", sa.String(length=20), nullable=False),
        sa.Column("since", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "state in ('waiting', 'printing', 'done', 'failed', 'unsure', 'cancelled')",
            name=op.f("ck_print_job_state"),
        ),
        sa.CheckConstraint("copies > 0 and reprint >= 0 and attempts >= 0", name=op.f("ck_print_job_counts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
    )
    op.create_index(op.f("ix_print_job_counter_state"), "print_job", ["counter", "state"])
    op.create_index(op.f("ix_print_job_code_form"), "print_job", ["code", "form"])
