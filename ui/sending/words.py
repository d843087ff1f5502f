"""How sending reads: the mark in the top bar, a row's state, its reason; nothing is said that is not so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ui import format as say
from ui.i18n import language, tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desk.sending.rows import SendRow, SendState, TargetState

_KINDS = {"folder": "Thư mục, USB", "https": "HTTPS", "postgres": "PostgreSQL", "dhis2": "DHIS2"}


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the mark and the panel are painted from; `unread`: the record could not be read just now."""

    state: SendState | None = None
    now: datetime | None = None
    sending: bool = False
    unread: str = ""
    may: bool = True  # an office opened for looking sends nothing from here


def kind_words(kind: str) -> str:
    """A kind of collector in a word."""
    return tr(_KINDS.get(kind, kind))


def why(error: str, target: str) -> str:
    """The whole sentence of a failure."""
    from desk.wording import known_codes, sentence

    code = error if error in known_codes() else "sync.not_proven"
    return sentence(code, language(), target=target) if error else ""


def moment(at: datetime | None, now: date | None) -> str:
    """A time of today alone, else with its day; `now` is a day or a moment in it."""
    if at is None:
        return ""
    today = now.date() if isinstance(now, datetime) else now
    return say.clock(at) if at.date() == today else f"{say.clock(at)} {say.short_date(at.date())}"


def mark(standing: Standing) -> tuple[ChipSpec, str] | None:
    """Chip and sentence of the top bar; None where nothing is ever sent from here. The worst comes first."""
    state = standing.state
    if standing.unread:
        return ChipSpec(tr("Chưa rõ việc gửi"), Tone.WARN, "cloud-alert"), standing.unread
    if state is None or not state.targets:
        return None
    if standing.sending and state.waiting:
        return ChipSpec(tr("Đang gửi bảng kê"), Tone.INFO, "cloud-upload"), summary(standing)
    if state.refused:
        text = tr("{n} bảng kê bị trả lại", n=state.refused)
        return ChipSpec(text, Tone.BAD, "circle-alert"), summary(standing)
    if state.failing:
        return _failing(state, standing), summary(standing)
    if state.busy_by is not None and state.waiting:
        text = tr("Quầy {n} đang gửi", n=state.busy_by) if state.busy_by else tr("Nơi khác đang gửi")
        return ChipSpec(text, Tone.INFO, "cloud-upload"), summary(standing)
    return _calm(state, standing), summary(standing)


def _failing(state: SendState, standing: Standing) -> ChipSpec:
    if state.offline:
        return ChipSpec(tr("Ngoại tuyến · {n} chờ gửi", n=state.waiting), Tone.WARN, "cloud-off")
    since = moment(state.failing[0].failed_since, standing.now)
    return ChipSpec(tr("Chưa gửi được từ {since}", since=since), Tone.BAD, "cloud-alert")


def _calm(state: SendState, standing: Standing) -> ChipSpec:
    if state.waiting:
        return ChipSpec(tr("{count} bảng kê chờ gửi", count=state.waiting), Tone.INFO, "cloud-upload")
    if state.delivered:
        if state.undeclared:
            return ChipSpec(tr("{n} bảng kê cần chép đi", n=state.delivered), Tone.INFO, "folder-clock")
        text = tr("{n} bảng kê chờ xác nhận", n=state.delivered)
        return ChipSpec(text, Tone.MUTED, "folder-clock")
    if state.sent_at is not None:
        return ChipSpec(tr("Đã gửi {at}", at=moment(state.sent_at, standing.now)), Tone.OK, "cloud-check")
    return ChipSpec(tr("Chưa có gì để gửi"), Tone.MUTED, "cloud")


def summary(standing: Standing) -> str:
    """One sentence or two: how it stands, why, and what the machine does next by itself."""
    state = standing.state
    if state is None:
        return standing.unread
    worst = state.failing[0] if state.failing else None
    if worst is not None:
        since = moment(worst.failed_since, standing.now)
        return tr("Từ {since}: {why}", since=since, why=why(worst.error, worst.name))
    if state.waiting:
        if not standing.may:
            return tr("Cơ quan đang mở chỉ để xem nên không gửi từ đây.")
        if state.every_minutes:
            return tr("Máy tự gửi, cứ khoảng {n} phút một lần. Không phải làm gì.", n=state.every_minutes)
        return tr("Tự gửi đang tắt. Bấm Gửi ngay, hoặc bật lại trong Thiết lập.")
    if state.delivered and state.undeclared:
        return tr("Chưa khai nơi nhận; bản kê nằm trong thư mục outgoing, cần chép đi.")
    if state.delivered:
        return tr("Tệp đã nằm ở nơi nhận; nơi nhận chưa báo đã lấy. Máy xem lại mỗi lần gửi.")
    if state.sent_at is not None:
        return tr("Mọi bảng kê đã chốt đều đã tới nơi nhận.")
    return tr("Chưa chốt ngày nào. Chốt ngày xong, bảng kê tự gửi đi.")


