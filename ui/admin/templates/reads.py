"""What the template editor asks of the record, each as one call of the desk pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from desk.importing import ImportReport
    from desk.templates.rows import DraftView, Fault, Kept, PackReport, Published, TextChange, VersionRow
    from ui.services import RasterLike, Services

DPI = 150  # sharp on a fine monitor too
TAKEN = frozenset({"add", "have"})


@dataclass(frozen=True, slots=True)
class Looked:
    """One look at words: those looked at, the page drawn, how many there are, what is wrong."""

    words: Mapping[str, str]
    page: RasterLike | None
    pages: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions of a form, the one stood on, and how it differs from what prints today."""

    rows: tuple[VersionRow, ...]
    no: int | None
    changes: tuple[TextChange, ...]


def look(services: Services, draft: DraftView, words: Mapping[str, str], paper: str, page: int) -> Looked:
    """Draw the example with words (desk pool)."""
    seen = services.templates.sample(draft, words, paper)
    if not seen.pdf:
        return Looked(words, None, 0, seen.faults)
    return Looked(words, services.raster(seen.pdf, DPI, min(page, seen.pages - 1)), seen.pages, seen.faults)


def save_draft(
    services: Services, draft: DraftView, words: Mapping[str, str], begins: str, reason: str
) -> Kept:
    """Keep a draft (desk pool)."""
    return services.templates.keep_draft(draft, words, begins=begins, reason=reason)


def publish(
    services: Services, draft: DraftView, words: Mapping[str, str], how: tuple[str, date, str]
) -> Published:
    """Keep the draft as it stands and publish it (desk pool)."""
    begins, day, reason = how
    kept = services.templates.keep_draft(draft, words, begins=begins, reason=reason)
    return services.templates.publish(kept.key, begins=day, reason=reason, revision=kept.revision)


def read_versions(services: Services, form: str, no: int | None) -> Versions:
    """The versions, and how one differs from what prints today (desk pool)."""
    rows = services.templates.versions(form)
    now = next((row.no for row in rows if row.in_force), 0)
    wanted = no if no is not None and any(row.no == no for row in rows) else rows[0].no
    changes = services.templates.compare(form, now, wanted) if wanted != now else ()
    return Versions(rows, wanted, changes)


def take_file(services: Services, path: Path, *, dry: bool, replace: bool) -> ImportReport:
    """Look at a file, or take it over: a signed pack, or one form's TOML (desk pool)."""
    from desk.templates.pack import looks_packed

    if not looks_packed(path):
        return services.words.import_template(path, dry_run=dry)
    from datetime import timedelta

    tomorrow = services.now().date() + timedelta(days=1)
    done = services.templates.take_pack(path, dry_run=dry, replace=replace, begins=tomorrow)
    return as_report(done)


def as_report(done: PackReport) -> ImportReport:
    """A pack's report as the panel of files shows one: what hinders, version by version."""
    from desk.importing import ImportReport, RowError

    errors = tuple(
        RowError(at, one.form, f"pack.{one.does}", one.message)
        for at, one in enumerate(done.lines, start=1)
        if one.does not in TAKEN
    )
    return ImportReport(
        imported=0 if errors else done.imported, skipped=done.skipped, errors=errors, dry_run=done.dry_run
    )


def file_said(services: Services, path: Path) -> str:
    """What to mind before a file is taken: whose it is, which texts it lacks, a day gone by (desk pool)."""
    from desk.templates.pack import looks_packed

    if looks_packed(path):
        told = services.templates.take_pack(path, dry_run=True).warnings
    else:
        told = services.words.template_notes(path)
    return " ".join(one.message for one in told)


def give_file(services: Services, form: str, path: Path) -> object:
    """Write the office's words: all of them as a pack, or one form as TOML (desk pool)."""
    if path.suffix.lower() == ".toml":
        return services.words.export_template(form, path)
    return services.templates.export_pack((), path)
