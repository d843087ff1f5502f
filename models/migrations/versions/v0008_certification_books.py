"""Sổ chứng thực: the certification books, a line for each paper certified."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table; dossiers certified before stand in no book, and none is made up for them."""
    op.create_table(
        "certification",
        sa.Column("id", ID, nullable=False),
        sa.Column("dossier_id", ID, nullable=True),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("book", sa.String(length=20), nullable=False),
        sa.Column("symbol", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("volume", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("electronic", sa.Boolean(), nullable=False),
        sa.Column("fee", ID, nullable=False),
        sa.Column("signer", sa.String(), nullable=False),
        sa.Column("certified_at", sa.String(length=20), nullable=True),
        sa.Column("struck_at", sa.String(length=20), nullable=True),
        sa.Column("struck_reason", sa.String(), nullable=False),
        sa.CheckConstraint("pages >= 0 and copies >= 0 and fee >= 0", name=op.f("ck_certification_counts")),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_certification_dossier_id_dossier")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certification")),
        sa.UniqueConstraint(
            "book", "year", "number", "place", name=op.f("uq_certification_book_year_number_place")
        ),
        sa.UniqueConstraint("dossier_id", "no", name=op.f("uq_certification_dossier_id_no")),
    )
    op.create_index(op.f("ix_certification_certified_at"), "certification", ["certified_at"])