def opening(standing: Standing) -> str:
    """What the panel begins with: each row says its own reason, so here stands what is safe."""
    state = standing.state
    if state is None or not state.targets:
        return standing.unread or tr("Cơ quan chưa đặt nơi nhận nào.")
    if state.failing and standing.may and not standing.unread:
        return tr("Số liệu vẫn đủ trên máy này; gửi lại không bị tính hai lần.")
    return standing.unread or summary(standing)


def chip(row: SendRow) -> ChipSpec:
    """The state of a row."""
    if row.state == "waiting" and row.error:
        return ChipSpec(tr("sẽ gửi lại"), Tone.WARN, "rotate-cw")
    if row.state == "delivered" and row.undeclared:
        return ChipSpec(tr("cần chép đi"), Tone.INFO, "folder-clock")
    words = {
        "waiting": ChipSpec(tr("chờ gửi"), Tone.INFO, "hourglass"),
        "sending": ChipSpec(tr("đang gửi"), Tone.INFO, "cloud-upload"),
        "delivered": ChipSpec(tr("chờ xác nhận"), Tone.MUTED, "folder-clock"),
        "sent": ChipSpec(tr("đã nhận"), Tone.OK, "circle-check"),
        "refused": ChipSpec(tr("bị trả lại"), Tone.BAD, "circle-alert"),
        "superseded": ChipSpec(tr("đã có bản mới"), Tone.MUTED, "layers"),
    }
    return words[row.state]


def title(row: SendRow) -> str:
    """Which day, which revision, for whom."""
    told = {"date": say.short_date(row.date), "year": row.date.year, "n": row.revision, "target": row.target}
    return tr("{date}/{year} bản {n} → {target}", **told)


def times(row: SendRow, now: datetime | None) -> str:
    """What happened to a row and when, in one line."""
    if row.state == "sent":
        return tr("nơi nhận xác nhận lúc {at}", at=moment(row.sent_at, now))
    parts = []
    if row.tried_at is not None:
        parts.append(tr("thử {n} lần, lần cuối {at}", n=row.attempts, at=moment(row.tried_at, now)))
    if row.state == "waiting" and row.next_at is not None:
        parts.append(tr("gửi lại lúc {at}", at=moment(row.next_at, now)))
    if row.state == "superseded":
        parts.append(tr("bản sau đã thay; bản này không cần gửi"))
    return " · ".join(parts)


def target(one: TargetState, now: datetime | None) -> str:
    """A collector and how it goes there."""
    parts = [kind_words(one.kind)]
    if one.sent_at is not None:
        parts.append(tr("đã gửi {at}", at=moment(one.sent_at, now)))
    if one.waiting:
        parts.append(tr("{n} chờ gửi", n=one.waiting))
    if one.delivered:
        told = tr("{n} cần chép đi") if one.undeclared else tr("{n} chờ xác nhận")
        parts.append(told.format(n=one.delivered))
    if one.refused:
        parts.append(tr("{n} bị trả lại", n=one.refused))
    return " · ".join(parts)


def day(rows: Sequence[SendRow], today: date | None) -> tuple[str, Tone, str]:
    """A closed day on its way: state, tone, and the reason where something is wrong."""
    if not rows:
        return "", Tone.MUTED, ""
    refused = [row for row in rows if row.state == "refused"]
    failing = refused or [row for row in rows if row.error]
    if failing:
        row = failing[0]
        head = tr("{target}: bị trả lại", target=row.target) if refused else ""
        since = moment(row.failed_since or row.tried_at, today)
        text = head or tr("{target}: chưa gửi được từ {since}", target=row.target, since=since)
        return text, Tone.BAD if refused else Tone.WARN, why(row.error, row.target)
    if any(row.state in ("waiting", "sending") for row in rows):
        return tr("đang chờ gửi"), Tone.INFO, ""
    if any(row.state == "delivered" and row.undeclared for row in rows):
        return tr("chưa khai nơi nhận, cần chép từ outgoing"), Tone.PLAIN, ""
    if any(row.state == "delivered" for row in rows):
        return tr("đã để ở nơi nhận, chờ xác nhận"), Tone.PLAIN, ""
    last = max((row.sent_at for row in rows if row.sent_at is not None), default=None)
    return tr("nơi nhận đã xác nhận {at}", at=moment(last, today)), Tone.OK, ""
