"""How an import answers: `imported`, `skipped`, `errors`; exit 2 where a wrong row left all unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.cli.context import Answer
from desk.cli.words import say
from desk.errors import InputError
from desk.importing import ImportReport

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desk.importing import RowError


def guarded(call: Callable[[], ImportReport], *, lang: str, dry_run: bool) -> ImportReport:
    """Run an import; a file that is no table at all becomes a report too."""
    try:
        return call()
    except InputError as failure:
        return ImportReport.refused(failure, lang=lang, dry_run=dry_run)


def import_answer(report: ImportReport, *, more: Mapping[str, Any] | None = None) -> Answer:
    """The answer of an import: every wrong cell by row and column, the first one also as `error`."""
    errors = [
        {"row": one.row, "column": one.column, "code": one.code, "message": one.message}
        for one in report.errors
    ]
    payload: dict[str, Any] = {
        "imported": report.imported,
        "skipped": report.skipped,
        "errors": errors,
        "dry_run": report.dry_run,
        **(more or {}),
    }
    if report.errors and not report.imported:
        first = report.errors[0]
        payload["error"] = {
            "code": first.code,
            "message": first.message,
            "details": {"row": first.row, "column": first.column, "errors": len(errors)},
        }

    def text(lang: str) -> str:
        if report.errors:
            head = say("said.import_refused", lang)
            if report.imported:
                head = say("said.imported_partly", lang, imported=report.imported, refused=len(report.errors))
            return "\n".join((head, *(_line(one, lang) for one in report.errors)))
        code = "said.import_tried" if report.dry_run else "said.imported"
        told = [f"· {one['message']}" for one in payload.get("warnings", ())]
        return "\n".join((*told, say(code, lang, imported=report.imported, skipped=report.skipped)))

    return Answer(payload=payload, text=text, exit_code=2 if report.errors and not report.imported else 0)


def _line(one: RowError, lang: str) -> str:
    """One fault with its place; faults of the table itself say it already."""
    if not one.row or one.code.startswith("table."):
        return f"! {one.message}"
    return f"! {say('said.at_row', lang, row=one.row, column=one.column)} {one.message}"
