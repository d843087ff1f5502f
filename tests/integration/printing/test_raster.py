from __future__ import annotations

import numpy as np
import pytest

from printing.errors import PrintingError
from printing.raster import Raster, page_count, rasterise
from printing.render import render
from tests.unit.printing.samples import many_papers, receipt

PDF = render(receipt(), "a5").pdf


def pixels(drawn: Raster) -> np.ndarray:
    return np.frombuffer(drawn.rgb, np.uint8).reshape(drawn.height, drawn.width, 3)


@pytest.mark.parametrize(("dpi", "width"), [(72, 420), (150, 874), (203.2, 1184)])
def test_the_picture_has_the_size_of_the_page_at_that_resolution(dpi: float, width: int) -> None:
    drawn = rasterise(PDF, dpi=dpi)
    assert abs(drawn.width - width) <= 1  # 148 mm
    assert abs(drawn.height - drawn.width * 210 / 148) <= 2
    assert len(drawn.rgb) == drawn.width * drawn.height * 3


@pytest.mark.parametrize("width", [1, 77, 400, 1001])
def test_a_wanted_width_is_met_exactly(width: int) -> None:
    assert rasterise(PDF, width=width).width == width


def test_paper_is_white_and_letters_are_black() -> None:
    found = pixels(rasterise(PDF, dpi=100))
    assert (found[:5] == 255).all()
    assert found.min() < 40
    assert (found == 255).mean() > 0.75


def test_red_green_and_blue_are_in_that_order() -> None:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(101, 50))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 101, 50, stroke=0, fill=1)
    canvas.save()
    assert pixels(rasterise(out.getvalue(), dpi=72))[25, 50].tolist() == [255, 0, 0]


def test_pages_are_counted_and_each_can_be_drawn() -> None:
    done = render(receipt(papers=many_papers(30)), "a5")
    assert page_count(done.pdf) == done.pages > 1
    first, last = rasterise(done.pdf, page=0, dpi=50), rasterise(done.pdf, page=done.pages - 1, dpi=50)
    assert first.rgb != last.rgb


@pytest.mark.parametrize("page", [-1, 1, 99])
def test_a_page_that_is_not_there_is_refused(page: int) -> None:
    with pytest.raises(PrintingError) as caught:
        rasterise(PDF, page=page)
    assert (caught.value.code, caught.value.details) == ("printing.page_unknown", {"pages": 1})


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.5 nothing more", b"\x89PNG\r\n"])
def test_what_is_no_pdf_is_refused(broken: bytes) -> None:
    for use in (page_count, rasterise):
        with pytest.raises(PrintingError) as caught:
            use(broken)
        assert caught.value.code == "printing.not_a_pdf"


def test_the_same_pdf_gives_the_same_picture() -> None:
    assert rasterise(PDF, dpi=120) == rasterise(PDF, dpi=120)
