"""A dossier taken over from a register: the one event that tells of it, as the steps the count knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.numbers.histories import RECEIVED, RESULT_READY, RETURNED, Step

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

IMPORTED = "dossier.imported"
_REFUSED, _STOPPED, _READY, _RETURNED = 3, 8, 9, 10
_ENDINGS = {_REFUSED: "dossier.refused", _STOPPED: "dossier.stopped"}


def steps_of(details: Mapping[str, Any], moment: Mapping[str, datetime | None]) -> tuple[Step, ...]:
    """Accepted with its promise, settled, returned, and at last as the register says it stands.

    Args:
        details: the event's own.
        moment: its moments by key: `received_at`, `due_original`, `finished_at`, `returned_at`.
    """
    received, finished, returned = (moment[key] for key in ("received_at", "finished_at", "returned_at"))
    assert received is not None  # a register's row without one is refused
    state = int(details["state"])
    scanned = details["digitised"]  # as given: of its papers, and of its result once there is one
    paper = {"digitised": scanned, "reused": details["reused"], "result_files": scanned, "express": True}
    promise = {"due_original": moment["due_original"], "clock_start_at": received}
    money = {"fee": details["fee"], "fee_method": details["fee_method"]}
    steps = [
        Step(at=received, verb=RECEIVED, state=1 if state == 1 else 2, details={**paper, **promise, **money})
    ]
    if finished is not None:
        verb, ended = _ENDINGS.get(state, RESULT_READY), state if state in _ENDINGS else _READY
        files = {"electronic": details["by"] == "electronic"} if verb == RESULT_READY else {}
        steps.append(Step(at=finished, verb=verb, state=ended, details=files))
    if returned is not None:
        ended = state if state in _ENDINGS else _RETURNED
        steps.append(Step(at=returned, verb=RETURNED, state=ended, details={"by": details["by"]}))
    if steps[-1].state != state:
        steps.append(Step(at=steps[-1].at, verb=IMPORTED, state=state))
    return tuple(steps)
