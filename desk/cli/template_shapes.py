"""How the forms' dated words are answered: cards, versions, differences, faults, packs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.cli import shapes
from desk.cli.words import say

if TYPE_CHECKING:
    from desk.paper.rows import TemplateCard
    from desk.templates.rows import Fault, PackReport, TextChange, VersionRow


def card(card: TemplateCard) -> dict[str, Any]:
    """One dated version, shipped or own."""
    return {
        "form": card.form,
        "valid_from": card.valid_from.isoformat(),
        "version": card.no,
        "number": card.number,
        "title": card.title,
        "basis": card.basis,
        "confidence": card.confidence,
        "layout": card.layout,
        "unseen": card.unseen,
        "own": card.own,
        "in_force": card.in_force,
        "broken": card.broken,
    }


def card_line(card: TemplateCard, lang: str) -> str:
    """The same on a line; `*` prints today, `!` cannot be printed."""
    mark = "!" if card.broken else "*" if card.in_force else " "
    whose = say("said.template_own" if card.own else "said.template_shipped", lang)
    seen = f" · {say('said.template_unseen', lang)}" if card.unseen else ""
    return f"{mark} {card.form:<16} {card.valid_from:%d/%m/%Y}  {card.number} · {card.title} · {whose}{seen}"


def version(row: VersionRow) -> dict[str, Any]:
    """A version with who made it and why."""
    return {
        "form": row.form,
        "version": row.no,
        "valid_from": row.valid_from.isoformat(),
        "number": row.number,
        "title": row.title,
        "sha256": row.sha256,
        "source": row.source,
        "reason": row.reason,
        "made_at": row.made_at.isoformat() if row.made_at else None,
        "made_by": row.made_by,
        "in_force": row.in_force,
        "replaced": row.replaced,
        "broken": row.broken,
    }


def version_line(row: VersionRow) -> str:
    """The same on a line; `-` gave way to another of its day."""
    mark = "!" if row.broken else "*" if row.in_force else "-" if row.replaced else " "
    who = f" · {row.made_by}" if row.made_by else ""
    why = f" · {row.reason}" if row.reason else ""
    return f"{mark} {row.no:>3}  {row.valid_from:%d/%m/%Y}  {row.source:<8} {row.title}{who}{why}"


def change(one: TextChange) -> dict[str, Any]:
    """One text in which two versions differ."""
    return {"place": one.place, "before": one.before, "after": one.after}


def fault(one: Fault) -> dict[str, Any]:
    """What is wrong at one place."""
    return {"row": 0, "place": one.place, "code": one.code, "message": one.message, "level": one.level}


def pack(done: PackReport, lang: str) -> dict[str, Any]:
    """What a pack did, or would do."""
    lines = [
        {
            "form": one.form,
            "valid_from": one.valid_from.isoformat(),
            "does": one.does,
            "changes": one.changes,
            "filled": list(one.filled),
            "message": one.message,
        }
        for one in done.lines
    ]
    payload: dict[str, Any] = {
        "imported": done.imported,
        "skipped": done.skipped,
        "refused": done.refused,
        "dry_run": done.dry_run,
        "office": done.office,
        "key_id": done.key_id,
        "ours": done.ours,
        "lines": lines,
        "warnings": shapes.notes(done.warnings),
    }
    if done.refused:
        first = next(one for one in lines if one["does"] not in {"add", "have"})
        payload["error"] = {
            "code": "pack.refused",
            "message": say("pack.refused", lang, count=done.refused, first=first["message"]),
            "details": {"refused": done.refused, "form": first["form"]},
        }
    return payload


def pack_lines(done: PackReport, lang: str) -> list[str]:
    """The same, a line for each version."""
    marks = {"add": "+", "have": "="}
    told = [f"{marks.get(one.does, '!')} {one.form:<16} {one.message}" for one in done.lines]
    code = "said.import_tried" if done.dry_run else "said.imported"
    told += [f"· {one.message}" for one in done.warnings if one.code == "template.filled"]
    return [*told, say(code, lang, imported=done.imported, skipped=done.skipped)]
