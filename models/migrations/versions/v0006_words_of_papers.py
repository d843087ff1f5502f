"""What is written on papers can be searched: their words and the index over them.

Papers digitised before are entered by `check --repair`, which reads them from the files.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INDEX = {
    "sqlite": (
        "CREATE VIRTUAL TABLE paper_index USING fts5(words, content='', contentless_delete=1, detail=none,"
        " prefix='3 4', tokenize='ascii')"
    ),
    "postgresql": (
        "CREATE INDEX ix_paper_text_words ON paper_text USING gin (to_tsvector('simple', words))"
        " WITH (fastupdate = off)"
    ),
}


def upgrade() -> None:
    """Make the table, then the index each engine has for it."""
    op.create_table(
        "paper_text",
        sa.Column("attachment_id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_paper_text_attachment_id_attachment")
        ),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_paper_text")),
    )
    op.execute(INDEX[op.get_bind().dialect.name])
