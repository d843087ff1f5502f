"""Quy định pháp luật theo ngày hiệu lực: every number the law gives, with its source, dated.

The law changed four times in 17 months, so a rule is a setting with a first day, never a constant: ask
`rule(session, key, on=day)` for the value in force on the day something happens. What the office never
changed has the default below. A day in the future does not hold yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.office.declared import Declared, clock_time, days_or_none, flag, one_of, phrase, roles, whole

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

_ND118 = "NĐ 118/2025/NĐ-CP"

_CLOCK_RULES: tuple[Declared, ...] = (
    Declared(
        key="clock.accept_hours",
        default=8,
        accepts=whole(1, 200),
        help="Số giờ làm việc để tiếp nhận chính thức hoặc yêu cầu bổ sung một hồ sơ nộp trực tuyến.",
        help_en="Working hours to accept an online dossier officially or to ask for what is missing.",
        source=f"{_ND118} Điều 17 khoản 2",
        confidence="H",
    ),
    Declared(
        key="clock.clerk_notice_hours",
        default=2,
        accepts=whole(1, 200),
        help="Số giờ làm việc để cán bộ được báo có hồ sơ trực tuyến mới.",
        help_en="Working hours until the clerk is told of a new online dossier.",
        source=f"{_ND118} Điều 17 khoản 2",
        confidence="H",
    ),
    Declared(
        key="clock.transfer_cutoff",
        default="15:00",
        accepts=clock_time,
        help="Giờ chót chuyển hồ sơ trong ngày; nhận sau giờ này thì chuyển đầu ngày làm việc tiếp theo.",
        help_en="Received after this time, a dossier is handed on at the start of the next working day.",
        source=f"{_ND118} Điều 18 khoản 2",
        confidence="H",
    ),
    Declared(
        key="clock.unfit_days",
        default=3,
        accepts=whole(1, 365),
        help="Số ngày làm việc để trả lại hồ sơ không đủ điều kiện kèm phiếu bổ sung.",
        help_en="Working days to return an unfit dossier with a supplement request.",
        source=f"{_ND118} Điều 19 khoản 5",
        confidence="H",
    ),
    Declared(
        key="clock.supplement_days",
        default=15,
        accepts=whole(1, 365),
        help="Số ngày (theo lịch) chờ bổ sung; quá hạn thì được đóng hồ sơ.",
        help_en="Calendar days to wait for a supplement before the dossier may be closed.",
        source=f"{_ND118} Điều 19 khoản 5",
        confidence="M",
    ),
    Declared(
        key="clock.late_notice_days",
        default=1,
        accepts=whole(1, 60),
        help="Số ngày làm việc phải báo trước khi dự kiến trễ hẹn.",
        help_en="Working days before the due date by which lateness must be announced.",
        source=f"{_ND118} Điều 19 khoản 6",
        confidence="H",
    ),
    Declared(
        key="clock.result_fix_days",
        default=3,
        accepts=whole(1, 365),
        help="Số ngày làm việc để sửa kết quả có sai sót.",
        help_en="Working days to correct an error in a result.",
        source=f"{_ND118} Điều 23",
        confidence="H",
    ),
    Declared(
        key="clock.forward_days",
        default=1,
        accepts=whole(1, 60),
        help="Số ngày làm việc để chuyển hồ sơ phi địa giới đến cơ quan có thẩm quyền ở cấp khác.",
        help_en="Working days to forward a dossier that another level is competent for.",
        source=f"{_ND118} Điều 20 khoản 1 điểm a",
        confidence="H",
    ),
    Declared(
        key="clock.start",
        default="competent",
        accepts=one_of("received", "competent"),
        help="Hồ sơ phi địa giới tính giờ từ lúc nào: received (lúc tiếp nhận) hoặc competent (lúc cơ quan "
        "có thẩm quyền nhận được).",
        help_en="When the clock of a dossier for another competent unit starts: received or competent.",
        source="NĐ 309/2026/NĐ-CP (hiệu lực 05/8/2026), sửa NĐ 118/2025/NĐ-CP Điều 17 khoản 3",
        confidence="M",
    ),
    Declared(
        key="clock.after_cutoff_counts_from",
        default="same_day",
        accepts=one_of("same_day", "next_day"),
        help="Thủ tục nhiều ngày nhận sau giờ chót: same_day (vẫn tính từ ngày nhận) hoặc next_day (tính từ "
        "ngày làm việc tiếp theo).",
        help_en="A multi-day procedure received after the cut-off counts from: same_day or next_day.",
        source="Chưa có văn bản quy định; từng đơn vị thống nhất",
        confidence="L",
    ),
)

_LIMITS: tuple[Declared, ...] = (
    Declared(
        key="clock.supplements_max",
        default=1,
        accepts=whole(0, 20),
        help="Số lần được yêu cầu bổ sung; hơn nữa phải có người có thẩm quyền cho phép, kèm lý do.",
        help_en="How many supplement requests are allowed without an override.",
        source=f"{_ND118} Điều 11 khoản 2 điểm c, Điều 16 khoản 3",
        confidence="H",
    ),
    Declared(
        key="clock.extensions_max",
        default=1,
        accepts=whole(0, 20),
        help="Số lần được hẹn lại; hơn nữa phải có người có thẩm quyền cho phép, kèm lý do.",
        help_en="How many times a dossier may be given a new date without an override.",
        source=f"{_ND118} Điều 19 khoản 6",
        confidence="H",
    ),
    Declared(
        key="clock.extend_max_days",
        default=365,
        accepts=whole(1, 3650),
        help="Ngày hẹn lại không được xa hơn hạn đang có quá số ngày này (chặn nhập nhầm).",
        help_en="A new date may lie at most so many days after the present one (against slips of the hand).",
    ),
    Declared(
        key="clock.soon_hours",
        default=4,
        accepts=whole(1, 200),
        help="Còn bằng hoặc ít hơn số giờ làm việc này thì báo sắp đến hạn.",
        help_en="Working hours before the due time from which a dossier is marked as due soon.",
    ),
    Declared(
        key="override.roles",
        default=["head", "admin"],
        accepts=roles,
        help="Vai trò được cho phép làm vượt giới hạn (bổ sung lần 2, hẹn lại lần 2).",
        help_en="Roles that may allow a second supplement request or a second extension.",
        source=f"{_ND118} Điều 16 khoản 3, Điều 19 khoản 6",
        confidence="M",
    ),
    Declared(
        key="indicators.on_time_against",
        default="original",
        accepts=one_of("original", "current"),
        help="Chấm đúng hạn theo ngày hẹn đầu (original) hay ngày hẹn lại (current).",
        help_en="On time is judged against the original or the current due date.",
        source=f"{_ND118} Điều 19 khoản 6; biểu II.06a",
        confidence="L",
    ),
    Declared(
        key="register.per_volume",
        default=0,
        accepts=whole(0, 100_000),
        help="Số hồ sơ mỗi quyển sổ theo dõi; 0 là một quyển cho cả năm.",
        help_en="Entries in a volume of the register; 0 means one volume a year.",
        source="NĐ 61/2018/NĐ-CP Điều 39 (đã hết hiệu lực, vẫn là nề nếp ghi sổ)",
        confidence="M",
    ),
    Declared(
        key="register.own_numbers",
        default=False,
        accepts=flag,
        help="Tự cấp số hồ sơ theo mã đơn vị (sổ riêng) thay cho số tạm; chỉ bật khi đơn vị được phép.",
        help_en="Give numbers of the unit's own register instead of provisional ones; only if allowed.",
        source=f"{_ND118} Điều 28",
        confidence="H",
    ),
    Declared(
        key="calendar.saturday_counts",
        default=False,
        accepts=flag,
        help="Sáng thứ Bảy có mở quầy thì có tính là ngày làm việc khi hẹn trả hay không.",
        help_en="Whether a Saturday with office hours counts as a working day in terms.",
        source="Bộ luật Lao động 45/2019/QH14 Điều 111, 112",
        confidence="L",
    ),
    Declared(
        key="calendar.days_basis",
        default="Bộ luật Dân sự 91/2015/QH13 Điều 147, 148",
        accepts=phrase(160),
        help="Căn cứ của cách đếm ngày (không tính ngày đầu, ngày cuối nghỉ thì lùi), nêu ở «Vì sao hẹn».",
        help_en="The basis for counting days (first day not counted, last day off moves on).",
        source="Bộ luật Dân sự 91/2015/QH13 Điều 147, 148 (chưa đối chiếu toàn văn)",
        confidence="L",
    ),
    Declared(
        key="calendar.same_day_basis",
        default="Luật Hộ tịch 60/2014/QH13 Điều 5 khoản 3; NĐ 23/2015/NĐ-CP Điều 7",
        accepts=phrase(160),
        help="Căn cứ của việc trả trong ngày, nêu ở «Vì sao hẹn ngày này».",
        help_en="The basis for same-day results, named in “why this date”.",
        source="Luật Hộ tịch 60/2014/QH13 Điều 5 khoản 3; NĐ 23/2015/NĐ-CP Điều 7",
        confidence="H",
    ),
    Declared(
        key="calls.max_attempts",
        default=3,
        accepts=whole(1, 50),
        help="Báo cho công dân không được sau số lần này thì thôi không đưa vào danh sách liên hệ nữa.",
        help_en="Attempts to reach a citizen after which the call list no longer shows them.",
        source="Chưa có văn bản quy định số lần; từng đơn vị thống nhất",
        confidence="L",
    ),
    Declared(
        key="people.reuse_days",
        default=None,
        accepts=days_or_none,
        help="Giấy tờ đã số hoá dùng lại được trong bao nhiêu ngày nếu không ghi thời hạn riêng; trống là không giới hạn.",  # noqa: E501
        help_en="Days a digitised paper without a term of its own may be used again; null means no limit.",
        source=f"{_ND118} Điều 5 khoản 1 điểm i",
        confidence="M",
    ),
)

RULES: tuple[Declared, ...] = (*_CLOCK_RULES, *_LIMITS)


def rule(session: Session, key: str, *, on: date | None = None) -> Any:  # noqa: ANN401 - any JSON value
    """Return the value of a rule in force on a day; without a day, on the office's today.

    Raises:
        InputError: `setting.unknown`.
    """
    from desk.office import settings

    return settings.value(session, key, on=on)
