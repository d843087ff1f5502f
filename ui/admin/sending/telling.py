"""How the targets read: a row of the list, what stands under a secret, what trying one said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.sending.keeping import KINDS_OF
from ui import format as say
from ui.admin.parts.secret import FORGET
from ui.i18n import tr
from ui.sending import words
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from ui.admin.sending.model import Draft, SendingState


def secret_words(draft: Draft, kind: str) -> tuple[str, Tone, bool]:
    """What stands under a secret: its words, their tone, whether one is kept."""
    typed, place = draft.secrets.get(kind, ""), draft.places.get(kind)
    if typed == FORGET:
        return tr("Sẽ xóa khi lưu."), Tone.WARN, True
    if typed:
        return tr("Khóa mới, chưa lưu."), Tone.WARN, place is not None
    if place == "keyring":
        return tr("Đã lưu trong kho khóa của máy này. Gõ khóa mới để thay."), Tone.OK, True
    if place == "file":
        return tr("Đã lưu trong tệp khóa của đơn vị trên máy này. Gõ khóa mới để thay."), Tone.OK, True
    return tr("Chưa có."), Tone.MUTED, False


def name_cell(draft: Draft) -> Cell:
    """A target and where it is."""
    where = draft.values.get("url") or draft.values.get("path") or draft.values.get("url_file", "")
    if not where and draft.kind == "postgres" and any(draft.places.values()):
        where = tr("địa chỉ giữ trong kho khóa")
    if draft.gone:
        return Cell(draft.values.get("name", ""), sub=tr("Sẽ bỏ khi lưu"), tone=Tone.WARN)
    return Cell(draft.values.get("name", "") or tr("(chưa có tên)"), sub=where or "–")


def kind_cell(draft: Draft) -> Cell:
    """Its kind in a word, and whether a secret is kept for it."""
    some = any(draft.places.get(kind) for kind in KINDS_OF.get(draft.kind, ()))
    return Cell(words.kind_words(draft.kind), sub=tr("đã lưu khóa") if some else "")


def _unproven(draft: Draft | None) -> str:
    """What nobody could try yet is said before it is relied upon."""
    if draft is None or draft.kind != "dhis2":
        return ""
    return tr(
        "Cách gửi DHIS2 làm theo tài liệu của DHIS2, chưa chạy với máy chủ thật nào."
        " Thử kết nối trước, rồi đối chiếu số của ngày đầu tiên trên DHIS2."
    )


def trial_words(state: SendingState) -> tuple[str, ChipSpec | None]:
    """What trying said, in one sentence with its mark."""
    if state.trying:
        return tr("Đang thử kết nối, tối đa nửa phút…"), ChipSpec(tr("đang thử"), Tone.INFO, "hourglass")
    trial, draft = state.trial, state.here
    if trial is None or draft is None:
        return _unproven(draft), None
    if trial.error:
        told = f" ({trial.told})" if trial.told else ""
        bad = ChipSpec(tr("chưa kết nối được"), Tone.BAD, "circle-alert")
        return words.why(trial.error, draft.values.get("name", "")) + told, bad
    good = ChipSpec(tr("kết nối được"), Tone.OK, "circle-check")
    if trial.day is not None:
        day = say.short_date(trial.day)
        return tr("Nơi nhận nhận thử bảng kê ngày {day}, không vướng gì. Chưa gửi gì cả.", day=day), good
    return {
        "folder": tr("Ghi được vào thư mục này. Chưa gửi gì cả."),
        "postgres": tr("Đăng nhập được vào cơ sở dữ liệu. Chưa gửi gì cả."),
    }.get(draft.kind, tr("Máy chủ trả lời và chứng thư hợp lệ. Chưa gửi gì cả.")), good
