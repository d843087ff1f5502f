"""Which command lives in which module, and which ones are promised for later."""

from __future__ import annotations

COMMANDS = {
    "init": "desk.cli.office",
    "check": "desk.cli.office",
    "key": "desk.cli.office",
    "receive": "desk.cli.counter",
    "act": "desk.cli.counter",
    "certify": "desk.cli.certify",
    "show": "desk.cli.counter",
    "find": "desk.cli.counter",
    "fee-receipts": "desk.cli.paying",
    "setting": "desk.cli.house",
    "office": "desk.cli.house",
    "point": "desk.cli.house",
    "due": "desk.cli.dates",
    "calendar": "desk.cli.calendar",
    "worklist": "desk.cli.lists",
    "calls": "desk.cli.lists",
    "catalogue": "desk.cli.catalogue",
    "process": "desk.cli.process",
    "handover": "desk.cli.process",
    "reconcile": "desk.cli.official",
    "workload": "desk.cli.process",
    "people": "desk.cli.people",
    "queue": "desk.cli.queue",
    "idcard": "desk.cli.imaging",
    "read-code": "desk.cli.imaging",
    "digitise": "desk.cli.imaging",
    "scan": "desk.cli.scan",
    "separator": "desk.cli.separators",
    "print": "desk.cli.paper",
    "export": "desk.cli.export",
    "report": "desk.cli.reports",
    "register": "desk.cli.register",
    "template": "desk.cli.wording",
    "phrase": "desk.cli.wording",
    "tally": "desk.cli.closing",
    "close-day": "desk.cli.closing",
    "day-sheet": "desk.cli.closing",
    "desks": "desk.cli.closing",
    "verify-tally": "desk.cli.closing",
    "sync": "desk.cli.sending",
    "bench": "desk.cli.timing",
    "make-office": "desk.cli.timing",
}

LATER = frozenset(
    {
        "user",
        "backup",
        "restore",
        "move-to-postgres",
        "move-to-sqlite",
    }
)
