"""One whole counter day through `python -m desk`, each step a process of its own."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.receptions import CARD, MORNING, Desk, reception, written
from tests.helpers.cli import ROOT, call_desk, child_environment


def left_by_receptions(data: Path) -> list[str]:
    places = ("attachments", "originals", "staging")
    return [str(file) for place in places for file in (data / place).rglob("*") if file.is_file()]


def test_a_whole_day_from_the_card_to_the_signed_tally(desk: Desk, papers: Path, tmp_path: Path) -> None:
    card = desk("idcard", "--text", CARD).ok()
    assert (card["full_name"], card["birth_date"], card["sex"]) == ("NGUYỄN VĂN MẪU", "1990-03-05", "male")

    row = desk("receive", reception(papers)).ok()
    code = row["code"]
    assert code == "VN-MAU-01-261123-0001"
    assert (row["provisional"], row["state"], row["due_at"]) == (False, 2, "2026-11-27T17:00:00+07:00")
    (paper,) = row["attachments"]
    assert (paper["component"], paper["pages"]) == (1, 2)
    assert hashlib.sha256(Path(paper["file"]).read_bytes()).hexdigest() == paper["sha256"]
    assert Path(row["receipt_pdf"]).is_absolute()

    again = desk("receive", reception(papers)).ok()
    assert again == {**row, "repeated": True}

    subprocess.run(
        ["pdftoppm", "-r", "203", "-png", "-f", "1", "-l", "1", row["receipt_pdf"], str(tmp_path / "slip")],
        check=True,
    )
    (slip,) = tmp_path.glob("slip*.png")
    codes = {one["format"]: one["text"] for one in desk("read-code", slip).ok()["codes"]}
    assert codes["CODE128"] == code
    found = desk("find", codes["QR"]).ok()
    assert [match["code"] for match in found["matches"]] == [code]
    assert found["ms"] >= 0

    result = written(
        papers, "act.json", {"result": {"pages": ["kết quả.jpg"], "number": "07/XN", "electronic": True}}
    )
    ready = desk("act", codes["QR"], "result-ready", "--file", result, now="2026-11-25T10:00").ok()
    assert (ready["code"], ready["state"]) == (code, 9)
    handed = desk("act", code, "return", now="2026-11-25T15:00").ok()
    assert handed["state"] == 10
    assert handed["event_seq"] > ready["event_seq"]

    view = desk("show", code, now="2026-11-25T15:00").ok()
    assert [event["verb"] for event in view["events"]] == [
        "dossier.received",
        "dossier.result_ready",
        "dossier.returned",
    ]
    assert view["clock"]["finished_at"] == "2026-11-25T10:00:00+07:00"
    assert view["clock"]["returned_at"] == "2026-11-25T15:00:00+07:00"
    assert {one["component"] for one in view["attachments"]} == {0, 1}

    total = desk("tally", "2026-11-23", "--to", "2026-11-25", now="2026-11-25T17:05").ok()["total"]
    assert (total["received_total"], total["settled_early"], total["pending_total"]) == (1, 1, 0)
    closed = desk("close-day", "2026-11-25", now="2026-11-25T17:05").ok()
    assert closed["revision"] == 1
    before = Path(closed["file"]).read_bytes()
    repeated = desk("close-day", "2026-11-25", now="2026-11-25T17:10").ok()
    assert (repeated["revision"], Path(repeated["file"]).read_bytes()) == (1, before)
    key = desk("key", "show").ok()["public_key"]
    verdict = desk("verify-tally", closed["file"], "--key", key).ok()
    assert (verdict["ok"], verdict["date"], verdict["problems"]) == (True, "2026-11-25", [])

    text = json.loads(before)
    text["tally"]["total"]["received_total"] += 1
    forged = written(tmp_path, "forged.json", text)
    denied = desk("verify-tally", forged)
    assert (denied.exit_code, denied.answer["ok"]) == (2, False)
    assert denied.answer["problems"]

    whole = desk("check").ok()
    assert (whole["ok"], whole["dossiers"], whole["problems"]) == (True, 1, [])


class TestBadInput:
    @pytest.mark.parametrize(
        ("content", "code"),
        [(b"", "page.empty"), (b"a text file named .jpg", "image.unreadable"), (None, "image.unreadable")],
        ids=["0-byte", "text", "truncated"],
    )
    def test_an_unreadable_page_keeps_nothing(
        self, inside: Desk, data_folder: Path, papers: Path, content: bytes | None, code: str
    ) -> None:
        bad = papers / "bad.jpg"
        bad.write_bytes((papers / "a.jpg").read_bytes()[:3000] if content is None else content)
        components = [{"no": 1, "pages": ["a.jpg"]}, {"no": 3, "pages": ["bad.jpg"]}]

        refused = inside("receive", reception(papers, components=components))

        assert (refused.exit_code, refused.error_code) == (2, code)
        assert left_by_receptions(data_folder) == []
        assert inside("find", "mẫu").ok()["matches"] == []

    def test_a_link_or_a_device_is_no_page(self, inside: Desk, papers: Path) -> None:
        (papers / "link.jpg").unlink(missing_ok=True)
        (papers / "link.jpg").symlink_to(papers / "a.jpg")
        for name in ("link.jpg", "/dev/zero", str(papers)):
            components = [{"no": 1, "pages": [name]}]
            assert (
                inside("receive", reception(papers, components=components)).error_code == "page.not_ordinary"
            )

    def test_unknown_procedure_verb_and_dossier(self, inside: Desk, papers: Path) -> None:
        row = inside("receive", reception(papers, components=[])).ok()

        for arguments, code in (
            (("receive", reception(papers, procedure="9.999999")), "procedure.unknown"),
            (("act", row["code"], "approve"), "act.unknown_verb"),
            (("act", row["code"], "extend"), "act.missing_key"),
            (("act", row["code"], "return"), "act.wrong_state"),
            (("act", "NO-SUCH-CODE", "return"), "dossier.not_found"),
            (("show", "NO-SUCH-CODE"), "dossier.not_found"),
            (("print", "giay_khen", row["code"]), "form.unknown"),
            (("print", "tb_dung", row["code"]), "form.wrong_state"),
            (("close-day", "2026-11-24"), "close.future_day"),
            (("close-day", "hôm nay"), "clock.bad_day"),
            (("check", "--deep"), "command.not_yet"),
            (
                ("report", "II.07", "--from", "2026-11-01", "--to", "2026-11-30", "-o", "x.csv"),
                "report.unknown",
            ),
            (("brew", "coffee"), "command.unknown"),
            (("init", "--training"), "office.exists"),
            (("idcard", "--text", "xin chào"), "idcard.not_a_card"),
            (("idcard", "--image", papers / "a.jpg"), "idcard.not_a_card"),
            (("due", "--limit", "0", "--unit", "working_day", "--received", "2026-11-23"), "due.bad_limit"),
            (("due", "--limit", "3", "--unit", "moon", "--received", "2026-11-23"), "due.unknown_unit"),
        ):
            run = inside(*arguments)
            assert (run.exit_code, run.error_code) == (2, code), arguments
            assert run.stderr == "", arguments

    def test_no_office_is_told_and_what_needs_none_still_works(self, tmp_path: Path) -> None:
        nowhere = tmp_path / "none"
        assert call_desk("find", "an", data=nowhere).error_code == "office.not_found"
        promised = call_desk(
            "due", "--limit", "3", "--unit", "working_day", "--received", "2026-11-23T09:00", data=nowhere
        ).ok()
        assert promised["due_date"] == "2026-11-27"
        assert call_desk("idcard", "--text", CARD, data=nowhere).ok()["number"] == "999090001234"
        assert not nowhere.exists()

    def test_several_cards_are_answered_one_by_one(self, inside: Desk, papers: Path) -> None:
        from desk.trial.samples import sample_papers

        card = sample_papers().card

        results = inside("idcard", "--image", papers / "a.jpg", card).ok()["results"]

        assert results[0]["error"]["code"] == "idcard.not_a_card"
        assert "error" not in results[1]
        assert len(results[1]["number"]) == 12

    def test_digitise_leaves_no_file_behind_a_failure(
        self, inside: Desk, papers: Path, tmp_path: Path
    ) -> None:
        (papers / "none.jpg").write_bytes(b"nothing")
        out = tmp_path / "out.pdf"

        refused = inside("digitise", papers / "a.jpg", papers / "none.jpg", "-o", out)

        assert refused.exit_code == 2
        assert list(tmp_path.glob("*.pdf*")) == []
        assert inside("digitise", papers / "a.jpg", "-o", tmp_path / "no" / "out.pdf").exit_code == 3

    def test_digitise_never_writes_over_its_own_source(
        self, inside: Desk, papers: Path, tmp_path: Path
    ) -> None:
        page, link = tmp_path / "trang.jpg", tmp_path / "link.pdf"
        shutil.copy(papers / "a.jpg", page)
        link.hardlink_to(page)

        for out in (page, link):
            refused = inside("digitise", papers / "b.jpg", page, "-o", out)
            assert (refused.exit_code, refused.error_code) == (2, "digitise.out_is_source")
        assert page.read_bytes() == (papers / "a.jpg").read_bytes()

    def test_digitise_writes_over_nothing_but_an_older_pdf(
        self, inside: Desk, papers: Path, tmp_path: Path
    ) -> None:
        record, pipe, older = tmp_path / "office.db", tmp_path / "ống.pdf", tmp_path / "cũ.pdf"
        record.write_bytes(b"SQLite format 3\0")
        older.write_bytes(b"%PDF-1.7 cu")
        os.mkfifo(pipe)
        refused = inside("digitise", papers / "a.jpg", "-o", record)
        assert (refused.exit_code, refused.error_code) == (2, "file.exists")
        assert inside("digitise", papers / "a.jpg", "-o", pipe).error_code == "file.unwritable"
        assert record.read_bytes() == b"SQLite format 3\0"
        assert pipe.is_fifo()
        assert inside("digitise", "--no-ocr", papers / "a.jpg", "-o", older).exit_code == 0

    def test_digitise_answers_what_it_did(self, inside: Desk, papers: Path, tmp_path: Path) -> None:
        out = tmp_path / "ra.pdf"

        done = inside("digitise", papers / "a.jpg", "-o", out).ok()

        (page,) = done["pages"]
        assert {
            "source",
            "corners",
            "sharpness",
            "blank",
            "kept",
            "rotation",
            "skew_deg",
            "bytes",
            "ms",
        } <= set(page)
        assert len(page["corners"]) == 4
        assert done["bytes"] == out.stat().st_size
        assert done["pdf_a"] == "2b"


def kill_inside(command: list[str], marker: Path, env: dict[str, str]) -> None:
    """Start a command that tells by `marker` that it stands between file and row, and kill it there."""
    process = subprocess.Popen(
        command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 120
    while not marker.exists() and process.poll() is None and time.monotonic() < deadline:
        os.sched_yield()
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert marker.exists()


def test_killed_between_file_and_row_leaves_an_orphan_that_check_names_and_sweeps(
    desk: Desk, data_folder: Path, papers: Path, tmp_path: Path
) -> None:
    marker = tmp_path / "between"
    code = (
        "import sys, time, pathlib\n"
        "from desk.record import uow\n"
        "def stop(self, answer=None):\n"
        f"    pathlib.Path({str(marker)!r}).touch()\n"
        "    time.sleep(300)\n"
        "uow.UnitOfWork.commit = stop\n"
        "from desk.cli.frame import main\n"
        "if __name__ == '__main__':\n"
        "    sys.exit(main(sys.argv[1:]))\n"
    )
    script = tmp_path / "stopped.py"
    script.write_text(code, encoding="utf-8")
    file = reception(papers)
    kill_inside(
        [
            sys.executable,
            str(script),
            "--data",
            str(data_folder),
            "--now",
            MORNING,
            "--json",
            "receive",
            str(file),
        ],
        marker,
        child_environment(),
    )

    found = desk("check")
    assert (found.exit_code, found.answer["ok"], found.answer["dossiers"]) == (3, False, 0)
    assert found.answer["problems"]
    assert any((data_folder / "attachments").rglob("*.pdf"))

    repaired = desk("check", "--repair")
    assert (repaired.exit_code, repaired.answer["ok"]) == (0, True)
    assert not any((data_folder / "attachments").rglob("*.pdf"))
    assert any((data_folder / "quarantine").rglob("*.pdf"))

    row = desk("receive", file).ok()
    assert row["code"] == "VN-MAU-01-261123-0001"
    assert "repeated" not in row
    assert desk("check").ok()["ok"]


def test_a_day_plays_itself_on_sample_papers(tmp_path: Path) -> None:
    folder = tmp_path / "ngày mẫu"
    runs = [
        subprocess.run(
            [sys.executable, "-m", "desk.trial.playday", "--data", str(folder)],
            check=False,
            capture_output=True,
            env=child_environment(),
            cwd=ROOT,
            timeout=240,
        )
        for _ in range(2)
    ]

    for number, run in enumerate(runs, start=1):
        table = run.stdout.decode()
        assert run.returncode == 0, table + run.stderr.decode()
        assert "nguyên vẹn" in table
        assert f"-{number:04d}" in table
    for pattern in (
        "attachments/*/*_01_*.pdf",
        "attachments/*/*_00_ket-qua.pdf",
        "prints/*.pdf",
        "tallies/*.json",
    ):
        assert list(folder.glob(pattern)), pattern
    shutil.rmtree(folder)
