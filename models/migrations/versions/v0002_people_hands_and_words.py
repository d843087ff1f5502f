"""Tables for what happens between reception and return: people, hands, words, remarks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the new tables, then the triggers that keep what was said."""
    _citizen()
    _form_template()
    _phrase()
    _process_step()
    _reception_point()
    _citizen_merge()
    _call()
    _correction()
    _holding()
    _remark()
    for statement in _TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def _citizen() -> None:
    op.create_table(
        "citizen",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("id_number", sa.String(length=20), nullable=True),
        sa.Column("tax_code", sa.String(length=20), nullable=True),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("name_fold", sa.String(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(length=6), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.String(length=20), nullable=False),
        sa.Column("last_seen_at", sa.String(length=20), nullable=False),
        sa.Column("merged_into", ID, nullable=True),
        sa.CheckConstraint("kind in ('citizen', 'organisation')", name=op.f("ck_citizen_kind")),
        sa.ForeignKeyConstraint(["merged_into"], ["citizen.id"], name=op.f("fk_citizen_merged_into_citizen")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citizen")),
    )
    op.create_index(op.f("ix_citizen_id_number"), "citizen", ["id_number"])
    op.create_index(op.f("ix_citizen_merged_into"), "citizen", ["merged_into"])
    op.create_index(op.f("ix_citizen_name_fold"), "citizen", ["name_fold"])
    op.create_index(op.f("ix_citizen_phone"), "citizen", ["phone"])
    op.create_index(op.f("ix_citizen_tax_code"), "citizen", ["tax_code"])


def _form_template() -> None:
    op.create_table(
        "form_template",
        sa.Column("id", ID, nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_template")),
        sa.UniqueConstraint("form", "valid_from", name=op.f("uq_form_template_form_valid_from")),
    )


def _phrase() -> None:
    op.create_table(
        "phrase",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("procedure_code", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase")),
        sa.UniqueConstraint("kind", "code", name=op.f("uq_phrase_kind_code")),
    )


def _process_step() -> None:
    op.create_table(
        "process_step",
        sa.Column("id", ID, nullable=False),
        sa.Column("procedure_code", sa.String(length=60), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_step")),
        sa.UniqueConstraint(
            "procedure_code", "valid_from", "no", name=op.f("uq_process_step_procedure_code_valid_from_no")
        ),
    )


def _reception_point() -> None:
    op.create_table(
        "reception_point",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("mobile", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_reception_point")),
    )


def _citizen_merge() -> None:
    op.create_table(
        "citizen_merge",
        sa.Column("id", ID, nullable=False),
        sa.Column("kept_id", ID, nullable=False),
        sa.Column("gone_id", ID, nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.String(length=20), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["gone_id"], ["citizen.id"], name=op.f("fk_citizen_merge_gone_id_citizen")),
        sa.ForeignKeyConstraint(["kept_id"], ["citizen.id"], name=op.f("fk_citizen_merge_kept_id_citizen")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citizen_merge")),
    )
    op.create_index(op.f("ix_citizen_merge_gone_id"), "citizen_merge", ["gone_id"])
    op.create_index(op.f("ix_citizen_merge_kept_id"), "citizen_merge", ["kept_id"])


def _call() -> None:
    op.create_table(
        "call",
        sa.Column("id", ID, nullable=False),
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind in ('result_ready', 'supplement', 'lateness', 'other')", name=op.f("ck_call_kind")
        ),
        sa.CheckConstraint(
            "outcome in ('reached', 'no_answer', 'wrong_number', 'exported', 'failed')",
            name=op.f("ck_call_outcome"),
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_call_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    op.create_index(op.f("ix_call_at"), "call", ["at"])
    op.create_index(op.f("ix_call_dossier_id_kind"), "call", ["dossier_id", "kind"])


def _correction() -> None:
    op.create_table(
        "correction",
        sa.Column("id", ID, nullable=False),
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("event_seq", ID, nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_correction_dossier_id_dossier")
        ),
        sa.ForeignKeyConstraint(["event_seq"], ["event.seq"], name=op.f("fk_correction_event_seq_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_dossier_id"), "correction", ["dossier_id"])


def _holding() -> None:
    op.create_table(
        "holding",
        sa.Column("id", ID, nullable=False),
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("from_unit", sa.String(), nullable=False),
        sa.Column("from_holder", sa.String(), nullable=False),
        sa.Column("to_unit", sa.String(), nullable=False),
        sa.Column("to_holder", sa.String(), nullable=False),
        sa.Column("step_no", sa.Integer(), nullable=True),
        sa.Column("step_name", sa.String(), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.String(length=20), nullable=False),
        sa.Column("left_at", sa.String(length=20), nullable=True),
        sa.Column("batch", sa.String(length=40), nullable=True),
        sa.Column("event_seq", ID, nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_holding_dossier_id_dossier")),
        sa.ForeignKeyConstraint(["event_seq"], ["event.seq"], name=op.f("fk_holding_event_seq_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holding")),
        sa.UniqueConstraint("dossier_id", "no", name=op.f("uq_holding_dossier_id_no")),
    )
    op.create_index(op.f("ix_holding_batch"), "holding", ["batch"])
    op.create_index(op.f("ix_holding_left_at_to_unit"), "holding", ["left_at", "to_unit"])


def _remark() -> None:
    op.create_table(
        "remark",
        sa.Column("id", ID, nullable=False),
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("event_seq", ID, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_remark_dossier_id_dossier")),
        sa.ForeignKeyConstraint(["event_seq"], ["event.seq"], name=op.f("fk_remark_event_seq_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
        sa.UniqueConstraint("event_seq", name=op.f("uq_remark_event_seq")),
    )
    op.create_index(op.f("ix_remark_dossier_id"), "remark", ["dossier_id"])


_FUNCTION = """
CREATE FUNCTION said_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was said is append-only';
END $$
"""
_KEPT = ("correction", "remark")
_TRIGGERS = {
    "sqlite": tuple(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'what was said is append-only'); END"
        for table in _KEPT
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        _FUNCTION,
        *(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION said_is_append_only()"
            for table in _KEPT
        ),
        *(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION said_is_append_only()"
            for table in _KEPT
        ),
    ),
}
