"""Which key begins which act now, and what is said when one is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import format as say
from ui.dossier import words
from ui.dossier.panels import ELSEWHERE
from ui.i18n import tr
from ui.shell.screen import ToastAction, ToastSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from desk.rows import Acted, DossierView, NextAct
    from ui.dossier.draft import ActDraft
    from ui.keys import KeyMap

_PAIRS = ((words.FINAL, ("refuse", "stop")), (words.LETTERS, ("supplement", "extend")))


def lettered(acts: Sequence[NextAct], family: tuple[str, ...]) -> tuple[str, ...]:
    """The allowed acts of a family, the one that is still free of an override first: F8, then Shift+F8."""
    order = {verb: at for at, verb in enumerate(family)}
    found = sorted((act for act in acts if act.verb in order), key=lambda act: order[act.verb])
    return tuple(act.verb for act in sorted(found, key=lambda act: act.needs_override))


def caps(acts: Sequence[NextAct], keys: KeyMap) -> dict[str, str]:
    """Which key begins which act now."""
    found = {"note": keys.cap("dossier.note")}
    for family, names in _PAIRS:
        for verb, name in zip(lettered(acts, family), names, strict=False):
            found[verb] = keys.cap(f"dossier.{name}")
    return found | dict.fromkeys(ELSEWHERE, keys.cap("go.returns"))


def confirmed(
    acted: Acted,
    draft: ActDraft,
    view: DossierView,
    *,
    now: datetime,
    again: Callable[[], object] | None,
    following: Callable[[], object] | None,
) -> ToastSpec:
    """What the toast says of an act that is done, with the reprint and the next dossier of the list."""
    title = tr(draft.spec.done or "Đã lưu", name=view.applicant_name.title())
    told = " · ".join(part for part in (acted.code, say.clock(now), words.due_of(acted)) if part)
    actions = []
    if again is not None:
        actions.append(ToastAction(tr("In lại"), "print", again))
    if following is not None:
        actions.append(ToastAction(tr("Hồ sơ kế"), "dossier.following", following))
    return ToastSpec(title, told, tuple(actions))
