"""Every form of a dossier's life on every paper it fits, with plain and with hostile content, measured."""

from __future__ import annotations

from functools import cache

import pytest

from printing.books import Volume
from printing.labels import Sticker
from printing.letters import Line, Passage, Signer
from printing.page import MM, Modules, Page, Rule, Text, paper
from printing.render import compose, render
from printing.sheets import Sheet
from tests.unit.printing.overflow import cut_tables, faults, joined, said
from tests.unit.printing.samples import CODE, EVERY_LETTER, PAYLOAD, header, receipt, supplement
from tests.unit.printing.samples_of_life import (
    CAPITALS,
    HINT,
    LONG_NAME,
    LONG_REASON,
    UNBROKEN,
    a_volume,
    apology,
    book_row,
    declaration,
    handover,
    handover_row,
    letter,
    postal,
    register,
    routing,
    step,
    sticker,
)

LONG_CODE = "H29.A126.B112.C345.D678.E901-261123-000042"
PAPERS_OF = {
    "letter": ("a5", "a4", "k80", "k58"),
    "apology": ("a4", "a5"),
    "declaration": ("a4", "a5"),
    "routing": ("a4", "a5"),
    "handover": ("a4", "a5"),
    "postal": ("a5", "a4"),
    "register": ("a4",),
    "sticker": ("k80", "k58", "a4"),
    "receipt": ("a5", "a4", "k80", "k58"),
    "supplement": ("a5", "a4", "k80", "k58"),
}
PARTS = (
    Line("Kính gửi: Ông/Bà", LONG_NAME, bold=True),
    Line("Địa chỉ:", UNBROKEN),
    Line("Email:", "a" * 120 + "@example.vn"),
    Passage(LONG_REASON * 2),
    Line("Lý do:", LONG_REASON),
    Line("Căn cứ:", EVERY_LETTER),
    *(Line(f"{place}.", f"Giấy tờ thứ {place} {CAPITALS}") for place in range(1, 41)),
    Passage(UNBROKEN, style="bold"),
)
LINES = tuple(part for part in PARTS[:6] if isinstance(part, Line))
SIGNERS = (Signer("NGƯỜI NỘP HỒ SƠ", HINT, LONG_NAME), Signer("NGƯỜI TIẾP NHẬN HỒ SƠ", HINT, UNBROKEN[:60]))
HARD = {"code": LONG_CODE, "qr": f"https://tra-cuu.example.vn/hs?ma={LONG_CODE}.7K3BCF9H"}
MARKED = {"reprint": 12, "training": True}
HEAD = header("Số: 0123456789/PXL")
LONG_STEP = step(
    giver=LONG_NAME, taker=UNBROKEN, given_by=LONG_NAME, taken_by=UNBROKEN, used=LONG_REASON, note=UNBROKEN
)
LONG_HANDOVER = handover_row(7, code=LONG_CODE, procedure=LONG_REASON, owner=UNBROKEN, note=LONG_NAME)
LONG_BOOK = book_row(
    7, code=LONG_CODE, procedure=LONG_REASON, owner=LONG_NAME, address=UNBROKEN, unit=LONG_NAME, note=UNBROKEN
)
SHEETS: dict[str, Sheet] = {
    "letter": letter("phieu_tu_choi"),
    "apology": apology(),
    "declaration": declaration(),
    "routing": routing(),
    "handover": handover(),
    "postal": postal(),
    "register": register(),
    "sticker": sticker(),
    "letter hostile": letter(
        "phieu_tu_choi", parts=PARTS, signers=SIGNERS, header=HEAD, provisional=True,
        copy_marks=("Liên 1: Lưu", "Liên 2: Giao người nộp"), **HARD, **MARKED,
    ),
    "apology hostile": apology(parts=PARTS, recipients=(LONG_NAME, UNBROKEN), header=HEAD, **HARD, **MARKED),
    "declaration hostile": declaration(parts=PARTS, code=LONG_CODE, provisional=True, **MARKED),
    "routing hostile": routing(rows=(LONG_STEP,) * 9, lines=LINES, provisional=True, **HARD, **MARKED),
    "handover hostile": handover(rows=(LONG_HANDOVER,) * 6, lines=LINES, signers=SIGNERS, **MARKED),
    "postal hostile": postal(
        lines=LINES, sender=(LONG_NAME, UNBROKEN), receiver=(LONG_NAME, UNBROKEN, "ĐT: 0900 000 001"),
        signers=SIGNERS, provisional=True, **HARD, **MARKED,
    ),
    "register hostile": register(
        volumes=(a_volume(closing=LINES), a_volume(0)), signers=SIGNERS, **MARKED
    ),
    "register long rows": register(
        volumes=(Volume(cover=(), rows=(LONG_BOOK,) * 12, name="Quyển số 01 · Năm 2026"),)
    ),
    "sticker hostile": sticker(
        stickers=(Sticker(LONG_CODE, LONG_NAME, "23/11/2026", "27/11/2026", provisional=True),) * 9,
        office=UNBROKEN, training=True,
    ),
    "receipt hostile": receipt(
        applicant=LONG_NAME, address=UNBROKEN, request=LONG_REASON, representative=LONG_NAME, point=LONG_NAME,
        group=UNBROKEN[:40], competent_unit=LONG_NAME, on_behalf_of=LONG_NAME, **HARD, **MARKED,
    ),
    "supplement hostile": supplement(
        reason=LONG_REASON, applicant=UNBROKEN, note=LONG_REASON, **HARD, **MARKED,
    ),
}  # fmt: skip
CASES = [(name, size) for name in SHEETS for size in PAPERS_OF[name.split()[0]]]
EVERY = pytest.mark.parametrize(("name", "size"), CASES)


