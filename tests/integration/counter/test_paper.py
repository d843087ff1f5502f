"""Forms from the record: every letter comes back, reprints are marked, a draft prints too."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desk.errors import InputError, SurroundingsError
from desk.imaging.digitising import read_codes
from desk.intake.receive import receive
from desk.intake.receive_file import command_from
from desk.life.show import show
from desk.numbers.closing import close_day
from desk.numbers.tally_paper import print_tally
from desk.office.opened import Office
from desk.paper.receipts import page_count, print_form, raster, receipt_pdf
from desk.services import DeskServices
from tests.integration.counter.conftest import a_command


def words_of(file: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True)
    return " ".join(done.stdout.decode("utf-8").split())


def test_the_receipt_gives_back_every_value(office: Office, received: str, tmp_path: Path) -> None:
    file = print_form(office, "giay_tiep_nhan", received, paper="a5", out=tmp_path / "giấy hẹn.pdf").file

    words = words_of(file)
    for value in (
        received, "NGUYỄN VĂN MẪU", "999090001234", "12 đường Mẫu, phường Mẫu", "0999118264", "1.004873",
        "03 ngày làm việc",
        "09 giờ 41 phút, ngày 23/11/2026",
        "17 giờ 00 phút, ngày 27/11/2026", "15.000 đồng",
        "Đã thanh toán", "Nguyễn Thị Mẫu", "BẢN TẬP HUẤN",
    ):  # fmt: skip
        assert value in words, value


@pytest.mark.parametrize("paper", ["a5", "a4", "k80"])
def test_the_symbols_on_paper_lead_back_to_the_dossier(
    office: Office, received: str, paper: str, tmp_path: Path
) -> None:
    drawn = raster(receipt_pdf(office, received, paper), 203)
    picture = tmp_path / "slip.png"
    Image.frombytes("RGB", (drawn.width, drawn.height), drawn.rgb).save(picture)

    codes = {code.format: code.text for code in read_codes(picture)}

    assert codes["QR"] == show(office, received).receipt_payload
    assert DeskServices(office).find(codes["QR"]).matches[0].code == received
    if paper != "k80":
        assert codes["CODE128"] == received


def test_the_receipt_of_the_reception_is_the_first_and_later_ones_are_counted(office: Office) -> None:
    row = receive(office, command_from(a_command(), base=office.data))
    assert row.receipt_pdf is not None
    assert "Bản in lại" not in words_of(row.receipt_pdf)

    assert "Bản in lại lần 1" in words_of(print_form(office, "giay_tiep_nhan", row.code).file)
    assert "Bản in lại lần 2" in words_of(print_form(office, "giay_tiep_nhan", row.code).file)
    printed = [event for event in show(office, row.code).events if event.verb == "form.printed"]
    assert [event.details["reprint"] for event in printed] == [1, 2]


def test_a_first_print_after_a_failed_one_is_no_reprint(office: Office, received: str) -> None:
    assert "Bản in lại" not in words_of(print_form(office, "giay_tiep_nhan", received).file)
    assert "Bản in lại lần 1" in words_of(print_form(office, "giay_tiep_nhan", received).file)


def test_the_supplement_request_names_what_is_missing(office: Office) -> None:
    wanted = {"components": [{"no": 3}, {"name": "Ảnh 4×6 nền trắng"}], "reason": "Hồ sơ chưa đủ giấy tờ"}
    row = receive(office, command_from(a_command(supplement=wanted), base=office.data))

    assert row.receipt_pdf is not None
    words = words_of(row.receipt_pdf)
    for value in (row.code, "Ảnh 4×6 nền trắng", "Hồ sơ chưa đủ giấy tờ", "NGƯỜI HƯỚNG DẪN", "15 ngày"):
        assert value in words, value
    assert "BỔ SUNG" in words


def test_a_represented_person_is_the_owner_on_paper(office: Office, tmp_path: Path) -> None:
    data = a_command(on_behalf_of={"full_name": "TRẦN THỊ ĐÀO", "id_number": "999190005678"})
    row = receive(office, command_from(data, base=office.data))

    assert row.receipt_pdf is not None
    words = words_of(row.receipt_pdf)
    assert "Tiếp nhận hồ sơ của: TRẦN THỊ ĐÀO" in words
    assert "Người nộp thay: NGUYỄN VĂN MẪU" in words
    assert "999190005678" in words


class TestRefusals:
    @pytest.mark.parametrize(
        ("form", "code"),
        [
            ("giay_khen", "form.unknown"),
            ("", "form.unknown"),
            ("phieu_tu_choi", "form.wrong_state"),
            ("ban_giao", "form.wrong_state"),
            ("so_theo_doi", "form.by_report"),
            ("phieu_bo_sung", "form.wrong_state"),
        ],
    )
    def test_a_form_that_cannot_be_printed(self, office: Office, received: str, form: str, code: str) -> None:
        with pytest.raises(InputError) as caught:
            print_form(office, form, received)
        assert caught.value.code == code
        assert len(show(office, received).events) == 1

    def test_a_paper_nobody_sells(self, office: Office, received: str) -> None:
        with pytest.raises(InputError) as caught:
            print_form(office, "giay_tiep_nhan", received, paper="a3")
        assert caught.value.code == "form.unknown_paper"

    def test_a_folder_that_is_not_there(self, office: Office, received: str, tmp_path: Path) -> None:
        with pytest.raises(SurroundingsError) as caught:
            print_form(office, "giay_tiep_nhan", received, out=tmp_path / "none" / "x.pdf")
        assert caught.value.code == "file.unwritable"
        assert len(show(office, received).events) == 1


class TestPreview:
    def test_of_a_whole_draft_shows_what_will_be_printed(self, office: Office, tmp_path: Path) -> None:
        file = tmp_path / "x.pdf"
        file.write_bytes(DeskServices(office).preview_pdf(a_command(), "a5"))

        words = words_of(file)
        assert "NGUYỄN VĂN MẪU" in words
        assert "17 giờ 00 phút, ngày 27/11/2026" in words

    @pytest.mark.parametrize(
        "draft",
        [
            {},
            {"applicant": {"id_card": "chưa quét xong"}},
            {"procedure": "9.999999", "fee": {"amount": "?"}, "components": "?", "copies": 0, "phone": 7},
            {"supplement": {"components": "?", "reason": 5}, "procedure": "1.004873"},
            {
                "applicant": {"full_name": "LÊ"},
                "on_behalf_of": {"full_name": "TÔ"},
                "official_code": "H19-261123-001",
            },
        ],
    )
    @pytest.mark.parametrize("paper", ["a5", "k80"])
    def test_of_any_half_filled_draft_never_fails(
        self, office: Office, draft: dict[str, Any], paper: str
    ) -> None:
        pdf = DeskServices(office).preview_pdf(draft, paper)

        assert page_count(pdf) >= 1

    def test_shows_the_request_where_papers_are_asked_for(self, office: Office, tmp_path: Path) -> None:
        asked = {"components": [{"no": 1, "name": "Tờ khai"}], "reason": "Thiếu tờ khai"}
        file = tmp_path / "x.pdf"
        file.write_bytes(DeskServices(office).preview_pdf({**a_command(), "supplement": asked}, "a5"))

        words = words_of(file)
        assert "PHIẾU YÊU CẦU BỔ SUNG" in words
        assert "Thiếu tờ khai" in words
        assert "27/11/2026" not in words

    def test_leaves_nothing_behind(self, office: Office) -> None:
        DeskServices(office).preview_pdf(a_command(), "a5")

        assert DeskServices(office).find("mẫu").matches == ()
        assert list(office.paths.prints.iterdir()) == []


def test_the_days_tally_prints_with_the_proof_of_its_file(
    open_at: Callable[..., Office], office: Office, received: str
) -> None:
    evening = open_at("2026-11-23T17:05")
    closed = close_day(evening, date(2026, 11, 23))

    words = words_of(print_tally(evening, date(2026, 11, 23)))

    view = show(evening, received)
    assert view.applicant_name not in words
    assert (view.id_number or "-") not in words
    assert "Hộ tịch" in words
    assert closed.file.name in words
    assert closed.sha256[:16] in words.replace(" ", "")
    assert "15.000 đồng" in words


def test_the_days_tally_prints_before_it_is_closed(office: Office, received: str) -> None:
    assert received
    assert "Hộ tịch" in words_of(print_tally(office, date(2026, 11, 23)))
