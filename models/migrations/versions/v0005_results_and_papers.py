"""Results as papers of their own, and what must be known of every digitised paper (NĐ 118/2025 Đ.19.2).

The one result a dossier had so far becomes its first: with the file scanned last where it was scanned
again, the earlier files as replaced versions.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterator

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BATCH = 1000


def upgrade() -> None:
    """Add columns and table, then fill them from what is on record."""
    for name, length in (
        ("title", None),
        ("abstract", None),
        ("scope", None),
        ("number", 100),
        ("issuer", None),
    ):
        op.add_column(
            "attachment", sa.Column(name, sa.String(length=length), nullable=False, server_default="")
        )
    op.add_column("attachment", sa.Column("issued_on", sa.Date(), nullable=True))
    _table()
    connection = op.get_bind()
    _titles(connection)
    _results(connection)


def _table() -> None:
    op.create_table(
        "result",
        sa.Column("id", ID, nullable=False),
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("number_fold", sa.String(length=100), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=True),
        sa.Column("electronic", sa.Boolean(), nullable=False),
        sa.Column("attachment_id", ID, nullable=True),
        sa.Column("recorded_at", sa.String(length=20), nullable=False),
        sa.Column("replaced_at", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_result_dossier_id_dossier")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_result_attachment_id_attachment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
        sa.UniqueConstraint("dossier_id", "no", "version", name=op.f("uq_result_dossier_id_no_version")),
    )
    op.create_index(op.f("ix_result_number_fold"), "result", ["number_fold"])


_DOSSIER = sa.table(
    "dossier", *(sa.column(name) for name in ("id", "result", "finished_at", "received_at", "state"))
)
_ATTACHMENT = sa.table(
    "attachment",
    *(
        sa.column(name)
        for name in ("id", "dossier_id", "component_no", "role", "created_at", "title", "number")
    ),
    sa.column("issued_on", sa.Date()),
)
_COMPONENT = sa.table("component", *(sa.column(name) for name in ("dossier_id", "no", "name")))
_RESULT = sa.table(
    "result",
    *(
        sa.column(name)
        for name in (
            "dossier_id", "no", "version", "number", "number_fold", "title", "electronic", "attachment_id",
            "recorded_at", "replaced_at",
        )
    ),
    sa.column("issued_on", sa.Date()),
    sa.column("signed", sa.Boolean()),
)  # fmt: skip


def _titles(connection: sa.Connection) -> None:
    """A paper's own name is that of its line; where the dossier has no such line it stays empty."""
    name = (
        sa.select(_COMPONENT.c.name)
        .where(
            _COMPONENT.c.dossier_id == _ATTACHMENT.c.dossier_id, _COMPONENT.c.no == _ATTACHMENT.c.component_no
        )
        .scalar_subquery()
    )
    connection.execute(
        sa.update(_ATTACHMENT)
        .where(_ATTACHMENT.c.role == "component")
        .values(title=sa.func.coalesce(name, ""))
    )


def _results(connection: sa.Connection) -> None:
    files: dict[int, list[tuple[int, str]]] = {}
    query = (
        sa.select(_ATTACHMENT.c.dossier_id, _ATTACHMENT.c.id, _ATTACHMENT.c.created_at)
        .where(_ATTACHMENT.c.role == "result")
        .order_by(_ATTACHMENT.c.id)
    )
    for dossier, key, at in connection.execute(query):
        files.setdefault(dossier, []).append((key, at))
    batch: list[dict[str, Any]] = []
    for row in _versions(connection, files):
        batch.append(row)
        if len(batch) == BATCH:
            connection.execute(sa.insert(_RESULT), batch)
            batch = []
    if batch:
        connection.execute(sa.insert(_RESULT), batch)
    _name_files(connection, files)


def _versions(connection: sa.Connection, files: dict[int, list[tuple[int, str]]]) -> Iterator[dict[str, Any]]:
    """The versions of each dossier's one result, oldest first; of earlier ones only the file is known."""
    query = (
        sa.select(_DOSSIER.c.id, _DOSSIER.c.result, _DOSSIER.c.finished_at, _DOSSIER.c.received_at)
        .where(_DOSSIER.c.result.is_not(None))
        .order_by(_DOSSIER.c.id)
    )
    for dossier, told, finished, received in connection.execute(query).all():
        fields = json.loads(told) or {}
        scanned = files.get(dossier, [])
        for version, (key, at) in enumerate(scanned[:-1], start=1):
            yield {
                **_facts({}), "dossier_id": dossier, "no": 1, "version": version, "attachment_id": key,
                "recorded_at": at, "replaced_at": scanned[version][1],
            }  # fmt: skip
        last = scanned[-1] if scanned else (None, finished or received)
        yield {
            **_facts(fields), "dossier_id": dossier, "no": 1, "version": max(len(scanned), 1),
            "attachment_id": last[0], "recorded_at": last[1], "replaced_at": None,
        }  # fmt: skip


def _facts(fields: dict[str, Any]) -> dict[str, Any]:
    number = str(fields.get("number") or "")[:100]
    return {
        "number": number,
        "number_fold": _folded(number)[:100],
        "issued_on": _day(fields.get("date")),
        "title": str(fields.get("title") or ""),
        "signed": None,
        "electronic": bool(fields.get("electronic")),
    }


def _name_files(connection: sa.Connection, files: dict[int, list[tuple[int, str]]]) -> None:
    """The file of a result takes number, day and name of the result it shows."""
    shown = sa.select(_RESULT).where(_RESULT.c.attachment_id.is_not(None), _RESULT.c.replaced_at.is_(None))
    for row in connection.execute(shown).mappings().all() if files else ():
        connection.execute(
            sa.update(_ATTACHMENT)
            .where(_ATTACHMENT.c.id == row["attachment_id"])
            .values(title=row["title"], number=row["number"], issued_on=row["issued_on"])
        )


def _day(text: Any) -> date | None:  # noqa: ANN401 - a JSON value
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


def _folded(text: str) -> str:
    """Small letters without marks, as texts were folded when this version was made."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "d")).lower()
    kept = (one for one in plain if unicodedata.category(one) not in {"Mn", "Me", "Cf"})
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())
