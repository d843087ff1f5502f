"""Whose dossier it is as a snapshot of its own, and the register of people built from what was received.

Runs once, in the transaction of the upgrade: rows are read in the order of people and written in
batches, so an office of any size needs little memory.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BATCH = 1000


def upgrade() -> None:
    """Add the columns, then fill them from what is on record."""
    op.add_column("applicant", sa.Column("representative", sa.Text(), nullable=True))
    op.add_column("citizen", sa.Column("card_at", sa.String(length=20), nullable=True))
    _owner_column()
    connection = op.get_bind()
    _owners(connection)
    _names_of_papers(connection)
    _register(connection)


def _owner_column() -> None:
    """SQLite takes the constraint only with the column."""
    name = "fk_dossier_owner_id_applicant"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"ALTER TABLE dossier ADD COLUMN owner_id INTEGER CONSTRAINT {name} REFERENCES applicant (id)"
        )
    else:
        op.add_column("dossier", sa.Column("owner_id", ID, nullable=True))
        op.create_foreign_key(op.f(name), "dossier", "applicant", ["owner_id"], ["id"])
    op.create_index(op.f("ix_dossier_owner_id"), "dossier", ["owner_id"])


_APPLICANT = sa.table(
    "applicant",
    *(
        sa.column(name)
        for name in (
            "id", "kind", "id_number", "id_tail", "tax_code", "full_name", "name_fold", "sex", "address",
            "phone", "email", "citizen_id",
        )
    ),
    sa.column("birth_date", sa.Date()),
)  # fmt: skip
_CITIZEN = sa.table(
    "citizen",
    *(
        sa.column(name)
        for name in (
            "id", "kind", "id_number", "tax_code", "full_name", "name_fold", "sex", "address", "phone",
            "email", "answers", "first_seen_at", "last_seen_at",
        )
    ),
    sa.column("birth_date", sa.Date()),
)  # fmt: skip
_DOSSIER = sa.table(
    "dossier",
    *(
        sa.column(name)
        for name in ("id", "applicant_id", "owner_id", "on_behalf_of", "received_at", "answers")
    ),
)
_ATTACHMENT = sa.table(
    "attachment", *(sa.column(name) for name in ("id", "dossier_id", "component_no", "role", "name_fold"))
)
_COMPONENT = sa.table("component", *(sa.column(name) for name in ("dossier_id", "no", "name")))


def _owners(connection: sa.Connection) -> None:
    """Chủ hồ sơ: whom a dossier was handed in for becomes a snapshot that can be searched."""
    query = sa.select(_DOSSIER.c.id, _DOSSIER.c.on_behalf_of).where(_DOSSIER.c.on_behalf_of.is_not(None))
    for key, text in connection.execute(query).all():
        fields = json.loads(text) or {}
        if not isinstance(fields.get("full_name"), str):
            continue
        number = fields.get("id_number") or fields.get("tax_code")
        row = {
            "kind": fields.get("kind") or "citizen",
            "id_number": fields.get("id_number"),
            "id_tail": number[-4:] if number else None,
            "tax_code": fields.get("tax_code"),
            "full_name": fields["full_name"],
            "name_fold": _folded(fields["full_name"]),
            "birth_date": _day(fields.get("birth_date")),
            "sex": fields.get("sex"),
            "address": fields.get("address"),
        }
        made = connection.execute(sa.insert(_APPLICANT).values(row).returning(_APPLICANT.c.id)).scalar_one()
        connection.execute(sa.update(_DOSSIER).where(_DOSSIER.c.id == key).values(owner_id=made))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _names_of_papers(connection: sa.Connection) -> None:
    """A paper digitised before papers had names takes the name of its line in the dossier."""
    query = (
        sa.select(_ATTACHMENT.c.id, _COMPONENT.c.name)
        .join(
            _COMPONENT,
            sa.and_(
                _COMPONENT.c.dossier_id == _ATTACHMENT.c.dossier_id,
                _COMPONENT.c.no == _ATTACHMENT.c.component_no,
            ),
        )
        .where(_ATTACHMENT.c.role == "component", _ATTACHMENT.c.name_fold == "")
    )
    found = [{"key": key, "fold": _folded(name)} for key, name in connection.execute(query)]
    if found:
        change = sa.update(_ATTACHMENT).where(_ATTACHMENT.c.id == sa.bindparam("key"))
        connection.execute(change.values(name_fold=sa.bindparam("fold")), found)


def _register(connection: sa.Connection) -> None:
    """Sổ công dân: one entry for each number, one for each snapshot without a number."""
    for kinds, number in (("citizen", "id_number"), ("organisation", "tax_code"), ("citizen", "tax_code")):
        column = _APPLICANT.c[number]
        wanted = [_APPLICANT.c.kind == kinds, column.is_not(None), _APPLICANT.c.citizen_id.is_(None)]
        if (kinds, number) == ("citizen", "tax_code"):
            wanted.append(_APPLICANT.c.id_number.is_(None))
        _write(connection, _entries(_seen(connection, wanted, order=column), column.name))
        entry = (
            sa.select(sa.func.min(_CITIZEN.c.id))
            .where(_CITIZEN.c.kind == kinds, _CITIZEN.c[number] == column)
            .scalar_subquery()
        )
        connection.execute(sa.update(_APPLICANT).where(*wanted).values(citizen_id=entry))
    _nameless(connection)


def _nameless(connection: sa.Connection) -> None:
    """Without a number nobody is joined by guess: each snapshot gets its own entry."""
    wanted = [_APPLICANT.c.citizen_id.is_(None)]
    for row in list(_seen(connection, wanted, order=_APPLICANT.c.id)):
        entry = next(_entries(iter([row]), "id"))
        made = connection.execute(sa.insert(_CITIZEN).values(entry).returning(_CITIZEN.c.id)).scalar_one()
        connection.execute(sa.update(_APPLICANT).where(_APPLICANT.c.id == row["id"]).values(citizen_id=made))


def _seen(connection: sa.Connection, wanted: list[Any], *, order: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - a column
    """Snapshots with the moment of their dossier, person by person, newest first.

    Answers belong to whose dossier it is, not to who brought it for another.
    """
    brought, owned = _DOSSIER.alias("brought"), _DOSSIER.alias("owned")
    own_answers = sa.case((brought.c.owner_id.is_(None), brought.c.answers))
    received_at = sa.func.coalesce(brought.c.received_at, owned.c.received_at)
    query = (
        sa.select(
            *_APPLICANT.c,
            received_at.label("received_at"),
            sa.func.coalesce(owned.c.answers, own_answers).label("answers"),
        )
        .outerjoin(brought, brought.c.applicant_id == _APPLICANT.c.id)
        .outerjoin(owned, owned.c.owner_id == _APPLICANT.c.id)
        .where(*wanted, received_at.is_not(None))
        .order_by(order, received_at.desc(), _APPLICANT.c.id.desc())
        .execution_options(yield_per=BATCH)
    )
    for row in connection.execute(query).mappings():
        yield dict(row)


def _entries(rows: Iterator[dict[str, Any]], key: str) -> Iterator[dict[str, Any]]:
    for _, group in groupby(rows, key=lambda row: row[key]):
        seen = list(group)
        newest = seen[0]
        entry = {name: _newest(seen, name) for name in ("birth_date", "sex", "address", "phone", "email")}
        yield {
            **{name: newest[name] for name in ("kind", "id_number", "tax_code", "full_name", "name_fold")},
            **entry,
            "answers": _answers(seen),
            "first_seen_at": min(row["received_at"] for row in seen),
            "last_seen_at": newest["received_at"],
        }


def _newest(seen: Iterable[dict[str, Any]], name: str) -> Any:  # noqa: ANN401 - any column
    return next((row[name] for row in seen if row[name]), None)


def _answers(seen: list[dict[str, Any]]) -> str:
    merged: dict[str, Any] = {}
    for row in reversed(seen):
        merged.update(json.loads(row["answers"]) or {} if row["answers"] else {})
    return json.dumps(merged, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _write(connection: sa.Connection, entries: Iterator[dict[str, Any]]) -> None:
    batch: list[dict[str, Any]] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == BATCH:
            connection.execute(sa.insert(_CITIZEN), batch)
            batch = []
    if batch:
        connection.execute(sa.insert(_CITIZEN), batch)


def _folded(text: str) -> str:
    """Small letters without marks, as names were folded when this version was made."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "d")).lower()
    kept = (one for one in plain if unicodedata.category(one) not in {"Mn", "Me", "Cf"})
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())
