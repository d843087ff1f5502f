"""What a file tells of its paper: every field of the decree, approved whatever was typed."""

from __future__ import annotations

import io
import subprocess
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np
import pikepdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pikepdf import pdfa as checker

from scanning.pdf.metadata import PaperMetadata, clean, packet
from scanning.pdf.pdfa import PdfPage, Picture, write_pdf

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
WHOLE = PaperMetadata(
    title="Giấy khai sinh",
    doc_type="KT01",
    holder_number="999190000777",
    abstract="Trích yếu: khai sinh lần đầu & <bản gốc>",
    valid_until=date(2031, 1, 31),
    scope="Toàn quốc",
    number="12/2026/TP-KS",
    issued_on=date(2026, 11, 20),
    issuer="UBND xã Thử Nghiệm",
)
HOSTILE = (
    'a xmlns:evil="http://x/" b xmlns="y"',
    "]]><x/><?xpacket end='w'?><!-- &lt; &#0; -->",
    "\x00\x01\x1f\x7f\x85 dòng\r\n mới \t",
    "😀🇻🇳 \U0010fffd",
    "\u202eתירבע\u202c عربي \u200f",
    "\ud800 nửa chữ \udfff",
    "\ufffe\uffff\ufeff",
    "Ạ" * 300,
    "\u0301" * 400,
    "<rdf:li>x</rdf:li>",
    "   ",
)


def page() -> PdfPage:
    white = np.full((20, 20, 3), 255, np.uint8)
    return PdfPage(595.0, 842.0, (Picture(cv2.imencode(".jpg", white)[1].tobytes(), 20, 20),), None)


def approved(file: Path) -> bool:
    return bool(checker.validate_written(file, "2b").passed)


def properties(raw: bytes) -> dict[str, list[str]]:
    """The properties as an XML parser of its own reads them, by name without the space's address."""
    body = raw.decode().partition("?>")[2].rpartition("<?xpacket")[0]
    description = ElementTree.fromstring(body).find(f"{RDF}RDF/{RDF}Description")
    assert description is not None
    found = {}
    for one in description:
        items = [item.text or "" for item in one.iter(f"{RDF}li")]
        found[one.tag.rpartition("}")[2]] = items or [one.text or ""]
    return found


def test_every_field_of_the_decree_is_told_and_the_file_is_approved(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    write_pdf([page()], file, paper=WHOLE)
    assert approved(file)
    with pikepdf.open(file) as pdf:
        told = properties(pdf.Root.Metadata.read_bytes())
    assert told["title"] == ["Giấy khai sinh"]
    assert told["description"] == [WHOLE.abstract]
    assert told["type"] == ["KT01"]
    assert told["identifier"] == ["999190000777.KT01"]  # NĐ 118/2025 Đ.22
    assert told["coverage"] == ["Toàn quốc end=2031-01-31; scheme=W3C-DTF;"]
    assert told["publisher"] == ["UBND xã Thử Nghiệm"]
    assert told["date"] == ["2026-11-20"]
    assert told["Owner"] == ["999190000777"]
    assert set(told["subject"]) == {
        "ma_loai_giay_to=KT01",
        "so_dinh_danh=999190000777",
        "ten_giay_to=Giấy khai sinh",
        f"trich_yeu={WHOLE.abstract}",
        "thoi_han_hieu_luc=2031-01-31",
        "pham_vi_hieu_luc=Toàn quốc",
        "so_ky_hieu=12/2026/TP-KS",
        "ngay_cap=2026-11-20",
        "co_quan_cap=UBND xã Thử Nghiệm",
    }


def test_another_program_reads_the_same_packet(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    write_pdf([page()], file, paper=WHOLE)
    shown = subprocess.run(["pdfinfo", "-meta", str(file)], capture_output=True, check=True).stdout
    assert properties(shown[shown.index(b"<?xpacket") :]) == properties(packet(WHOLE))


def test_without_a_number_the_name_and_year_of_birth_stand_in() -> None:
    told = properties(packet(PaperMetadata(holder_name="NGUYỄN VĂN MẪU", holder_birth_year=1990)))
    assert {"ho_ten=NGUYỄN VĂN MẪU", "nam_sinh=1990"} <= set(told["subject"])
    assert "identifier" not in told


def test_a_paper_nothing_is_known_of_tells_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    write_pdf([page()], file)
    assert approved(file)
    with pikepdf.open(file) as pdf:
        assert set(properties(pdf.Root.Metadata.read_bytes())) == {
            "part", "conformance", "Producer", "language",
        }  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_borne_in_every_field_with_the_same_bytes(text: str, tmp_path: Path) -> None:
    paper = PaperMetadata(
        title=text, doc_type=text, holder_number=text, holder_name=text, abstract=text, scope=text,
        number=text, issuer=text,
    )  # fmt: skip
    bytes_of = []
    for name in ("a.pdf", "b.pdf"):
        write_pdf([page()], tmp_path / name, paper=paper)
        bytes_of.append((tmp_path / name).read_bytes())
    assert bytes_of[0] == bytes_of[1]
    assert approved(tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        told = properties(pdf.Root.Metadata.read_bytes())
        assert told.get("title", [""]) == [clean(text)]
        assert str(pdf.docinfo.get("/Title", "")) == clean(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.text(st.sampled_from("xmlns:=\"'<>&;?!-[]# \n\x00\ud800😀ạ"), max_size=60),
)
@example("xmlns:a='b'", " xmlns = ")
def test_no_words_make_a_file_that_is_refused(title: str, abstract: str) -> None:
    paper = PaperMetadata(title=title, abstract=abstract, issuer=title, scope=abstract)
    raw = packet(paper)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        stream = pikepdf.Stream(pdf, raw)
        stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = pdf.make_indirect(stream)
        out = io.BytesIO()
        pdf.save(out)
        out.seek(0)
        with pikepdf.open(out) as again:
            report = checker.check(again, "2b")
    assert not [one for one in report.findings if "6.6.2" in one.rule or "xmp" in one.rule], report.findings
    assert properties(raw).get("description", [""]) == [clean(abstract)]
