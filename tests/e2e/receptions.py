"""What every day by the command line begins with: a card, a moment, a file of a reception."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.helpers.cli import DeskRun

Desk = Callable[..., DeskRun]
MORNING = "2026-11-23T09:45:00+07:00"
CARD = "999090001234|025123456|NGUYỄN VĂN MẪU|05031990|Nam|12 đường Mẫu, phường Mẫu, tỉnh Mẫu|01052021"


def reception(papers: Path, **values: Any) -> Path:
    file = papers / f"r-{hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()[:12]}.json"
    data = {
        "received_at": "2026-11-23T09:41:00+07:00",
        "channel": "direct",
        "procedure": "1.004873",
        "applicant": {"id_card": CARD},
        "phone": "0999118264",
        "components": [{"no": 1, "kind": "original", "copies": 1, "pages": ["a.jpg", "b.jpg"]}],
        "fee": {"amount": 15000, "method": "cash"},
        **values,
    }
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return file


def written(folder: Path, name: str, data: object) -> Path:
    file = folder / name
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return file
