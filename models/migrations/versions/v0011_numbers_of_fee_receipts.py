"""Biên lai: the numbers of fee receipts, with what became of each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table; numbers told with a payment before stay in its event, where nobody counted them."""
    op.create_table(
        "fee_receipt",
        sa.Column("id", ID, nullable=False),
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("text", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("dossier_id", ID, nullable=True),
        sa.Column("amount", ID, nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("issued_at", sa.String(length=20), nullable=False),
        sa.Column("counter", sa.String(length=20), nullable=False),
        sa.Column("voided_at", sa.String(length=20), nullable=True),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.CheckConstraint("number >= 0 and amount >= 0", name=op.f("ck_fee_receipt_counts")),
        sa.CheckConstraint("kind in ('paper', 'electronic')", name=op.f("ck_fee_receipt_kind")),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_fee_receipt_dossier_id_dossier")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_receipt")),
    )
    op.create_index(op.f("ix_fee_receipt_series_number"), "fee_receipt", ["series", "number"])
    op.create_index(op.f("ix_fee_receipt_dossier_id"), "fee_receipt", ["dossier_id"])
    op.create_index(op.f("ix_fee_receipt_issued_at"), "fee_receipt", ["issued_at"])
