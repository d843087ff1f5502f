"""One citizen, several procedures: each dossier its own code and date, one list, counted once each."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desk.clock import FrozenClock, parse_moment
from desk.errors import InputError
from desk.finding.codes import payload
from desk.life.act import act
from desk.life.show import show
from desk.office import settings
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.paper.receipts import print_form
from desk.rows import Received
from desk.services import DeskServices
from tests.helpers.cli import DeskRun
from tests.unit.paying.test_vietqr import parsed

NOW = "2026-11-23T09:41:00+07:00"
MARRIAGE, BIRTH, DEATH = "1.004873", "1.001193", "1.000656"


@pytest.fixture
def office(data_folder: Path) -> Iterator[Office]:
    """A training office on a Monday morning."""
    create_office(data_folder, training=True, clock=FrozenClock(parse_moment(NOW)))
    with open_office(data_folder, now=parse_moment(NOW)) as opened:
        yield opened


def receive(office: Office, procedure: str, number: str = "999190000001", **more: Any) -> Received:
    """Receive a dossier of a plainly fictional citizen."""
    command: dict[str, Any] = {
        "channel": "direct",
        "procedure": procedure,
        "applicant": {"id_number": number, "full_name": "NGUYỄN THỊ MẪU"},
        "components": [{"no": 1, "kind": "original", "copies": 1, "pages": []}],
    }
    return DeskServices(office).receive(command | more)


def visit(office: Office) -> tuple[Received, ...]:
    """Three dossiers of one visit."""
    first = receive(office, MARRIAGE)
    second = receive(office, BIRTH, visit=first.code)
    third = receive(office, DEATH, visit=second.visit_no)
    return first, second, third


def test_dossiers_of_a_visit_share_its_number_and_keep_their_own_codes(office: Office) -> None:
    first, second, third = visit(office)
    assert len({first.code, second.code, third.code}) == 3
    assert second.visit_no == third.visit_no == "LN-261123-001"
    view = show(office, first.code)
    assert view.visit_no == "LN-261123-001"
    assert [one.code for one in view.sisters] == [second.code, third.code]
    assert {one.code for one in show(office, third.code).sisters} == {first.code, second.code}
    assert view.due_at is not None
    assert show(office, second.code).procedure.code == BIRTH


def test_a_dossier_that_stays_alone_has_no_visit(office: Office) -> None:
    alone = show(office, receive(office, MARRIAGE).code)
    assert (alone.visit_no, alone.sisters) == (None, ())


def test_the_first_dossier_tells_in_its_history_that_it_joined(office: Office) -> None:
    first, *_ = visit(office)
    joined = [one for one in show(office, first.code).events if one.verb == "dossier.visit_joined"]
    assert [one.details["visit_no"] for one in joined] == ["LN-261123-001"]
    assert "MẪU" not in str(joined[0].details)


def test_the_number_of_a_visit_finds_all_its_dossiers(office: Office) -> None:
    codes = {one.code for one in visit(office)}
    found = DeskServices(office).find("ln-261123-001")
    assert {one.code for one in found.matches} == codes


def test_each_dossier_is_counted_once(office: Office) -> None:
    visit(office)
    sheet = DeskServices(office).day_sheet(office.clock.now().date())
    assert sheet.total.counter == 3


@pytest.mark.parametrize(
    ("named", "number", "code"),
    [
        ("LN-261123-009", "999190000001", "receive.visit_unknown"),
        ("VN-MAU-01-261123-9999", "999190000001", "dossier.not_found"),
        (None, "999190000002", "receive.visit_other"),
    ],
)
def test_a_visit_of_nobody_or_of_another_person_is_refused(
    office: Office, named: str | None, number: str, code: str
) -> None:
    first = receive(office, MARRIAGE)
    with pytest.raises(InputError) as refused:
        receive(office, BIRTH, number, visit=named or first.code)
    assert refused.value.code == code
    assert show(office, first.code).visit_no is None
    assert DeskServices(office).day_sheet(office.clock.now().date()).total.counter == 1


def test_a_visit_does_not_last_into_the_next_day(office: Office) -> None:
    first = receive(office, MARRIAGE)
    with (
        open_office(office.data, now=parse_moment("2026-11-24T09:00:00+07:00")) as later,
        pytest.raises(InputError) as refused,
    ):
        receive(later, BIRTH, visit=first.code)
    assert refused.value.code == "receive.visit_other"


def test_the_same_command_twice_joins_once(office: Office) -> None:
    first = receive(office, MARRIAGE)
    again = [receive(office, BIRTH, visit=first.code, command_id="hai-lan") for _ in range(2)]
    assert again[0].code == again[1].code
    assert again[1].repeated
    assert again[1].visit_no == again[0].visit_no
    assert len(show(office, first.code).sisters) == 1


@pytest.mark.parametrize("paper", ["a4", "a5", "k80"])
def test_the_list_names_every_dossier_and_each_qr_reads_as_its_own(
    office: Office, tmp_path: Path, paper: str
) -> None:
    import zxingcpp

    received = visit(office)
    out = tmp_path / "ds.pdf"
    done = print_form(office, "ds_tiep_nhan", received[1].code, paper=paper, out=out)
    text = subprocess.run(
        ["pdftotext", "-layout", str(out), "-"], check=True, capture_output=True, text=True
    ).stdout
    flat = " ".join(text.split())
    assert "LN-261123-001" in flat
    assert "NGUYỄN THỊ MẪU" in flat
    assert "999190000001" not in flat
    for one in received:
        assert one.code in flat
        assert one.due_at is not None
        assert f"{one.due_at:%d/%m/%Y}" in flat
    assert flat.index(received[0].code) < flat.index(received[1].code) < flat.index(received[2].code)
    read: dict[str, int] = {}
    copies = 1 if paper == "k80" else 2
    prefix = tmp_path / "page"
    subprocess.run(["pdftoppm", "-r", "203", "-png", str(out), str(prefix)], check=True)
    for page in sorted(tmp_path.glob("page*.png")):
        with Image.open(page) as picture:
            for code in zxingcpp.read_barcodes(picture.convert("L")):
                read[code.text] = read.get(code.text, 0) + 1
    whole = payload(office.card.code, office.keys.receipt, "LN-261123-001")
    assert read == {whole: copies} | {show(office, one.code).receipt_payload: copies for one in received}
    found = DeskServices(office).recognise(whole)
    assert (found.kind, found.code) == ("receipt", "LN-261123-001")
    assert done.pages == copies


@pytest.fixture
def told(office: Office) -> Office:
    """An office that told its account."""
    account = {"payment.bank": "970403", "payment.account": "0011012345678", "payment.holder": "UBND MAU"}
    with office.write("test.account") as uow:
        for key, value in account.items():
            settings.change(uow, key, value, office.clock.now().date())
        uow.commit()
    return office


def paying(pdf: Path) -> list[tuple[str, str]]:
    """Amount and purpose of every payment code that an independent reader finds on the pages."""
    import zxingcpp

    prefix = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "203", "-png", str(pdf), str(prefix)], check=True)
    found = []
    for page in sorted(pdf.parent.glob(f"{prefix.name}*.png")):
        with Image.open(page) as picture:
            codes = zxingcpp.read_barcodes(picture.convert("L"))
        fields = [parsed(one.text) for one in codes if one.text.startswith("000201")]
        found += [(one["54"], parsed(one["62"])["08"]) for one in fields]
    return found


@pytest.mark.parametrize(("paper", "copies"), [("a5", 2), ("k80", 1)])
def test_a_visit_is_paid_by_one_code_and_what_was_paid_is_no_longer_in_it(
    told: Office, tmp_path: Path, paper: str, copies: int
) -> None:
    first = receive(told, MARRIAGE, fee={"amount": 8_000, "method": "none"})
    second = receive(told, BIRTH, visit=first.code, fee={"amount": 15_000, "method": "none"})
    third = receive(told, DEATH, visit=first.code, fee={"amount": 5_000, "method": "cash"})
    print_form(told, "ds_tiep_nhan", third.code, paper=paper, out=tmp_path / "ca-luot.pdf")
    assert paying(tmp_path / "ca-luot.pdf") == [("23000", "LN-261123-001")] * copies
    act(told, first.code, "paid", {"amount": 8_000, "method": "online"})
    print_form(told, "ds_tiep_nhan", third.code, paper=paper, out=tmp_path / "con-lai.pdf")
    assert paying(tmp_path / "con-lai.pdf") == [("15000", second.code)] * copies
    act(told, second.code, "paid", {"amount": 15_000, "method": "cash"})
    print_form(told, "ds_tiep_nhan", third.code, paper=paper, out=tmp_path / "xong.pdf")
    assert paying(tmp_path / "xong.pdf") == []


def test_a_list_of_a_single_dossier_is_a_list_of_one(office: Office, tmp_path: Path) -> None:
    alone = receive(office, MARRIAGE)
    out = tmp_path / "ds.pdf"
    print_form(office, "ds_tiep_nhan", alone.code, paper="a5", out=out)
    text = subprocess.run(["pdftotext", str(out), "-"], check=True, capture_output=True, text=True).stdout
    assert "01 hồ sơ" in " ".join(text.split())


def test_a_dossier_waiting_for_papers_stands_in_the_list_without_a_date(
    office: Office, tmp_path: Path
) -> None:
    first = receive(office, MARRIAGE)
    missing = {"components": [{"no": 1, "name": "Tờ khai"}], "reason": "Thiếu: Tờ khai"}
    second = receive(office, BIRTH, visit=first.code, components=[], supplement=missing)
    out = tmp_path / "ds.pdf"
    print_form(office, "ds_tiep_nhan", second.code, paper="a4", out=out)
    text = subprocess.run(["pdftotext", str(out), "-"], check=True, capture_output=True, text=True).stdout
    assert "Sau khi bổ sung đủ giấy tờ" in " ".join(text.split())


def test_the_command_line_receives_and_prints_a_visit(
    run_desk: Any, data_folder: Path, tmp_path: Path
) -> None:
    def desk(*arguments: str) -> dict[str, Any]:
        answer: DeskRun = run_desk(*arguments, data=data_folder, now=NOW)
        return dict(answer.ok())

    desk("init", "--training")
    body = '{"channel": "direct", "procedure": "%s", "applicant": {"full_name": "NGUYỄN THỊ MẪU", %s}%s}'
    person = '"id_number": "999190000001"'
    file = tmp_path / "nhan.json"
    file.write_text(body % (MARRIAGE, person, ""), "utf-8")
    first = desk("receive", str(file))
    assert "visit_no" not in first
    file.write_text(body % (BIRTH, person, f', "visit": "{first["code"]}"'), "utf-8")
    second = desk("receive", str(file))
    assert second["visit_no"] == "LN-261123-001"
    view = desk("show", first["code"])
    assert [one["code"] for one in view["sisters"]] == [second["code"]]
    out = tmp_path / "ds.pdf"
    printed = desk("print", "ds_tiep_nhan", first["code"], "-o", str(out), "--paper", "a5")
    assert Path(printed["file"]).read_bytes().startswith(b"%PDF")
    tally = desk("tally", "2026-11-23")
    assert tally["total"]["received_total"] == 2
    assert desk("check")["ok"]
