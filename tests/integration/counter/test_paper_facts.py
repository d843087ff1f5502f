"""What must be known of a digitised paper is kept, told, and stands inside the file (NĐ 118/2025 Đ.19.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from desk.cli import shapes
from desk.errors import InputError
from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.life.act import act
from desk.life.show import show
from desk.office import settings
from desk.office.opened import Office
from tests.integration.counter.conftest import a_command

FACTS = {
    "doc_type": "KT01",
    "abstract": "Xác nhận <độc thân> & đủ tuổi",
    "valid_until": "2027-05-31",
    "scope": "Toàn quốc",
    "number": "12/XN",
    "issued_on": "2026-11-20",
    "issuer": "UBND xã Mẫu",
}


def taken_in(office: Office, *components: dict[str, Any], **values: Any) -> str:
    command = command_from(a_command(components=list(components), **values), base=office.data)
    return commit_reception(office, command).code


def inside(file: Path) -> str:
    with pikepdf.open(file) as pdf:
        return str(pdf.Root.Metadata.read_bytes().decode())


def told(file: Path) -> set[str]:
    """The decree's fields as the file tells them."""
    import re

    return set(re.findall(r"<rdf:li>([a-z_]+&#61;[^<]*)</rdf:li>", inside(file)))


def test_every_field_is_kept_shown_and_told_by_the_file(office: Office, photo: Path) -> None:
    code = taken_in(office, {"no": 1, "kind": "original", "pages": [str(photo)], **FACTS})

    view = show(office, code)
    [row] = view.attachments
    name = view.components[0].name
    shown = shapes.filed(row)["paper"]
    assert shown == {**FACTS, "title": name}
    assert row.paper.valid_until == date(2027, 5, 31)
    assert told(row.file) == {
        "ma_loai_giay_to&#61;KT01",
        "so_dinh_danh&#61;999090001234",
        f"ten_giay_to&#61;{name}",
        "trich_yeu&#61;Xác nhận &#60;độc thân&#62; &#38; đủ tuổi",
        "thoi_han_hieu_luc&#61;2027-05-31",
        "pham_vi_hieu_luc&#61;Toàn quốc",
        "so_ky_hieu&#61;12/XN",
        "ngay_cap&#61;2026-11-20",
        "co_quan_cap&#61;UBND xã Mẫu",
    }
    assert "999090001234" not in row.file.name


def test_the_paper_is_the_owners_not_of_who_brought_it(office: Office, photo: Path) -> None:
    owner = {"full_name": "LÊ THỊ THỬ", "id_number": "999190000777", "relation": "mẹ"}
    code = taken_in(office, {"no": 1, "pages": [str(photo)]}, on_behalf_of=owner)
    [row] = show(office, code).attachments
    assert "so_dinh_danh&#61;999190000777" in told(row.file)
    assert "999090001234" not in inside(row.file)


def test_without_a_number_name_and_year_of_birth_stand_in(office: Office, photo: Path) -> None:
    applicant = {"full_name": "NGUYỄN VĂN MẪU", "birth_date": "1990-03-05"}
    code = taken_in(office, {"no": 1, "pages": [str(photo)]}, applicant=applicant)
    [row] = show(office, code).attachments
    assert {"ho_ten&#61;NGUYỄN VĂN MẪU", "nam_sinh&#61;1990"} <= told(row.file)


def test_an_office_may_keep_the_person_out_of_its_files(office: Office, photo: Path) -> None:
    with office.write("test") as uow:
        settings.change(uow, "files.person_inside", new=False)
        uow.commit()
    code = taken_in(office, {"no": 1, "pages": [str(photo)], **FACTS})
    [row] = show(office, code).attachments
    assert "999090001234" not in inside(row.file)
    assert "NGUYỄN VĂN MẪU" not in inside(row.file)
    assert "ma_loai_giay_to&#61;KT01" in told(row.file)


def test_papers_brought_later_are_named_by_their_line_and_told_the_same_way(
    office: Office, photo: Path
) -> None:
    code = taken_in(office, {"no": 1, "name": "Tờ khai"})
    act(office, code, "request-supplement", {"components": [{"no": 1}], "reason": "Thiếu bản quét"})
    given = {"no": 1, "name": "Tên khác", "pages": [str(photo)], **FACTS}
    act(office, code, "supplement", {"components": [given]})
    [row] = show(office, code).attachments
    assert (row.paper.title, row.paper.number) == ("Tờ khai", "12/XN")
    assert {"ten_giay_to&#61;Tờ khai", "so_dinh_danh&#61;999090001234"} <= told(row.file)


def test_the_same_reception_makes_the_same_bytes(open_at: Callable[..., Office], photo: Path) -> None:
    office = open_at()
    given = {"no": 1, "pages": [str(photo)], **FACTS}
    one, other = taken_in(office, given), taken_in(office, given, note="lần hai")
    assert show(office, one).attachments[0].sha256 == show(office, other).attachments[0].sha256


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("abstract", "x" * 1001), ("scope", 5), ("number", "y" * 101), ("issued_on", "20/11/2026"),
        ("issuer", ["UBND"]), ("doc_type", "KT 01"), ("valid_until", "2026-02-30"), ("abstract", "\ud800"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_by_its_key(office: Office, key: str, value: object) -> None:
    with pytest.raises(InputError) as caught:
        taken_in(office, {"no": 1, key: value})
    assert caught.value.code == "receive.bad_value"
    assert caught.value.details["key"] == f"components[0].{key}"
