"""Finding a dossier by what is written on its papers: the same answers on both engines."""

from __future__ import annotations

import random
import unicodedata

import pytest
from sqlalchemy import select, text

from desk.finding.find import find
from desk.finding.papers import snippet
from desk.imaging.paper_words import MOST_TEXT, enter, enter_missing, indexed_words
from desk.office.opened import Office
from desk.record.checking import check
from models.attachment import Attachment
from models.dossier import Dossier
from models.paper_text import PaperText
from tests.integration.record.making import received

PAPERS = (
    "GIẤY XÁC NHẬN\nSố: 12/GXN-UBND\nCấp cho bà Đặng Thuỳ Thí Nghiệm để bổ túc hồ sơ vay vốn trồng cà phê.",
    "QUYẾT ĐỊNH\nvề việc trợ cấp hằng tháng đối với người khuyết tật nặng, số định danh 001190000123.",
    "Trích lục bản đồ địa chính thửa đất số 128, mương thuỷ lợi phía đông, cà chua phía tây.",
)


ASKED: tuple[tuple[str, list[int]], ...] = (
    ("khuyết tật nặng", [1]),
    ("khuyet tat nang", [1]),
    ("NANG khuyet", [1]),
    ("ca phe", [0]),
    ("cà", []),  # two letters alone mean too much
    ("ca chua", [2]),
    ("muong thuy loi", [2]),
    ("thuỷ lợi", [2]),
    ("thủy lợi", [2]),  # the mark on the other letter
    ("dia chinh", [2]),
    ("trich l", []),  # one letter is no beginning of a word
    ("tric", [2]),
    ("thuy", [2, 0]),
    ("quyết định ", [1]),
    ("001190000123", [1]),
    ("gxn", [0]),
    ("nothing of it", []),
    ("%", []),
    ("paper_index", []),
    ('tric" OR "muong', []),
    ("trich & | ! ( :*", [2]),
    ("NOT tric", []),
    ("tric*", [2]),
    ("mau" * 900, []),
)


@pytest.fixture
def codes(either_office: Office) -> list[str]:
    return [with_paper(either_office, words) for words in PAPERS]


def with_paper(office: Office, words: str) -> str:
    """A dossier whose first paper says these words, entered in one transaction with its attachment."""
    code = received(office, pages=b"%PDF- " + words.encode())
    with office.write("test.words") as uow:
        row = uow.session.scalars(
            select(Attachment).join(Dossier, Dossier.id == Attachment.dossier_id).where(Dossier.code == code)
        ).one()
        enter(uow.session, row.id, words)
        uow.commit()
    return code


def found(office: Office, asked: str, limit: int = 20) -> list[str]:
    return [one.code for one in find(office, asked, limit).matches if one.where == "paper"]


def test_words_on_papers_find_their_dossier(either_office: Office, codes: list[str]) -> None:
    for asked, who in ASKED:
        wanted = [codes[number] for number in who]
        assert found(either_office, asked) == wanted, asked
        assert found(either_office, unicodedata.normalize("NFD", asked)) == wanted, asked


def test_names_and_codes_come_before_papers_and_nobody_twice(either_office: Office, codes: list[str]) -> None:
    """All three are of NGUYỄN VĂN MẪU; one more paper names that name."""
    with_paper(either_office, "Bản cam kết của ông Nguyễn Văn Mẫu")
    matches = find(either_office, "nguyen van mau").matches
    assert len(matches) == 4
    assert {one.where for one in matches} == {"record"}
    assert [one.where for one in find(either_office, codes[0]).matches] == ["record"]


def test_the_limit_holds_and_the_newest_come_first(either_office: Office) -> None:
    made = [with_paper(either_office, f"Biên bản kiểm kê số {number}") for number in range(5)]
    assert found(either_office, "bien ban kiem ke", limit=3) == list(reversed(made))[:3]


@pytest.mark.usefixtures("codes")
def test_the_words_around_are_shown_and_numbers_of_people_masked(either_office: Office) -> None:
    [one] = find(either_office, "khuyet tat").matches
    assert "khuyết tật nặng" in one.snippet
    assert "001190000123" not in one.snippet
    assert "001*******23" in snippet(PAPERS[1], ["dinh", "danh"])


def test_a_given_up_transaction_leaves_no_words(either_office: Office) -> None:
    code = received(either_office, pages=b"%PDF- x")
    with either_office.write("test.words") as uow:
        row = uow.session.scalars(select(Attachment)).one()
        enter(uow.session, row.id, "chữ không được giữ lại")
    assert found(either_office, "khong duoc giu") == []
    assert [one.code for one in find(either_office, code).matches] == [code]


def test_both_engines_cut_every_word_alike(either_office: Office) -> None:
    """Words of letters and digits in any mix, as engines' own parsers love to take for numbers or hosts."""
    draw = random.Random(5)
    odd = ["1e5", "0x12", "5m2", "12abc", "abc12", "1a2b3c", "e10", "999e", "http", "www3com"]
    odd += ["".join(draw.choices("abe019x", k=draw.randint(3, 9))) for _ in range(25)]
    code = with_paper(either_office, " ".join(odd))
    for word in odd:
        if not word.isdigit():
            assert found(either_office, f"{word} {odd[0]}") == [code], word
            assert found(either_office, f"{word[:3]} {odd[0]}") == [code], word
        assert found(either_office, f"{word}z {odd[0]}") == [], word


def test_what_is_kept_of_a_paper_is_bounded(either_office: Office) -> None:
    with_paper(either_office, " ".join(f"tu{number}" for number in range(100_000)))
    with either_office.read() as session:
        [row] = session.scalars(select(PaperText))
        assert len(row.text) <= MOST_TEXT
        assert len(row.words) <= MOST_TEXT


def test_the_index_holds_only_small_latin_letters_and_digits() -> None:
    assert indexed_words("Số: 12/QĐ-UBND\u200b, Đặng Đặng 中文 ½ '\"*") == "so 12 qd ubnd dang"


def test_papers_from_before_are_entered_by_repair_and_can_be_found(office: Office, tmp_path: object) -> None:
    from reportlab.pdfgen.canvas import Canvas

    file = office.data / "old.pdf"
    sheet = Canvas(str(file))
    sheet.drawString(72, 700, "Bien ban giao nhan tai san cong")
    sheet.save()
    code = received(office, pages=file.read_bytes())
    file.unlink()
    damaged = received(office, pages=b"%PDF- broken")
    with office.write("test.old") as uow:
        uow.session.execute(text("UPDATE attachment SET text_chars = 20"))
        uow.commit()
    assert found(office, "giao nhan tai san") == []
    report = check(office, repair=True)
    assert [note.code for note in report.repaired] == ["check.words_entered"]
    assert found(office, "giao nhan tai san") == [code]
    assert enter_missing(office) == 0  # the damaged one is passed by, and named by the check of files
    assert [one.code for one in find(office, damaged).matches] == [damaged]
