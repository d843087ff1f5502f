"""Columns for the life of a dossier, the catalogue's administration and settings dated by the law.

Columns are added in place: a table that others point to is never made anew.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ALWAYS = date(1900, 1, 1)


def upgrade() -> None:
    """Add the columns, then give every setting its first day."""
    for table, columns in (
        ("attachment", _attachment()),
        ("calendar_day", _calendar_day()),
        ("component", _component()),
        ("dossier", _dossier()),
        ("procedure", _procedure()),
        ("procedure_component", _procedure_component()),
    ):
        for column in columns:
            op.add_column(table, column)
    _points_to("applicant", "citizen_id", "citizen")
    _points_to("component", "reused_from", "attachment")
    op.create_index(op.f("ix_applicant_citizen_id"), "applicant", ["citizen_id"])
    op.create_index(op.f("ix_dossier_group_no"), "dossier", ["group_no"])
    op.create_index(
        op.f("ix_dossier_register_year_register_no"), "dossier", ["register_year", "register_no"], unique=True
    )
    op.execute(
        "UPDATE dossier SET office_code = (SELECT min(code) FROM office_profile) WHERE office_code = ''"
    )
    _setting()


def _text(name: str, *, length: int | None = None, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False, server_default=default)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _moment(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=20), nullable=True)


def _attachment() -> list[sa.Column[Any]]:
    return [_text("name_fold"), _text("doc_type", length=40), sa.Column("valid_until", sa.Date())]


def _calendar_day() -> list[sa.Column[Any]]:
    return [sa.Column("am", sa.String(length=11)), sa.Column("pm", sa.String(length=11))]


def _component() -> list[sa.Column[Any]]:
    return [_flag("original_kept"), _moment("given_back_at")]


def _dossier() -> list[sa.Column[Any]]:
    return [
        _text("office_code", length=40),
        _text("reception_point", length=40),
        _text("competent_unit"),
        sa.Column("group_no", sa.String(length=40)),
        sa.Column("register_year", sa.Integer()),
        sa.Column("register_volume", sa.Integer()),
        sa.Column("register_no", sa.Integer()),
        _moment("accept_due_at"),
        _moment("transfer_due_at"),
        _moment("unfit_due_at"),
        _moment("supplement_due_at"),
        _text("delivery", length=12),
        _moment("official_at"),
    ]


def _procedure() -> list[sa.Column[Any]]:
    return [
        _flag("suspended"),
        _flag("favourite"),
        _text("nicknames"),
        _text("resolving_unit"),
        _text("competent_unit"),
        sa.Column("after_cutoff", sa.String(length=10)),
        _flag("fee_per_page"),
        _text("basis"),
        sa.Column("asks", sa.Text(), nullable=False, server_default="[]"),
    ]


def _procedure_component() -> list[sa.Column[Any]]:
    return [
        _text("applies", length=20, default="always"),
        _text("doc_type", length=40),
        sa.Column("valid_days", sa.Integer()),
        sa.Column("copies", sa.Integer(), nullable=False, server_default="1"),
    ]


def _points_to(table: str, column: str, target: str) -> None:
    """Add a column that points to another table; SQLite takes the constraint only with the column."""
    name = f"fk_{table}_{column}_{target}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT {name} REFERENCES {target} (id)"
        )
        return
    op.add_column(table, sa.Column(column, ID, nullable=True))
    op.create_foreign_key(op.f(name), table, target, [column], ["id"])


def _setting() -> None:
    """Nothing points to a setting: its table is made anew with the day in its key."""
    op.execute("ALTER TABLE setting RENAME TO setting_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE setting_before DROP CONSTRAINT pk_setting")
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", "valid_from", name=op.f("pk_setting")),
    )
    old = sa.table("setting_before", sa.column("key"), sa.column("value"))
    new = sa.table("setting", sa.column("key"), sa.column("valid_from", sa.Date()), sa.column("value"))
    rows = sa.select(old.c.key, sa.literal(ALWAYS, sa.Date()), old.c.value)
    op.execute(new.insert().from_select(["key", "valid_from", "value"], rows))
    op.drop_table("setting_before")
