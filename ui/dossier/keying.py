"""Which key begins which act now, and what is said when one is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui import format as say
from ui.dossier import way_back, words
from ui.dossier.panels import ELSEWHERE
from ui.dossier.state import DossierWish
from ui.i18n import tr
from ui.key_bars import BARS
from ui.shell.command import Command
from ui.shell.screen import ScreenContext, ToastAction, ToastSpec

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


def keys_for(view: DossierView | None, usual: tuple[str, ...], *, acting: bool = False) -> tuple[str, ...]:
    """The keys of the bar that do something with this dossier; without one, how a dossier is found."""
    if view is None:
        return ("find", "go.home", "help")
    if acting:
        return BARS["dossier.acting"]
    allowed = {act.verb for act in view.actions}
    idle = {f"dossier.{key}" for verb, key in LETTERED.items() if verb not in allowed} | {"dossier.commit"}
    return tuple(key for key in usual if key not in idle)


def act_commands(
    view: DossierView, context: ScreenContext, *, begin: Callable[[str], object] | None = None
) -> tuple[Command, ...]:
    """What may be done to a dossier, as the first group of the command list.

    `begin` starts an act in place; without it the act is begun on the dossier's own screen.
    """
    group = tr("Việc làm được với hồ sơ này")
    known, found = caps(view.actions, context.keys), []
    act: Callable[[], object]
    for line in words.act_lines(view.actions, known):
        if begin is not None:
            act = partial(begin, line.verb)
        elif line.verb in ELSEWHERE:
            continue  # the screen in front is where this is done
        else:
            act = partial(context.desktop.go, "dossier", DossierWish(view.code, line.verb))
        cap = line.cap if line.verb in known else ""
        found.append(Command(line.text, act, group, line.icon, cap, line.note))
    if begin is None:
        shown = tr("Mở hồ sơ {code}", code=view.code)
        found.append(Command(shown, partial(context.desktop.go, "dossier", view.code), group, "folder-open"))
    return tuple(found)


def confirmed(
    acted: Acted,
    draft: ActDraft,
    view: DossierView,
    *,
    now: datetime,
    again: Callable[[], object] | None,
    following: Callable[[], object] | None,
    mends: Callable[[], object],
) -> ToastSpec:
    """What the toast says of an act that is done, with what mends it, the reprint and the next dossier."""
    title = tr(draft.spec.done or "Đã lưu", name=view.applicant_name.title())
    told = " · ".join(part for part in (acted.code, say.clock(now), words.due_of(acted)) if part)
    back = way_back.offered(draft.verb, mends)
    actions = [back] if back is not None else []
    if again is not None:
        actions.append(ToastAction(tr("In lại"), "print", again))
    if following is not None:
        actions.append(ToastAction(tr("Hồ sơ kế"), "dossier.following", following))
    return ToastSpec(title, told, tuple(actions))
