"""The staff as frozen data: who is on record, what was typed, what is wrong, what saving would change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ui.admin.parts.sheet import Col, Kind, Problem, Sheet
from ui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.office.rows import StaffChange, StaffMember
    from ui.admin.parts.sheet import Line

AT_WORK, LEFT = "at_work", "left"
MAX_NAME, MAX_ACCOUNT = 200, 64
_TYPED = ("full_name", "role", "account")


def staff_cols() -> tuple[Col, ...]:
    """The columns of the staff."""
    roles = (("clerk", tr("Cán bộ một cửa")), ("head", tr("Lãnh đạo bộ phận")), ("admin", tr("Quản trị")))
    states = ((AT_WORK, tr("Đang làm việc")), (LEFT, tr("Đã rời quầy")))
    return (
        Col("full_name", tr("Họ và tên"), share=4, least=160),
        Col("role", tr("Vai trò"), Kind.CHOICE, roles, share=0, least=120),
        Col("account", tr("Tài khoản máy"), share=2, least=110, hint=tr("chưa có")),
        Col("state", tr("Trạng thái"), Kind.CHOICE, states, share=0, least=110),
        Col("told", tr("Tên người dùng"), Kind.FIXED, share=2, least=140),
    )


def row_of(one: StaffMember) -> dict[str, str]:
    """A member of staff as they are typed."""
    values = {
        "username": one.username,
        "full_name": one.full_name,
        "role": one.role,
        "account": one.account,
        "state": AT_WORK if one.active else LEFT,
        "here": "1" if one.here else "",
    }
    return {**values, **told(values)}


def told(values: Mapping[str, str]) -> dict[str, str]:
    """The cell that only tells, in the window's language."""
    name = values.get("username", "")
    return {"told": f"{name} · {tr('bạn')}" if values.get("here") else name}


def changes_of(sheet: Sheet) -> tuple[StaffChange, ...]:
    """What saving would change, person by person; what nobody typed here stays as another desk left it."""
    return tuple(_change(line) for line in sheet.changes)


def _change(line: Line) -> StaffChange:
    from desk.office.rows import StaffChange

    stored = line.stored or {}
    typed = {key: line.value(key) for key in _TYPED if line.value(key) != stored.get(key)}
    state = line.value("state") if line.value("state") != stored.get("state") else ""
    return StaffChange(
        username=line.value("username"), new=line.new, full_name=typed.get("full_name"),
        role=typed.get("role"), account=typed.get("account"), active=state == AT_WORK if state else None,
    )  # fmt: skip


def _name(line: Line) -> str:
    return " ".join(line.value("full_name").split()).casefold()


def twins(sheet: Sheet) -> tuple[str, ...]:
    """The full names typed that another person has too."""
    names = [_name(line) for line in sheet.lines]
    typed = [
        line
        for line in sheet.changes
        if line.new or line.value("full_name") != (line.stored or {})["full_name"]
    ]
    return tuple(dict.fromkeys(line.value("full_name") for line in typed if names.count(_name(line)) > 1))


def problems(sheet: Sheet) -> tuple[Problem, ...]:
    """What is wrong, cell by cell."""
    found = []
    for line in sheet.lines:
        name, account = line.value("full_name"), line.value("account")
        if not any(letter.isalpha() for letter in name):
            found.append(Problem(line.id, "full_name", tr("Thiếu họ và tên.")))
        elif len(name) > MAX_NAME:
            words = tr("Họ và tên dài nhất {limit} ký tự.", limit=MAX_NAME)
            found.append(Problem(line.id, "full_name", words))
        if len(account) > MAX_ACCOUNT:
            words = tr("Tài khoản máy dài nhất {limit} ký tự.", limit=MAX_ACCOUNT)
            found.append(Problem(line.id, "account", words))
    if sheet.lines and not any(line.value("state") == AT_WORK for line in sheet.lines):
        last = next((line for line in sheet.lines if line.changed), sheet.lines[0])
        words = tr("Phải còn ít nhất một người đang làm việc.")
        found.append(Problem(last.id, "state", words))
    return tuple(found)


def concern(sheet: Sheet, *, training: bool) -> str:
    """What a person should know before saving; nothing where all is usual."""
    at_work = [line for line in sheet.lines if line.value("state") == AT_WORK]
    for line in sheet.changes:
        if line.value("here") and line.value("state") == LEFT:
            return tr("Bạn đang cho chính mình rời quầy: lần mở sau sổ không mở cho bạn.")
        if training or line not in at_work:
            continue
        account = line.value("account")
        if not account:
            return tr("{name} chưa có tài khoản máy nên chưa tự mở được sổ.", name=line.value("full_name"))
        if sum(one.value("account") == account for one in at_work) > 1:
            return tr(
                "Tài khoản {account} có nhiều người dùng: sổ mở với người được thêm trước.", account=account
            )
    return ""


@dataclass(frozen=True, slots=True)
class StaffState:
    """Everything the views paint. `asked`: the names whose likeness was told before F9 is pressed again."""

    sheet: Sheet = field(default_factory=lambda: Sheet(staff_cols()))
    read: bool = False
    may_change: bool = False
    viewing: bool = False
    training: bool = False
    account: str = ""
    asked: tuple[str, ...] = ()
    busy: bool = False
    failure: str = ""

    @property
    def open(self) -> bool:
        """Whether one may type here."""
        return self.read and self.may_change and not self.viewing
