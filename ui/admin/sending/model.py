"""Targets of the daily tallies as frozen data: what is kept, what was typed, what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desk.sending.keeping import KINDS_OF
from desk.sending.targets import faults
from ui.admin.parts.secret import FORGET
from ui.admin.parts.spec import Control, Spec
from ui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.sending.rows import TargetCard, TargetTrial

KINDS = ("folder", "https", "postgres", "dhis2")
SECRET = "secret."  # noqa: S105 - how the field of a secret is called
_MOST_STEPS = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """One target as it is typed. `secrets`: what was typed, `FORGET` to let go; `places`: where kept."""

    id: int
    values: Mapping[str, str]
    secrets: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str | None] = field(default_factory=dict)
    stored: bool = False
    gone: bool = False

    @property
    def kind(self) -> str:
        """What kind of place it is."""
        return self.values.get("kind", KINDS[0])

    @property
    def wanted(self) -> dict[str, str]:
        """The target as the setting holds it: only what its kind knows, blanks left out."""
        known = {spec.key for spec in specs(self.kind)}
        return {key: text.strip() for key, text in self.values.items() if key in known and text.strip()}


@dataclass(frozen=True, slots=True)
class SendingState:
    """Everything the view paints."""

    drafts: tuple[Draft, ...] = ()
    stored: tuple[Draft, ...] = ()
    at: int = 0  # the id stood on
    past: tuple[tuple[Draft, ...], ...] = ()
    read: bool = False
    busy: bool = False
    trying: bool = False
    trial: TargetTrial | None = None
    failure: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything typed is not saved."""
        return self.drafts != self.stored

    @property
    def here(self) -> Draft | None:
        """The target stood on."""
        return next((one for one in self.drafts if one.id == self.at), None)

    @property
    def standing(self) -> tuple[Draft, ...]:
        """The targets that stay."""
        return tuple(one for one in self.drafts if not one.gone)


# ---- fields -------------------------------------------------------------------------------------


def kind_choices() -> tuple[tuple[str, str], ...]:
    """The kinds of places, in the order a person would try them."""
    return (
        ("folder", tr("Thư mục, USB, ổ chia sẻ")),
        ("https", tr("Cổng của tỉnh qua HTTPS")),
        ("postgres", tr("Cơ sở dữ liệu PostgreSQL")),
        ("dhis2", tr("Máy chủ DHIS2")),
    )


def specs(kind: str) -> tuple[Spec, ...]:
    """The fields of a kind, in reading order."""
    both = (
        Spec("name", tr("Tên không dấu"), Control.CODE, span=5, hint="tinh"),
        Spec("kind", tr("Kiểu nơi nhận"), Control.CHOICE, span=7, choices=kind_choices()),
    )
    if kind == "folder":
        return (
            *both,
            Spec("path", tr("Thư mục"), span=12, hint=tr("outgoing (trong dữ liệu) hoặc E:\\bang-ke")),
            Spec("marker", tr("Tệp làm dấu phải có ở đó (không bắt buộc)"), span=12, hint="day-la-usb.txt"),
        )
    if kind == "postgres":
        return (
            *both,
            Spec(f"{SECRET}address", tr("Địa chỉ kết nối (có mật khẩu)"), Control.SECRET, span=12),
            Spec("url_file", tr("Hoặc tệp chứa địa chỉ (không bắt buộc)"), span=12, hint="/etc/qmc/pg.url"),
        )
    mapping = (Spec("mapping_file", tr("Tệp đối chiếu mã (TOML)"), span=12, hint="D:\\quay\\dhis2.toml"),)
    return (
        *both,
        Spec("url", tr("Địa chỉ"), span=12, hint="https://nhan.tinh.gov.vn"),
        *(mapping if kind == "dhis2" else ()),
        Spec(f"{SECRET}token", tr("Khóa truy cập (token)"), Control.SECRET, span=12),
        Spec("ca_file", tr("Chứng thư gốc riêng (CA)"), span=6, hint=tr("để trống: theo hệ thống")),
        Spec("proxy", tr("Máy chủ trung gian (proxy)"), span=6, hint="system"),
        Spec("cert_file", tr("Chứng thư của đơn vị"), span=6, hint=tr("không bắt buộc")),
        Spec("key_file", tr("Khóa riêng của chứng thư"), span=6, hint=tr("không bắt buộc")),
        Spec(f"{SECRET}key_password", tr("Mật khẩu của khóa riêng"), Control.SECRET, span=12),
        Spec(f"{SECRET}proxy", tr("Tên và mật khẩu proxy"), Control.SECRET, span=12),
        Spec("token_file", tr("Hoặc tệp chứa token (không bắt buộc)"), span=12, hint="/etc/qmc/token"),
    )


def values_of(draft: Draft) -> dict[str, str]:
    """What was typed, as the fields show it."""
    return {**draft.values, **{f"{SECRET}{kind}": text for kind, text in draft.secrets.items()}}


# ---- changes ------------------------------------------------------------------------------------


