"""The schema's versions by name, known without importing Alembic, so that opening an office stays fast."""

from __future__ import annotations

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
)  # oldest first; a test holds them equal to the migration files
HEAD = REVISIONS[-1]
