"""How the command line speaks: languages, locales, clocks, and places that cannot be written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.receptions import MORNING, Desk, reception, written
from tests.helpers.cli import ROOT, DeskRun, call_desk, child_environment, run_desk


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
        assert (run.exit_code, run.error_code) == (3, "data.viewing")
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

    def test_without_json_it_says_a_short_text_in_the_asked_language(
        self, inside: Desk, papers: Path
    ) -> None:
        vietnamese = inside("receive", reception(papers, components=[], note="chữ"), as_json=False)
        english = inside("receive", reception(papers, components=[], note="words"), as_json=False, lang="en")

        assert vietnamese.stdout.startswith(
            "Đã tiếp nhận hồ sơ VN-MAU-01-261123-0001. Hẹn trả: 17:00 27/11/2026."
        )
        assert english.stdout.startswith("Received dossier VN-MAU-01-261123-0002. Due: 17:00 27/11/2026.")

    def test_the_same_file_again_days_later_says_that_it_was_received_before(
        self, inside: Desk, papers: Path
    ) -> None:
        file = reception(papers, components=[], note="chữ")
        first = inside("receive", file).ok()

        again = inside("receive", file, as_json=False, now="2026-11-26T14:00")
        english = inside("receive", file, as_json=False, lang="en", now="2026-11-26T14:00")

        day = first["received_at"][8:10] + "/11/2026"
        assert f"mã {first['code']}" in again.stdout
        assert day in again.stdout.splitlines()[0]
        assert english.stdout.startswith("This dossier was already received at")
        assert "“command_id” riêng" in again.stdout  # a new application with the same papers says so itself
        other = inside("receive", reception(papers, components=[], note="chữ", command_id="lan-2")).ok()
        assert other["code"] != first["code"]

    def test_the_points_of_a_day_carry_a_mark_for_done_and_one_for_open(
        self, inside: Desk, papers: Path
    ) -> None:
        inside("receive", reception(papers, components=[])).ok()
        points = inside("day-sheet", "2026-11-23", as_json=False).stdout.splitlines()
        assert {row[:2] for row in points} == {"✓ ", "– "}

    def test_a_day_closed_with_the_clock_behind_says_so_to_people_too(
        self, inside: Desk, papers: Path
    ) -> None:
        inside("receive", reception(papers, components=[])).ok()
        answer = inside("close-day", "2026-11-19", now="2026-11-19T17:00").ok()
        assert [one["code"] for one in answer["warnings"]] == [
            "clock.behind_last_event", "close.signed_behind",
        ]  # fmt: skip
        told = inside("close-day", "2026-11-19", as_json=False, now="2026-11-19T17:00").stdout
        assert "Đồng hồ máy (17:00 19/11/2026) chậm hơn việc ghi gần nhất" in told

    def test_the_clock_behind_the_last_event_is_done_with_a_warning(self, inside: Desk, papers: Path) -> None:
        row = inside("receive", reception(papers, components=[])).ok()

        late = inside("act", row["code"], "result-ready", now="2026-11-23T08:00").ok()

        assert "clock.behind_last_event" in {one["code"] for one in late["warnings"]}

    def test_a_tally_names_its_period_and_columns_and_warns(self, inside: Desk, papers: Path) -> None:
        inside("receive", reception(papers, components=[])).ok()

        lines = inside("tally", "2026-11-23", as_json=False).stdout.splitlines()
        behind = inside("tally", "2026-11-01", "--to", "2026-11-23", as_json=False, now="2026-11-23T08:00")

        assert lines[0] == "23/11/2026"
        assert lines[1].split()[:4] == ["Lĩnh", "vực", "Tổng", "nhận"]
        assert lines[-1].split() == ["TỔNG", "CỘNG", "1", "0", "1", "0", "0"]
        assert behind.stdout.splitlines()[0] == "01/11/2026 – 23/11/2026"
        assert behind.stdout.splitlines()[-1].startswith("! ")

    @pytest.mark.parametrize("arguments", [("find", "mẫu"), ("show", "{code}"), ("tally", "2026-11-23")])
    def test_looking_with_a_clock_behind_is_answered_with_the_warning_too(
        self, inside: Desk, papers: Path, arguments: tuple[str, ...]
    ) -> None:
        code = inside("receive", reception(papers, components=[])).ok()["code"]

        words = [one.format(code=code) for one in arguments]

        assert "warnings" not in inside(*words).ok()
        behind = inside(*words, now="2026-11-23T08:00").ok()["warnings"]
        assert [one["code"] for one in behind] == ["clock.behind_last_event"]

    def test_an_argument_that_is_no_text_means_nothing_and_breaks_nothing(self, practice: Path) -> None:
        noise = os.fsdecode(b"M\xff\xfe")
        assert run_desk("find", noise, data=practice, now=MORNING).ok()["matches"] == []
        assert run_desk("show", noise, data=practice, now=MORNING).error_code == "dossier.not_found"

    def test_names_are_found_where_the_locale_knows_no_marks(self, desk: Desk, papers: Path) -> None:
        code = desk("receive", reception(papers, components=[])).ok()["code"]
        plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

        assert [one["code"] for one in desk("find", "Nguyễn", env=plain).ok()["matches"]] == [code]

    @pytest.mark.parametrize("as_json", [True, False])
    def test_an_answer_nobody_can_take_is_exit_3_and_the_reception_stands(
        self, practice: Path, papers: Path, as_json: bool
    ) -> None:
        words = ["--data", str(practice), "--now", MORNING, *(["--json"] if as_json else [])]
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "desk", *words, "receive", str(reception(papers, components=[]))],
                check=False, stdout=full, stderr=subprocess.PIPE,
                env=child_environment(), cwd=ROOT, timeout=120,
            )  # fmt: skip

        assert done.returncode == 3
        assert "output.unwritable" in done.stderr.decode()
        assert "Traceback" not in done.stderr.decode()
        assert len(call_desk("find", "mẫu", data=practice, now=MORNING).ok()["matches"]) == 1

    def test_a_frozen_clock_is_for_practice_only(self, tmp_path: Path) -> None:
        office = tmp_path / "office.toml"
        office.write_text(
            '[office]\ncode = "H19.99"\nname = "Trung tâm Thử"\nparent = "UBND Thử"\nplace = "Phường Thử"\n'
            '[[staff]]\nusername = "can-bo-thu"\nfull_name = "Phạm Thử"\nrole = "clerk"\n',
            encoding="utf-8",
        )
        real = tmp_path / "real"
        refused = call_desk("init", "--office", office, data=real, now=MORNING)
        assert (refused.exit_code, refused.error_code) == (2, "clock.frozen_not_allowed")
        call_desk("init", "--office", office, data=real).ok()

        assert call_desk("find", "an", data=real, now=MORNING).error_code == "clock.frozen_not_allowed"
        assert call_desk("find", "an", data=real, user="someone-else").error_code == "auth.not_you"
        assert call_desk("find", "an", data=real).ok()["matches"] == []

    def test_cases_of_due_are_answered_in_their_order(self, inside: Desk, tmp_path: Path) -> None:
        cases = [
            {"received": "2026-11-23T09:00", "limit": 3, "unit": "working_day"},
            {"received": "2026-11-23T09:00", "procedure": "1.001193"},
            {"received": "2026-11-23T16:30", "limit": 2, "unit": "working_hour"},
        ]

        results = inside("due", "--file", written(tmp_path, "cases.json", cases)).ok()["results"]

        assert [row["due_at"] for row in results] == [
            "2026-11-27T17:00:00+07:00",
            "2026-11-23T17:00:00+07:00",
            "2026-11-25T09:00:00+07:00",
        ]