def kept(state: SendingState, cards: tuple[TargetCard, ...]) -> SendingState:
    """What is kept is what is shown; the name stood on stays."""
    drafts = tuple(
        Draft(id=at, values=card.as_json(), places=dict(card.secrets), stored=True)
        for at, card in enumerate(cards, start=1)
    )
    name = state.here.values.get("name") if state.here is not None else None
    at = next((one.id for one in drafts if one.values["name"] == name), drafts[0].id if drafts else 0)
    return SendingState(drafts=drafts, stored=drafts, at=at, read=True)


def put(state: SendingState, key: str, text: str) -> SendingState:
    """Type into a field of the target stood on."""
    draft = state.here
    if draft is None or values_of(draft).get(key, "") == text:
        return state
    if key.startswith(SECRET):
        kind = key.removeprefix(SECRET)
        typed = {one: held for one, held in draft.secrets.items() if one != kind}
        return _with(state, replace(draft, secrets={**typed, kind: text} if text else typed))
    values = {**draft.values, key: text}
    if not text and key not in dict(next((one.values for one in state.stored if one.id == draft.id), {})):
        values.pop(key)
    return _with(state, replace(draft, values=values))


def _with(state: SendingState, draft: Draft) -> SendingState:
    return step(state, tuple(draft if one.id == draft.id else one for one in state.drafts))


def step(state: SendingState, drafts: tuple[Draft, ...], *, at: int | None = None) -> SendingState:
    """One change, which can be taken back."""
    past = (*state.past, state.drafts)[-_MOST_STEPS:]
    return replace(state, drafts=drafts, at=state.at if at is None else at, past=past, trial=None, failure="")


def add(state: SendingState) -> SendingState:
    """One more target, stood on."""
    new = max((one.id for one in (*state.drafts, *state.stored)), default=0) + 1
    names = {one.values.get("name") for one in state.drafts}
    name = next(one for one in ("usb", *(f"noi-{n}" for n in range(1, 99))) if one not in names)
    draft = Draft(id=new, values={"name": name, "kind": KINDS[0]})
    return step(state, (*state.drafts, draft), at=new)


def drop(state: SendingState) -> SendingState:
    """Take the target stood on out, or leave it after all; a new one simply goes."""
    draft = state.here
    if draft is None:
        return state
    if draft.stored:
        return _with(state, replace(draft, gone=not draft.gone))
    left = tuple(one for one in state.drafts if one.id != draft.id)
    return step(state, left, at=left[-1].id if left else 0)


def undo(state: SendingState) -> SendingState:
    """One step back."""
    drafts = state.past[-1]
    at = state.at if any(one.id == state.at for one in drafts) else (drafts[-1].id if drafts else 0)
    return replace(state, drafts=drafts, at=at, past=state.past[:-1], trial=None, failure="")


# ---- what is wrong ------------------------------------------------------------------------------


def problems(state: SendingState) -> dict[int, dict[str, str]]:
    """What is wrong, by target and field in reading order; a target that goes is not looked at."""
    found: dict[int, dict[str, str]] = {}
    names = [one.values.get("name", "").strip() for one in state.standing]
    for draft in state.standing:
        wrong = {key: _sentence(key, fault) for key, fault in faults(draft.wanted).items()}
        if "name" not in wrong and names.count(draft.values.get("name", "").strip()) > 1:
            wrong["name"] = tr("Tên này đã dùng cho nơi nhận khác.")
        for kind, typed in draft.secrets.items():
            if typed != FORGET and not (len(typed) <= 4096 and typed.isprintable()):
                wrong[f"{SECRET}{kind}"] = tr("Khóa là một dòng chữ, không quá 4.096 ký tự.")
        if wrong:
            order = [spec.key for spec in specs(draft.kind)]
            found[draft.id] = {key: wrong[key] for key in sorted(wrong, key=order.index)}
    return found


def _sentence(key: str, fault: str) -> str:
    if fault == "missing":
        return {
            "name": tr("Thiếu tên."),
            "path": tr("Thiếu thư mục."),
            "url": tr("Thiếu địa chỉ."),
        }.get(key, tr("Thiếu tệp."))
    return {
        "name": tr("Tên gồm chữ không dấu, số, gạch nối, không có dấu cách."),
        "address": tr("Địa chỉ phải là https://… và không chứa mật khẩu."),
        "proxy": tr("Ghi system hoặc http://máy:cổng, không kèm mật khẩu."),
        "marker": tr("Chỉ tên tệp, không kèm đường dẫn."),
    }.get(fault, tr("Quá dài hoặc có ký tự lạ."))


def first_gap(state: SendingState) -> tuple[int, str] | None:
    """Target and field of the first thing that is wrong."""
    for at, wrong in problems(state).items():
        return at, next(iter(wrong))
    return None


def secrets_of(state: SendingState) -> dict[tuple[str, str], str]:
    """The secrets to keep or, empty, to let go of, by target and kind."""
    return {
        (draft.wanted["name"], kind): "" if typed == FORGET else typed
        for draft in state.standing
        for kind, typed in draft.secrets.items()
        if kind in KINDS_OF[draft.kind]
    }
