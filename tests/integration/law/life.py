"""Random but lawful lives of dossiers, written straight into a record, and as plain data for the oracle."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from desk.clock import LOCAL, iso
from tests.unit.law.naive_tally import SAME

if TYPE_CHECKING:
    from desk.office.opened import Office

START = datetime(2026, 11, 16, tzinfo=LOCAL)
PROCEDURES = [
    ("1.004873", "Cấp Giấy xác nhận tình trạng hôn nhân", "Hộ tịch"),
    ("2.000815", "Chứng thực bản sao từ bản chính giấy tờ, văn bản", "Chứng thực"),
    ("1.001612", "Đăng ký thành lập hộ kinh doanh", "Hộ kinh doanh"),
    ("", "Thủ tục riêng của xã", "Hộ tịch"),
]
# verb -> (event, states it may start from, state after; None keeps it)
MOVES: dict[str, tuple[str, set[int], int | None]] = {
    "ask": ("dossier.supplement_requested", {2, 4}, 5),
    "supplement": ("dossier.supplemented", {5}, 4),
    "refuse": ("dossier.refused", {2, 4}, 3),
    "hand": ("dossier.handed_over", {2, 4}, 4),
    "pay": ("dossier.payment_awaited", {4}, 6),
    "paid": ("dossier.paid", {6}, 4),
    "ready": ("dossier.result_ready", {2, 4}, 9),
    "extend": ("dossier.extended", {2, 4}, None),
    "return": ("dossier.returned", {9}, 10),
    "withdraw": ("dossier.withdrawn", {2, 4, 5, 6}, 7),
    "resume": ("dossier.resumed", {7}, 4),
    "stop": ("dossier.stopped", {4, 5, 7}, 8),
    "correct": ("dossier.corrected", {10}, 4),
    "rate": ("dossier.rated", {3, 8, 9, 10}, None),
    "reconcile": ("dossier.reconciled", set(range(1, 11)), None),
}


def random_life(dice: random.Random) -> dict[str, Any]:
    """One dossier from its reception on; now and then the clock runs backwards."""
    procedure, name, field = dice.choice(PROCEDURES)
    moment = START + timedelta(minutes=dice.randrange(10 * 24 * 60))
    due = dice.choice([None, *[moment + timedelta(days=dice.randrange(6), hours=dice.randrange(9))] * 6])
    state = dice.choice([2, 2, 2, 2, 1, 5])
    if state != 2:
        due = None
    steps: list[tuple[datetime, str, int, Any]] = [(moment, "receive", state, due)]
    details: list[dict[str, Any]] = [{}]
    for _ in range(dice.randrange(7)):
        moment += timedelta(minutes=dice.randrange(2500))
        if dice.random() < 0.08:
            moment -= timedelta(days=dice.randrange(1, 4))
        allowed = sorted(verb for verb, (_, states, _) in MOVES.items() if state in states)
        verb = dice.choice(allowed)
        told: dict[str, Any] = {}
        new_due: Any = SAME
        if verb == "supplement":
            new_due = moment + timedelta(days=3)
            told = {"due_original": iso(new_due), "digitised": 1}
        elif verb == "ready":
            told = {
                "finished_at": iso(moment),
                "electronic": dice.random() < 0.5,
                "result_files": dice.randrange(2),
            }
        elif verb == "return":
            told = {"returned_at": iso(moment), "by": dice.choice(["counter", "postal", "electronic"])}
        elif verb == "paid":
            told = {"amount": 8000, "method": dice.choice(["cash", "online"])}
        elif verb == "rate":
            told = {"score": dice.randrange(1, 6)}
        state = MOVES[verb][2] or state
        steps.append((moment, verb, state, new_due))
        details.append(told)
    return {
        "procedure": procedure, "name": name, "field": field,
        "channel": dice.choice(["direct", "online", "postal"]), "received_at": steps[0][0], "steps": steps,
        "details": details, "fee": dice.choice([0, 8000, 15000]),
        "fee_method": dice.choice(["none", "cash", "online", "exempt"]), "person": dice.randrange(40),
    }  # fmt: skip


def record_lives(office: Office, lives: list[dict[str, Any]]) -> None:
    """Write the dossiers and then every event, in the order of the lives."""
    from sqlalchemy import func, select

    from models.applicant import Applicant
    from models.dossier import Dossier

    with office.write("test.lives") as uow:
        there = uow.session.scalar(select(func.count()).select_from(Dossier)) or 0
        for number, life in enumerate(lives, start=there + 1):
            steps = life["steps"]
            finished = [moment for moment, verb, _, _ in steps if verb == "ready"]
            returned = [moment for moment, verb, _, _ in steps if verb == "return"]
            reconciled = any(verb == "reconcile" for _, verb, _, _ in steps)
            row = Dossier(
                code=f"T-{life['received_at']:%y%m%d}-{number:05}", provisional=False,
                official_code=f"H19-{number}" if reconciled else None,
                procedure_code=life["procedure"], procedure_name=life["name"], field=life["field"],
                applicant=Applicant(
                    kind="citizen", id_number=f"0790900{life['person']:05}", id_tail=f"{life['person']:04}",
                    full_name=f"NGƯỜI MẪU SỐ {life['person']}", name_fold=f"nguoi mau so {life['person']}",
                    phone="0900000000", phone_tail="0000", address="Số 1 Phố Mẫu",
                ),
                channel=life["channel"], assisted_online=False, state=steps[-1][2],
                received_at=life["received_at"], clock_start_at=life["received_at"],
                due_reason=[],
                finished_at=finished[-1] if finished else None,
                returned_at=returned[-1] if returned else None,
                fee_amount=life["fee"], fee_method=life["fee_method"], answers={},
            )  # fmt: skip
            uow.session.add(row)
            uow.session.flush()
            for (moment, verb, state, due), told in zip(steps, life["details"], strict=True):
                uow.now = moment
                if verb == "receive":
                    name = "dossier.received"
                    told = {  # noqa: PLW2901 - the reception tells its own facts
                        "due_original": iso(due) if due else None, "clock_start_at": iso(moment),
                        "received_at": iso(moment), "fee": life["fee"], "fee_method": life["fee_method"],
                        "digitised": life["person"] % 2, "reused": life["person"] % 3,
                    }  # fmt: skip
                else:
                    name = MOVES[verb][0]
                uow.record(
                    name,
                    subject=row.code,
                    dossier_id=row.id,
                    details={"code": row.code, "state": state, **told},
                )
        uow.commit()
