"""Mã QR cấp cho người dân: codes that open a citizen's record at this office."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table; nobody has a code yet."""
    op.create_table(
        "citizen_code",
        sa.Column("id", ID, nullable=False),
        sa.Column("ref", sa.String(length=24), nullable=False),
        sa.Column("citizen_id", ID, nullable=False),
        sa.Column("issue_no", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("revoked_at", sa.String(length=20), nullable=True),
        sa.Column("revoked_why", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_citizen_code_citizen_id_citizen")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citizen_code")),
        sa.UniqueConstraint("ref", name=op.f("uq_citizen_code_ref")),
    )
    op.create_index(op.f("ix_citizen_code_citizen_id"), "citizen_code", ["citizen_id"])
