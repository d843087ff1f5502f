"""One counter day, played without a screen on sample papers: `python -m desk.trial.playday [--data DIR]`.

It does what a clerk does, through the same use cases, and tells in a short table what came out and
where: card read → papers digitised and received → slip printed → found again by the slip's own QR →
result → returned → day closed, signed and verified.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from desk.errors import DeskError, InputError
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from desk.office.opened import Office
    from desk.rows import ClosedDay, IdentityCard, Received
    from desk.trial.samples import SamplePapers

DPI = 203  # what a receipt printer draws


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table: what was done, what came out, where it lies, how long it took."""

    name: str
    outcome: str
    file: Path | None
    ms: float | None


class Day:
    """The played day: opens the practice office at each hour and keeps the lines of the table."""

    def __init__(self, data: Path, day: date) -> None:
        self._data = data
        self._day = day
        self.steps: list[Step] = []

    def at(self, hour: int, minute: int) -> Office:
        """The office with its clock at an hour of the day."""
        from desk.office.bootstrap import open_office

        return open_office(self._data, now=self.moment(hour, minute))

    def moment(self, hour: int, minute: int) -> datetime:
        """A moment of the played day."""
        from desk.clock import parse_moment

        return parse_moment(f"{self._day.isoformat()}T{hour:02d}:{minute:02d}:00")

    def add(self, name: str, outcome: str, *, file: Path | None) -> None:
        """Add a line that belongs to the one before and took no time of its own."""
        self.steps.append(Step(name, outcome, file, None))

    def note(self, name: str, outcome: str, *, file: Path | None = None, since: float) -> None:
        """Add a line to the table."""
        self.steps.append(Step(name, outcome, file, (time.perf_counter() - since) * 1000))


def play(data: Path) -> list[Step]:
    """Play one day in `data`, made a practice office where it is none yet; answers the lines of the table.

    Raises:
        DeskError: whatever stopped the day, by its own code.
    """
    from desk.trial.samples import sample_papers

    day = Day(data, _practice_office(data))
    papers = sample_papers()
    day.add("Giấy tờ mẫu", "ảnh chụp thẻ và giấy tờ giả định", file=papers.folder)
    card = _read_card(day, papers)
    received = _receive(day, papers, card)
    _find_by_receipt(day, received)
    _give_result(day, received, papers)
    closed = _close(day)
    _verify(day, closed)
    _check(day)
    return day.steps


def _practice_office(data: Path) -> date:
    """Make or take the practice office; the day played is the last working day up to today."""
    from desk.clock import FrozenClock, SystemClock
    from desk.dates.calendar import office_calendar
    from desk.office.bootstrap import create_office, open_office
    from desk.office.paths import DataPaths

    today = SystemClock().now()
    if not DataPaths(data).config.is_file():
        create_office(data, training=True, clock=FrozenClock(today - timedelta(days=30)))
    with open_office(data) as office:
        if not office.card.training:
            raise InputError("playday.not_training", data=str(data))
        with office.read() as session:
            calendar = office_calendar(session)
            day = today.date()
            while not calendar.is_worked(day):
                day -= timedelta(days=1)
            return day


def _read_card(day: Day, papers: SamplePapers) -> IdentityCard:
    from desk.imaging.digitising import read_card
    from desk.people.known import masked

    started = time.perf_counter()
    card = read_card(papers.card)
    day.note("Đọc thẻ căn cước", f"{card.full_name}, {masked(card.number)}", file=papers.card, since=started)
    return card


def _receive(day: Day, papers: SamplePapers, card: IdentityCard) -> Received:
    """Receive the shipped reception, once more each time it is played, for whoever the card names."""
    from desk.services import DeskServices

    command = {
        **papers.reception,
        "command_id": f"playday-{secrets.token_hex(8)}",
        "applicant": {
            "id_number": card.number,
            "full_name": card.full_name,
            "sex": card.sex,
            "address": card.address,
            "birth_date": card.birth_date.isoformat() if card.birth_date else None,
        },
    }
    started = time.perf_counter()
    with day.at(9, 41) as office:
        row = DeskServices(office).receive(command, base=papers.folder)
    due = f"{row.due_at:%H:%M %d/%m/%Y}" if row.due_at else "chưa hẹn"
    day.note("Tiếp nhận", f"{row.code}, hẹn trả {due}", since=started)
    for paper in row.attachments:
        day.add("  Bản số hoá", f"{paper.pages} trang, {paper.bytes // 1024} KB", file=paper.file)
    day.add("  Giấy hẹn", "A5, 2 liên" if row.receipt_pdf else "chưa in được", file=row.receipt_pdf)
    return row


