"""One dossier ready to be collected, held in memory, with acts that change it as desk would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from desk.errors import InputError
from desk.finding.qr import qr_matrix
from desk.paper.receipts import Printed
from desk.rows import (
    Acted,
    AttachmentRow,
    CitizenHistory,
    ComponentRow,
    DossierView,
    EventRow,
    IdentityCard,
    State,
)
from tests.helpers.ui_demo import LOCAL, MORNING, DemoServices, marriage_card

CODE = "H29.26.112-261123-0042"
PAYLOAD = f"{CODE}.7K3BCF9H"
DUE = datetime(2026, 11, 26, 16, 30, tzinfo=LOCAL)
FINISHED = datetime(2026, 11, 25, 15, 12, tzinfo=LOCAL)
NEXT = {State.RECEIVED: ("result-ready",), State.PROCESSING: ("result-ready",), State.READY: ("return",)}


def an_event(verb: str, at: datetime, *, actor: str = "lemai", **details: Any) -> EventRow:
    """One line of the history."""
    return EventRow(1, at, actor, verb, details, "", "")


def a_file(folder: Path, *, role: str = "result", component: int = 0, pages: int = 1) -> AttachmentRow:
    """One stored PDF that is really there."""
    file = folder / f"{role}-{component}.pdf"
    file.write_bytes(b"%PDF-1.7 " + role.encode())
    return AttachmentRow(component, file, pages, file.stat().st_size, "0" * 64, role)


def a_dossier(state: State = State.READY, **changes: Any) -> DossierView:
    """The dossier of the pictures, in a state."""
    done = state in (State.READY, State.RETURNED)
    events = [
        an_event("dossier.received", MORNING),
        an_event("dossier.handed_over", MORNING + timedelta(hours=2), actor="tuphap"),
    ]
    if done:
        events.append(an_event("dossier.result_ready", FINISHED, electronic=False))
    returned = FINISHED + timedelta(hours=1) if state is State.RETURNED else None
    if returned is not None:
        events.append(an_event("dossier.returned", returned, to="self", by="counter"))
    made = DossierView(
        code=CODE, provisional=False, official_code=None, state=state, procedure=marriage_card(),
        applicant_name="NGUYỄN THỊ THU HƯỜNG", applicant_kind="citizen", id_number="079192004518",
        birth_date=date(1992, 3, 14), sex="female", address="12/4 Đường Mẫu", phone="0903118264", email=None,
        on_behalf_of=None, channel="direct", assisted_online=False, received_at=MORNING,
        clock={
            "start_at": MORNING, "pauses": [], "due_original": DUE, "due_current": DUE,
            "finished_at": FINISHED if done else None, "returned_at": returned,
        },
        due_at=DUE, due_reason=(),
        components=(
            ComponentRow(1, "Tờ khai xác nhận tình trạng hôn nhân", "original", 1, 2),
            ComponentRow(2, "Trích lục ghi chú ly hôn", "original", 1, 1),
            ComponentRow(3, "Giấy chứng tử của vợ, chồng", "copy", 1, 1),
        ),
        attachments=(), answers={}, copies=2, fee_amount=15_000, fee_method="cash", fee_paid=True,
        return_by="counter", note="",
        result=(
            {"number": "482/UBND-XNTTHN", "date": "2026-11-25", "title": "Giấy xác nhận", "electronic": False}
            if done else None
        ),
        rating=None, clerk="Lê Thị Mai", events=tuple(events), next_acts=NEXT.get(state, ()),
        receipt_payload=PAYLOAD,
    )  # fmt: skip
    return replace(made, **changes)


def a_stranger() -> IdentityCard:
    """The card of somebody else."""
    return IdentityCard("079056000889", None, "Võ Ngọc Thí Dụ", date(1956, 7, 7), "male", None, None)


@dataclass
class ReturnServices(DemoServices):
    """The demo's counter with one dossier; acts are kept in `acts` and change it once for each command."""

    dossier: DossierView = field(default_factory=a_dossier)
    waiting: tuple[str, ...] = (CODE,)
    acts: dict[str, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    signatures: list[bytes] = field(default_factory=list)
    paper: Path = field(default_factory=Path)

    def show(self, code: str) -> DossierView:
        self._note("show", code)
        if code.split(".7K", maxsplit=1)[0] != self.dossier.code:
            raise InputError("dossier.not_found", code=code)
        return self.dossier

    def history(self, id_number: str) -> CitizenHistory:
        self._note("history", id_number)
        return CitizenHistory(waiting_results=self.waiting if id_number == self.dossier.id_number else ())

    def act(
        self,
        code: str,
        verb: str,
        payload: Mapping[str, Any] | None = None,
        *,
        command_id: str | None = None,
        queued: bool = False,
    ) -> Acted:
        del queued
        self._note("act", verb)
        assert command_id is not None
        repeated = command_id in self.acts
        if not repeated:
            signed = (payload or {}).get("signature") or {}
            if "file" in signed:
                self.signatures.append(Path(signed["file"]).read_bytes())
            self.acts[command_id] = (verb, payload or {})
            state = State.READY if verb == "result-ready" else State.RETURNED
            self.dossier = a_dossier(state, attachments=self.dossier.attachments)
        return Acted(code, self.dossier.state, None, len(self.acts), repeated=repeated)

    def qr_matrix(self, text: str) -> tuple[tuple[bool, ...], ...]:
        self._note("qr_matrix", text)
        return qr_matrix(text)

    def print_form(
        self, form: str, code: str, *, paper: str, queued: bool = False, first: bool = False
    ) -> Printed:
        del queued
        self._note("print_form", (form, code, paper))
        return Printed(self.paper, 1)
