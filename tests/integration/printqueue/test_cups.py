"""A real CUPS server, run by the tests: what the office prints comes out of its queues, or is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.office.bootstrap import open_office
from desk.office.opened import Office
from desk.printing import jobs as book
from desk.printing.printers import Printers, printers_of
from desk.printing.rows import FormPrinter, PrintSettings
from desk.printing.settings import set_settings
from desk.printing.worker import Worker
from printing.printers.cups import CupsDriver
from printing.printers.driver import PrinterError, SendOptions
from printing.raster import page_size_mm
from printing.test_page import TrialSheet, render_test
from tests.helpers.cli import call_desk
from tests.helpers.cups import Spooler
from tests.helpers.patience import until
from tests.integration.printing.readers import codes_of, text_of
from tests.integration.printqueue.conftest import NOW, Counter

GOOD, BROKEN, NO_PAPER = "cups:Giay", "cups:Hong", "cups:Het"


@pytest.fixture
def office(print_folder: Path, spooler: Spooler) -> Iterator[Office]:
    """An office on the spooler of this run."""
    with open_office(print_folder, now=NOW) as opened:
        yield opened


def _test_pdf() -> bytes:
    return render_test(TrialSheet(title="Trang in thử", lines=("Quầy 1",), qr="TEST")).pdf


def _printed(spooler: Spooler, queue: str, count: int) -> list[Path]:
    return until(lambda: found if len(found := spooler.printed(queue)) >= count else [], f"{count} papers")


def test_queues_are_listed_with_their_names_papers_and_trays(spooler: Spooler) -> None:
    rows = {row.key: row for row in CupsDriver().printers()}
    assert set(rows) == {GOOD, BROKEN, NO_PAPER}
    one = rows[GOOD]
    assert (one.name, one.state, one.default) == ("Máy in quầy 1", "ready", True)
    assert one.papers == ("a4", "a5")
    assert one.trays == ("tray-1", "tray-2")


def test_a_machine_without_a_spooler_has_no_printers_and_says_so_when_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "nobody"))
    driver = CupsDriver()
    for ask in (driver.printers, lambda: driver.printer(GOOD)):
        with pytest.raises(PrinterError) as told:
            ask()
        assert (told.value.code, told.value.begun) == ("printer.no_spooler", False)
    assert Printers((driver,)).all() == ()


def test_a_receipt_comes_out_of_the_queue_whole_on_its_own_paper(
    office: Office, spooler: Spooler, tmp_path: Path
) -> None:
    counter = Counter(office)
    done = counter.receive()
    worker = Worker(office, printers_of(office))
    assert worker.turn().busy
    (paper,) = _printed(spooler, "Giay", 1)
    until(lambda: worker.turn().idle, "the job is over")
    assert book.one(office, done.job or 0).state == "done"
    assert paper.name.endswith(f" {done.code}.pdf")
    pdf = paper.read_bytes()
    assert [round(side) for side in page_size_mm(pdf)] == [148, 210]
    assert "NGUYỄN VĂN MẪU" in text_of(pdf, tmp_path)
    assert any(text.startswith(f"{done.code}.") for text in codes_of(pdf, 203).values())


def test_no_name_reaches_the_spoolers_list_or_its_log(office: Office, spooler: Spooler) -> None:
    done = Counter(office).receive()
    Worker(office, printers_of(office)).turn()
    _printed(spooler, "Giay", 1)
    listed = spooler.run("lpstat", "-W", "completed", "-l").stdout + spooler.run("lpstat", "-l").stdout
    logs = "".join(file.read_text("utf-8", "replace") for file in (spooler.folder / "logs").iterdir())
    assert done.code in logs
    for text in (listed, logs):
        assert all(word not in text for word in ("NGUYỄN VĂN MẪU", "0999118264", "999090001234"))


def test_copies_are_asked_of_the_spooler(spooler: Spooler) -> None:
    sent = CupsDriver().send(GOOD, _test_pdf(), SendOptions("TEST", copies=3), begun=lambda _: None)
    (paper,) = _printed(spooler, "Giay", 1)
    driver = CupsDriver()
    until(lambda: driver.progress(sent.reference).stage == "done", "done")
    import pikepdf

    with pikepdf.open(paper) as pdf:
        assert len(pdf.pages) == 3


def test_every_form_comes_out_of_its_own_tray_in_as_many_copies_as_was_set(
    office: Office, spooler: Spooler
) -> None:
    forms = {
        "giay_tiep_nhan": FormPrinter(printer=GOOD, tray="tray-2", copies=2),
        "so_thu_tu": FormPrinter(printer=GOOD, tray="tray-1"),
    }
    set_settings(office, PrintSettings(usual=FormPrinter(printer=GOOD), forms=forms))
    Counter(office).receive()
    book.add_document(office, _test_pdf(), "A07", "so_thu_tu")
    book.add_document(office, _test_pdf(), "B1", "khac")
    worker = Worker(office, printers_of(office))
    worker.turn()
    receipt, *_ = _printed(spooler, "Giay", 3)
    until(lambda: worker.turn().idle, "the jobs are over")
    first, second, third = spooler.told("Giay")
    assert "InputSlot=Tray2" in first
    assert "InputSlot=Tray1" in second
    assert "InputSlot" not in third
    assert "print-scaling=none" in first
    assert "iso_a5" in first or "PageSize=A5" in first
    import pikepdf

    with pikepdf.open(receipt) as pdf:
        pages = len(pdf.pages)
    assert pages == 2 * len(opened_pages(office))


def opened_pages(office: Office) -> list[int]:
    """The pages of the newest receipt as it was drawn."""
    from printing.raster import page_count

    newest = max(office.paths.prints.glob("*giay_tiep_nhan*.pdf"), key=lambda one: one.stat().st_mtime)
    return list(range(page_count(newest.read_bytes())))


def test_the_spare_printer_gets_the_paper_without_the_tray_of_the_first(
    office: Office, spooler: Spooler
) -> None:
    spooler.do("cupsdisable", "Hong")
    usual = FormPrinter(printer=BROKEN, tray="tray-2", fallback=GOOD)
    set_settings(office, PrintSettings(usual=usual))
    Counter(office).receive()
    worker = Worker(office, printers_of(office))
    worker.turn()
    _printed(spooler, "Giay", 1)
    until(lambda: worker.turn().idle, "the job is over")
    assert "InputSlot" not in spooler.told("Giay")[0]
    assert spooler.printed("Hong") == []


def test_a_printer_that_breaks_is_said_and_the_paper_moves_to_another(
    office: Office, spooler: Spooler
) -> None:
    set_settings(office, PrintSettings(usual=FormPrinter(printer=BROKEN)))
    done = Counter(office).receive()
    worker = Worker(office, printers_of(office))
    worker.turn()

    def said() -> bool:
        worker.turn()
        return book.state(office).reason == "printer.paused"

    until(said, "the fault is seen")
    row = book.retry(office, done.job or 0, printers_of(office), printer=GOOD)
    assert (row.state, row.reprint) == ("waiting", 1)  # the printer had begun before it broke
    worker.turn()
    assert len(_printed(spooler, "Giay", 1)) == 1
    assert spooler.printed("Hong") == []
    until(lambda: worker.turn().idle, "the job is over")
    assert book.jobs(office) == ()


def test_a_paper_stuck_in_the_spooler_moves_by_command_line_marked_only_where_it_had_begun(
    print_folder: Path, spooler: Spooler, office: Office, tmp_path: Path
) -> None:
    def desk(*words: str) -> dict[str, Any]:
        return call_desk(*words, data=print_folder).ok()

    set_settings(office, PrintSettings(usual=FormPrinter(printer=NO_PAPER)))
    Counter(office).receive()
    Worker(office, printers_of(office)).turn()
    (stuck,) = desk("jobs", "list")["jobs"]
    assert stuck["state"] == "printing"
    until(lambda: CupsDriver().printer(NO_PAPER).state == "out_of_paper", "it lacks paper")  # type: ignore[union-attr]
    spooler.do("cupsdisable", "Giay")  # the paper for the second printer is to wait with the spooler
    driver = CupsDriver()
    waits = driver.send(GOOD, _test_pdf(), SendOptions("TEST"), begun=lambda _: None).reference
    assert driver.cancel(waits)  # it never began, and that is told for certain
    spooler.do("cupsenable", "Giay")
    moved = desk("jobs", "retry", str(stuck["id"]), "--printer", GOOD)
    assert (moved["state"], moved["reprint"], moved["printer"]) == ("waiting", 1, GOOD)
    assert desk("jobs", "run")["done"] == 1
    (paper,) = _printed(spooler, "Giay", 1)
    assert "Bản in lại lần 1" in text_of(paper.read_bytes(), tmp_path)
    spooler.give_paper()
    assert spooler.run("lpstat", "-o").stdout == ""  # taken back there: it cannot come out later
    assert spooler.printed("Het") == []


def test_a_spooler_that_does_not_answer_gives_nothing_back_and_nothing_is_sent_elsewhere(
    print_folder: Path, spooler: Spooler, office: Office, tmp_path: Path
) -> None:
    set_settings(office, PrintSettings(usual=FormPrinter(printer=NO_PAPER), folders=(str(tmp_path),)))
    Counter(office).receive()
    Worker(office, printers_of(office)).turn()
    (stuck,) = book.jobs(office)
    spooler.stop()
    there = f"folder:{tmp_path}"
    refused = call_desk("jobs", "retry", str(stuck.id), "--printer", there, data=print_folder)
    assert (refused.exit_code, refused.error_code) == (2, "print.not_taken_back")
    assert book.one(office, stuck.id) == stuck
    assert list(tmp_path.glob("*.pdf")) == []
    spooler.start()
    moved = call_desk("jobs", "retry", str(stuck.id), "--printer", there, data=print_folder).ok()
    assert moved["state"] == "waiting"


def test_the_next_paper_for_a_stopped_printer_waits_here_and_not_in_the_spooler(
    office: Office, spooler: Spooler
) -> None:
    spooler.do("cupsdisable", "Giay")
    Counter(office).receive()
    turn = Worker(office, printers_of(office)).turn()
    assert turn.blocked
    assert book.state(office).reason == "printer.paused"
    assert spooler.run("lpstat", "-o").stdout == ""
    spooler.do("cupsenable", "Giay")
    Worker(office, printers_of(office)).turn()
    _printed(spooler, "Giay", 1)


def test_out_of_paper_halfway_is_said_and_goes_on_by_itself(office: Office, spooler: Spooler) -> None:
    set_settings(office, PrintSettings(usual=FormPrinter(printer=NO_PAPER)))
    Counter(office).receive()
    worker = Worker(office, printers_of(office))

    def said() -> bool:
        worker.turn()
        return book.state(office).reason == "printer.out_of_paper"

    until(said, "the lack of paper is seen")
    spooler.give_paper()
    _printed(spooler, "Het", 1)
    until(lambda: worker.turn().idle, "the job is over")
    assert book.jobs(office) == ()


def test_a_printer_that_forgets_to_say_it_has_paper_again_holds_up_no_paper(
    office: Office, spooler: Spooler
) -> None:
    spooler.forget_paper()
    set_settings(office, PrintSettings(usual=FormPrinter(printer=NO_PAPER)))
    counter, worker = Counter(office), Worker(office, printers_of(office))
    said = []
    for nth in (1, 2, 3):
        if nth == 3:
            spooler.remember_paper()
        counter.receive(command_id=str(nth))
        worker.turn()
        _printed(spooler, "Het", nth)
        until(lambda: worker.turn().idle, "the job is over")
        row = CupsDriver().printer(NO_PAPER)
        said.append((row.state, row.idle) if row else None)
    assert said == [("out_of_paper", True), ("out_of_paper", True), ("ready", True)]


def test_a_refusing_queue_a_removed_queue_and_a_lost_default_are_told_apart(
    office: Office, spooler: Spooler
) -> None:
    spooler.do("cupsreject", "Giay")
    counter = Counter(office)
    counter.receive()
    worker = Worker(office, printers_of(office))
    worker.turn()
    assert book.state(office).reason == "printer.refusing"
    set_settings(office, PrintSettings(usual=FormPrinter(printer="cups:May-cu")))
    worker.turn()
    assert book.state(office).reason == "printer.not_found"


def test_a_spooler_that_dies_and_comes_back_loses_nothing(office: Office, spooler: Spooler) -> None:
    counter, worker = Counter(office), Worker(office, printers_of(office))
    spooler.stop()
    counter.receive()
    assert worker.turn().blocked
    assert book.state(office).reason == "printer.no_spooler"
    spooler.start()
    worker.turn()
    _printed(spooler, "Giay", 1)
    until(lambda: worker.turn().idle, "the job is over")
    assert book.jobs(office) == ()
    assert len(spooler.printed("Giay")) == 1


def test_a_window_that_dies_after_the_spooler_took_the_paper_prints_it_once(
    office: Office, spooler: Spooler
) -> None:
    done = Counter(office).receive()
    Worker(office, printers_of(office)).turn()  # and this window is never heard of again
    _printed(spooler, "Giay", 1)
    other = Worker(office, printers_of(office))
    until(lambda: other.turn().idle, "the job is over")
    assert book.one(office, done.job or 0).state == "done"
    assert len(spooler.printed("Giay")) == 1


def test_the_command_line_lists_prints_and_tells(
    print_folder: Path, spooler: Spooler, office: Office
) -> None:
    listed = call_desk("printers", "list", data=print_folder).ok()
    assert next(one["key"] for one in listed["printers"]) == GOOD
    kept = call_desk("printers", "setting", "giay_tiep_nhan", "--printer", NO_PAPER, data=print_folder).ok()
    assert kept["forms"]["giay_tiep_nhan"]["printer"] == NO_PAPER
    tested = call_desk("printers", "test", GOOD, data=print_folder).ok()
    assert tested["reference"].startswith(GOOD)
    (page,) = _printed(spooler, "Giay", 1)
    assert "TEST" in codes_of(page.read_bytes(), 203).values()
    done = Counter(office).receive()
    assert call_desk("jobs", "list", data=print_folder, as_json=False).stdout.count(done.code) == 1
    (row,) = call_desk("jobs", "list", data=print_folder).ok()["jobs"]
    assert (row["id"], row["code"], row["state"]) == (done.job, done.code, "waiting")
    assert call_desk("jobs", "retry", "999", data=print_folder).exit_code == 2
    moved = call_desk("jobs", "retry", str(row["id"]), "--printer", GOOD, data=print_folder).ok()
    assert moved["state"] == "waiting"
    assert call_desk("jobs", "cancel", str(row["id"]), data=print_folder).ok()["state"] == "cancelled"


def test_a_paper_is_queued_listed_moved_and_given_up_by_command_line(
    print_folder: Path, spooler: Spooler, office: Office, tmp_path: Path
) -> None:
    def desk(*words: str) -> dict[str, Any]:
        return call_desk(*words, data=print_folder).ok()

    code = Counter(office).receive().code
    desk("jobs", "cancel", str(desk("jobs", "list")["jobs"][0]["id"]))
    spooler.do("cupsdisable", "Hong")
    queued = desk("print", "giay_tiep_nhan", code, "--queue", "--printer", BROKEN)
    job = str(queued["job"])
    assert Path(queued["file"]).is_file()
    held = desk("jobs", "run", "--for", "1")
    assert (held["done"], [(one["state"], one["reason"]) for one in held["jobs"]]) == (
        0, [("waiting", "printer.paused")],
    )  # fmt: skip
    assert "tạm dừng" in held["jobs"][0]["message"]
    assert desk("jobs", "retry", job, "--printer", GOOD)["state"] == "waiting"
    assert desk("jobs", "run")["done"] == 1
    (paper,) = _printed(spooler, "Giay", 1)
    assert "Bản in lại lần 1" in text_of(paper.read_bytes(), tmp_path)
    other = desk("print", "giay_tiep_nhan", code, "--printer", NO_PAPER)
    assert [one["state"] for one in desk("jobs", "run", "--for", "1")["jobs"]] == ["printing"]
    assert desk("jobs", "cancel", str(other["job"]))["state"] == "cancelled"
    assert desk("jobs", "list")["jobs"] == []
    assert spooler.printed("Het") == []
    told = call_desk("print", "giay_tiep_nhan", code, "--queue", data=print_folder, as_json=False).stdout
    assert "jobs run" in told


def test_a_test_page_on_a_dead_printer_never_says_that_something_waits(
    print_folder: Path, spooler: Spooler, office: Office
) -> None:
    assert office.card
    spooler.do("cupsdisable", "Hong")
    for key, code in ((BROKEN, "printer.test.paused"), ("cups:Khong", "printer.test.not_found")):
        dead = call_desk("printers", "test", key, data=print_folder)
        assert (dead.exit_code, dead.error_code) == (3, code)
        said = dead.answer["error"]["message"]
        assert "không có gì chờ" in said
        assert "lưu và chờ in" not in said
    assert call_desk("jobs", "list", data=print_folder).ok()["jobs"] == []


def test_a_misspelt_printer_is_named_with_those_there_are_and_nothing_is_queued(
    print_folder: Path, spooler: Spooler, office: Office
) -> None:
    assert spooler.socket.exists()
    code = Counter(office).receive().code
    (row,) = call_desk("jobs", "list", data=print_folder).ok()["jobs"]
    for words in (("print", "giay_tiep_nhan", code), ("jobs", "retry", str(row["id"]))):
        wrong = call_desk(*words, "--printer", "cups:Khong", data=print_folder)
        assert (wrong.exit_code, wrong.error_code) == (2, "print.unknown_printer")
        assert GOOD in wrong.answer["error"]["message"]
    assert [one["id"] for one in call_desk("jobs", "list", data=print_folder).ok()["jobs"]] == [row["id"]]
    kept = call_desk("print", "giay_tiep_nhan", code, "--printer", "pdf", data=print_folder).ok()
    assert (kept["job"], [one["code"] for one in kept["warnings"]]) == (None, ["print.pdf_only"])


def test_what_is_set_for_printers_is_said_in_words(print_folder: Path, tmp_path: Path) -> None:
    told = call_desk("printers", "setting", "--folder", tmp_path, data=print_folder, as_json=False).stdout
    assert f"Thư mục nhận bản in PDF: {tmp_path}" in told
    assert "Máy in thường dùng: theo mặc định của máy" in told


# ---- the wire ----------------------------------------------------------------------------------------


def test_an_answer_that_is_no_ipp_is_refused_and_never_guessed() -> None:
    from printing.printers import ipp

    whole = (
        bytes.fromhex("0200000000000001") + b"\x01" + b"\x47\x00\x12attributes-charset\x00\x05utf-8" + b"\x03"
    )
    assert ipp.answer(whole).ok
    for cut in range(len(whole)):
        with pytest.raises(ipp.BrokenAnswerError):
            ipp.answer(whole[:cut])
    with pytest.raises(ipp.BrokenAnswerError):
        ipp.answer(
            b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + b"\x34\x00\x01a\x00\x00" + b"\x34\x00\x00\x00\x00" * 40
        )


def test_a_collection_survives_the_wire() -> None:
    from printing.printers import ipp
    from printing.printers.ipp import Value

    members = (Value("media-source", ipp.KEYWORD, ("tray-2",)), Value("media-top-margin", ipp.INTEGER, (4,)))
    sent = ipp.request(2, 7, [], [Value("media-col", 0x34, (members,)), Value("copies", ipp.INTEGER, (2,))])
    read = ipp.answer(sent)
    assert read.group(ipp.JOB) == {
        "media-col": [{"media-source": ["tray-2"], "media-top-margin": [4]}],
        "copies": [2],
    }
