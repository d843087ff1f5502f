"""Every form printed from a real record: its letters come back, its codes lead back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk.clock import parse_moment
from desk.errors import InputError
from desk.life.act import act
from desk.life.show import show
from desk.office.bootstrap import open_office
from desk.office.opened import Office
from desk.paper.doors import WordDoors
from desk.paper.forms import KINDS
from desk.paper.handing import batch_sheet, write_handover
from desk.paper.receipts import form_pdf, print_form
from desk.services import DeskServices
from tests.integration.paper.conftest import receive, words_of
from tests.integration.printing.readers import codes_of

WITH_CODES = ("giay_tiep_nhan", "vb_xin_loi", "phieu_kiem_soat", "buu_chinh", "nhan_ho_so")
FITTING = [
    (kind.key, paper)
    for kind in KINDS
    for paper in kind.papers
    if kind.key not in {"phieu_bo_sung", "phieu_tu_choi", "tb_dung", "phieu_tra"}
]
UNFIT = [("vb_xin_loi", "k80"), ("phieu_kiem_soat", "k80"), ("buu_chinh", "k80"), ("nhan_ho_so", "a5"),
         ("ban_giao", "k80"), ("to_khai", "k80"), ("tb_dung", "k80")]  # fmt: skip
PERSON = ("NGUYỄN VĂN MẪU", "12 đường Mẫu, phường Mẫu", "0999118264")
WANTED = {
    "giay_tiep_nhan": (*PERSON[:1], "Quyển số: 01/2026, Số thứ tự: 0001", "03 ngày làm việc"),
    "ds_tiep_nhan": ("01 hồ sơ", "DANH SÁCH HỒ SƠ ĐÃ TIẾP NHẬN"),
    "vb_xin_loi": (*PERSON, "Chờ kết quả xác minh", "17 giờ 00 phút, ngày 03/12/2026"),
    "phieu_kiem_soat": (
        *PERSON[:1], "1. Giao: Bộ phận Một cửa", "2. Nhận: Bộ phận chuyên môn",
        "10 giờ 05 phút, ngày 23/11/2026", "Đúng hạn", "Trần Thử", "Phiếu bàn giao BG-01",
    ),
    "ban_giao": (
        "DANH SÁCH BÀN GIAO HỒ SƠ", "Số: BG-01", "NGUYỄN VĂN MẪU", "01 hồ sơ", "BÊN NHẬN", "Trần Thử",
    ),
    "buu_chinh": (*PERSON, "PHIẾU BÀN GIAO BƯU CHÍNH", "NHÂN VIÊN BƯU CHÍNH", "NGƯỜI GỬI", "NGƯỜI NHẬN"),
    "nhan_ho_so": ("Nhận 23/11/2026", "Hẹn 03/12/2026"),
    "to_khai": (
        *PERSON, "TỜ KHAI", "05/03/1990", "Giới tính: Nam", "999090001234", "Mẫu nội bộ", "Tôi cam đoan",
        "....",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def lived(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, str]]:
    """A dossier handed over in a batch on Monday and promised anew on Wednesday; only read and printed."""
    folder = tmp_path_factory.mktemp("lived") / "office"
    shutil.copytree(template, folder)
    with open_office(folder, now=parse_moment("2026-11-23T09:41")) as office:
        code = receive(office)
    with open_office(folder, now=parse_moment("2026-11-23T10:05")) as office:
        act(office, code, "hand-over", {"holder": "Trần Thử", "batch": "BG-01"})
    with open_office(folder, now=parse_moment("2026-11-25T10:00")) as office:
        promise = {"due_at": "2026-12-03T17:00:00+07:00", "reason": "Chờ kết quả xác minh"}
        act(office, code, "extend", promise)
        yield office, code


@pytest.mark.parametrize(("form", "paper"), FITTING)
def test_every_form_gives_back_what_the_record_says(
    lived: tuple[Office, str], form: str, paper: str, tmp_path: Path
) -> None:
    office, code = lived
    file = print_form(office, form, code, paper=paper, out=tmp_path / "tờ in.pdf").file
    words = words_of(file, cells=form in {"phieu_kiem_soat", "ban_giao"})

    wanted = WANTED[form] if paper[0] != "k" or form != "giay_tiep_nhan" else ("Quyển 01/2026, số 0001",)
    for value in (code, "BẢN TẬP HUẤN", *wanted):
        assert value in words, value


@pytest.mark.parametrize(("form", "paper"), [one for one in FITTING if one[0] in WITH_CODES])
def test_the_codes_of_every_form_lead_back_to_the_dossier(
    lived: tuple[Office, str], form: str, paper: str
) -> None:
    office, code = lived
    found = codes_of(form_pdf(office, form, code, paper), 203)

    assert found["Code128"] == code
    if form != "nhan_ho_so":
        assert found["QRCode"] == show(office, code).receipt_payload


@pytest.mark.parametrize(("form", "paper"), UNFIT)
def test_a_paper_the_form_does_not_fit_is_refused_by_name(
    lived: tuple[Office, str], form: str, paper: str
) -> None:
    office, code = lived
    before = len(show(office, code).events)
    with pytest.raises(InputError) as caught:
        print_form(office, form, code, paper=paper)
    assert caught.value.code == "form.paper_unsuitable"
    assert paper not in caught.value.details["allowed"]
    assert len(show(office, code).events) == before


def test_the_same_dossier_prints_the_same_bytes(lived: tuple[Office, str]) -> None:
    office, code = lived
    for form in {form for form, _ in FITTING}:
        paper = None
        assert form_pdf(office, form, code, paper) == form_pdf(office, form, code, paper)


def test_the_routing_slip_tells_who_was_late(open_at: Callable[..., Office]) -> None:
    code = receive(open_at())  # to be passed on the same day: received before 15:00
    act(open_at("2026-11-25T08:00"), code, "hand-over", {})
    office = open_at("2026-11-27T09:00")
    act(office, code, "result-ready", {})

    words = words_of(form_pdf(office, "phieu_kiem_soat", code))

    assert "Quá hạn" in words
    assert "Hạn chuyển: 17:00 Thứ Hai 23/11/2026" in words
    assert "2. Nhận: Bộ phận Một cửa" in words
    assert "09 giờ 00 phút, ngày 27/11/2026" in words


def test_a_batch_lists_every_dossier_once(open_at: Callable[..., Office]) -> None:
    office = open_at()
    codes = [receive(office, phone=f"099911800{place}") for place in range(5)]
    for code in codes:
        act(office, code, "hand-over", {"batch": "BG-02", "holder": "Trần Thử"})

    words = words_of(WordDoors(office).handover_pdf("BG-02"))

    assert all(words.count(code) == 1 for code in codes)
    assert "05 hồ sơ" in words
    assert [row[1] for row in batch_sheet(office, "BG-02").rows] == codes
    assert write_handover(office, "BG-02").is_file()


def test_a_batch_nobody_made_is_refused(office: Office) -> None:
    with pytest.raises(InputError, match=r"handover\.unknown_batch"):
        WordDoors(office).handover_pdf("BG-99")


def test_stickers_of_many_folders_share_a_sheet(office: Office) -> None:
    codes = tuple(receive(office, phone=f"099911801{place}") for place in range(3))
    pdf = WordDoors(office).stickers_pdf(codes)
    words = words_of(pdf)
    assert all(code in words for code in codes)
    assert DeskServices(office).pages(pdf) == 1


def test_an_accepted_dossiers_supplement_request_tells_its_last_day_and_number(
    open_at: Callable[..., Office],
) -> None:
    code = receive(open_at())
    office = open_at("2026-11-25T09:00")
    payload = {"components": [{"no": 1}], "reason": "Chưa có chữ ký", "legal_basis": "khoản 5 Điều 19"}
    done = act(office, code, "request-supplement", payload)

    words = words_of(done.printed[0])

    assert "Số: 01/HDHS" in words
    # NĐ 118/2025 Đ.19.5: fifteen calendar days after 25/11/2026
    assert "15 ngày, đến hết ngày 10/12/2026" in words
    assert "tính lại từ đầu" in words


def test_whose_dossier_it_is_stands_first_and_who_came_beside(office: Office) -> None:
    code = receive(office, on_behalf_of={"full_name": "TRẦN THỊ ĐÀO", "id_number": "999190005678"})
    for form in ("giay_tiep_nhan", "to_khai"):
        words = words_of(form_pdf(office, form, code))
        assert "TRẦN THỊ ĐÀO" in words
        assert "NGUYỄN VĂN MẪU" in words
        assert "999190005678" in words
    assert "Người nộp thay: NGUYỄN VĂN MẪU" in words_of(form_pdf(office, "giay_tiep_nhan", code))


def test_the_window_is_told_which_forms_there_are_and_why_not(lived: tuple[Office, str]) -> None:
    office, code = lived
    cards = {card.key: card for card in WordDoors(office).forms_for(code)}
    assert list(cards) == [kind.key for kind in KINDS]
    assert cards["vb_xin_loi"].printable
    assert not cards["tb_dung"].printable
    assert "chưa" in cards["tb_dung"].why_not
    assert all(card.unseen for card in cards.values())
    assert [card.number for card in cards.values()][:6] == [f"Mẫu số {n:02d}" for n in range(1, 7)]


class TestTargets:
    def test_a_file_of_another_kind_is_never_written_over(
        self, office: Office, received: str, tmp_path: Path
    ) -> None:
        target = tmp_path / "luong.pdf"
        target.write_bytes(b"khong phai PDF")
        with pytest.raises(InputError) as caught:
            print_form(office, "giay_tiep_nhan", received, out=target)
        assert caught.value.code == "file.exists"
        assert target.read_bytes() == b"khong phai PDF"
        assert len(show(office, received).events) == 1

    def test_an_earlier_print_may_be_replaced(self, office: Office, received: str, tmp_path: Path) -> None:
        target = tmp_path / "giay.pdf"
        print_form(office, "giay_tiep_nhan", received, out=target)
        print_form(office, "to_khai", received, out=target)
        assert "TỜ KHAI" in words_of(target)

    @pytest.mark.parametrize("room", ["attachments", "originals", "keys", "tallies"])
    def test_nothing_is_printed_into_the_record(self, office: Office, received: str, room: str) -> None:
        with pytest.raises(InputError) as caught:
            print_form(office, "to_khai", received, out=office.data / room / "x.pdf")
        assert caught.value.code == "file.in_record"


def test_the_register_is_no_form_of_one_dossier_and_says_where_it_is(office: Office, received: str) -> None:
    from desk.wording import sentence

    with pytest.raises(InputError) as caught:
        print_form(office, "so_theo_doi", received)
    assert caught.value.code == "form.by_report"
    assert "report" in sentence("form.by_report", "vi", form="so_theo_doi")
