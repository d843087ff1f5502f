"""Khoản phí, lệ phí: lines of procedures, what a dossier was asked to pay, why it was exempt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; a fee known before stays one amount without lines."""
    op.add_column("procedure", sa.Column("fees", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("dossier", sa.Column("fee_items", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("dossier", sa.Column("fee_reason", sa.String(), nullable=False, server_default=""))
