"""Hàng chờ gửi: since when a row fails, what the other side said, and whose turn it is to send."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what the window tells of a row; a row that waits has not failed as far as is known."""
    with op.batch_alter_table("outbox") as batch:
        batch.add_column(sa.Column("told", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("tried_at", sa.String(length=20), nullable=True))
        batch.add_column(sa.Column("failed_since", sa.String(length=20), nullable=True))
    op.create_table(
        "sync_turn",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("holder", sa.String(length=36), nullable=False),
        sa.Column("machine", sa.String(length=36), nullable=False),
        sa.Column("counter", sa.String(length=20), nullable=False),
        sa.Column("since", sa.String(length=20), nullable=False),
        sa.Column("until", sa.String(length=20), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_sync_turn_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_turn")),
    )
