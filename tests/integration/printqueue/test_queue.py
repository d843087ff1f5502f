"""What is queued with an act comes to paper once, later where it must, and never twice by itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desk.errors import InputError, SurroundingsError
from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.life.act import act
from desk.paper.receipts import print_form
from desk.printing import jobs as book
from desk.printing.rows import FormPrinter, PrinterError, PrintSettings, Progress
from desk.printing.settings import set_settings, settings
from printing.test_page import TrialSheet, render_test
from tests.integration.counter.conftest import a_command
from tests.integration.printing.readers import text_of
from tests.integration.printqueue.conftest import PRINTER, Counter

ROOT = Path(__file__).resolve().parents[3]


def test_the_receipt_is_queued_with_its_dossier_and_comes_out_once(either_counter: Counter) -> None:
    done = either_counter.receive()
    (row,) = book.jobs(either_counter.first)
    assert (row.id, row.state, row.form, row.code) == (done.job, "waiting", "giay_tiep_nhan", done.code)
    worker = either_counter.worker()
    assert [one.state for one in worker.turn().changed] == ["done"]
    assert worker.turn().idle
    assert either_counter.worker().turn().changed == ()
    (got,) = either_counter.printer.got
    assert got[:2] == (PRINTER, done.code)
    assert done.receipt_pdf is not None
    assert got[2] == done.receipt_pdf.read_bytes()


def test_the_same_command_twice_is_one_dossier_and_one_paper(either_counter: Counter) -> None:
    first = either_counter.receive(command_id="twice")
    again = either_counter.receive(command_id="twice")
    assert (again.code, again.job, again.repeated) == (first.code, first.job, True)
    assert len(book.jobs(either_counter.first)) == 1


def test_what_was_not_received_leaves_nothing_to_print(counter: Counter) -> None:
    with pytest.raises(InputError, match=r"receive.future"):
        counter.receive(received_at="2026-11-24T09:00:00+07:00")
    assert book.jobs(counter.first) == ()


def test_the_command_line_and_other_machines_work_queue_nothing_unasked(counter: Counter) -> None:
    commit_reception(counter.first, command_from(a_command(), base=counter.first.data))
    assert book.jobs(counter.first, everything=True) == ()


def test_an_act_brings_its_paper_to_the_printer(counter: Counter, tmp_path: Path) -> None:
    code = counter.receive().code
    acted = act(
        counter.first, code, "request-supplement", {"components": [{"no": 1}], "reason": "Thiếu trang 2"},
        queued=True,
    )  # fmt: skip
    assert len(acted.jobs) == len(acted.printed) == 1
    counter.worker().turn()
    assert [title for _, title, *_ in counter.printer.got] == [code, code]
    assert "YÊU CẦU BỔ SUNG" in text_of(counter.printer.got[1][2], tmp_path)


def test_a_reprint_carries_its_number_and_the_first_paper_never_does(
    counter: Counter, tmp_path: Path
) -> None:
    counter.printer.states[PRINTER] = "out_of_paper"
    code = counter.receive().code
    counter.worker().turn()
    print_form(counter.first, "giay_tiep_nhan", code, paper="a5", queued=True)
    print_form(counter.first, "giay_tiep_nhan", code, paper="a5", queued=True)
    counter.printer.states[PRINTER] = "ready"
    counter.worker().turn()
    texts = [text_of(pdf, tmp_path) for _, _, pdf, _ in counter.printer.got]
    marks = [[n for n in (1, 2, 3) if f"Bản in lại lần {n}" in text] for text in texts]
    assert marks == [[], [1], [2]]


def test_a_printer_without_paper_keeps_the_job_and_prints_by_itself_later(counter: Counter) -> None:
    counter.printer.states[PRINTER] = "out_of_paper"
    counter.receive()
    worker = counter.worker()
    turn = worker.turn()
    assert turn.blocked
    assert not turn.busy
    state = book.state(counter.first)
    assert (state.waiting, state.reason) == (1, "printer.out_of_paper")
    assert worker.turn().changed == ()  # said once
    counter.printer.states[PRINTER] = "ready"
    assert [row.state for row in worker.turn().changed] == ["done"]
    assert book.state(counter.first).reason == ""


@pytest.mark.parametrize(
    ("states", "reason"),
    [
        ({}, "printer.none"),
        ({PRINTER: "paused"}, "printer.paused"),
        ({PRINTER: "stopped"}, "printer.stopped"),
        ({PRINTER: "offline"}, "printer.offline"),
        ({PRINTER: "refusing"}, "printer.refusing"),
    ],
)
def test_no_dead_printer_holds_up_a_reception(counter: Counter, states: dict[str, str], reason: str) -> None:
    counter.printer.states = states
    done = counter.receive()
    assert done.receipt_pdf is not None
    counter.worker().turn()
    assert book.state(counter.first).reason == reason
    assert counter.printer.got == []


def test_a_printer_that_was_removed_is_told_apart_from_none(counter: Counter) -> None:
    set_settings(counter.first, PrintSettings(usual=FormPrinter(printer="told:gone")))
    counter.receive()
    counter.worker().turn()
    assert book.state(counter.first).reason == "printer.not_found"


def test_the_spare_printer_takes_over_what_the_first_cannot_take(counter: Counter) -> None:
    set_settings(counter.first, PrintSettings(usual=FormPrinter(printer=PRINTER, fallback="told:may-2")))
    counter.receive()
    counter.worker().turn()
    counter.printer.states[PRINTER] = "offline"
    counter.receive(command_id="2")
    counter.worker().turn()
    assert [key for key, *_ in counter.printer.got] == [PRINTER, "told:may-2"]


def test_an_idle_printer_without_paper_is_tried_where_no_spare_one_can_print(counter: Counter) -> None:
    counter.printer.idle = True
    counter.printer.states[PRINTER] = "out_of_paper"
    set_settings(counter.first, PrintSettings(usual=FormPrinter(printer=PRINTER, fallback="told:may-2")))
    counter.receive()
    counter.worker().turn()
    set_settings(counter.first, PrintSettings(usual=FormPrinter(printer=PRINTER)))
    counter.receive(command_id="2")
    counter.worker().turn()
    counter.printer.states[PRINTER] = "paused"
    counter.receive(command_id="3")
    counter.worker().turn()
    assert [key for key, *_ in counter.printer.got] == ["told:may-2", PRINTER]


def test_one_blocked_printer_holds_up_no_other(counter: Counter) -> None:
    forms = {"phieu_bo_sung": FormPrinter(printer="told:may-2", copies=2)}
    set_settings(counter.first, PrintSettings(usual=FormPrinter(printer=PRINTER), forms=forms))
    counter.printer.states[PRINTER] = "out_of_paper"
    counter.receive()
    asked = {"components": [{"no": 2}], "reason": "Thiếu giấy tờ"}
    counter.receive(command_id="2", supplement=asked)
    counter.worker().turn()
    assert [(key, copies) for key, _, _, copies in counter.printer.got] == [("told:may-2", 2)]


def test_a_form_kept_as_pdf_only_waits_for_nobody(counter: Counter) -> None:
    set_settings(counter.first, PrintSettings(forms={"giay_tiep_nhan": FormPrinter(printer="pdf")}))
    done = counter.receive()
    assert done.job is None
    assert done.receipt_pdf is not None
    assert done.receipt_pdf.is_file()
    assert book.add_document(counter.first, b"%PDF-", "A07", "giay_tiep_nhan") is None


def test_a_paper_no_dossier_draws_is_kept_until_it_is_printed(counter: Counter) -> None:
    pdf = b"%PDF-1.4 ticket"
    row = book.add_document(counter.first, pdf, "A07", "so_thu_tu")
    assert row is not None
    assert not row.drawn
    assert book.pdf(counter.first, row.id) == pdf
    counter.worker().turn()
    assert counter.printer.got == [(PRINTER, "A07", pdf, 1)]


# ---- nobody knows ------------------------------------------------------------------------------------


def test_a_job_whose_window_died_is_asked_about_and_never_printed_by_itself(either_counter: Counter) -> None:
    done = either_counter.receive()
    either_counter.printer.fails, either_counter.printer.fails_after_begin = KeyboardInterrupt(), True
    with pytest.raises(KeyboardInterrupt):  # the process ends here, whatever Python would still tidy up
        either_counter.worker().turn()
    either_counter.printer.fails = None
    assert either_counter.worker(1).turn().changed == ()
    later = either_counter.worker(10)
    assert [(row.id, row.state, row.reason) for row in later.turn().changed] == [
        (done.job, "unsure", "print.unsure")
    ]
    assert later.turn().idle
    assert either_counter.printer.got == []


def test_what_is_unsure_comes_again_only_as_a_marked_reprint(counter: Counter, tmp_path: Path) -> None:
    done = counter.receive()
    assert done.job is not None
    counter.printer.fails, counter.printer.fails_after_begin = PrinterError("printer.lost", begun=True), True
    counter.worker().turn()
    assert book.one(counter.first, done.job).state == "unsure"
    counter.printer.fails = None
    again = book.retry(counter.first, done.job, counter.printers)
    assert (again.reprint, again.state) == (1, "waiting")
    assert book.one(counter.first, done.job).state == "cancelled"
    counter.worker().turn()
    assert "Bản in lại lần 1" in text_of(counter.printer.got[0][2], tmp_path)


def test_a_clerk_who_sees_the_paper_in_the_tray_says_so(counter: Counter) -> None:
    done = counter.receive()
    assert done.job is not None
    counter.printer.fails, counter.printer.fails_after_begin = PrinterError("printer.lost", begun=True), True
    counter.worker().turn()
    assert book.came_out(counter.first, done.job).state == "done"
    with pytest.raises(InputError, match=r"print.job_over"):
        book.came_out(counter.first, done.job)


def test_what_surely_was_not_printed_is_printed_again_unmarked(counter: Counter) -> None:
    done = counter.receive()
    assert done.job is not None
    counter.printer.fails = PrinterError("printer.refused")
    counter.worker().turn()
    row = book.one(counter.first, done.job)
    assert (row.state, row.reason, row.attempts) == ("failed", "printer.refused", 1)
    counter.printer.fails = None
    assert counter.worker().turn().changed == ()  # nobody said so yet
    book.retry(counter.first, done.job, counter.printers)
    counter.worker().turn()
    assert done.receipt_pdf is not None
    assert [pdf for _, _, pdf, _ in counter.printer.got] == [done.receipt_pdf.read_bytes()]


def test_what_a_spooler_has_is_followed_by_whoever_comes_next(counter: Counter) -> None:
    counter.printer.spools = True
    done = counter.receive()
    assert done.job is not None
    assert counter.worker().turn().busy
    row = book.one(counter.first, done.job)
    assert row.state == "printing"
    reference = f"{PRINTER}#1"
    counter.printer.stages[reference] = Progress("waiting", "printer.out_of_paper")
    other = counter.worker(30)
    other.turn()
    assert book.state(counter.first).reason == "printer.out_of_paper"
    counter.printer.stages[reference] = Progress("done")
    assert [one.state for one in other.turn().changed] == ["done"]


def test_a_paper_a_spooler_keeps_goes_nowhere_else_and_one_that_surely_did_not_print_moves_unmarked(
    counter: Counter, tmp_path: Path
) -> None:
    counter.printer.spools = True
    done = counter.receive()
    assert done.job is not None
    counter.worker().turn()
    before = book.one(counter.first, done.job)
    with pytest.raises(InputError, match=r"print.not_taken_back"):
        book.retry(counter.first, done.job, counter.printers, printer="told:may-2")
    assert book.one(counter.first, done.job) == before  # followed as before
    counter.printer.stages[f"{PRINTER}#1"] = Progress("waiting", "printer.paused")
    book.retry(counter.first, done.job, counter.printers, printer="told:may-2")
    counter.worker().turn()
    assert [key for key, *_ in counter.printer.got] == [PRINTER, "told:may-2"]
    assert counter.printer.withdrawn
    assert "Bản in lại" not in text_of(counter.printer.got[1][2], tmp_path)


def test_a_paper_that_may_have_begun_is_taken_back_and_moves_as_a_marked_reprint(
    either_counter: Counter, tmp_path: Path
) -> None:
    counter = either_counter
    counter.printer.spools, counter.printer.lets_go = True, True
    done = counter.receive()
    assert done.job is not None
    counter.worker().turn()
    again = book.retry(counter.first, done.job, counter.printers, printer="told:may-2")
    assert (again.id != done.job, again.reprint, again.chosen) == (True, 1, "told:may-2")
    old = book.one(counter.first, done.job)
    assert (old.state, old.reason) == ("cancelled", "print.replaced")
    counter.worker().turn()
    assert [key for key, *_ in counter.printer.got] == [PRINTER, "told:may-2"]
    assert "Bản in lại lần 1" in text_of(counter.printer.got[1][2], tmp_path)


def test_a_paper_no_dossier_draws_bears_the_mark_when_it_moves(counter: Counter, tmp_path: Path) -> None:
    counter.printer.spools, counter.printer.lets_go = True, True
    pdf = render_test(TrialSheet(title="Phiếu", lines=("A07",), qr="T")).pdf
    row = book.add_document(counter.first, pdf, "A07", "so_thu_tu")
    assert row is not None
    counter.worker().turn()
    again = book.retry(counter.first, row.id, counter.printers, printer="told:may-2")
    assert (again.id, again.state, again.reprint) == (row.id, "waiting", 1)
    counter.worker().turn()
    first, second = (sent for _, _, sent, _ in counter.printer.got)
    assert first == pdf
    said = text_of(second, tmp_path)
    assert "Bản in lại lần 1" in said
    assert "A07" in said


def test_a_window_that_dies_while_it_takes_a_paper_back_leaves_it_unsure(counter: Counter) -> None:
    counter.printer.spools = True
    done = counter.receive()
    assert done.job is not None
    counter.worker().turn()

    def died(reference: str) -> bool:
        raise KeyboardInterrupt

    counter.printer.cancel = died  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        book.retry(counter.first, done.job, counter.printers, printer="told:may-2")
    assert book.one(counter.first, done.job).state == "unsure"
    assert counter.worker(1).turn().idle
    assert len(counter.printer.got) == 1


def test_a_paper_that_came_out_while_it_was_taken_back_is_done(counter: Counter) -> None:
    counter.printer.spools = True
    done = counter.receive()
    assert done.job is not None
    counter.worker().turn()
    counter.printer.stages[f"{PRINTER}#1"] = Progress("done")
    with pytest.raises(InputError, match=r"print.job_over"):
        book.retry(counter.first, done.job, counter.printers, printer="told:may-2")
    assert book.one(counter.first, done.job).state == "done"
    assert len(counter.printer.got) == 1


def test_a_spooler_that_forgot_a_job_leaves_it_unsure(counter: Counter) -> None:
    counter.printer.spools = True
    done = counter.receive()
    assert done.job is not None
    counter.worker().turn()
    counter.printer.stages[f"{PRINTER}#1"] = Progress("unknown", "printer.lost")
    counter.worker().turn()
    assert book.one(counter.first, done.job).state == "unsure"


def test_yesterdays_papers_come_out_only_when_somebody_wants_them(counter: Counter) -> None:
    counter.printer.states[PRINTER] = "offline"
    done = counter.receive()
    assert done.job is not None
    counter.worker().turn()
    counter.printer.states[PRINTER] = "ready"
    tomorrow = counter.at(days=1)
    assert counter.worker(days=1).turn().idle
    (row,) = book.jobs(tomorrow)
    assert row.stale
    book.retry(tomorrow, done.job, counter.printers)
    counter.worker(days=1).turn()
    assert len(counter.printer.got) == 1


def test_a_job_given_up_is_given_up_for_good(counter: Counter) -> None:
    done = counter.receive()
    assert done.job is not None
    assert book.cancel(counter.first, done.job, counter.printers).state == "cancelled"
    assert counter.worker().turn().idle
    for act_on in (book.cancel, book.retry):
        with pytest.raises(InputError, match=r"print.job_over"):
            act_on(counter.first, done.job, counter.printers)
    with pytest.raises(InputError, match=r"print.no_job"):
        book.one(counter.first, 10_000)


def test_a_bug_in_a_driver_ends_in_words_and_is_not_hidden(counter: Counter) -> None:
    done = counter.receive()
    assert done.job is not None
    counter.printer.fails = ValueError("a driver's bug")
    with pytest.raises(ValueError, match="a driver's bug"):
        counter.worker().turn()
    assert book.one(counter.first, done.job).reason == "print.broken"


def test_two_processes_at_once_print_every_paper_once(print_folder: Path, tmp_path: Path) -> None:
    from desk.office.bootstrap import open_office

    out = tmp_path / "ra"
    out.mkdir()
    with open_office(print_folder) as office:
        chosen = FormPrinter(printer=f"folder:{out}")
        set_settings(office, PrintSettings(usual=chosen, folders=(str(out),)))
        for number in range(12):
            book.add_document(office, b"%PDF-" + bytes([48 + number]), f"A{number:02d}", "so_thu_tu")
    command = [sys.executable, "-m", "desk", "--data", str(print_folder), "--json", "jobs", "run"]
    programs = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(3)]
    assert [one.wait(60) for one in programs] == [0, 0, 0]
    for one in programs:
        assert one.stdout is not None
        one.stdout.close()
    assert sorted(file.name for file in out.iterdir()) == [f"A{n:02d}.pdf" for n in range(12)]


# ---- settings ----------------------------------------------------------------------------------------


def test_settings_of_a_machine_are_kept_beside_the_record_and_checked(
    counter: Counter, tmp_path: Path
) -> None:
    office = counter.first
    wanted = PrintSettings(
        usual=FormPrinter(printer="cups:Giay", copies=1),
        forms={
            "giay_tiep_nhan": FormPrinter(printer="cups:K80", paper="k80", copies=2, fallback="cups:Giay")
        },
        folders=(str(tmp_path),),
    )
    set_settings(office, wanted)
    assert settings(office) == wanted
    assert wanted.of("tb_dung").printer == "cups:Giay"
    assert wanted.of("giay_tiep_nhan").copies == 2
    bad = [
        (PrintSettings(usual=FormPrinter(printer="a", fallback="a")), "print.same_printer"),
        (PrintSettings(usual=FormPrinter(copies=10)), "print.bad_value"),
        (PrintSettings(usual=FormPrinter(copies=-1)), "print.bad_value"),
        (PrintSettings(forms={"lạ": FormPrinter()}), "print.bad_value"),
        (PrintSettings(forms={"vb_xin_loi": FormPrinter(paper="k80")}), "form.paper_unsuitable"),
        (PrintSettings(folders=("/không có/đâu",)), "print.no_folder"),
    ]
    for one, code in bad:
        with pytest.raises(InputError, match=code):
            set_settings(office, one)
    assert settings(office) == wanted


def test_the_paper_of_a_machine_wins_over_the_offices(counter: Counter) -> None:
    forms = {"giay_tiep_nhan": FormPrinter(paper="k80")}
    set_settings(counter.first, PrintSettings(forms=forms))
    code = commit_reception(counter.first, command_from(a_command(), base=counter.first.data)).code
    assert print_form(counter.first, "giay_tiep_nhan", code, queued=True).job is not None
    assert book.jobs(counter.first)[0].paper == "k80"


def test_a_damaged_settings_file_is_named_and_stops_no_reception(counter: Counter) -> None:
    (counter.first.data / "printers.json").write_text("{", encoding="utf-8")
    assert counter.receive().job is not None
    with pytest.raises(InputError, match=r"file.not_json"):
        settings(counter.first)


def test_a_folder_that_is_full_or_gone_is_said_and_the_paper_kept(counter: Counter, tmp_path: Path) -> None:
    from desk.printing.printers import printers_of
    from desk.printing.worker import Worker

    out = tmp_path / "ra"
    out.mkdir()
    chosen = PrintSettings(usual=FormPrinter(printer=f"folder:{out}"), folders=(str(out),))
    set_settings(counter.first, chosen)
    out.rmdir()
    counter.receive()
    Worker(counter.first, printers_of(counter.first)).turn()
    assert book.state(counter.first).reason == "printer.offline"


def test_no_name_of_a_person_stands_in_a_job(counter: Counter) -> None:
    from sqlalchemy import select

    from models.tables import PrintJob

    counter.receive()
    with counter.first.read() as session:
        job = session.scalars(select(PrintJob)).one()
    values = " ".join(str(value) for key, value in vars(job).items() if not key.startswith("_"))
    assert "MẪU" not in values.upper().replace("VN-MAU", "")
    assert "0999118264" not in values


def test_a_disk_that_fails_while_a_document_is_kept_is_said(counter: Counter) -> None:
    prints = counter.first.paths.prints
    (prints / "queue").write_text("in the way", encoding="utf-8")
    with pytest.raises(SurroundingsError):
        book.add_document(counter.first, b"%PDF-", "A07", "so_thu_tu")
    assert book.jobs(counter.first) == ()
