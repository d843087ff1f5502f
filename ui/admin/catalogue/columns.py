"""The catalogue's fields and table columns, with the words an administrator knows them by."""

from __future__ import annotations

from ui.admin.parts.sheet import Col, Kind
from ui.admin.parts.spec import Control, Spec
from ui.i18n import tr


def unit_choices() -> tuple[tuple[str, str], ...]:
    """The units of a legal term."""
    return (
        ("", tr("Chưa đặt")),
        ("same_day", tr("Trong ngày")),
        ("working_hour", tr("Giờ làm việc")),
        ("working_day", tr("Ngày làm việc")),
        ("calendar_day", tr("Ngày (theo lịch)")),
    )


def online_choices() -> tuple[tuple[str, str], ...]:
    """How far a procedure can be filed online (NĐ 224/2026 Điều 14)."""
    return (
        ("", tr("Chưa đặt")),
        ("toàn trình", tr("Toàn trình")),
        ("một phần", tr("Một phần")),
        ("còn lại", tr("Còn lại, chỉ thông tin")),
    )


def applies_choices() -> tuple[tuple[str, str], ...]:
    """For whom a paper is asked for."""
    return (
        ("always", tr("Mọi trường hợp")),
        ("on_behalf", tr("Chỉ khi nộp thay")),
        ("organisation", tr("Chỉ khi là tổ chức")),
        ("group", tr("Chỉ khi nộp theo nhóm")),
    )


def fact_specs() -> tuple[Spec, ...]:
    """The fields of a procedure."""
    cutoff = (
        ("", tr("Theo quy tắc chung")),
        ("same_day", tr("Tính từ hôm nhận")),
        ("next_day", tr("Tính từ ngày làm việc sau")),
    )
    return (
        Spec("code", tr("Mã thủ tục"), Control.CODE, span=2, hint="1.001193"),
        Spec("name", tr("Tên thủ tục"), span=7),
        Spec("field", tr("Lĩnh vực"), span=3),
        Spec("time_limit", tr("Thời hạn"), Control.CODE, span=2),
        Spec("time_unit", tr("Đơn vị thời hạn"), Control.CHOICE, span=3, choices=unit_choices()),
        Spec("fee", tr("Lệ phí (đ)"), Control.CODE, span=2, hint=tr("trống: chưa đặt")),
        Spec("online_level", tr("Mức trực tuyến"), Control.CHOICE, span=3, choices=online_choices()),
        Spec("level", tr("Cấp thực hiện"), span=2),
        Spec("resolving_unit", tr("Bộ phận giải quyết"), span=4),
        Spec("competent_unit", tr("Cơ quan có thẩm quyền (nếu là nơi khác)"), span=5),
        Spec("after_cutoff", tr("Nhận sau giờ chót"), Control.CHOICE, span=3, choices=cutoff),
        Spec("favourite", tr("Hay dùng, hiện lên đầu"), Control.FLAG, span=4),
        Spec("suspended", tr("Tạm dừng tiếp nhận"), Control.FLAG, span=4),
        Spec("fee_per_page", tr("Lệ phí tính theo trang"), Control.FLAG, span=4),
        Spec("yields_paper", tr("Trả kết quả bằng giấy"), Control.FLAG, span=4),
        Spec("non_territorial", tr("Phi địa giới"), Control.FLAG, span=4),
        Spec("business", tr("Cho doanh nghiệp, hộ kinh doanh"), Control.FLAG, span=4),
        Spec(
            "fees",
            tr("Các khoản phí, lệ phí (khi có nhiều khoản)"),
            span=12,
            hint=tr("Lệ phí hộ tịch: 8000; Bản sao: 3000/bản"),
        ),
        Spec(
            "nicknames",
            tr("Tên gọi khác, để tìm (cách nhau bằng dấu ;)"),
            span=6,
            hint=tr("khai sinh; giấy sinh"),
        ),
        Spec("basis", tr("Quyết định công bố"), span=6),
        Spec("source", tr("Nguồn số liệu"), span=9),
        Spec("confidence", tr("Độ chắc"), span=3),
    )


def component_cols() -> tuple[Col, ...]:
    """The columns of a checklist."""
    return (
        Col("name", tr("Tên giấy tờ"), share=8, least=170),
        Col("mandatory", tr("Bắt buộc"), Kind.FLAG, share=0),
        Col("applies", tr("Khi nào cần"), Kind.CHOICE, choices=applies_choices(), share=0),
        Col("condition", tr("Điều kiện khác"), share=4, least=110, hint=tr("nếu có")),
        Col("copies", tr("Số bản"), Kind.NUMBER, share=0, least=60),
        Col("from_database", tr("Có trong CSDL"), Kind.FLAG, share=0),
        Col("valid_days", tr("Dùng lại (ngày)"), Kind.NUMBER, share=0, hint=tr("không")),
        Col("doc_type", tr("Mã loại giấy"), share=1, least=86),
    )


def ask_cols() -> tuple[Col, ...]:
    """The columns of the further questions."""
    kinds = (
        ("text", tr("Chữ")),
        ("number", tr("Chữ số")),
        ("date", tr("Ngày")),
        ("flag", tr("Có, không")),
        ("choice", tr("Chọn một")),
    )
    return (
        Col("label", tr("Câu hỏi"), share=6, least=180),
        Col("key", tr("Khóa"), share=2, least=110, hint="muc_dich"),
        Col("kind", tr("Kiểu"), Kind.CHOICE, choices=kinds, share=0, least=100),
        Col("choices", tr("Các lựa chọn (cách nhau bằng dấu ;)"), share=5, least=180),
    )
