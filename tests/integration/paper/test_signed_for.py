"""How a result was signed for: a scanned slip, or refused with a reason; told wherever it is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageDraw

from desk.errors import InputError
from desk.life.act import act
from desk.life.show import show
from desk.office.opened import Office
from desk.paper.receipts import form_pdf
from desk.record.checking import check
from desk.rows import State
from tests.integration.paper.conftest import receive, words_of
from ui.dossier.history import signed_for


@pytest.fixture
def ready(open_at: Callable[..., Office]) -> tuple[Office, str]:
    code = receive(open_at())
    act(open_at("2026-11-25T10:00"), code, "result-ready", {"result": {"title": "Quyết định Mẫu"}})
    return open_at("2026-11-26T14:30"), code


@pytest.fixture
def slip(tmp_path: Path) -> str:
    """A scanned slip with a few lines and a scrawl."""
    sheet = Image.new("RGB", (620, 877), "white")
    pen = ImageDraw.Draw(sheet)
    pen.multiline_text((60, 80), "PHIEU TRA KET QUA\n" * 8, fill="black", font_size=22)
    pen.line([(320, 700), (360, 660), (380, 720), (430, 650)], fill="navy", width=4)
    file = tmp_path / "phieu.png"
    sheet.save(file, dpi=(75, 75))
    return str(file)


def told(office: Office, code: str) -> dict[str, Any]:
    """What the log says of the return."""
    return dict(next(one for one in show(office, code).events if one.verb == "dossier.returned").details)


def test_a_scanned_slip_is_a_file_of_the_dossier_bound_to_the_return(
    ready: tuple[Office, str], slip: str
) -> None:
    office, code = ready
    act(office, code, "return", {"signature": {"kind": "paper", "pages": [slip, {"file": slip}]}})
    view = show(office, code)
    (kept,) = [one for one in view.attachments if one.role == "signature"]
    assert kept.file.name == f"{code}_00_ky-nhan.pdf"
    with pikepdf.open(kept.file) as pdf:
        assert len(pdf.pages) == kept.pages == 2
    assert view.returned_to is not None
    assert (view.returned_to["signature"], view.returned_to["signature_pages"]) == ("paper", 2)
    assert (told(office, code)["signature"], told(office, code)["signed"]) == ("paper", True)
    assert "Ký nhận: đã ký trên giấy, bản quét 2 trang trong hồ sơ" in words_of(
        form_pdf(office, "phieu_tra", code)
    )
    assert check(office).ok


def test_a_refused_signature_is_told_with_its_reason_which_stays_out_of_the_log(
    ready: tuple[Office, str],
) -> None:
    office, code = ready
    refused = {"kind": "refused", "reason": "Bà Mẫu không đồng ý nội dung"}
    assert act(office, code, "return", {"signature": refused}).state is State.RETURNED
    view = show(office, code)
    assert view.returned_to is not None
    assert view.returned_to["signature_reason"] == "Bà Mẫu không đồng ý nội dung"
    details = told(office, code)
    assert (details["signature"], details["signed"]) == ("refused", False)
    assert "Mẫu" not in str(details)
    assert signed_for(details["signature"]) == "từ chối ký"
    words = words_of(form_pdf(office, "phieu_tra", code))
    assert "Ký nhận: từ chối ký; lý do: Bà Mẫu không đồng ý nội dung" in words


@pytest.mark.parametrize(
    ("signature", "code"),
    [
        ({"kind": "refused"}, "act.missing_key"),
        ({"kind": "refused", "reason": " "}, "act.missing_key"),
        ({"kind": "refused", "reason": "vì", "pages": ["phieu.png"]}, "act.bad_value"),
        ({"kind": "paper", "pages": ["phieu.png"], "file": "phieu.png"}, "act.bad_value"),
    ],
)
def test_a_signature_that_contradicts_itself_returns_nothing(
    ready: tuple[Office, str], signature: dict[str, Any], code: str
) -> None:
    office, dossier = ready
    with pytest.raises(InputError) as caught:
        act(office, dossier, "return", {"signature": signature})
    assert caught.value.code == code
    assert show(office, dossier).state is State.READY


def test_before_the_return_the_slip_says_nothing_of_a_signature(ready: tuple[Office, str]) -> None:
    office, code = ready
    assert "Ký nhận:" not in words_of(form_pdf(office, "phieu_tra", code))
