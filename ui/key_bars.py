"""The key bar of each screen: which keys of the table it shows, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

BARS: Mapping[str, tuple[str, ...]] = {
    "home": ("go.reception", "go.certify", "find", "go.returns", "home.rows", "home.open", "help"),
    "search": (
        "find", "search.rows", "search.open", "search.kind.2", "search.kind.4", "search.kind.5", "back",
        "help",
    ),
    "figures": (
        "figures.months", "figures.days", "figures.aims", "figures.behind", "figures.marks",
        "figures.tables", "figures.export", "pane.next", "go.home", "help",
    ),
    "reports": (
        "reports.rows", "reports.previous", "reports.next", "reports.table", "reports.save_as",
        "reports.print", "reports.commit", "pane.next", "help",
    ),
    "closing": (
        "closing.rows", "closing.previous", "closing.next", "closing.missed", "closing.reopen",
        "closing.print", "closing.commit", "go.home", "help",
    ),
    "reception": (
        "reception.receive", "reception.copies", "reception.capture", "reception.suggestion", "park",
        "pane.next", "undo", "help",
    ),
    "reception.person": (
        "find", "reception.step.2", "park", "print", "reception.another", "pane.next", "help",
    ),
    "reception.search": (
        "reception.step.1", "reception.favourite.1", "reception.requirements", "reception.history", "park",
        "pane.next", "help",
    ),
    "certify": (
        "certify.next", "certify.add", "certify.electronic", "certify.dated", "certify.commit", "park",
        "print", "undo", "help",
    ),
    "admin": ("admin.rows", "admin.edit", "admin.add", "admin.drop", "pane.next", "admin.commit", "help"),
    "dossier": (
        "dossier.begin", "dossier.supplement", "dossier.refuse", "dossier.commit", "dossier.section.1",
        "print", "pane.next", "help",
    ),
    "dossier.acting": ("print", "pane.next", "dossier.commit", "back", "undo", "help"),
    "worklist": (
        "worklist.rows", "worklist.open", "worklist.act", "worklist.group", "worklist.call", "back", "help",
    ),
    "handover": (
        "handover.to", "handover.rows", "handover.waiting", "handover.remove", "handover.commit", "undo",
        "help",
    ),
    "returns": (
        "returns.tick", "returns.all", "returns.post", "print", "pane.next", "returns.commit", "undo",
        "help",
    ),
    "returns.none": ("find", "go.home", "help"),
    "returns.waiting": ("returns.capture", "returns.suggestion", "pane.next", "print", "undo", "help"),
    "returns.returned": ("print", "commands", "pane.next", "undo", "find", "help"),
    "returns.closed": ("print", "commands", "pane.next", "find", "help"),
}  # fmt: skip
