"""Visits: dossiers that one citizen handed in together share a number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what is on record was handed in alone, as far as anybody knows."""
    op.add_column("dossier", sa.Column("visit_no", sa.String(length=40), nullable=True))
    op.create_index(op.f("ix_dossier_visit_no"), "dossier", ["visit_no"])
