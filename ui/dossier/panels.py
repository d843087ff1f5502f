"""What each act asks on the screen: its title, what F9 says, the fields, which papers, whether twice.

Which acts there are, and when, is `desk`'s alone (`DossierView.actions`); this table only says how an act
that is allowed is asked for. An act that is not listed here gets a panel with its reason alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desk.rows import State

if TYPE_CHECKING:
    from desk.life.rows import NextAct


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One thing asked: `kind` is line, lines, money, day, clock, choice, unit or score."""

    key: str
    title: str
    kind: str = "line"
    required: bool = False
    hint: str = ""
    first: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    half: bool = False  # shares its line with the next one


@dataclass(frozen=True, slots=True)
class PanelSpec:
    """The panel of an act: Vietnamese words (said by `tr` when painted) and fields from the top."""

    title: str
    commit: str
    note: str = ""
    fields: tuple[FieldSpec, ...] = ()
    papers: str = ""  # "missing": tick what is asked for; "handed": tick what came, with pages
    phrases: str = ""  # kind of standard sentences offered for the reason
    icon: str = "check"
    twice: bool = False  # cannot be undone: F9 asks once more
    done: str = ""  # what the toast says

    @property
    def bare(self) -> bool:
        """Whether there is nothing to fill in: the parts of the dossier stay in view."""
        return not self.fields and not self.papers

    @property
    def plain(self) -> tuple[str, ...]:
        """The keys that go into the act's file as they are typed."""
        own = {"day", "clock", "amount", "score", "other", "result_error", "override.reason", "override.role"}
        return tuple(one.key for one in self.fields if one.key not in own and not one.key.startswith("set."))


CORRECTABLE: tuple[tuple[str, str], ...] = (
    ("full_name", "Họ và tên"),
    ("id_number", "Số định danh"),
    ("birth_date", "Ngày sinh"),
    ("phone", "Điện thoại"),
    ("email", "Thư điện tử"),
    ("copies", "Số bản"),
    ("address", "Địa chỉ"),
)

_REASON = FieldSpec("reason", "Lý do", "lines")
_MUST_REASON = replace(_REASON, required=True)
_BASIS = FieldSpec("legal_basis", "Căn cứ pháp lý", hint="Ví dụ: khoản 1 Điều 17 Nghị định 118/2025/NĐ-CP")
_OVERRIDE = (
    FieldSpec("override.reason", "Vì sao làm lần nữa", required=True, half=True),
    FieldSpec(
        "override.role",
        "Người cho phép",
        "choice",
        required=True,
        first="head",
        choices=(("head", "Lãnh đạo"), ("admin", "Quản trị")),
    ),
)
_AMOUNT = FieldSpec("amount", "Số tiền (đ)", "money", half=True)
_FEE_NO = FieldSpec("receipt_no", "Số biên lai")
_ASKED = (FieldSpec("other", "Giấy tờ khác cần bổ sung"), _MUST_REASON, _BASIS)
_METHODS = (("cash", "Tiền mặt"), ("online", "Trực tuyến"))

