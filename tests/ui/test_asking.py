"""What a citizen asks before anything is saved: the requirements (Ctrl+I), a form to fill in (Ctrl+M)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.rows import ComponentCard, ProcedureCard
from desk.rows.fees import FeeLine
from desk.rows.offered import AskCard
from tests.helpers.office_window import CTRL, NOW, Clerk, Practice, Sits, clerks
from ui.reception.asked_panel import AskedPanel
from ui.reception.requirements import parts, state
from ui.scan.pane import CAMERA_ENV
from ui.widgets.label import Label

CARD = "999190000777||TRẦN VĂN MẪU|07071971|Nam|8 Đường Mẫu, Phường Mẫu|01052021"


@pytest.fixture
def clerk(
    qtbot: QtBot, qapp: QApplication, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Clerk]:
    monkeypatch.delenv(CAMERA_ENV, raising=False)
    practice = Practice.found(data_folder)
    with practice.at(NOW) as services, clerks(qtbot, qapp) as sits:
        yield at_the_reception(sits, services)


def at_the_reception(sits: Sits, services: object) -> Clerk:
    clerk = sits(services)
    clerk.key(Qt.Key.Key_F2)
    clerk.scan(CARD)
    return clerk


def panel(clerk: Clerk) -> AskedPanel | None:
    """The panel, where it is open."""
    return next((one for one in clerk.reception.findChildren(AskedPanel) if one.isVisible()), None)


def said(shown: AskedPanel) -> list[str]:
    return [one.text() for one in shown.findChildren(Label) if one.isVisible()]


def choose(clerk: Clerk) -> ProcedureCard:
    clerk.type("xnt")
    clerk.key(Qt.Key.Key_Return)
    card = clerk.reception.presenter.state.draft.procedure
    assert card is not None
    return card


def jobs(clerk: Clerk) -> list[tuple[str, str]]:
    return [(one.form, one.code) for one in clerk.services.printing.jobs(everything=True)]


def test_ctrl_i_tells_what_the_chosen_procedure_asks_and_esc_goes_back_to_the_field(clerk: Clerk) -> None:
    card = choose(clerk)
    before, draft = QApplication.focusWidget(), clerk.reception.presenter.state.draft
    clerk.key(Qt.Key.Key_I, CTRL)
    shown = panel(clerk)
    assert shown is not None
    assert shown.hasFocus()
    texts = said(shown)
    for one in card.components:
        assert f"{one.no}. {one.name}" in texts
        assert f"{one.no}. {one.name}" in shown.accessibleDescription()
    assert "Nghị định 123/2015 Điều 22" in texts
    assert not any("kiến thức chung" in text or "cần kiểm tra" in text for text in texts)
    clerk.key(Qt.Key.Key_Escape)
    assert panel(clerk) is None
    assert QApplication.focusWidget() is before
    assert clerk.reception.presenter.state.draft == draft


def test_ctrl_i_in_the_search_tells_of_the_hit_that_enter_would_use_and_chooses_nothing(clerk: Clerk) -> None:
    clerk.type("xac nhan")
    clerk.key(Qt.Key.Key_Down)
    hit = clerk.reception.view.search.hits.chosen
    assert hit is not None
    clerk.key(Qt.Key.Key_I, CTRL)
    shown = panel(clerk)
    assert shown is not None
    assert shown.name.text() == hit.card.name
    assert not shown.print.isVisible()  # only the chosen procedure's form is printed
    clerk.key(Qt.Key.Key_I, CTRL)  # the same key closes it
    assert panel(clerk) is None
    assert clerk.focus == "procedure.search"
    assert clerk.reception.presenter.state.draft.procedure is None


def test_another_screen_takes_the_panel_away(clerk: Clerk) -> None:
    choose(clerk)
    clerk.key(Qt.Key.Key_I, CTRL)
    clerk.key(Qt.Key.Key_F12)
    clerk.key(Qt.Key.Key_F2)
    assert panel(clerk) is None


def test_without_a_procedure_both_keys_say_what_comes_first(clerk: Clerk) -> None:
    clerk.type("zzzz")
    banner = clerk.reception.view.banner
    clerk.key(Qt.Key.Key_I, CTRL)
    assert banner.isVisible()
    assert banner.title.text().startswith("Chưa chọn thủ tục nên chưa có yêu cầu")
    clerk.key(Qt.Key.Key_M, CTRL)
    assert banner.title.text().startswith("Chưa chọn thủ tục nên chưa có tờ khai")
    assert jobs(clerk) == []


def test_ctrl_m_prints_the_form_of_the_reception_in_front_without_a_dossier(
    clerk: Clerk, tmp_path: Path
) -> None:
    card = choose(clerk)
    draft = clerk.reception.presenter.state.draft
    clerk.key(Qt.Key.Key_M, CTRL)
    assert jobs(clerk) == [("to_khai", card.code)]  # no citizen's name where the printer lists it
    job = clerk.services.printing.jobs(everything=True)[0]
    text = read(tmp_path, clerk.services.printing.pdf(job.id))
    assert "TRẦN VĂN MẪU" in text
    assert "999190000777" in text
    assert "07/07/1971" in text
    assert card.name.split()[0] in text
    assert "Mã hồ sơ" not in text
    assert "0000" not in text.replace("999190000777", "")
    assert clerk.services.find("trần văn mẫu").matches == ()
    assert clerk.reception.presenter.state.draft == draft
    assert clerk.toasts[-1].startswith("In tờ khai: ")


def read(folder: Path, pdf: bytes) -> str:
    """The words of a PDF, read by another program."""
    file = folder / "to-khai.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def test_requirements_tell_conditions_copies_fees_questions_and_the_law_alone() -> None:
    card = ProcedureCard(
        code="1.000001", name="Thủ tục mẫu", field="Hộ tịch", level="xã", time_limit=3,
        time_unit="working_day", fee=15000, online_level="một phần",
        components=(
            ComponentCard(1, "Tờ khai", mandatory=True),
            ComponentCard(2, "Giấy ủy quyền", mandatory=True, applies="on_behalf"),
            ComponentCard(3, "Giấy ra viện", mandatory=False, condition="nếu sinh tại bệnh viện", copies=2),
            ComponentCard(4, "Sổ hộ khẩu", mandatory=True, from_database=True),
        ),
        source="mã: bảng mẫu; phí: TT 1/2020/TT-MẪU: 2.000 đ; hạn: kiến thức chung", confidence="M",
        asks=(AskCard("use", "Mục đích", "choice", ("Học", "Vay")),),
        basis="Quyết định 1/QĐ-MẪU", fees=(FeeLine("Lệ phí", 10000), FeeLine("Bản sao", 5000, "copy")),
        suspended=True,
    )  # fmt: skip
    told = {line.text: line.note for part in parts(card) for line in part.lines}
    assert told == {
        "1. Tờ khai": "Bắt buộc · số bản: 1",
        "2. Giấy ủy quyền": "Chỉ khi nộp thay · số bản: 1",
        "3. Giấy ra viện": "Nếu sinh tại bệnh viện · số bản: 2",
        "4. Sổ hộ khẩu": "Đã có trong CSDL, không yêu cầu nộp",
        "Thời hạn: 3 ngày làm việc": "",
        "Lệ phí: 15.000 đ": "Lệ phí: 10.000 đ · Bản sao: 5.000 đ mỗi bản",
        "Trực tuyến: Một phần": "",
        "Mục đích": "Học / Vay",
        "Quyết định 1/QĐ-MẪU": "",
        "Thông tư 1/2020/TT-MẪU": "",
    }
    assert state(card) == "Thủ tục đang tạm dừng, chưa tiếp nhận được."
