"""`queue …` as an office's IT drives it, and the slip it prints."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PIL import Image

from desk.office.house import set_rule
from desk.queue.acts import issue
from desk.queue.slip import ticket_pdf
from tests.helpers.cli import call_desk, run_desk
from tests.integration.queue.conftest import Day

AT = "2026-11-23T08:00:00+07:00"


def test_a_morning_by_command_line(queue_folder: Path) -> None:
    def call(*words: str, at: str = AT) -> dict[str, object]:
        return call_desk("queue", *words, data=queue_folder, now=at).ok()

    assert run_desk("queue", "issue", "A", data=queue_folder, now=AT).ok() == {
        "ticket": {
            "ticket": "A01", "kind": "A", "state": "waiting", "counter": None, "target": None,
            "priority": False, "issued_at": AT, "since": AT, "calls": 0, "waited_s": 0, "served_s": 0,
        },
        "ahead": 0,
        "file": None,
    }  # fmt: skip
    assert call("issue", "C", "--priority")["ahead"] == 0
    first = call("next", "--counter", "2", at="2026-11-23T08:05:00+07:00")
    assert (first["waiting"], first["stale"], first["closed"]) == (1, False, None)
    assert call("next", "--counter", "2", "--seen", "")["stale"] is True
    parked = call("park", "--counter", "2", at="2026-11-23T08:06:00+07:00")
    assert parked["current"] is None
    listed = call("list", "--counter", "2", at="2026-11-23T08:06:30+07:00")
    assert [one["ticket"] for one in listed["parked"]] == ["C01"]  # type: ignore[attr-defined]
    assert [one["code"] for one in listed["kinds"]] == ["A", "B", "C"]  # type: ignore[attr-defined]
    call("recall", "C1", "--counter", "2", at="2026-11-23T08:08:00+07:00")
    call("transfer", "--kind", "A", "--counter", "2", at="2026-11-23T08:09:00+07:00")
    again = call("next", "--counter", "1", at="2026-11-23T08:10:00+07:00")
    assert again["current"]["ticket"] == "C01"  # type: ignore[index]
    call("no-show", "--counter", "1", at="2026-11-23T08:12:00+07:00")
    call("next", "--counter", "1", at="2026-11-23T08:12:00+07:00")
    call("done", "--counter", "1", at="2026-11-23T08:20:00+07:00")
    stats = call("stats", "2026-11-23", at="2026-11-23T09:00:00+07:00")
    by_code = {one["code"]: one for one in stats["kinds"]}  # type: ignore[attr-defined]
    assert (by_code["A"]["served"], by_code["A"]["wait_median_s"], by_code["A"]["service_median_s"]) == (
        1, 12 * 60, 8 * 60,
    )  # fmt: skip
    assert (by_code["C"]["no_show"], by_code["C"]["issued"]) == (1, 1)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("issue", "X"), "queue.unknown_kind"),
        (("issue",), "queue.no_kind"),
        (("park",), "queue.nobody_here"),
        (("recall", "A01"), "queue.no_such_ticket"),
        (("next", "--counter", "quầy một"), "queue.bad_counter"),
        (("next", "--counter", ""), "queue.bad_counter"),
        (("stats", "hôm qua"), "clock.bad_day"),
        (("fly",), "usage"),
    ],
)
def test_a_wrong_call_says_why_and_changes_nothing(
    queue_folder: Path, words: tuple[str, ...], code: str
) -> None:
    done = call_desk("queue", *words, data=queue_folder, now=AT)
    assert (done.exit_code, done.error_code) == (2, code)


def test_an_office_without_a_queue_says_so(queue_folder: Path) -> None:
    call_desk("setting", "set", "queue.on", "false", data=queue_folder, now=AT).ok()
    refused = call_desk("queue", "issue", "A", data=queue_folder, now=AT)
    assert (refused.exit_code, refused.error_code) == (2, "queue.off")
    assert call_desk("queue", "list", data=queue_folder, now=AT).ok()["on"] is False


def test_without_json_it_is_said_in_words(queue_folder: Path) -> None:
    call_desk("queue", "issue", "A", data=queue_folder, now=AT).ok()
    called = call_desk("queue", "next", data=queue_folder, now=AT, as_json=False)
    assert called.stdout.strip() == "Mời số A01 đến quầy 1. Còn 0 người chờ."
    english = call_desk("queue", "next", data=queue_folder, now=AT, as_json=False, lang="en")
    assert english.stdout.strip() == "The counter is free. 0 waiting."


@pytest.mark.parametrize(("paper", "wide_mm"), [("k80", 80), ("k58", 58)])
def test_the_slip_shows_number_kind_people_ahead_and_time_and_nothing_is_cut(
    day: Day, tmp_path: Path, paper: str, wide_mm: int
) -> None:
    set_rule(day.at(), "queue.paper", paper)
    set_rule(
        day.at(), "queue.kinds", [{"code": "KHG", "name": "Chứng thực HỢP ĐỒNG ẤẪỆỮ", "name_en": "Deeds"}]
    )
    for n in range(3):
        given = issue(day.at(n), "KHG")
    file = tmp_path / "so.pdf"
    file.write_bytes(ticket_pdf(day.at(3), "KHG03", given=given))
    text = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", file, "-"], check=True, capture_output=True
    ).stdout.decode("utf-8")
    said = " ".join(text.split())
    for words in (
        "KHG03",
        "Chứng thực HỢP ĐỒNG ẤẪỆỮ",
        "Deeds",
        "08:02 23/11/2026",
        "còn 2 người",
        "TẬP HUẤN",
    ):
        assert words in said
    subprocess.run(["pdftoppm", "-r", "203", "-gray", "-png", file, tmp_path / "so"], check=True)
    [page] = [Image.open(one).convert("L") for one in sorted(tmp_path.glob("so-*.png"))]
    assert abs(page.width / 203 * 25.4 - wide_mm) < 0.5
    left, top, right, bottom = page.point(lambda grey: 255 * (grey < 128)).getbbox() or (0, 0, 0, 0)
    margin = 203 / 25.4 * 3  # what no such printer reaches
    assert left >= margin
    assert right <= page.width - margin
    assert top > 0
    assert bottom < page.height


def test_the_slip_is_written_beside_the_answer_and_never_over_another_file(
    queue_folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "số.pdf"
    done = call_desk("queue", "issue", "B", "-o", str(out), data=queue_folder, now=AT).ok()
    assert Path(str(done["file"])).read_bytes().startswith(b"%PDF-")
    (tmp_path / "other.pdf").write_text("not a PDF")
    refused = call_desk("queue", "issue", "B", "-o", str(tmp_path / "other.pdf"), data=queue_folder, now=AT)
    assert (refused.exit_code, refused.error_code) == (2, "file.exists")
    listed = call_desk("queue", "list", data=queue_folder, now=AT).ok()
    assert [one["ticket"] for one in listed["waiting"]] == ["B01"]
