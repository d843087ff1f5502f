"""The wizard's state as frozen data: the step, what was typed, how the folder stands, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ui import format as say
from ui.admin.parts.spec import Control, Spec
from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.office.setup import FolderLook

STEPS = ("start", "office", "folder", "staff", "review", "devices")
OFFICE = ("code", "name", "parent", "place", "address", "hotline", "lookup_url", "counter")
STAFF = ("full_name", "username", "role")
FIELD_STEPS = {**dict.fromkeys(OFFICE, "office"), **dict.fromkeys(STAFF, "staff")}


@dataclass(frozen=True, slots=True)
class WizardState:
    """Everything the window paints. `wrong` maps fields to sentences; `made` once the office stands."""

    step: str = "start"
    values: Mapping[str, str] = field(default_factory=dict)
    look: FolderLook | None = None
    wrong: Mapping[str, str] = field(default_factory=dict)
    busy: bool = False
    failure: str = ""
    made: bool = False
    resumed: bool = False

    @property
    def number(self) -> int:
        """Which step this is, from 0."""
        return STEPS.index(self.step)

    def of(self, keys: tuple[str, ...]) -> dict[str, str]:
        """The typed values of some fields."""
        return {key: self.values.get(key, "") for key in keys}


def office_specs() -> tuple[Spec, ...]:
    """Who the office is."""
    return (
        Spec("code", tr("Mã đơn vị"), Control.CODE, span=4, hint=tr("ví dụ {code}", code="H29.26.112")),
        Spec(
            "name", tr("Tên bộ phận một cửa"), span=8, hint=tr("Trung tâm Phục vụ hành chính công phường …")
        ),
        Spec("parent", tr("Cơ quan chủ quản"), span=6, hint=tr("UBND phường …")),
        Spec("place", tr("Địa danh ghi trên giấy"), span=6, hint=tr("Phường …")),
        Spec("address", tr("Địa chỉ, có tỉnh hoặc thành phố"), span=12),
        Spec("hotline", tr("Đường dây nóng"), Control.CODE, span=4),
        Spec("counter", tr("Số quầy của máy này"), Control.CODE, span=4, hint="1"),
        Spec("lookup_url", tr("Trang tra cứu (in trong mã QR)"), Control.CODE, span=12, hint="https://"),
    )


def staff_specs() -> tuple[Spec, ...]:
    """Who sits here first."""
    return (
        Spec("full_name", tr("Họ và tên"), span=8),
        Spec("username", tr("Tên người dùng"), Control.CODE, span=4),
        Spec(
            "role", tr("Vai trò"), Control.CHOICE, span=8,
            choices=(
                ("head", tr("Lãnh đạo bộ phận")), ("admin", tr("Quản trị")), ("clerk", tr("Cán bộ một cửa")),
            ),
        ),
    )  # fmt: skip


def titles() -> tuple[str, ...]:
    """The steps as the column on the left names them."""
    return (
        tr("Bắt đầu"), tr("Đơn vị"), tr("Nơi để dữ liệu"), tr("Người dùng đầu tiên"), tr("Xem lại"),
        tr("Thử thiết bị"),
    )  # fmt: skip


def words(step: str, *, busy: bool = False) -> str:
    """What a step is about; while the office is founded, that and nothing else."""
    if busy:
        return tr("Đang lập sổ. Đừng tắt máy.")
    return {
        "start": tr("Máy này chưa có sổ hồ sơ. Chọn một cách bắt đầu; mọi điều khai ở đây sửa được sau này."),
        "office": tr(
            "In trên giấy hẹn và mọi biểu mẫu. Mã đơn vị do tỉnh cấp: mã tỉnh (H và hai số) "
            "đứng trước, rồi các số của đơn vị, cách nhau bằng dấu chấm. Mã này đứng đầu mã hồ sơ."
        ),
        "folder": tr("Sổ hồ sơ, bản quét và khóa nằm cả trong một thư mục trên ổ đĩa của máy này."),
        "staff": tr("Người đang ngồi ở máy này. Thêm người khác sau trong Thiết lập → Cán bộ."),
        "review": tr("Chưa có gì được tạo. Xem lại rồi bấm F9 để lập sổ."),
        "devices": tr("Sổ đã lập. Thử camera và máy in; thiếu máy nào vẫn làm việc được."),
    }[step]


def folder_words(look: FolderLook | None) -> tuple[str, Tone]:
    """How the folder stands, and what to do."""
    if look is None:
        return tr("Đang xem thư mục."), Tone.MUTED
    free = tr("Ổ đĩa còn {size}.", size=say.size(look.free)) if look.free >= 0 else ""
    if look.usable and look.low:
        return f"{tr('Dùng được, nhưng ổ đĩa sắp đầy.')} {free}", Tone.WARN
    good = {
        "empty": tr("Dùng được. Thư mục trống hoặc sẽ được tạo."),
        "holds": tr("Dùng được. Trong thư mục có tệp khác; không tệp nào bị đụng đến."),
        "half": tr("Dùng được. Lần lập trước dừng giữa chừng; sẽ làm lại từ đầu."),
    }
    if look.state in good:
        return f"{good[look.state]} {free}".strip(), Tone.OK
    bad = {
        "office": tr("Thư mục này đã có sổ hồ sơ. Bấm F9 để mở sổ đó, hoặc chọn thư mục khác."),
        "training": tr("Thư mục này là sổ tập huấn. Chọn thư mục khác cho hồ sơ thật."),
        "unwritable": tr("Không ghi được vào đây. Chọn thư mục khác, hoặc nhờ tin học cấp quyền ghi."),
        "file": tr("Đây là một tệp, không phải thư mục. Chọn thư mục khác."),
        "full": tr("Ổ đĩa không đủ chỗ. Giải phóng chỗ trống hoặc chọn ổ khác."),
        "network": tr("Đây là ổ mạng: mất mạng giữa chừng có thể hỏng sổ. Chọn ổ đĩa của máy này."),
        "missing_drive": tr("Không thấy ổ đĩa này. Cắm ổ rồi thử lại, hoặc chọn thư mục khác."),
    }
    tone = Tone.INFO if look.state == "office" else Tone.BAD
    return f"{bad[look.state]} {free}".strip(), tone


def review_rows(state: WizardState) -> tuple[tuple[str, str], ...]:
    """Everything that will be made."""
    named = {spec.key: spec for spec in (*office_specs(), *staff_specs())}
    roles = dict(named["role"].choices)
    found = [
        (spec.title, roles.get(state.values.get(key, ""), state.values.get(key, "")))
        for key, spec in named.items()
    ]
    folder = str(state.look.path) if state.look is not None else ""
    return tuple((title, text) for title, text in (*found, (tr("Thư mục dữ liệu"), folder)) if text)


def commit_words(state: WizardState) -> str:
    """What F9 does on this step."""
    if state.busy:
        return tr("Đang lập sổ…")
    if state.step == "folder" and state.look is not None and state.look.state == "office":
        return tr("Mở sổ này")
    return {"review": tr("Lập sổ hồ sơ"), "devices": tr("Vào làm việc")}.get(state.step, tr("Tiếp tục"))
