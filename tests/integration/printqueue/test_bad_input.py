"""What goes wrong between a reception and its paper: a plain sentence, the job kept, the reception whole."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk.errors import InputError
from desk.life.show import show
from desk.printing import jobs as book
from desk.printing.printers import printers_of
from desk.printing.rows import FormPrinter, PrinterError, PrintSettings
from desk.printing.settings import set_settings
from desk.printing.worker import Worker
from resources import path as shipped
from tests.helpers.cli import call_desk
from tests.helpers.roll_sink import Sink
from tests.integration.printing.readers import text_of
from tests.integration.printqueue.conftest import PRINTER, Counter

HIDDEN = "\u200b\u200e\u202e\u2066\ufeff\u00ad"


def whole(counter: Counter, code: str) -> tuple[Any, ...]:
    """A reception as the record tells it: state, person, papers, moments, events."""
    view = show(counter.first, code)
    return view.state, view.applicant_name, view.components, view.received_at, view.due_at, view.events


def told(counter: Counter) -> str:
    """The list of print jobs as a person reads it."""
    done = call_desk("jobs", "list", data=counter.first.data, now="2026-11-23T09:45:00+07:00", as_json=False)
    assert done.exit_code == 0
    return done.stdout


def states(**now: str) -> Callable[[Counter], None]:
    def set_them(counter: Counter) -> None:
        counter.printer.states = dict(now) if now else {}

    return set_them


def removed(counter: Counter) -> None:
    set_settings(counter.first, PrintSettings(usual=FormPrinter(printer="told:da-thao")))


FAULTS: dict[str, tuple[Callable[[Counter], None], str]] = {
    "printer removed": (removed, "Máy in đã chọn không còn trên máy này. Giấy vẫn lưu và chờ in."),
    "out of paper": (
        states(**{PRINTER: "out_of_paper"}), "Máy in hết giấy. Giấy vẫn lưu và chờ in. Nạp giấy",
    ),
    "paused": (states(**{PRINTER: "paused"}), "Máy in đang tạm dừng. Giấy vẫn lưu và chờ in."),
    "default printer missing": (states(), "Máy này chưa có máy in. Giấy vẫn lưu và chờ in."),
    "printer off": (states(**{PRINTER: "offline"}), "Máy in đang tắt hoặc mất kết nối."),
    "printer refuses": (states(**{PRINTER: "refusing"}), "Máy in đang từ chối lệnh in."),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_printer_at_fault_is_said_and_the_paper_waits_while_the_reception_stands(
    counter: Counter, fault: str
) -> None:
    break_it, sentence = FAULTS[fault]
    break_it(counter)
    done = counter.receive()
    assert done.receipt_pdf is not None
    before, paper = whole(counter, done.code), done.receipt_pdf.read_bytes()
    counter.worker().turn()
    assert sentence in told(counter)
    (row,) = book.jobs(counter.first)
    assert (row.id, row.state) == (done.job, "waiting")
    assert whole(counter, done.code) == before
    counter.printer.states = {PRINTER: "ready"}
    set_settings(counter.first, PrintSettings())
    counter.worker().turn()
    assert [pdf for _, _, pdf, _ in counter.printer.got] == [paper]


def test_a_print_service_that_is_down_is_said_and_the_paper_waits(counter: Counter) -> None:
    done = counter.receive()
    before = whole(counter, done.code)
    Worker(counter.first, printers_of(counter.first)).turn()  # no test has the machine's own spooler
    assert "Dịch vụ in của máy này không trả lời. Giấy vẫn lưu và chờ in." in told(counter)
    assert book.one(counter.first, done.job or 0).state == "waiting"
    assert whole(counter, done.code) == before


def test_a_paper_of_the_wrong_size_is_said_kept_and_printed_elsewhere_unmarked(
    counter: Counter, tmp_path: Path
) -> None:
    with Sink() as sink:
        key = f"roll:k80:{sink.address}"
        set_settings(counter.first, PrintSettings(usual=FormPrinter(printer=key), rolls=(key,)))
        done = counter.receive()
        before = whole(counter, done.code)
        Worker(counter.first, printers_of(counter.first)).turn()
        assert sink.got.count(b"\x1dv0") == 0
    assert "Giấy này rộng hơn cuộn của máy in nhiệt. Giấy vẫn lưu, chưa in." in told(counter)
    assert book.one(counter.first, done.job or 0).state == "failed"
    assert whole(counter, done.code) == before
    book.retry(counter.first, done.job or 0, counter.printers, printer=PRINTER)
    counter.worker().turn()
    assert "in lại" not in text_of(counter.printer.got[0][2], tmp_path)


def test_a_printer_lost_halfway_asks_for_a_look_into_the_tray(counter: Counter) -> None:
    counter.printer.fails, counter.printer.fails_after_begin = PrinterError("printer.lost", begun=True), True
    done = counter.receive()
    before = whole(counter, done.code)
    counter.worker().turn()
    assert "Không rõ đã in chưa, xem khay giấy. Giấy vẫn lưu." in told(counter)
    assert book.one(counter.first, done.job or 0).state == "unsure"
    assert whole(counter, done.code) == before


@pytest.mark.parametrize(
    "damage",
    [
        {"texts": {"return_counter": "Quầy {n}"}},
        {"texts": {"register": "Quyển số: {quyen}"}},
        {"texts": {"register": "Quyển số: {volume"}},
        {"texts": 7},
    ],
    ids=["one that the filling asks for", "an unknown placeholder", "an open placeholder", "no words at all"],
)
def test_a_template_with_a_broken_placeholder_stops_no_reception_and_its_paper_comes_by_the_last_good_words(
    counter: Counter, damage: dict[str, Any], tmp_path: Path
) -> None:
    """Import refuses such a template (`test_templates.py`); this one was damaged in the record."""
    from models.tables import FormTemplate

    text = shipped("forms", "giay_tiep_nhan.toml").read_text(encoding="utf-8")
    body = {
        key: value for key, value in tomllib.loads(text)["version"][-1].items() if key != "effective_from"
    }
    with counter.first.write("test") as uow:
        day = counter.first.clock.now().date()
        uow.session.add(
            FormTemplate(form="giay_tiep_nhan", no=1, valid_from=day, body={**body, **damage}, source="file")
        )
        uow.commit()
    done = counter.receive()
    assert [one.code for one in done.warnings] == ["template.passed_over"]
    counter.worker().turn()
    assert book.one(counter.first, done.job or 0).state == "done"
    assert "Tiếp nhận hồ sơ của: NGUYỄN VĂN MẪU" in text_of(counter.printer.got[0][2], tmp_path)


def test_a_name_of_300_letters_is_refused_by_name_and_nothing_is_received(counter: Counter) -> None:
    name = ("NGUYỄN PHƯỚC HOÀNG CÔNG TẰNG " * 12)[:300]
    with pytest.raises(InputError) as refused:
        counter.receive(applicant={"full_name": name, "id_number": "999090001234"})
    assert "full_name" in str(refused.value.details)
    assert book.jobs(counter.first, everything=True) == ()


def test_a_name_of_200_letters_is_printed_whole(counter: Counter, tmp_path: Path) -> None:
    name = ("NGUYỄN PHƯỚC HOÀNG CÔNG TẰNG " * 12)[:200].strip()
    counter.receive(applicant={"full_name": name, "id_number": "999090001234"})
    counter.worker().turn()
    assert name in text_of(counter.printer.got[0][2], tmp_path)


def test_invisible_and_turning_signs_in_a_name_never_reach_the_paper(
    counter: Counter, tmp_path: Path
) -> None:
    counter.receive(applicant={"full_name": f"NGUYỄN{HIDDEN} VĂN {HIDDEN}MẪU", "id_number": "999090001234"})
    counter.worker().turn()
    text = text_of(counter.printer.got[0][2], tmp_path)
    assert "NGUYỄN VĂN MẪU" in text
    assert not set(HIDDEN) & set(text)


def test_letters_written_from_right_to_left_are_said_and_stop_no_paper(
    counter: Counter, tmp_path: Path
) -> None:
    done = counter.receive(applicant={"full_name": "MẪU مثال", "id_number": "999090001234"})
    counter.worker().turn()
    assert "MẪU ????" in text_of(counter.printer.got[0][2], tmp_path)
    assert [one.code for one in done.warnings if one.code == "print.letters_missing"]


@pytest.mark.parametrize("amount", [-1, -15_000, 10**15, 15_000.5, "15.000"])
def test_an_amount_no_fee_has_is_refused_and_nothing_is_received(counter: Counter, amount: Any) -> None:
    with pytest.raises(InputError) as refused:
        counter.receive(fee={"amount": amount, "method": "cash", "paid": True})
    assert "amount" in str(refused.value.details)
    assert book.jobs(counter.first, everything=True) == ()


def test_a_fee_of_nothing_prints_no_sum_to_pay(counter: Counter, tmp_path: Path) -> None:
    counter.receive(fee={"amount": 0, "method": "none", "paid": False})
    counter.worker().turn()
    assert "7. Phí" not in text_of(counter.printer.got[0][2], tmp_path)
