"""Bản gốc còn giữ: an index of the originals not given back, which are few among all papers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_STILL_HERE = "given_back_at is null and original_kept"


def upgrade() -> None:
    """Add the index: without it every desk looked through every paper ever received once a minute."""
    op.create_index(
        "ix_component_original_kept",
        "component",
        ["dossier_id"],
        sqlite_where=sa.text(f"{_STILL_HERE} = 1"),  # as it is asked for there
        postgresql_where=sa.text(_STILL_HERE),
    )
