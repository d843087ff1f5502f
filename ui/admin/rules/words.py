"""What the rules are called, and what their values read like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui import format as say
from ui.i18n import tr

if TYPE_CHECKING:
    from desk.office.rows import RuleCard

ROLES = ("clerk", "head", "admin")
OWN_SECTION = ("queue.", "sync.targets")  # settings with a section of their own
LISTS = ("queue.kinds", "queue.serves")  # what no single field can hold


def title(card: RuleCard) -> str:
    """A rule in a few words; a rule without any is called by its help."""
    return {
        "calendar.hours": tr("Giờ làm việc trong tuần"),
        "calendar.same_day_cutoff": tr("Giờ chót việc trả trong ngày"),
        "calendar.last_confirmed_year": tr("Năm cuối có lịch nghỉ chính thức"),
        "calendar.saturday_counts": tr("Thứ Bảy tính là ngày làm việc"),
        "calendar.days_basis": tr("Căn cứ cách đếm ngày"),
        "calendar.same_day_basis": tr("Căn cứ việc trả trong ngày"),
        "indicators.targets": tr("Chỉ tiêu kế hoạch năm"),
        "indicators.points_766": tr("Điểm của Bộ chỉ số 766"),
        "sync.targets": tr("Nơi nhận bảng kê"),
        "sync.every_minutes": tr("Tự gửi bảng kê"),
        "indicators.on_time_against": tr("Đúng hạn so với ngày hẹn nào"),
        "receipt.paper": tr("Khổ giấy tiếp nhận"),
        "receipt.visit": tr("Giấy của lượt nhiều hồ sơ"),
        "drafts.keep_days": tr("Giữ hồ sơ nhập dở"),
        "receipt.roll_copies": tr("Số liên giấy cuộn"),
        "clock.accept_hours": tr("Tiếp nhận hồ sơ trực tuyến"),
        "clock.clerk_notice_hours": tr("Báo cán bộ có hồ sơ trực tuyến"),
        "clock.transfer_cutoff": tr("Giờ chót chuyển hồ sơ trong ngày"),
        "clock.unfit_days": tr("Trả hồ sơ không đủ điều kiện"),
        "clock.supplement_days": tr("Chờ công dân bổ sung"),
        "clock.late_notice_days": tr("Báo trước khi trễ hẹn"),
        "clock.result_fix_days": tr("Sửa kết quả có sai sót"),
        "clock.forward_days": tr("Chuyển kết quả phi địa giới"),
        "clock.start": tr("Đồng hồ phi địa giới bắt đầu"),
        "clock.after_cutoff_counts_from": tr("Nhận sau giờ chót thì tính từ"),
        "clock.supplements_max": tr("Số lần yêu cầu bổ sung"),
        "clock.extensions_max": tr("Số lần hẹn lại"),
        "clock.extend_max_days": tr("Hẹn lại xa nhất"),
        "clock.soon_hours": tr("Coi là sắp đến hạn"),
        "override.roles": tr("Ai được làm vượt quy định"),
        "register.per_volume": tr("Số hồ sơ mỗi quyển sổ"),
        "register.own_numbers": tr("Tự cấp số hồ sơ"),
        "calls.max_attempts": tr("Số lần gọi điện"),
        "people.reuse_days": tr("Dùng lại giấy đã số hóa"),
        "files.person_inside": tr("Ghi số định danh trong tệp"),
        "files.person_in_export_names": tr("Số định danh trong tên tệp xuất"),
        "labels.sheet": tr("Tờ nhãn cắt sẵn"),
        "files.scan_required": tr("Hỏi khi còn giấy tờ chưa quét"),
        "files.warn_mb": tr("Nhắc khi tệp lớn hơn"),
        "files.block_mb": tr("Không nhận tệp lớn hơn"),
        "queue.on": tr("Phát và gọi số thứ tự"),
        "queue.kinds": tr("Loại việc có số riêng"),
        "queue.serves": tr("Quầy nào gọi loại việc nào"),
        "queue.next_after_commit": tr("F2 sau khi lưu thì gọi số tiếp"),
        "queue.paper": tr("Khổ giấy phiếu số"),
        "payment.bank": tr("Mã ngân hàng nhận phí"),
        "payment.bank_name": tr("Tên ngân hàng nhận phí"),
        "payment.account": tr("Số tài khoản nhận phí"),
        "payment.holder": tr("Tên tài khoản nhận phí"),
        "certification.fees": tr("Biểu phí chứng thực"),
        "certification.separate_books": tr("Sổ chứng thực riêng từng loại"),
        "certification.symbols": tr("Ký hiệu sổ chứng thực"),
        "certification.number_per": tr("Số chứng thực lấy theo"),
        "certification.per_volume": tr("Số lượt mỗi quyển sổ chứng thực"),
        "certification.extra_days": tr("Chứng thực: hẹn thêm nhiều nhất"),
        "certification.many_pages": tr("Chứng thực: gợi ý hẹn trả từ"),
        "certification.signer": tr("Người ký chứng thực"),
        "certification.papers": tr("Giấy tờ hay chứng thực"),
    }.get(card.key, card.help)


def choices(key: str) -> tuple[tuple[str, str], ...]:
    """The values a rule chooses among; nothing where it does not."""
    return {
        "clock.start": (
            ("competent", tr("Khi cơ quan có thẩm quyền nhận")),
            ("received", tr("Khi quầy này nhận")),
        ),
        "clock.after_cutoff_counts_from": (
            ("same_day", tr("Hôm nhận")),
            ("next_day", tr("Ngày làm việc sau")),
        ),
        "indicators.on_time_against": (
            ("original", tr("Ngày hẹn ban đầu")),
            ("current", tr("Ngày hẹn hiện tại")),
        ),
        "certification.number_per": (
            ("document", tr("Từng loại giấy tờ")),
            ("visit", tr("Lượt người đến")),
        ),
        "receipt.paper": (("a5", "A5"), ("a4", "A4"), ("k80", tr("Cuộn 80 mm")), ("k58", tr("Cuộn 58 mm"))),
        "receipt.visit": (
            ("beside", tr("Danh sách và giấy hẹn")),
            ("instead", tr("Chỉ danh sách")),
            ("list_off", tr("Chỉ giấy hẹn")),
        ),
        "receipt.roll_copies": (("1", "1"), ("2", "2")),
        "labels.sheet": tuple((one, one.replace("x", " × ")) for one in ("3x8", "3x7", "2x7", "2x8")),
        "queue.paper": (("k80", tr("Cuộn 80 mm")), ("k58", tr("Cuộn 58 mm"))),
    }.get(key, ())


def unit(key: str) -> str:
    """What a number counts, from the key's own ending."""
    last = key.rsplit(".", 1)[-1]
    if last.endswith("_hours"):
        return tr("giờ làm việc")
    if key in ("clock.supplement_days", "clock.extend_max_days", "people.reuse_days", "drafts.keep_days"):
        return tr("ngày (theo lịch)")
    if last.endswith("_days"):
        return tr("ngày làm việc")
    if last.endswith("_mb"):
        return "MB"
    if last.endswith("_minutes"):
        return tr("phút")
    return tr("lần") if last.endswith(("_max", "_attempts")) else ""


