"""Settings of the numbers: each declared once with its default, its limits and its source."""

from __future__ import annotations

from desk.office import declared as limits
from desk.office.declared import Declared
from desk.sending import targets

# The points of each group are the index's own; how they are shared inside a group is equal here.
_POINTS_766 = {
    "on_time_766": {"group": "2", "points": 20, "cap": 100},
    "procedures_online": {"group": "3", "points": 4, "cap": 80},
    "online_active": {"group": "3", "points": 4, "cap": 100},
    "online_766": {"group": "3", "points": 4, "cap": 50},
    "paid_online": {"group": "3b", "points": 10, "cap": 100},
    "electronic_result": {"group": "4", "points": 7.34, "cap": 100},
    "digitised": {"group": "4", "points": 7.33, "cap": 80},
    "reused": {"group": "4", "points": 7.33, "cap": 80},
    "satisfied_766": {"group": "5", "points": 18, "cap": 90},
}

NUMBERS: tuple[Declared, ...] = (
    Declared(
        key="indicators.points_766",
        default=_POINTS_766,
        accepts=limits.points_766,
        help="Điểm tối đa và tỷ lệ đạt điểm tối đa của từng chỉ số trong báo cáo 766; điểm nhóm theo Bộ chỉ "
        "số, chia đều trong nhóm là mức tạm, sửa theo phụ lục chính thức. Chấm theo bậc: thêm "
        '"steps": [[60, 1], [80, 2]] (từ 60 % được 1 điểm, từ 80 % được 2).',
        help_en="Points and full-point rate of each indicator in the report 766; group points are the "
        "index's, the equal shares inside a group are provisional. Scored by steps: add "
        '"steps": [[60, 1], [80, 2]] (1 point from 60 % on, 2 from 80 %).',
        source="QĐ 766/QĐ-TTg ngày 23/6/2022",
        confidence="GK",
    ),
    Declared(
        key=targets.SETTING,
        default=targets.DEFAULT,
        accepts=targets.accepted,
        help="Nơi nhận bảng tổng hợp ngày: mỗi nơi một tên, một kiểu (folder, https, postgres, dhis2).",
        help_en="Where daily tallies go: each with a name, a kind (folder, https, postgres, dhis2).",
    ),
    Declared(
        key="sync.every_minutes",
        default=30,
        accepts=targets.interval,
        help="Cửa sổ đang mở thì cứ bao nhiêu phút tự gửi bảng kê một lần (5–1440); 0 là chỉ gửi sau khi "
        "chốt ngày và khi bấm gửi.",
        help_en="Minutes between turns of sending while the window is open (5–1440); 0 sends after a closing "
        "and by hand only.",
    ),
)
