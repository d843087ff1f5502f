"""Papers that no dossier draws: their files are there while somebody waits for them, not a turn longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.printing import documents
from desk.printing import jobs as book
from desk.printing.documents import sweep
from desk.printing.rows import PrinterError
from tests.integration.printqueue.conftest import PRINTER, Counter

TICKET = b"%PDF-1.4 ticket"


def files(counter: Counter) -> list[str]:
    folder = counter.first.paths.prints / "queue"
    return sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []


def queued(counter: Counter, pdf: bytes = TICKET) -> int:
    row = book.add_document(counter.first, pdf, "A07", "so_thu_tu")
    assert row is not None
    return row.id


def test_the_file_goes_once_its_paper_is_printed(either_counter: Counter) -> None:
    queued(either_counter)
    assert len(files(either_counter)) == 1
    either_counter.worker().turn()
    assert [pdf for _, _, pdf, _ in either_counter.printer.got] == [TICKET]
    assert files(either_counter) == []


def test_the_same_paper_twice_is_kept_until_both_are_printed(counter: Counter) -> None:
    queued(counter)
    second = queued(counter)
    counter.printer.spools = True
    counter.worker().turn()
    from desk.printing.rows import Progress

    counter.printer.stages[f"{PRINTER}#1"] = Progress("done")
    worker = counter.worker()
    worker.turn()
    assert len(files(counter)) == 1
    assert book.pdf(counter.first, second) == TICKET
    counter.printer.stages[f"{PRINTER}#2"] = Progress("done")
    worker.turn()
    assert files(counter) == []


@pytest.mark.parametrize("state", ["out_of_paper", "offline"])
def test_what_waits_keeps_its_file_through_every_start(counter: Counter, state: str) -> None:
    counter.printer.states[PRINTER] = state
    job = queued(counter)
    for days in range(4):
        counter.worker(days=days).turn()
    assert book.pdf(counter.first, job) == TICKET


def test_what_failed_or_nobody_is_sure_of_keeps_its_file_until_a_person_ends_it(counter: Counter) -> None:
    job = queued(counter)
    counter.printer.fails, counter.printer.fails_after_begin = PrinterError("printer.lost", begun=True), True
    counter.worker().turn()
    counter.worker().turn()
    assert book.one(counter.first, job).state == "unsure"
    assert len(files(counter)) == 1
    book.came_out(counter.first, job)
    assert files(counter) == []
    counter.printer.fails = PrinterError("printer.refused")
    failed = queued(counter)
    counter.worker().turn()
    assert len(files(counter)) == 1
    book.cancel(counter.first, failed, counter.printers)
    assert files(counter) == []


def test_a_power_cut_between_file_and_row_leaves_nothing_behind(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("desk.printing.queue.enqueue", cut)
        with pytest.raises(KeyboardInterrupt):
            queued(counter)
    assert len(files(counter)) == 1  # the row never came
    assert book.jobs(counter.first) == ()
    counter.worker().turn()  # the next start
    assert files(counter) == []


def test_a_power_cut_while_the_file_is_written_leaves_nothing_behind(counter: Counter) -> None:
    folder = counter.first.paths.prints / "queue"
    folder.mkdir(parents=True)
    (folder / f".{'a' * 32}.pdf.0123abcd.part").write_bytes(b"%PDF-")
    counter.worker().turn()
    assert files(counter) == []


def test_a_power_cut_between_the_print_and_the_sweep_is_swept_at_the_next_start(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued(counter)
    with monkeypatch.context() as patch:
        patch.setattr(documents, "sweep", lambda _: ())
        counter.worker().turn()
    assert len(files(counter)) == 1
    counter.worker().turn()
    assert files(counter) == []


def test_the_same_ticket_again_after_a_sweep_is_written_anew(counter: Counter) -> None:
    for _ in range(2):
        queued(counter)
        counter.worker().turn()
    assert [pdf for _, _, pdf, _ in counter.printer.got] == [TICKET, TICKET]


def test_what_is_not_ours_in_the_folder_stays(counter: Counter) -> None:
    queued(counter)
    mine: Path = counter.first.paths.prints / "queue" / "ghi chú.txt"
    mine.write_text("của cán bộ", encoding="utf-8")
    counter.worker().turn()
    assert files(counter) == ["ghi chú.txt"]


def test_an_office_that_only_looks_sweeps_nothing(counter: Counter) -> None:
    from dataclasses import replace

    queued(counter)
    assert sweep(replace(counter.first, reading="read_only")) == ()
    assert len(files(counter)) == 1


def test_a_form_kept_as_pdf_only_leaves_no_file_in_the_queue(counter: Counter) -> None:
    from desk.printing.rows import FormPrinter, PrintSettings
    from desk.printing.settings import set_settings

    set_settings(counter.first, PrintSettings(forms={"so_thu_tu": FormPrinter(printer="pdf")}))
    assert book.add_document(counter.first, TICKET, "A07", "so_thu_tu") is None
    assert files(counter) == []
