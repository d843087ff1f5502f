"""Measurements of a dossier's whole life at a large office: acts, work lists, hand-over, search.

The office is made once for a run and shared by these cases; acts leave their traces in it, as a day does.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from desk.trial.bench import NOW, Bench

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.office.opened import Office

PROCEDURE = "1.004873"
TIMES = 25
LISTS = 20
BATCH = 50
ENTRIES = 300
ACT_TARGET, LIST_TARGET, KEY_TARGET = 50, 50, 10
TRENDS_TARGET = 4000  # a year is judged dossier by dossier, once a visit, beside the window

_ASK = {"components": [{"no": 1}], "reason": "Thiếu giấy tờ", "legal_basis": "NĐ 118/2025/NĐ-CP Đ.19.5"}
_WHY = {"reason": "Theo tình huống tập huấn", "legal_basis": "NĐ 118/2025/NĐ-CP Đ.21"}
# Each act: what it is given, and the acts that bring a new dossier to where it may be done.
ACTS: Mapping[str, tuple[Mapping[str, Any], tuple[str, ...]]] = {
    "accept": ({}, ()),
    "hand-over": ({}, ()),
    "request-supplement": (_ASK, ()),
    "supplement": ({"components": [{"no": 1}]}, ("request-supplement",)),
    "await-payment": ({"amount": 45_000}, ("hand-over",)),
    "paid": ({"amount": 45_000, "method": "online"}, ("hand-over", "await-payment")),
    "extend": ({"due_at": "2026-12-25T17:00:00+07:00", "reason": "Chờ xác minh"}, ("hand-over",)),
    "result-ready": ({}, ("hand-over",)),
    "return": ({"to": {"kind": "self"}}, ("hand-over", "result-ready")),
    "refuse": (_WHY, ()),
    "withdraw": ({"reason": "Đổi ý"}, ("hand-over",)),
    "resume": ({"reason": "Làm tiếp"}, ("hand-over", "withdraw")),
    "stop": (_WHY, ("hand-over", "withdraw")),
    "correct": ({"set": {"note": "Đã sửa"}, "reason": "Ghi nhầm"}, ()),
    "reconcile": ({}, ()),
    "rate": ({"score": 5}, ("hand-over", "result-ready")),
    "note": ({"text": "Đã gọi điện"}, ()),
}
# What people type: with marks, without, initials, the keys of Telex and VNI left in the text.
TYPED = (
    "đăng ký khai sinh", "dang ky ket hon", "chứng thực bản sao", "xac nhan tinh trang hon nhan", "dkks",
    "ctbs", "ddawng kys khai sinh", "d9a8ng ky1 khai tu73", "chuwngs thuwcj", "tro cap xa hoi", "1.0048",
)  # fmt: skip


def _open(folder: Path) -> Office:
    from desk.office.bootstrap import open_office

    return open_office(folder, now=NOW)


def act_commit(folder: Path, *, verb: str) -> Sequence[float]:
    """From the request to the commit, without the print that follows it; new dossiers among the many."""
    from desk.life.act import commit_act

    given, before = ACTS[verb]
    values = []
    with _open(folder) as office:
        for number in range(TIMES + 1):
            code = _received(office, folder, f"bench-{verb}-{number}", registered=verb == "accept")
            for earlier in before:
                commit_act(office, code, earlier, ACTS[earlier][0])
            payload = {"official_code": f"H99.02-261123-{number:06d}"} if verb == "reconcile" else given
            started = time.perf_counter()
            commit_act(office, code, verb, payload)
            values.append((time.perf_counter() - started) * 1000)
    return values[1:]


def receive_large(folder: Path) -> Sequence[float]:
    """A reception without images, to its commit."""
    values = []
    with _open(folder) as office:
        for number in range(TIMES * 2 + 1):
            started = time.perf_counter()
            _received(office, folder, f"bench-receive-{number}")
            values.append((time.perf_counter() - started) * 1000)
    return values[1:]


def _received(office: Office, folder: Path, name: str, *, registered: bool = False) -> str:
    from desk.intake.receive import commit_reception
    from desk.intake.receive_file import command_from

    online = {"channel": "online", "registered": True} if registered else {"channel": "direct"}
    command = {
        "command_id": name,
        "procedure": PROCEDURE,
        "applicant": {"full_name": "NGUYỄN THỊ MẪU", "id_number": "999190000001", "sex": "female"},
        "components": [{"no": 1, "kind": "original"}],
        "fee": {"amount": 15_000, "method": "cash"},
        **online,
    }
    return commit_reception(office, command_from(command, base=folder)).code


def hand_over_batch(folder: Path) -> Sequence[float]:
    """Fifty scanned dossiers handed to one unit, as one batch with its list."""
    from desk.process.handover import hand_over

    values = []
    with _open(folder) as office:
        for turn in range(4):
            codes = [_received(office, folder, f"bench-batch-{turn}-{n}") for n in range(BATCH)]
            started = time.perf_counter()
            hand_over(office, codes, to="Công chức Tư pháp - Hộ tịch", command_id=f"bench-batch-{turn}")
            values.append((time.perf_counter() - started) * 1000)
    return values[1:]


def one_list(folder: Path, *, kind: str) -> Sequence[float]:
    """One work list as the desk shows it."""
    from desk.lists.worklists import work_list

    with _open(folder) as office:
        return _timed(lambda: work_list(office, kind))


def list_counts(folder: Path) -> Sequence[float]:
    """How many wait in every work list."""
    from desk.lists.worklists import counts

    with _open(folder) as office:
        return _timed(lambda: counts(office))


def call_list(folder: Path) -> Sequence[float]:
    """Whom to call today."""
    from desk.lists.calls import calls

    with _open(folder) as office:
        return _timed(lambda: calls(office))


def workload(folder: Path) -> Sequence[float]:
    """How much each unit and holder has."""
    from desk.process.workload import workload as counted

    with _open(folder) as office:
        return _timed(lambda: counted(office))


def trends_year(folder: Path) -> Sequence[float]:
    """Twelve months, twelve days, digitised shares and deadlines ahead, as the figures screen asks."""
    from desk.numbers.trends import trends

    with _open(folder) as office:
        return _timed(lambda: trends(office))


def _timed(work: Any) -> list[float]:  # noqa: ANN401 - any callable
    values = []
    for _ in range(LISTS + 1):
        started = time.perf_counter()
        work()
        values.append((time.perf_counter() - started) * 1000)
    return values[1:]


def procedure_search(folder: Path) -> Sequence[float]:
    """Every keystroke of what people type, over three hundred procedures."""
    from desk.catalogue.lookup import search

    values = []
    with _open(folder) as office:
        with office.write("bench.catalogue") as uow:
            _fill_catalogue(uow.session)
            uow.commit()
        search(office, "khai sinh")
        for keys in _keystrokes():
            started = time.perf_counter()
            search(office, keys)
            values.append((time.perf_counter() - started) * 1000)
    return values


def _keystrokes() -> Iterator[str]:
    for typed in TYPED:
        for length in range(1, len(typed) + 1):
            yield typed[:length]


def _fill_catalogue(session: Session) -> None:
    """Grow the catalogue to three hundred procedures with names of the usual length."""
    from datetime import date

    from sqlalchemy import select

    from desk.folding import fold
    from models.tables import Procedure

    there = session.scalars(select(Procedure).order_by(Procedure.id)).all()
    for number in range(max(0, ENTRIES - len(there))):
        like, other = there[number % len(there)], there[(number * 7 + 3) % len(there)]
        name = f"{like.name} và {other.name.lower()}"[:200]
        session.add(
            Procedure(
                code=f"9.{number:06d}", name=name, name_fold=fold(name), field=like.field, level=like.level,
                time_limit=like.time_limit, time_unit=like.time_unit, valid_from=date(2000, 1, 1),
            )
        )  # fmt: skip
    session.flush()


_LISTS = (
    "acceptance", "transfer", "unfit", "supplement_close", "late_notice", "overdue", "due_today", "payment",
    "pickup", "withdrawing", "originals", "unreconciled", "calendar_changed", "all",
)  # fmt: skip
LARGE = (
    Bench("receive_large", ACT_TARGET, receive_large, large=True),
    *(Bench(f"act_{verb}", ACT_TARGET, partial(act_commit, verb=verb), large=True) for verb in ACTS),
    Bench("handover_batch_50", ACT_TARGET * BATCH, hand_over_batch, large=True),
    *(Bench(f"list_{kind}", LIST_TARGET, partial(one_list, kind=kind), large=True) for kind in _LISTS),
    Bench("list_counts", LIST_TARGET, list_counts, large=True),
    Bench("call_list", LIST_TARGET, call_list, large=True),
    Bench("workload", LIST_TARGET, workload, large=True),
    Bench("trends", TRENDS_TARGET, trends_year, large=True),
    Bench("procedure_search", KEY_TARGET, procedure_search, large=True),
)
