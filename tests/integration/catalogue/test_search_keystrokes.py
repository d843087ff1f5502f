"""The procedure search over 300 entries of a real record: an answer at every keystroke, on any keyboard."""

from __future__ import annotations

from datetime import date
from itertools import islice, product

import pytest

from desk.catalogue.lookup import favourites, search
from desk.folding import fold
from desk.office.opened import Office
from models.procedure import Procedure, ProcedureComponent

WORKS = (
    "Đăng ký", "Cấp", "Cấp lại", "Cấp đổi", "Chứng thực", "Xác nhận", "Thay đổi", "Gia hạn", "Thu hồi",
    "Hỗ trợ", "Công nhận", "Giải quyết",
)  # fmt: skip
THINGS = (
    "giấy phép xây dựng nhà ở riêng lẻ", "quyền sử dụng đất cho hộ gia đình, cá nhân",
    "trợ cấp xã hội hằng tháng cho người cao tuổi", "hộ kinh doanh sản xuất nông nghiệp",
    "chế độ mai táng phí cho người có công", "thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi",
    "giấy chứng nhận kết hôn có yếu tố nước ngoài", "bản sao trích lục hộ tịch",
    "hợp đồng chuyển nhượng tài sản gắn liền với đất", "tạm trú cho người lao động",
    "giấy xác nhận khuyết tật", "hòa giải viên ở cơ sở", "kinh phí chăm sóc, nuôi dưỡng",
    "khai thác nước dưới đất", "an toàn thực phẩm cơ sở nhỏ lẻ", "thư viện cộng đồng",
    "câu lạc bộ thể thao cơ sở", "lễ hội truyền thống", "nhà văn hóa thôn, khu phố", "xe thô sơ",
)  # fmt: skip
TYPED = {
    "hợp đồng chuyển nhượng": "marks",
    "hop dong chuyen nhuong": "no marks",
    "hdcn": "initials",
    "howpj ddoongf chuyeenr": "Telex",
    "ho7p5 d9o6ng2 chuye6n": "VNI",
    "hợpj đồngf": "both at once",
    "giay nhap": "nickname",
    "1.90010": "code",
    "khai sinh": "a shipped one",
}


@pytest.fixture
def large(office: Office) -> Office:
    """A record with 300 procedures in force."""
    with office.write("test.catalogue") as uow:
        for number, (work, thing) in enumerate(islice(product(WORKS, THINGS), 230)):
            name = f"{work} {thing}"
            uow.session.add(
                Procedure(
                    code=f"1.9{number:05d}", name=name, name_fold=fold(name), field="Lĩnh vực thử",
                    valid_from=date(2000, 1, 1), nicknames="giấy nháp; giấy thử" if number % 9 == 0 else "",
                    components=[ProcedureComponent(no=no, name=f"Giấy tờ {no}") for no in range(1, 5)],
                )
            )  # fmt: skip
        uow.commit()
    favourites(office)  # the screen shows the usual ones before anything is typed
    return office


@pytest.mark.parametrize("typed", TYPED)
def test_every_keystroke_finds_something(large: Office, typed: str) -> None:
    for end in range(1, len(typed) + 1):
        assert search(large, typed[:end]), typed[:end]


def test_however_it_is_typed_the_same_ones_are_found(large: Office) -> None:
    wanted = {hit.card.code for hit in search(large, "hợp đồng chuyển nhượng", limit=300)}

    assert len(wanted) == len(WORKS)  # numbers 8, 28, … 228 of the 230
    for typed in (
        "hop dong chuyen nhuong",
        "howpj ddoongf chuyeenr nhuowngj",
        "ho7p5 d9o6ng2 chuye6n3 nhu7o7ng5",
    ):
        assert {hit.card.code for hit in search(large, typed, limit=300)} == wanted
