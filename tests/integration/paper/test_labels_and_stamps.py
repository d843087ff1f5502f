"""Folder labels on ready-cut sheets and stamped copies: read back by readers of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
import zxingcpp

from desk.errors import InputError, SurroundingsError
from desk.imaging.stamping import stamp_copy
from desk.life.show import show
from desk.office.opened import Office
from desk.paper.folder_labels import labels_pdf
from printing.raster import rasterise
from resources import path as shipped
from tests.integration.paper.conftest import receive
from tests.integration.printing.readers import opened, text_of

PRINTER_DPI = 203


def _picture(pdf: bytes, dpi: int) -> np.ndarray:
    drawn = rasterise(pdf, dpi=dpi)
    return np.frombuffer(drawn.rgb, np.uint8).reshape(drawn.height, drawn.width, 3)


def symbols(pdf: bytes, page: int = 0, dpi: int = PRINTER_DPI) -> list[tuple[str, str, float, float]]:
    """Format, text and middle (in millimetres) of every code on a page as printed."""
    drawn = rasterise(pdf, page=page, dpi=dpi)
    pixels = np.frombuffer(drawn.rgb, np.uint8).reshape(drawn.height, drawn.width, 3)
    found = []
    for code in zxingcpp.read_barcodes(np.ascontiguousarray(pixels)):
        corners = (code.position.top_left, code.position.bottom_right)
        x, y = (sum(getattr(one, side) for one in corners) / 2 / dpi * 25.4 for side in ("x", "y"))
        found.append((code.format.name, code.text, x, y))
    return found


@pytest.mark.parametrize(
    ("sheet", "across", "width", "height", "left", "top", "apart"),
    [
        ("3x8", 3, 70, 37, 0, 0.5, 0),
        ("3x7", 3, 63.5, 38.1, 7.2, 15.1, 2.5),
        ("2x7", 2, 99.1, 38.1, 4.65, 15.1, 2.5),
        ("2x8", 2, 105, 37, 0, 0.5, 0),
    ],
)
def test_every_label_lies_inside_its_own_cut_and_is_read(
    office: Office,
    sheet: str,
    across: int,
    width: float,
    height: float,
    left: float,
    top: float,
    apart: float,
) -> None:
    code = receive(office)
    view, start, many = show(office, code), 5, 7
    done = labels_pdf(office, [code] * many, sheet=sheet, start=start)
    assert done.pages == 1
    read = [one for one in symbols(done.pdf) if one[0] == "QRCode"]
    assert {text for _, text, _, _ in read} == {view.receipt_payload}
    places = set()
    for _, _, x, y in read:
        column, row = int((x - left) // (width + apart)), int((y - top) // height)
        assert 0 <= (x - left) - column * (width + apart) <= width
        places.add(row * across + column + 1)
    assert places == set(range(start, start + many))
    sheet_of = np.asarray(_picture(done.pdf, 300))
    for place in places:  # every label by itself, as it is torn off
        x = left + (place - 1) % across * (width + apart)
        y = top + (place - 1) // across * height
        box = [round(edge * 300 / 25.4) for edge in (x, y, x + width, y + height)]
        one = zxingcpp.read_barcodes(np.ascontiguousarray(sheet_of[box[1] : box[3], box[0] : box[2]]))
        assert {(code.format.name, code.text) for code in one} == {
            ("QRCode", view.receipt_payload),
            ("Code128", view.code),
        }


@pytest.mark.parametrize("sheet", ["3x8", "3x7", "2x7", "2x8"])
def test_no_label_is_printed_where_office_printers_leave_the_sheet_white(office: Office, sheet: str) -> None:
    across, down = (int(part) for part in sheet.split("x"))
    dark = (
        _picture(labels_pdf(office, [receive(office)] * (across * down), sheet=sheet).pdf, 127).min(axis=2)
        < 128
    )
    rim = 4.2 * 127 / 25.4  # the least that laser printers of every maker leave (HP, Canon, Brother: 4.23 mm)
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    assert rim <= columns[0]
    assert columns[-1] <= dark.shape[1] - rim
    assert rim <= rows[0]
    assert rows[-1] <= dark.shape[0] - rim


def test_a_label_tells_the_day_and_no_more_of_a_name_than_its_letters(office: Office, tmp_path: Path) -> None:
    code = receive(office)
    said = text_of(labels_pdf(office, [code]).pdf, tmp_path)
    view = show(office, code)
    assert code in said
    assert f"Hẹn {view.due_at:%d/%m/%Y}" in said
    assert view.applicant_name not in said
    assert (view.id_number or "x") not in said
    assert ("Code128", code) in {one[:2] for one in symbols(labels_pdf(office, [code]).pdf)}


def test_more_labels_than_a_sheet_go_on_to_the_next(office: Office) -> None:
    code = receive(office)
    assert labels_pdf(office, [code] * 24, start=1).pages == 1
    assert labels_pdf(office, [code] * 24, start=2).pages == 2
    assert labels_pdf(office, [code] * 49, start=24).pages == 3


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"sheet": "9x9"}, "printing.label_sheet_unknown"),
        ({"start": 0}, "printing.label_start"),
        ({"start": 25}, "printing.label_start"),
    ],
)
def test_a_sheet_or_a_start_that_does_not_exist_is_refused(office: Office, more: Any, code: str) -> None:
    dossier = receive(office)
    with pytest.raises(InputError) as refused:
        labels_pdf(office, [dossier], **more)
    assert refused.value.code == code


def with_papers(office: Office) -> str:
    page = str(shipped("sample", "to-khai-1.jpg"))
    return receive(office, components=[{"no": 1, "kind": "original", "copies": 1, "pages": [page]}])


def test_a_stamped_copy_shows_the_code_and_the_record_stays_byte_for_byte(
    office: Office, tmp_path: Path
) -> None:
    code = with_papers(office)
    source = show(office, code).attachments[0].file
    before = source.read_bytes()
    done = stamp_copy(office, code, tmp_path / "ban-sao.pdf")
    copy = done.file.read_bytes()
    assert source.read_bytes() == before
    assert len(opened(copy).pages) == len(opened(before).pages)
    read = {(one[0], one[1]) for one in symbols(copy, dpi=150)}
    assert ("QRCode", show(office, code).receipt_payload) in read
    assert code in text_of(copy, tmp_path)
    with opened(copy).open_metadata() as told:
        assert "pdfaid:part" not in told  # what was laid over it is no part of the record


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_stamp_stands_upright_at_the_upper_right_of_a_turned_page(tmp_path: Path, turn: int) -> None:
    from printing.stamp import stamp_page
    from scanning.pdf.overlay import laid_over_first

    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(420, 595))
    page.obj.Rotate = turn
    pdf.save(tmp_path / "quay.pdf")
    made = laid_over_first(
        tmp_path / "quay.pdf",
        lambda width, height: stamp_page(
            qr="H29-261123-0001.XXTEST11", lines=("H29",), width=width, height=height
        ),
    )
    ((_, text, x, y),) = symbols(made)
    wide = (595 if turn in (90, 270) else 420) / 72 * 25.4
    assert text == "H29-261123-0001.XXTEST11"
    assert x > wide * 0.6
    assert y < 60


def test_a_paper_that_is_not_there_or_was_altered_is_not_copied(office: Office, tmp_path: Path) -> None:
    bare, code = receive(office), with_papers(office)
    with pytest.raises(InputError) as none:
        stamp_copy(office, bare, tmp_path / "a.pdf")
    assert none.value.code == "stamp.no_paper"
    with pytest.raises(InputError):
        stamp_copy(office, code, tmp_path / "a.pdf", component=9)
    source = show(office, code).attachments[0].file
    source.write_bytes(source.read_bytes() + b" ")
    with pytest.raises(SurroundingsError) as altered:
        stamp_copy(office, code, tmp_path / "a.pdf")
    assert altered.value.code == "stamp.altered"
    assert not (tmp_path / "a.pdf").exists()


def test_by_command_line(
    open_at: Callable[..., Office], data_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from desk.cli.frame import main

    code = with_papers(open_at())
    call = ["--data", str(data_folder), "--now", "2026-11-23T10:00", "--json"]

    def answer(*words: str) -> tuple[int, Any]:
        done = main([*call, *words])
        return done, json.loads(capsys.readouterr().out)

    done, told = answer(
        "labels", code, code, "-o", str(tmp_path / "nhan.pdf"), "--sheet", "2x7", "--start", "3"
    )
    assert (done, told["labels"], told["pages"]) == (0, 2, 1)
    done, told = answer("stamp", code, "-o", str(tmp_path / "dau.pdf"))
    assert (done, told["component"], Path(told["file"]).name) == (0, 1, "dau.pdf")
    (tmp_path / "khac.txt").write_text("của người khác", encoding="utf-8")
    done, told = answer("labels", code, "-o", str(tmp_path / "khac.txt"))
    assert (done, told["error"]["code"]) == (2, "file.exists")