def role_words(role: str) -> str:
    """What a role is called."""
    return {"clerk": tr("Cán bộ một cửa"), "head": tr("Lãnh đạo"), "admin": tr("Người quản trị")}.get(
        role, role
    )


def in_no_field(key: str, value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Whether no single field can hold it: a list of rows with several columns is shown by their number."""
    return key in LISTS or (isinstance(value, list) and any(isinstance(one, dict) for one in value))


def value_words(key: str, value: Any) -> str:  # noqa: ANN401 - any JSON value
    """A value read out."""
    if key == "calendar.hours":
        return tr("{count} ngày mỗi tuần", count=sum(bool(day) for day in value))
    if key == "indicators.targets":
        return tr("{count} chỉ tiêu", count=sum(aim is not None for aim in value.values()))
    if key == "certification.fees":
        return tr("{count} dòng phí", count=len(value))
    if in_no_field(key, value):
        return tr("{count} mục", count=len(value))
    if key in ("certification.papers", "certification.symbols"):
        return ", ".join(value.values() if isinstance(value, dict) else value)
    if value == "":
        return tr("Ghi tay") if key == "certification.signer" else tr("Chưa đặt")
    if isinstance(value, bool):
        return tr("Có") if value else tr("Không")
    named = dict(choices(key)).get(str(value))
    if named is not None:
        return named
    if isinstance(value, list):
        return ", ".join(one.get("name", "") if isinstance(one, dict) else role_words(one) for one in value)
    if value is None:
        return tr("Không giới hạn")
    if key in ("register.per_volume", "certification.per_volume") and value == 0:
        return tr("Một quyển mỗi năm")
    if key == "calendar.last_confirmed_year":
        return str(value)
    told = say.number(value) if isinstance(value, int) else str(value)
    return f"{told} {unit(key)}".strip()


def confidence_words(mark: str) -> str:
    """How sure a legal source is."""
    return {
        "H": tr("Đã đọc toàn văn"),
        "M": tr("Nguồn thứ cấp, nên đối chiếu"),
        "L": tr("Nguồn yếu, cần đối chiếu"),
    }.get(mark, tr("Lựa chọn của đơn vị"))


def indicator_words(key: str) -> str:
    """What an indicator is called."""
    return {
        "on_time_settled": tr("Giải quyết đúng và trước hạn"),
        "on_time_766": tr("Đúng hạn theo QĐ 766"),
        "online_simple": tr("Hồ sơ trực tuyến"),
        "online_766": tr("Trực tuyến theo QĐ 766"),
        "digitised": tr("Số hóa hồ sơ, kết quả"),
        "reused": tr("Dùng lại dữ liệu đã số hóa"),
        "paid_online": tr("Thanh toán trực tuyến"),
        "electronic_result": tr("Kết quả điện tử"),
        "postal_return": tr("Trả kết quả qua bưu chính"),
        "satisfied": tr("Công dân hài lòng"),
        "satisfied_766": tr("Hài lòng theo QĐ 766"),
        "synced": tr("Đồng bộ lên cổng quốc gia"),
        "non_territorial": tr("Thủ tục phi địa giới"),
        "procedures_online": tr("Thủ tục có trực tuyến"),
        "procedures_full_online": tr("Thủ tục trực tuyến toàn trình"),
        "online_active": tr("Thủ tục trực tuyến có hồ sơ"),
        "contactless": tr("Không cần đến quầy"),
        "business_online": tr("Doanh nghiệp nộp trực tuyến"),
        "people_online": tr("Người dân nộp trực tuyến"),
        "certified_electronic": tr("Chứng thực điện tử"),
    }.get(key, key)
