"""Bản mẫu giấy tờ: versions of a form's wording that stay, and drafts of the next one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_NUMBERS = """UPDATE form_template SET no = (SELECT COUNT(*) FROM form_template AS other
 WHERE other.form = form_template.form AND other.valid_from <= form_template.valid_from)"""


def upgrade() -> None:
    """Number what there is by its first day: until now a form had one version a day, all out of files."""
    with op.batch_alter_table("form_template") as batch:
        batch.add_column(sa.Column("no", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("source", sa.String(length=10), nullable=False, server_default="file"))
        batch.add_column(sa.Column("reason", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("made_at", sa.String(length=20), nullable=True))
        batch.add_column(sa.Column("made_by", sa.String(), nullable=False, server_default=""))
        batch.drop_constraint(op.f("uq_form_template_form_valid_from"), type_="unique")
    op.execute(_NUMBERS)
    with op.batch_alter_table("form_template") as batch:
        for column in ("no", "source", "reason", "made_by"):
            batch.alter_column(column, server_default=None)
        batch.create_unique_constraint(op.f("uq_form_template_form_no"), ["form", "no"])
    op.create_table(
        "template_draft",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("seen_no", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("begins", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("counter", sa.String(length=20), nullable=False),
        sa.Column("changed_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_draft")),
        sa.UniqueConstraint("key", name=op.f("uq_template_draft_key")),
    )
    op.create_index(op.f("ix_template_draft_form"), "template_draft", ["form"])
