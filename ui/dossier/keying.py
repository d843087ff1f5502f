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

# A key means one act, whatever else is allowed: fingers learn it.
LETTERED = {"refuse": "refuse", "stop": "stop", "request-supplement": "supplement", "extend": "extend"}


def caps(acts: Sequence[NextAct], keys: KeyMap) -> dict[str, str]:
    """Which key begins which act now."""
    found = {"note": keys.cap("dossier.note")}
    for act in acts:
        if act.verb in LETTERED:
            found[act.verb] = keys.cap(f"dossier.{LETTERED[act.verb]}")
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