_PANELS: dict[str, PanelSpec] = {
    "accept": PanelSpec(
        "Tiếp nhận hồ sơ trực tuyến",
        "Tiếp nhận và in giấy hẹn",
        "Xem đủ giấy tờ rồi mới tiếp nhận chính thức: thời hạn tính từ lúc này.",
        icon="printer",
        done="Đã tiếp nhận hồ sơ của {name}",
    ),
    "request-supplement": PanelSpec(
        "Yêu cầu bổ sung",
        "Lưu và in phiếu bổ sung",
        "Ghi đủ một lần. Thời hạn dừng lại, tính lại từ đầu khi công dân nộp đủ.",
        _ASKED,
        papers="missing",
        phrases="supplement",
        icon="printer",
        done="Đã yêu cầu {name} bổ sung",
    ),
    "supplement": PanelSpec(
        "Nhận giấy tờ bổ sung",
        "Nhận bổ sung và in giấy hẹn",
        papers="handed",
        icon="printer",
        done="Đã nhận giấy bổ sung của {name}",
    ),
    "refuse": PanelSpec(
        "Từ chối tiếp nhận, giải quyết",
        "Từ chối và in phiếu",
        "Từ chối không lấy lại được. Phải nêu lý do và căn cứ pháp lý.",
        (_MUST_REASON, replace(_BASIS, required=True)),
        phrases="refuse",
        icon="ban",
        twice=True,
        done="Đã từ chối hồ sơ của {name}",
    ),
    "hand-over": PanelSpec(
        "Chuyển bộ phận giải quyết",
        "Ghi nhận bàn giao",
        "Ghi lại ai đang giữ hồ sơ. Nhiều hồ sơ một lúc thì dùng màn hình Bàn giao.",
        (
            FieldSpec("to", "Bộ phận nhận", "unit", hint="Để trống: theo quy trình nội bộ"),
            FieldSpec("holder", "Người nhận", hint="Nếu biết"),
        ),
        icon="arrow-left-right",
        done="Đã bàn giao hồ sơ của {name}",
    ),
    "await-payment": PanelSpec(
        "Chờ nghĩa vụ tài chính",
        "Ghi nhận chờ nộp",
        "Thời hạn dừng lại cho tới ngày công dân nộp.",
        (_AMOUNT,),
        icon="banknote",
        done="Hồ sơ của {name} chờ nộp tiền",
    ),
    "paid": PanelSpec(
        "Thu phí, lệ phí",
        "Ghi nhận đã nộp",
        fields=(
            _AMOUNT,
            _FEE_NO,
            FieldSpec("method", "Hình thức", "choice", first="cash", choices=_METHODS),
        ),
        icon="banknote",
        done="Đã ghi nhận khoản nộp của {name}",
    ),
    "extend": PanelSpec(
        "Hẹn lại, xin lỗi",
        "Hẹn lại và in thư xin lỗi",
        "Công dân nhận thư xin lỗi có lý do và ngày hẹn mới.",
        (
            FieldSpec("day", "Ngày hẹn mới", "day", required=True, hint="26/11/2026", half=True),
            FieldSpec("clock", "Trước giờ", "clock", required=True, hint="17:00", first="17:00"),
            _MUST_REASON,
        ),
        phrases="late",
        icon="printer",
        done="Đã hẹn lại hồ sơ của {name}",
    ),
    "withdraw": PanelSpec(
        "Công dân xin rút hồ sơ",
        "Ghi nhận yêu cầu rút",
        "Hồ sơ chờ dừng xử lý; có thể giải quyết tiếp nếu công dân đổi ý.",
        (_REASON,),
        icon="undo-2",
        done="Đã ghi nhận {name} xin rút hồ sơ",
    ),
    "resume": PanelSpec(
        "Giải quyết tiếp",
        "Giải quyết tiếp",
        "Công dân không rút hồ sơ nữa: thời hạn tiếp tục.",
        (_REASON,),
        icon="undo-2",
        done="Tiếp tục giải quyết hồ sơ của {name}",
    ),
    "stop": PanelSpec(
        "Dừng xử lý",
        "Dừng xử lý và in thông báo",
        "Dừng xử lý không lấy lại được. Giấy tờ đã nộp được trả lại công dân.",
        (_MUST_REASON, _BASIS),
        phrases="stop",
        icon="octagon-alert",
        twice=True,
        done="Đã dừng xử lý hồ sơ của {name}",
    ),
    "correct": PanelSpec(
        "Đính chính thông tin",
        "Lưu đính chính",
        "Chỉ sửa ô cần sửa. Thông tin cũ vẫn còn trong nhật ký.",
        (
            *(
                FieldSpec(f"set.{key}", title, half=at % 2 == 0 and key != "address")
                for at, (key, title) in enumerate(CORRECTABLE)
            ),
            _MUST_REASON,
        ),
        icon="pen-line",
        done="Đã đính chính hồ sơ của {name}",
    ),
    "reconcile": PanelSpec(
        "Nhập mã hồ sơ chính thức",
        "Lưu mã chính thức",
        "Quét hoặc gõ mã do hệ thống tỉnh cấp. Mã cũ vẫn tra cứu được.",
        (FieldSpec("official_code", "Mã chính thức", required=True),),
        icon="scan-line",
        done="Đã có mã chính thức cho hồ sơ của {name}",
    ),
    "rate": PanelSpec(
        "Công dân đánh giá",
        "Ghi nhận đánh giá",
        fields=(
            FieldSpec("score", "Mức hài lòng", "score", required=True),
            FieldSpec(
                "by",
                "Ai bấm",
                "choice",
                first="citizen",
                choices=(("citizen", "Công dân tự bấm"), ("clerk", "Cán bộ ghi hộ")),
            ),
        ),
        icon="smile",
        done="Đã ghi nhận đánh giá của {name}",
    ),
    "note": PanelSpec(
        "Ghi chú nội bộ",
        "Lưu ghi chú",
        "Chỉ cán bộ thấy, không in lên giấy cho công dân.",
        (FieldSpec("text", "Ghi chú", "lines", required=True),),
        phrases="note",
        icon="pen-line",
        done="Đã lưu ghi chú",
    ),
}
ELSEWHERE = ("result-ready", "return")  # done on the screen Trả kết quả
_ERROR = FieldSpec(
    "result_error",
    "Sửa gì",
    "choice",
    choices=(("", "Thông tin hồ sơ"), ("1", "Kết quả có sai sót, làm lại")),
)


def panel(act: NextAct, state: State) -> PanelSpec:
    """The panel of an allowed act, with the override's two fields where this one needs it."""
    spec = _PANELS.get(act.verb) or PanelSpec(act.label, act.label, fields=(_REASON,))
    fields = spec.fields
    if act.verb == "correct" and state is State.RETURNED:
        fields = (_ERROR, *fields)
    if act.needs_override:
        fields = (*fields, *_OVERRIDE)
    needed = set(act.required)
    fields = tuple(replace(one, required=one.required or one.key in needed) for one in fields)
    return replace(spec, fields=fields, twice=spec.twice or act.confirm)