def _find_by_receipt(day: Day, received: Received) -> None:
    """Draw the slip as the printer would, read its QR back, and look the dossier up by that text alone."""
    from PIL import Image

    from desk.imaging.digitising import read_codes
    from desk.services import DeskServices

    started = time.perf_counter()
    with day.at(9, 50) as office:
        desk = DeskServices(office)
        drawn = desk.raster(desk.receipt_pdf(received.code, "a5"), DPI)
        picture = office.paths.staging / f"{secrets.token_hex(4)}.png"
        try:
            Image.frombytes("RGB", (drawn.width, drawn.height), drawn.rgb).save(picture)
            codes = [code.text for code in read_codes(picture) if code.format == "QR"]
        finally:
            picture.unlink(missing_ok=True)
        found = [match.code for text in codes for match in desk.find(text).matches]
    if received.code not in found:
        raise InputError("playday.not_found", code=received.code)
    day.note("Tìm bằng QR giấy hẹn", f"{codes[0]} → {found[0]}", since=started)


def _give_result(day: Day, received: Received, papers: SamplePapers) -> None:
    from desk.life.act import ActPayload, act

    started = time.perf_counter()
    with day.at(15, 20) as office:
        act(office, received.code, "result-ready", ActPayload(papers.result, papers.folder))
    day.note("Kết quả về quầy", "đã quét", file=_result_file(day, received.code), since=started)
    started = time.perf_counter()
    with day.at(15, 40) as office:
        act(office, received.code, "return", {"to": {"kind": "self"}, "by": "counter"})
    day.note("Trả kết quả", "đã trả tận tay", since=started)


def _result_file(day: Day, code: str) -> Path | None:
    from desk.life.show import show

    with day.at(15, 30) as office:
        return next((paper.file for paper in show(office, code).attachments if paper.role == "result"), None)


def _close(day: Day) -> ClosedDay:
    from desk.numbers.closing import close_day

    started = time.perf_counter()
    moment = day.moment(17, 5)
    with day.at(17, 5) as office:
        closed = close_day(office, moment.date())
    day.note("Chốt ngày", f"{closed.date:%d/%m/%Y}, lần {closed.revision}", file=closed.file, since=started)
    return closed


def _verify(day: Day, closed: ClosedDay) -> None:
    from desk.numbers.verify import verify_file
    from desk.office.keys import facts

    started = time.perf_counter()
    with day.at(17, 10) as office:
        verdict = verify_file(closed.file, facts(office.keys).public_key)
    if not verdict.ok:
        raise InputError("playday.not_verified", file=closed.file.name)
    day.note("Kiểm chữ ký bảng kê", "đúng", since=started)


def _check(day: Day) -> None:
    from desk.record.checking import check

    started = time.perf_counter()
    with day.at(17, 15) as office:
        found = check(office)
    if not found.ok:
        raise InputError("playday.not_whole", problems=[one.code for one in found.problems])
    outcome = f"{found.dossiers} hồ sơ, {found.events} sự kiện, {found.files} tệp, nguyên vẹn"
    day.note("Kiểm tra dữ liệu", outcome, since=started)


def table(steps: Sequence[Step]) -> str:
    """The lines as plain text: what, outcome, time, and the file below where there is one."""
    lines = []
    for step in steps:
        took = "" if step.ms is None else f"{step.ms / 1000:>7.2f} s"
        lines.append(f"{step.name:<24}{step.outcome:<58}{took}".rstrip())
        if step.file is not None:
            lines.append(f"{'':<24}{step.file}")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None, *, write: Callable[[str], object] | None = None) -> int:
    """Play the day and print the table; exit code as the command line's."""
    from desk.office.paths import data_folder

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    say = write or sys.stdout.write
    parser = argparse.ArgumentParser(prog="python -m desk.trial.playday")
    parser.add_argument("--data", metavar="DIR")
    options = parser.parse_args(argv)
    try:
        steps = play(data_folder(options.data))
    except DeskError as failure:
        say(f"{sentence(failure.code, **failure.details)} [{failure.code}]\n")
        return failure.exit_code
    say(table(steps) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
