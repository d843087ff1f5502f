"""How sure the person of step 1 is: read from the card, typed by hand, or to be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.intake.typed_keys import residue
from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec

if TYPE_CHECKING:
    from ui.reception.draft import Person
    from ui.reception.state import ReceptionState


def name_doubt(person: Person) -> str:
    """A question where a name is unlike names; it refuses nothing, for names are as people bear them."""
    return tr("Tên có chữ số?") if any(letter.isdigit() for letter in person.full_name) else ""


def person_chip(state: ReceptionState, *, folded: bool) -> tuple[ChipSpec, str]:
    """The chip beside the name, and what its tip says more."""
    person, history = state.draft.person, state.draft.history
    waiting = len(history.waiting_results) if history else 0
    if folded and waiting:
        return ChipSpec(tr("{count} kết quả chờ nhận", count=waiting), Tone.WARN, "package-check"), ""
    doubt = tr("Tên đọc từ thẻ có thể sai dấu do bộ gõ đang bật.") if person.check_name else ""
    if person.warnings:
        spec = ChipSpec(tr("Cần đối chiếu"), Tone.WARN, "triangle-alert")
        return spec, "\n".join((doubt, *person.warnings)).strip()
    if person.check_name:
        return ChipSpec(tr("Đối chiếu tên"), Tone.WARN, "triangle-alert"), doubt
    if asked := name_doubt(person):
        return ChipSpec(asked, Tone.WARN, "triangle-alert"), ""
    if left := residue(person.address):
        tip = tr("Địa chỉ còn phím gõ Telex, VNI: {words}.", words=", ".join(left))
        return ChipSpec(tr("Đối chiếu địa chỉ"), Tone.WARN, "triangle-alert"), tip
    if person.from_card:
        return ChipSpec(tr("Đọc từ thẻ"), Tone.OK, "badge-check"), ""
    return ChipSpec(tr("Nhập tay"), Tone.WARN, "keyboard"), ""
