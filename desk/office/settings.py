"""Office settings: each declared once with its default, its limits and its Vietnamese help.

What the office never changed is not stored. A change holds from a day on and is an event: who, when,
from what, to what, from which day. A row that has held is never replaced, so what was in force on a past
day can always be told.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.numbers.declared import NUMBERS
from desk.office import declared as limits
from desk.office.certification_rules import CERTIFICATION
from desk.office.declared import Declared
from desk.office.rules import RULES
from desk.paying.declared import PAYING
from desk.queue.declared import QUEUE
from desk.reasons import told_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from desk.record.uow import UnitOfWork

ALWAYS = date(1900, 1, 1)  # in force since ever
_LAST = date(2100, 12, 31)
_COUNTER_DAY = [["07:30", "11:30"], ["13:30", "17:00"]]

_OFFICE: tuple[Declared, ...] = (
    Declared(
        key="calendar.hours",
        default=[*([_COUNTER_DAY] * 5), [], []],
        accepts=limits.week,
        help="Giờ làm việc từng ngày trong tuần, từ thứ Hai; ngày nghỉ để trống.",
        help_en="Office hours of each weekday, Monday first; a day off is left empty.",
    ),
    Declared(
        key="calendar.same_day_cutoff",
        default="15:00",
        accepts=limits.clock_time,
        help="Giờ chót nhận việc trả trong ngày; sau giờ này hẹn sang ngày làm việc tiếp theo.",
        help_en="Last time for same-day results; later means the next working day.",
        source="Luật Hộ tịch 60/2014/QH13 Điều 5 khoản 3; NĐ 23/2015/NĐ-CP Điều 7",
        confidence="H",
    ),
    Declared(
        key="calendar.last_confirmed_year",
        default=2026,
        accepts=limits.year,
        help="Năm cuối cùng đã có lịch nghỉ chính thức; hẹn sau năm này kèm lời nhắc.",
        help_en="Last year whose days off are official; later dates carry a warning.",
    ),
    Declared(
        key="indicators.targets",
        default={},
        accepts=limits.targets,
        help="Chỉ tiêu của kế hoạch năm, phần trăm theo từng chỉ số; để trống một chỉ số là không đặt.",
        help_en="Targets of the yearly plan in percent by indicator; null sets none.",
    ),
    Declared(
        key="receipt.paper",
        default="a5",
        accepts=limits.one_of("a4", "a5", "k80", "k58"),
        help="Khổ giấy của Giấy tiếp nhận hồ sơ và hẹn trả kết quả: a4, a5, k80 hoặc k58.",
        help_en="Paper of the receipt: a4, a5, k80 or k58.",
    ),
    Declared(
        key="receipt.visit",
        default="beside",
        accepts=limits.one_of("beside", "instead", "list_off"),
        help="Một người nộp nhiều hồ sơ một lượt: in danh sách kèm giấy hẹn từng hồ sơ (beside), thay giấy "
        "hẹn (instead), hoặc không in danh sách (list_off).",
        help_en="One person with several dossiers: print the list beside each receipt (beside), instead of "
        "them (instead), or no list (list_off).",
    ),
    Declared(
        key="receipt.roll_copies",
        default=1,
        accepts=limits.one_of(1, 2),
        help="Số liên khi in giấy cuộn: 1 (chỉ liên giao người nộp) hoặc 2 (thêm liên lưu).",
        help_en="Copies on a roll: 1 (the citizen's) or 2 (and the office's).",
    ),
    Declared(
        key="files.scan_required",
        default=True,
        accepts=limits.flag,
        help="Quầy có camera hoặc máy quét: còn giấy tờ chưa quét thì hỏi một lần trước khi lưu; "
        "F9 lần nữa là vẫn nhận.",
        help_en="At a desk with camera or scanner: ask once before saving while a paper was not scanned; "
        "F9 again saves.",
        source="NĐ 118/2025/NĐ-CP Điều 17 khoản 1",
        confidence="H",
    ),
    Declared(
        key="drafts.keep_days",
        default=7,
        accepts=limits.whole(1, 30),
        help="Số ngày giữ hồ sơ đang nhập dở trên máy này; quá số ngày này bản nháp bị xóa.",
        help_en="Days an unfinished reception is kept on this machine; older drafts are removed.",
    ),
    Declared(
        key="files.person_inside",
        default=True,
        accepts=limits.flag,
        help="Ghi số định danh (hoặc họ tên, năm sinh) của chủ giấy tờ vào siêu dữ liệu bên trong tệp PDF; "
        "không bao giờ ghi vào tên tệp lưu.",
        help_en="Write the holder's number (or name and year of birth) into the metadata inside the PDF; "
        "never into the name it is stored under.",
        source="NĐ 118/2025/NĐ-CP Điều 19 khoản 2",
        confidence="H",
    ),
    Declared(
        key="files.person_in_export_names",
        default=False,
        accepts=limits.flag,
        help="Cho phép xuất tệp theo mã số giấy tờ chính thức (số định danh + mã loại): tên tệp có dữ "
        "liệu cá nhân.",
        help_en="Allow exporting files under the official code of the paper, which holds a personal number.",
        source="NĐ 118/2025/NĐ-CP Điều 22",
        confidence="H",
    ),
    Declared(
        key="labels.sheet",
        default="3x8",
        accepts=limits.one_of("3x8", "3x7", "2x7", "2x8"),
        help="Tờ nhãn A4 cắt sẵn đang dùng: số cột x số hàng (3x8 là nhãn 70 × 37 mm).",
        help_en="The A4 sheet of ready-cut labels in use: columns x rows (3x8 has labels of 70 × 37 mm).",
    ),
    Declared(
        key="files.warn_mb",
        default=5,
        accepts=limits.whole(1, 500),
        help="Tệp số hoá lớn hơn số MB này thì nhắc: nhiều cổng không nhận.",
        help_en="A digitised file of more megabytes is warned of: many portals do not take it.",
    ),
    Declared(
        key="files.block_mb",
        default=20,
        accepts=limits.whole(1, 500),
        help="Tệp số hoá lớn hơn số MB này thì không nhận: chia thành nhiều giấy tờ hoặc quét lại.",
        help_en="A digitised file of more megabytes is refused: split the paper or scan it anew.",
    ),
)

DECLARED: tuple[Declared, ...] = (*_OFFICE, *NUMBERS, *QUEUE, *RULES, *CERTIFICATION, *PAYING)


def declared(key: str) -> Declared:
    """Return what is declared under `key`.

    Raises:
        InputError: `setting.unknown`.
    """
    for one in DECLARED:
        if one.key == key:
            return one
    raise InputError("setting.unknown", key=key[:80])


def today(session: Session) -> date:
    """Return the day it is at the office this session belongs to."""
    from desk.clock import SystemClock

    clock = session.info.get("clock") or SystemClock()
    day: date = clock.now().date()
    return day


def value(session: Session, key: str, on: date | None = None) -> Any:  # noqa: ANN401 - any JSON value
    """Return the office's value of `key` in force on a day (default: its today), or the default.

    Raises:
        InputError: `setting.unknown`.
    """
    one = declared(key)
    held = history(session, key, until=on or today(session))
    return held[-1][1] if held else one.default


def values(session: Session, on: date | None = None) -> Mapping[str, Any]:
    """Return every declared setting with the value that holds on a day (default: the office's today)."""
    from sqlalchemy import select

    from models.setting import Setting

    found = {one.key: one.default for one in DECLARED}
    rows = session.execute(
        select(Setting.key, Setting.value)
        .where(Setting.valid_from <= (on or today(session)))
        .order_by(Setting.valid_from)
    )
    found.update((key, held) for key, held in rows if key in found)
    return found


def history(session: Session, key: str, *, until: date | None = None) -> tuple[tuple[date, Any], ...]:
    """Return the stored values of `key` with their first days, oldest first, planned ones included."""
    from sqlalchemy import select

    from models.setting import Setting

    query = select(Setting.valid_from, Setting.value).where(Setting.key == key).order_by(Setting.valid_from)
    if until is not None:
        query = query.where(Setting.valid_from <= until)
    return tuple((row.valid_from, row.value) for row in session.execute(query))


def change(
    uow: UnitOfWork,
    key: str,
    new: Any,  # noqa: ANN401 - any JSON value
    valid_from: date | None = None,
) -> None:
    """Set `key` from a day on (default: today); the value already in force there leaves no trace.

    A first day in the past is for a rule heard of late: what was promised before keeps its dates.

    Raises:
        InputError: `setting.unknown`, `setting.bad_value`, `setting.bad_day`; `setting.has_held` where
            another value was in force from that very past day on.
    """
    from models.setting import Setting

    one = declared(key)
    if not one.accepts(new):
        about = one.help_en if uow.office.lang == "en" else one.help
        raise InputError("setting.bad_value", key=key, **told_of(key, new), about=about)
    now = uow.now.date()
    first = valid_from or now
    if not ALWAYS <= first <= _LAST:
        raise InputError("setting.bad_day", key=key, day=first.isoformat())
    uow.session.flush()
    stored = dict(history(uow.session, key))
    old = value(uow.session, key, on=first)
    if old == new and type(old) is type(new):
        return
    if first < now and first in stored:
        raise InputError("setting.has_held", key=key, day=f"{first:%d/%m/%Y}")
    uow.session.merge(Setting(key=key, valid_from=first, value=new))
    uow.record(
        "setting.changed",
        subject=key,
        details={"key": key, "from": old, "to": new, "valid_from": first.isoformat()},
    )
