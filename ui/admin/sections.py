"""The sections of Thiết lập: what they are called, what they are for, how each is built when first opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.admin.parts.frame import SectionPage
    from ui.shell.screen import ScreenContext


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """One line of the list: name, title, what it is for, how to get at it lazily."""

    name: str
    title: str
    words: str
    load: Callable[[ScreenContext], SectionPage]


def _calendar(context: ScreenContext) -> SectionPage:
    from ui.admin.calendar.section import CalendarSection

    return CalendarSection(context)


def _catalogue(context: ScreenContext) -> SectionPage:
    from ui.admin.catalogue.section import CatalogueSection

    return CatalogueSection(context)


def _process(context: ScreenContext) -> SectionPage:
    from ui.admin.process.section import ProcessSection

    return ProcessSection(context)


def _words(context: ScreenContext) -> SectionPage:
    from ui.admin.words.section import WordsSection

    return WordsSection(context)


def _templates(context: ScreenContext) -> SectionPage:
    from ui.admin.templates.section import TemplatesSection

    return TemplatesSection(context)


def _rules(context: ScreenContext) -> SectionPage:
    from ui.admin.rules.section import RulesSection

    return RulesSection(context)


def _signing(context: ScreenContext) -> SectionPage:
    from ui.admin.signing.section import SigningSection

    return SigningSection(context)


def _office(context: ScreenContext) -> SectionPage:
    from ui.admin.office.section import OfficeSection

    return OfficeSection(context)


def _staff(context: ScreenContext) -> SectionPage:
    from ui.admin.staff.section import StaffSection

    return StaffSection(context)


def _people(context: ScreenContext) -> SectionPage:
    from ui.admin.people.section import PeopleSection

    return PeopleSection(context)


def _machine(context: ScreenContext) -> SectionPage:
    from ui.admin.machine.section import MachineSection

    return MachineSection(context)


def _look(context: ScreenContext) -> SectionPage:
    from ui.admin.look.section import LookSection

    return LookSection(context)


def _keys(context: ScreenContext) -> SectionPage:
    from ui.admin.look.keys_section import KeysSection

    return KeysSection(context)


def _devices(context: ScreenContext) -> SectionPage:
    from ui.admin.devices.section import DevicesSection

    return DevicesSection(context)


def _readers(context: ScreenContext) -> SectionPage:
    from ui.admin.readers.section import ReadersSection

    return ReadersSection(context)


def _printers(context: ScreenContext) -> SectionPage:
    from ui.admin.printers.section import PrintersSection

    return PrintersSection(context)


def _sending(context: ScreenContext) -> SectionPage:
    from ui.admin.sending.section import SendingSection

    return SendingSection(context)


def _about(context: ScreenContext) -> SectionPage:
    from ui.about.section import AboutSection

    return AboutSection(context)


def _citizen(context: ScreenContext) -> SectionPage:
    from ui.admin.citizen.section import ScreenSection

    return ScreenSection(context)


def _queue(context: ScreenContext) -> SectionPage:
    from ui.admin.citizen.section import QueueSection

    return QueueSection(context)


def sections() -> tuple[SectionEntry, ...]:
    """The sections, in the order an administrator needs them."""
    return (
        SectionEntry("calendar", "Lịch làm việc", "Ngày nghỉ, giờ làm", _calendar),
        SectionEntry("catalogue", "Danh mục thủ tục", "Giấy tờ, lệ phí", _catalogue),
        SectionEntry("process", "Quy trình nội bộ", "Các bước, giờ làm", _process),
        SectionEntry("templates", "Mẫu giấy tờ", "Chữ in, các bản", _templates),
        SectionEntry("words", "Câu mẫu", "Lý do, ghi chú, viết tắt", _words),
        SectionEntry("rules", "Quy tắc", "Căn cứ, hiệu lực", _rules),
        SectionEntry("sending", "Nơi nhận bảng kê", "Thư mục, cổng gửi", _sending),
        SectionEntry("office", "Đơn vị, điểm nhận", "Tên, mã, nơi nhận", _office),
        SectionEntry("signing", "Khóa của đơn vị", "Thay khóa, xuất", _signing),
        SectionEntry("staff", "Cán bộ", "Thêm, sửa, rời quầy", _staff),
        SectionEntry("people", "Công dân", "Tìm, gộp mục trùng", _people),
        SectionEntry("devices", "Thiết bị của quầy", "Thử camera, máy in", _devices),
        SectionEntry("printers", "Máy in", "Máy, khay, khổ", _printers),
        SectionEntry("machine", "Máy quét của quầy", "Địa chỉ, thư mục", _machine),
        SectionEntry("citizen", "Màn hình công dân", "Đọc, ký, đánh giá", _citizen),
        SectionEntry("queue", "Số thứ tự", "Phát số, gọi số", _queue),
        SectionEntry("readers", "Đầu đọc mã", "Quét thử, cổng COM", _readers),
        SectionEntry("look", "Hiển thị", "Màu, chữ, ngôn ngữ", _look),
        SectionEntry("keys", "Phím tắt", "Đổi phím, xuất, nhập", _keys),
        SectionEntry("about", "Giới thiệu", "Phiên bản, giấy phép", _about),
    )
