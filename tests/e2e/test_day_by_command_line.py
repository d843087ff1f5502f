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
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.cli import ROOT, DeskRun, child_environment

Desk = Callable[..., DeskRun]
MORNING = "2026-11-23T09:45:00+07:00"
CARD = "999090001234|025123456|NGUYỄN VĂN MẪU|05031990|Nam|12 đường Mẫu, phường Mẫu, tỉnh Mẫu|01052021"


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photographed sample pages, small enough to be quick."""
    from desk.samples import page_photo

    folder = tmp_path_factory.mktemp("papers")
    page_photo(folder / "a.jpg", kind="easy", seed=1, size=(1280, 960))
    page_photo(folder / "b.jpg", kind="texture", seed=2, size=(1280, 960))
    page_photo(folder / "kết quả.jpg", kind="shadow", seed=3, size=(1280, 960))
    return folder


@pytest.fixture
def desk(run_desk: Desk, data_folder: Path) -> Desk:
    """`desk("find", "an", now=…)` in a fresh practice office."""
    run_desk("init", "--training", data=data_folder, now="2026-11-23T07:00").ok()

    def call(*arguments: str | Path, now: str = MORNING, **options: Any) -> DeskRun:
        return run_desk(*arguments, data=data_folder, now=now, **options)

    return call


def reception(papers: Path, **values: Any) -> Path:
    file = papers / f"r-{hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()[:12]}.json"
    data = {
        "received_at": "2026-11-23T09:41:00+07:00",
        "channel": "direct",
        "procedure": "1.004873",
        "applicant": {"id_card": CARD},
        "phone": "0999118264",
        "components": [{"no": 1, "kind": "original", "copies": 1, "pages": ["a.jpg", "b.jpg"]}],
        "fee": {"amount": 15000, "method": "cash"},
        **values,
    }
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return file


def written(folder: Path, name: str, data: object) -> Path:
    file = folder / name
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return file


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
        self, desk: Desk, data_folder: Path, papers: Path, content: bytes | None, code: str
    ) -> None:
        bad = papers / "bad.jpg"
        bad.write_bytes((papers / "a.jpg").read_bytes()[:3000] if content is None else content)
        components = [{"no": 1, "pages": ["a.jpg"]}, {"no": 3, "pages": ["bad.jpg"]}]

        refused = desk("receive", reception(papers, components=components))

        assert (refused.exit_code, refused.error_code) == (2, code)
        assert left_by_receptions(data_folder) == []
        assert desk("find", "mẫu").ok()["matches"] == []

    def test_a_link_or_a_device_is_no_page(self, desk: Desk, papers: Path) -> None:
        (papers / "link.jpg").unlink(missing_ok=True)
        (papers / "link.jpg").symlink_to(papers / "a.jpg")
        for name in ("link.jpg", "/dev/zero", str(papers)):
            components = [{"no": 1, "pages": [name]}]
            assert desk("receive", reception(papers, components=components)).error_code == "page.not_ordinary"

    def test_unknown_procedure_verb_and_dossier(self, desk: Desk, papers: Path) -> None:
        row = desk("receive", reception(papers, components=[])).ok()

        for arguments, code in (
            (("receive", reception(papers, procedure="9.999999")), "procedure.unknown"),
            (("act", row["code"], "approve"), "act.unknown_verb"),
            (("act", row["code"], "extend"), "command.not_yet"),
            (("act", row["code"], "return"), "act.wrong_state"),
            (("act", "NO-SUCH-CODE", "return"), "dossier.not_found"),
            (("show", "NO-SUCH-CODE"), "dossier.not_found"),
            (("print", "giay_khen", row["code"]), "form.unknown"),
            (("print", "tb_dung", row["code"]), "command.not_yet"),
            (("close-day", "2026-11-24"), "close.future_day"),
            (("close-day", "hôm nay"), "clock.bad_day"),
            (("check", "--deep"), "command.not_yet"),
            (("report", "766"), "command.not_yet"),
            (("brew", "coffee"), "command.unknown"),
            (("init", "--training"), "office.exists"),
            (("idcard", "--text", "xin chào"), "idcard.not_a_card"),
            (("idcard", "--image", papers / "a.jpg"), "idcard.not_a_card"),
            (("due", "--limit", "0", "--unit", "working_day", "--received", "2026-11-23"), "due.bad_limit"),
            (("due", "--limit", "3", "--unit", "moon", "--received", "2026-11-23"), "due.unknown_unit"),
        ):
            run = desk(*arguments)
            assert (run.exit_code, run.error_code) == (2, code), arguments
            assert run.stderr == "", arguments

    def test_no_office_is_told_and_what_needs_none_still_works(self, run_desk: Desk, tmp_path: Path) -> None:
        nowhere = tmp_path / "none"
        assert run_desk("find", "an", data=nowhere).error_code == "office.not_found"
        promised = run_desk(
            "due", "--limit", "3", "--unit", "working_day", "--received", "2026-11-23T09:00", data=nowhere
        ).ok()
        assert promised["due_date"] == "2026-11-27"
        assert run_desk("idcard", "--text", CARD, data=nowhere).ok()["number"] == "999090001234"
        assert not nowhere.exists()

    def test_several_cards_are_answered_one_by_one(self, desk: Desk, papers: Path) -> None:
        from desk.samples import sample_papers

        card = sample_papers().card

        results = desk("idcard", "--image", papers / "a.jpg", card).ok()["results"]

        assert results[0]["error"]["code"] == "idcard.not_a_card"
        assert "error" not in results[1]
        assert len(results[1]["number"]) == 12

    def test_digitise_leaves_no_file_behind_a_failure(self, desk: Desk, papers: Path, tmp_path: Path) -> None:
        (papers / "none.jpg").write_bytes(b"nothing")
        out = tmp_path / "out.pdf"

        refused = desk("digitise", papers / "a.jpg", papers / "none.jpg", "-o", out)

        assert refused.exit_code == 2
        assert list(tmp_path.glob("*.pdf*")) == []
        assert desk("digitise", papers / "a.jpg", "-o", tmp_path / "no" / "out.pdf").exit_code == 3

    def test_digitise_answers_what_it_did(self, desk: Desk, papers: Path, tmp_path: Path) -> None:
        out = tmp_path / "ra.pdf"

        done = desk("digitise", papers / "a.jpg", "-o", out).ok()

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


class TestAnOrdinaryUser:
    """Root ignores modes; without its capabilities it is held to them like anybody."""

    def bound_by_modes(self, *arguments: str | Path) -> DeskRun:
        bound = ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] if os.geteuid() == 0 else []
        done = subprocess.run(
            [*bound, sys.executable, "-m", "desk", "--json", *map(str, arguments)],
            check=False,
            capture_output=True,
            env=child_environment(),
            cwd=ROOT,
            timeout=120,
        )
        return DeskRun(done.returncode, done.stdout.decode(), done.stderr.decode())

    def test_an_unwritable_folder_is_exit_3_and_stays_empty(self, tmp_path: Path) -> None:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o555)

        run = self.bound_by_modes("--data", closed / "office", "init", "--training")

        assert (run.exit_code, run.error_code) == (3, "data.unwritable")
        assert list(closed.iterdir()) == []

    def test_an_office_that_became_read_only_says_so_and_keeps_nothing(
        self, desk: Desk, data_folder: Path, papers: Path
    ) -> None:
        code = desk("receive", reception(papers, components=[])).ok()["code"]
        folders = [data_folder, *(path for path in data_folder.rglob("*") if path.is_dir())]
        for folder in folders:
            folder.chmod(0o555)
        (data_folder / "office.db").chmod(0o444)

        run = self.bound_by_modes("--data", data_folder, "--now", MORNING, "act", code, "result-ready")

        for folder in folders:
            folder.chmod(0o755)
        (data_folder / "office.db").chmod(0o644)
        assert (run.exit_code, run.error_code) == (3, "data.unwritable")
        assert desk("show", code).ok()["state"] == 2

    def test_an_unwritable_place_for_a_print_is_exit_3(
        self, desk: Desk, data_folder: Path, papers: Path
    ) -> None:
        code = desk("receive", reception(papers, components=[])).ok()["code"]
        closed = data_folder.parent / "closed"
        closed.mkdir(mode=0o555)

        run = self.bound_by_modes(
            "--data", data_folder, "--now", MORNING, "print", "giay_tiep_nhan", code, "-o", closed / "x.pdf"
        )

        assert (run.exit_code, run.error_code) == (3, "file.unwritable")
        assert list(closed.iterdir()) == []


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
        "from desk import receive, uow\n"
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


class TestHowItSpeaks:
    def test_json_is_utf8_and_unescaped_even_in_the_c_locale(self, desk: Desk, papers: Path) -> None:
        run = desk(
            "receive",
            reception(papers, components=[]),
            env={
                "LANG": "C",
                "LC_ALL": "C",
                "PYTHONUTF8": "0",
                "PYTHONIOENCODING": "ascii",
                "PYTHONCOERCECLOCALE": "0",
            },
        )

        assert run.exit_code == 0
        assert "Được tiếp nhận" in run.stdout
        assert "\\u" not in run.stdout
        assert run.stdout.count("\n") == 1

    def test_without_json_it_says_a_short_text_in_the_asked_language(self, desk: Desk, papers: Path) -> None:
        file = reception(papers, components=[], note="chữ")

        vietnamese = desk("receive", file, as_json=False)
        english = desk("receive", file, as_json=False, lang="en")

        assert vietnamese.stdout.startswith(
            "Đã tiếp nhận hồ sơ VN-MAU-01-261123-0001. Hẹn trả: 17:00 27/11/2026."
        )
        assert english.stdout.startswith("Received dossier VN-MAU-01-261123-0001. Due: 17:00 27/11/2026.")

    def test_the_clock_behind_the_last_event_is_done_with_a_warning(self, desk: Desk, papers: Path) -> None:
        row = desk("receive", reception(papers, components=[])).ok()

        late = desk("act", row["code"], "result-ready", now="2026-11-23T08:00").ok()

        assert "clock.behind_last_event" in {one["code"] for one in late["warnings"]}

    def test_a_frozen_clock_is_for_practice_only(self, run_desk: Desk, tmp_path: Path) -> None:
        office = tmp_path / "office.toml"
        office.write_text(
            '[office]\ncode = "H19.99"\nname = "Trung tâm Thử"\nparent = "UBND Thử"\nplace = "Phường Thử"\n'
            '[[staff]]\nusername = "can-bo-thu"\nfull_name = "Phạm Thử"\nrole = "clerk"\n',
            encoding="utf-8",
        )
        real = tmp_path / "real"
        refused = run_desk("init", "--office", office, data=real, now=MORNING)
        assert (refused.exit_code, refused.error_code) == (2, "clock.frozen_not_allowed")
        run_desk("init", "--office", office, data=real).ok()

        assert run_desk("find", "an", data=real, now=MORNING).error_code == "clock.frozen_not_allowed"
        assert run_desk("find", "an", data=real, user="someone-else").error_code == "auth.not_you"
        assert run_desk("find", "an", data=real).ok()["matches"] == []

    def test_cases_of_due_are_answered_in_their_order(self, desk: Desk, tmp_path: Path) -> None:
        cases = [
            {"received": "2026-11-23T09:00", "limit": 3, "unit": "working_day"},
            {"received": "2026-11-23T09:00", "procedure": "1.001193"},
            {"received": "2026-11-23T16:30", "limit": 2, "unit": "working_hour"},
        ]

        results = desk("due", "--file", written(tmp_path, "cases.json", cases)).ok()["results"]

        assert [row["due_at"] for row in results] == [
            "2026-11-27T17:00:00+07:00",
            "2026-11-23T17:00:00+07:00",
            "2026-11-25T09:00:00+07:00",
        ]


def test_a_day_plays_itself_on_sample_papers(tmp_path: Path) -> None:
    folder = tmp_path / "ngày mẫu"
    runs = [
        subprocess.run(
            [sys.executable, "-m", "desk.playday", "--data", str(folder)],
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
