"""What the parts of the dossier screen tell each other, without the page between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.dossier.panels import ELSEWHERE
from ui.failures import explain
from ui.help.wish import WhyWish
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.rows import ComponentRow
    from ui.dossier.presenter import DossierPresenter
    from ui.dossier.state import DossierState
    from ui.dossier.view import DossierViewPane
    from ui.returns.files import FilesPresenter
    from ui.scan.strip_work import StripWork
    from ui.shell.screen import ScreenContext, ScreenPage


def join_panel(act: DossierPresenter, view: DossierViewPane) -> None:
    """What is typed, ticked and chosen in the panel goes to the presenter."""

    def use_phrase(at: int) -> None:
        act.use_phrase(at)
        view.panel.fields.focus_field("text") or view.panel.fields.focus_field("reason")

    view.panel.typed.connect(lambda key, text: act.type(**{key: text}))
    view.panel.phrase_chosen.connect(use_phrase)
    view.panel.papers.ticked.connect(act.tick)
    view.panel.papers.more.connect(act.more)
    view.panel.papers.kind_asked.connect(act.turn_kind)
    view.panel.papers.selected.connect(act.choose_paper)


def carry(page: ScreenPage, act: DossierPresenter) -> None:
    """F4 takes the open dossier along while its result may be noted or handed out."""

    def keep_up(state: DossierState) -> None:
        page.standing = state.view.code if state.view is not None else ""
        if state.loading:  # F4 pressed at once after a scan is meant for the dossier that is coming
            page.carried = {"returns": state.coming} if state.coming else {}
            return
        goes = state.view is not None and act.allowed(*ELSEWHERE) is not None
        page.carried = {"returns": state.view.code} if goes and state.view is not None else {}

    act.changed.connect(keep_up)


def join_pictures(
    pictures: FilesPresenter, view: DossierViewPane, show_section: Callable[[str], None]
) -> None:
    """The stored files as pictures; a paper of the list opens its own."""

    def open_scan(row: ComponentRow) -> None:
        files = pictures.state.rows_of("papers")
        at = next((i for i, one in enumerate(files) if one.component == row.no), -1)
        pictures.choose_group("papers")
        if at >= 0:
            pictures.choose(at)
        show_section("scans")

    pictures.changed.connect(view.show_files)
    view.papers.opened.connect(open_scan)
    view.files.group_chosen.connect(pictures.choose_group)
    view.files.file_chosen.connect(pictures.choose)
    view.files.turned.connect(pictures.turn)


def open_pages(pages: StripWork, state: DossierState) -> None:
    """The strip of the panel that opened: what was captured before it was closed is there again."""
    if state.draft is None or state.view is None or state.draft.spec.papers != "handed":
        return
    pages.open(state.draft.command_id)
    pages.describe(dossier=state.view.code, command_id=state.draft.command_id)
    pages.look_for_lost(dossier=state.view.code)


def run_camera(view: DossierViewPane) -> None:
    """The camera runs while pages may be taken, and not a moment longer."""
    if view.scan.isVisible():
        view.scan.start()
    else:
        view.scan.stop()


def strip_keys(view: DossierViewPane) -> dict[str, Callable[[], object]]:
    """The keys of the strip; a page is taken only while its pane is in front."""
    scan = view.scan
    return {
        "scan.answer": scan.bar.answer,
        "scan.source": scan.switch_source,
        "dossier.capture": lambda: scan.capture() if scan.isVisible() else None,
        "dossier.retake": lambda: scan.retake() if scan.isVisible() else None,
    }


def step_keys(act: DossierPresenter) -> dict[str, Callable[[], object]]:
    """The next and the previous dossier of the list this one came from."""
    return {"dossier.following": lambda: act.step(1), "dossier.before": lambda: act.step(-1)}


def ask_why(context: ScreenContext, state: DossierState) -> None:
    """Why this dossier is due when it is."""
    if state.view is not None:
        wish = WhyWish(state.view.procedure.code, state.view.received_at, state.view.due_at)
        context.desktop.why(wish)


def to_returns(context: ScreenContext, state: DossierState) -> None:
    """An act of the returns is begun there."""
    if state.view is not None:
        context.desktop.lending.go_on("returns", state.view.code)


def say_failure(view: DossierViewPane, state: DossierState, error: Exception) -> None:
    """Beside its cause: in the empty screen, or above the dossier that is open."""
    if state.view is None:
        view.say_empty(explain(error), bad=True)
    else:
        view.banner.say(explain(error), tone=Tone.BAD)