@cache
def pages_of(name: str, size: str) -> tuple[Page, ...]:
    return compose(SHEETS[name], paper(size))


@EVERY
def test_every_word_stands_free_inside_the_page_and_its_cell(name: str, size: str) -> None:
    assert faults(pages_of(name, size), margin={"k80": 4, "k58": 5}.get(size, 8) * MM) == []


@EVERY
def test_no_table_is_cut(name: str, size: str) -> None:
    assert cut_tables(pages_of(name, size)) == []


@EVERY
def test_every_letter_is_drawn_and_the_same_input_gives_the_same_bytes(name: str, size: str) -> None:
    first = render(SHEETS[name], size)
    assert first.substituted == ()
    assert render(SHEETS[name], size).pdf == first.pdf


@pytest.mark.parametrize(("name", "size"), [case for case in CASES if "hostile" in case[0]])
def test_long_content_is_told_whole(name: str, size: str) -> None:
    text = joined(pages_of(name, size))
    if name.startswith("sticker"):  # a sticker names, it does not tell: one line, then an ellipsis
        assert "…" in text
        assert text.count(LONG_CODE) == 9
        return
    wanted = UNBROKEN if name != "receipt hostile" or size[0] != "k" else LONG_NAME  # the roll has no address
    assert "".join(wanted.split()) in text.replace("…", "")


@EVERY
def test_a_layout_nobody_saw_says_so(name: str, size: str) -> None:
    pages = pages_of(name, size)
    if name.startswith("sticker"):
        assert len(pages) >= 1
        return
    for page in pages:
        assert "Mẫu nội bộ" in said(page)


@pytest.mark.parametrize(
    ("name", "size"), [(n, s) for n, s in CASES if n in {"handover hostile", "routing hostile"}]
)
def test_a_table_over_several_pages_repeats_its_heading(name: str, size: str) -> None:
    pages = pages_of(name, size)
    heading = SHEETS[name].words.items("columns")[0].split()[0]
    rows = [page for page in pages if any(isinstance(op, Rule) and op.x == op.x2 for op in page.ops)]
    assert len(rows) > 1
    assert all(heading in said(page) for page in rows)


@pytest.mark.parametrize(
    ("name", "size"), [(n, s) for n, s in CASES if n in {"handover", "routing", "register"}]
)
def test_no_heading_of_a_table_is_cut_within_a_word(name: str, size: str) -> None:
    pages = pages_of(name, size)
    page = next(one for one in pages if any(isinstance(op, Rule) and op.x == op.x2 for op in one.ops))
    told = said(page).split()
    for heading in SHEETS[name].words.items("columns"):
        assert all(word in told for word in heading.split()), heading


def test_the_register_numbers_its_pages_from_cover_to_closing() -> None:
    pages = pages_of("register", "a4")
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert f"Trang {number}/{len(pages)}" in said(page)
        assert "Quyển số 01 · Năm 2026" in said(page)
        assert page.width > page.height
    assert "SỔ THEO DÕI HỒ SƠ" in said(pages[0])
    assert "TỜ KHÓA SỔ" in said(pages[-1])


def test_the_register_has_thirteen_numbered_columns_five_of_them_under_the_group() -> None:
    page = pages_of("register", "a4")[1]
    texts = {op.text: op for op in page.ops if isinstance(op, Text)}
    places = [texts[f"({number})"] for number in range(1, 14)]
    assert [op.x for op in places] == sorted(op.x for op in places)
    group = texts["Ngày, tháng, năm"]
    assert places[7].x < group.x < places[11].x
    assert texts["Nhận hồ sơ"].y > group.y


def test_a_sticker_is_about_seventy_by_forty_millimetres_and_names_nobody() -> None:
    (page,) = pages_of("sticker", "k80")
    frame = next(op for op in page.ops if type(op).__name__ == "Frame")
    assert 66 * MM <= frame.box[2] - frame.box[0] <= 74 * MM
    assert frame.box[3] - frame.box[1] == pytest.approx(40 * MM)
    assert "NGUYỄN" not in said(page)


@pytest.mark.parametrize("size", ["k80", "k58", "a4"])
def test_a_stickers_bars_are_at_least_two_printer_dots(size: str) -> None:
    (bars,) = [op for op in pages_of("sticker", size)[0].ops if isinstance(op, Modules)]
    assert min(cell[2] for cell in bars.cells) >= 2 * 0.125 * MM - 0.001


def test_the_routing_slip_leaves_room_for_both_to_sign() -> None:
    (page,) = pages_of("routing", "a4")
    text = said(page)
    assert text.count("Người giao") == text.count("Người nhận") == 5
    assert text.count("1. Giao:") == text.count("2. Nhận:") == 5
    assert "Quá hạn" in text
    assert "Đúng hạn" in text


def test_the_label_of_a_parcel_repeats_sender_receiver_and_code() -> None:
    (page,) = pages_of("postal", "a5")
    text = said(page)
    assert text.count("NGUYỄN THỊ MẪU") == 2
    assert text.count(CODE) == 2
    assert len([op for op in page.ops if isinstance(op, Modules) and op.width != op.height]) == 2
    assert PAYLOAD not in text
