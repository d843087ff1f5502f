"""Handing over: the act with its signature, whose strokes lie in a private file only as long as it takes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ui.returns import draft as rules

if TYPE_CHECKING:
    from desk.rows import Acted
    from ui.returns.draft import ReturnDraft
    from ui.services import Services


def hand_over(services: Services, code: str, draft: ReturnDraft) -> Acted:
    """Hand over with the signature in a private file that is gone afterwards; desk keeps its own copy."""
    if draft.signing != "pad" or draft.signature is None or draft.by != "counter":
        return services.act(code, "return", rules.return_payload(draft), command_id=draft.command_id)
    with tempfile.TemporaryDirectory(prefix="qmc-sign-") as folder:
        file = Path(folder).resolve() / "signature.png"
        file.write_bytes(draft.signature)
        payload = rules.return_payload(draft, file)
        return services.act(code, "return", payload, command_id=draft.command_id)
