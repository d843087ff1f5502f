"""The first tables, and the triggers that keep the history append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table of the first schema, then the triggers."""
    _applicant()
    _calendar_day()
    _command()
    _counter()
    _office_profile()
    _outbox()
    _procedure()
    _setting()
    _staff()
    _tally_file()
    _dossier()
    _procedure_component()
    _attachment()
    _component()
    _event()
    _original()
    for statement in _TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def _applicant() -> None:
    op.create_table(
        "applicant",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("id_number", sa.String(length=20), nullable=True),
        sa.Column("id_tail", sa.String(length=4), nullable=True),
        sa.Column("tax_code", sa.String(length=20), nullable=True),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("name_fold", sa.String(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(length=6), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("phone_tail", sa.String(length=4), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.CheckConstraint("kind in ('citizen', 'organisation')", name=op.f("ck_applicant_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicant")),
    )
    op.create_index(op.f("ix_applicant_id_number"), "applicant", ["id_number"])
    op.create_index(op.f("ix_applicant_id_tail"), "applicant", ["id_tail"])
    op.create_index(op.f("ix_applicant_name_fold"), "applicant", ["name_fold"])
    op.create_index(op.f("ix_applicant_phone"), "applicant", ["phone"])
    op.create_index(op.f("ix_applicant_phone_tail"), "applicant", ["phone_tail"])
    op.create_index(op.f("ix_applicant_tax_code"), "applicant", ["tax_code"])


def _calendar_day() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind in ('holiday', 'compensatory', 'makeup_workday', 'local_closure')",
            name=op.f("ck_calendar_day_kind"),
        ),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_day")),
    )


def _command() -> None:
    op.create_table(
        "command",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("verb", sa.String(length=60), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_command")),
    )


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("n", ID, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_counter")),
    )


def _office_profile() -> None:
    op.create_table(
        "office_profile",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("hotline", sa.String(), nullable=False),
        sa.Column("lookup_url", sa.String(), nullable=False),
        sa.Column("training", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("extra", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_profile")),
        sa.UniqueConstraint("valid_from", name=op.f("uq_office_profile_valid_from")),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.String(length=20), nullable=True),
        sa.Column("lease_until", sa.String(length=20), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "state in ('waiting', 'sending', 'delivered', 'sent', 'refused', 'superseded')",
            name=op.f("ck_outbox_state"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_state_next_at"), "outbox", ["state", "next_at"])


def _procedure() -> None:
    op.create_table(
        "procedure",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_fold", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("time_limit", sa.Integer(), nullable=True),
        sa.Column("time_unit", sa.String(length=20), nullable=True),
        sa.Column("fee", ID, nullable=True),
        sa.Column("online_level", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("confidence", sa.String(), nullable=False),
        sa.Column("yields_paper", sa.Boolean(), nullable=False),
        sa.Column("business", sa.Boolean(), nullable=False),
        sa.Column("non_territorial", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_procedure_code_valid_from")),
    )
    op.create_index(op.f("ix_procedure_field"), "procedure", ["field"])
    op.create_index(op.f("ix_procedure_name_fold"), "procedure", ["name_fold"])


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", ID, nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("os_account", sa.String(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("role in ('clerk', 'head', 'admin')", name=op.f("ck_staff_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("username", name=op.f("uq_staff_username")),
    )
    op.create_index(op.f("ix_staff_os_account"), "staff", ["os_account"])


def _tally_file() -> None:
    op.create_table(
        "tally_file",
        sa.Column("id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=100), nullable=False),
        sa.Column("previous_sha256", sa.String(length=64), nullable=True),
        sa.Column("numbers_sha256", sa.String(length=64), nullable=False),
        sa.Column("closed_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally_file")),
        sa.UniqueConstraint("day", "revision", name=op.f("uq_tally_file_day_revision")),
    )


def _dossier() -> None:
    op.create_table(
        "dossier",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("official_code", sa.String(length=80), nullable=True),
        sa.Column("procedure_id", ID, nullable=True),
        sa.Column("procedure_code", sa.String(length=60), nullable=False),
        sa.Column("procedure_name", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("term_limit", sa.Integer(), nullable=True),
        sa.Column("term_unit", sa.String(length=20), nullable=True),
        sa.Column("applicant_id", ID, nullable=False),
        sa.Column("on_behalf_of", sa.Text(), nullable=True),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("assisted_online", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.String(length=20), nullable=False),
        sa.Column("clock_start_at", sa.String(length=20), nullable=True),
        sa.Column("due_original", sa.String(length=20), nullable=True),
        sa.Column("due_current", sa.String(length=20), nullable=True),
        sa.Column("due_reason", sa.Text(), nullable=False),
        sa.Column("finished_at", sa.String(length=20), nullable=True),
        sa.Column("returned_at", sa.String(length=20), nullable=True),
        sa.Column("return_by", sa.String(length=12), nullable=False),
        sa.Column("returned_to", sa.Text(), nullable=True),
        sa.Column("fee_amount", ID, nullable=False),
        sa.Column("fee_method", sa.String(length=10), nullable=False),
        sa.Column("fee_paid", sa.Boolean(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("clerk", sa.String(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.CheckConstraint("channel in ('direct', 'online', 'postal')", name=op.f("ck_dossier_channel")),
        sa.CheckConstraint("rating is null or rating between 1 and 5", name=op.f("ck_dossier_rating")),
        sa.CheckConstraint("state between 1 and 10", name=op.f("ck_dossier_state")),
        sa.ForeignKeyConstraint(
            ["applicant_id"], ["applicant.id"], name=op.f("fk_dossier_applicant_id_applicant")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_dossier_procedure_id_procedure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("code", name=op.f("uq_dossier_code")),
    )
    op.create_index(op.f("ix_dossier_applicant_id"), "dossier", ["applicant_id"])
    op.create_index(op.f("ix_dossier_finished_at"), "dossier", ["finished_at"])
    op.create_index(op.f("ix_dossier_official_code"), "dossier", ["official_code"])
    op.create_index(op.f("ix_dossier_procedure_id"), "dossier", ["procedure_id"])
    op.create_index(op.f("ix_dossier_received_at"), "dossier", ["received_at"])
    op.create_index(op.f("ix_dossier_returned_at"), "dossier", ["returned_at"])
    op.create_index(op.f("ix_dossier_state_due_current"), "dossier", ["state", "due_current"])


def _procedure_component() -> None:
    op.create_table(
        "procedure_component",
        sa.Column("id", ID, nullable=False),
        sa.Column("procedure_id", ID, nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mandatory", sa.Boolean(), nullable=False),
        sa.Column("condition", sa.String(), nullable=True),
        sa.Column("from_database", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_procedure_component_procedure_id_procedure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure_component")),
        sa.UniqueConstraint("procedure_id", "no", name=op.f("uq_procedure_component_procedure_id_no")),
    )


def _attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", ID, nullable=False),
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("component_no", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("bytes", ID, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pdf_a", sa.String(length=4), nullable=True),
        sa.Column("text_chars", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_attachment_dossier_id_dossier")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("file", name=op.f("uq_attachment_file")),
    )
    op.create_index(op.f("ix_attachment_dossier_id"), "attachment", ["dossier_id"])


def _component() -> None:
    op.create_table(
        "component",
        sa.Column("id", ID, nullable=False),
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_component_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_component")),
        sa.UniqueConstraint("dossier_id", "no", name=op.f("uq_component_dossier_id_no")),
    )


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("seq", ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("verb", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("dossier_id", ID, nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_event_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_dossier_id_seq"), "event", ["dossier_id", "seq"])
    op.create_index(op.f("ix_event_verb_seq"), "event", ["verb", "seq"])


def _original() -> None:
    op.create_table(
        "original",
        sa.Column("id", ID, nullable=False),
        sa.Column("attachment_id", ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("bytes", ID, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_original_attachment_id_attachment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_original")),
        sa.UniqueConstraint("attachment_id", "seq", name=op.f("uq_original_attachment_id_seq")),
    )
    op.create_index(op.f("ix_original_file"), "original", ["file"])


_FUNCTION = """
CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.seq = (SELECT coalesce(max(seq), 0) + 1 FROM event) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'event is append-only';
END $$
"""

# INSERT OR REPLACE fires no DELETE trigger in SQLite: the rule for INSERT stops it and keeps seq gap-free.
_TRIGGERS = {
    "sqlite": (
        "CREATE TRIGGER event_no_update BEFORE UPDATE ON event"
        " BEGIN SELECT RAISE(ABORT, 'event is append-only'); END",
        "CREATE TRIGGER event_no_delete BEFORE DELETE ON event"
        " BEGIN SELECT RAISE(ABORT, 'event is append-only'); END",
        "CREATE TRIGGER event_in_order BEFORE INSERT ON event"
        " WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM event)"
        " BEGIN SELECT RAISE(ABORT, 'event is append-only'); END",
    ),
    "postgresql": (
        _FUNCTION,
        "CREATE TRIGGER event_append_only BEFORE INSERT OR UPDATE OR DELETE ON event"
        " FOR EACH ROW EXECUTE FUNCTION event_is_append_only()",
        "CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event"
        " FOR EACH STATEMENT EXECUTE FUNCTION event_is_append_only()",
    ),
}
