"""What is done to a dossier, each panel as it opens, and a certification on its way, aside and taken up."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ui.shots_reception import CARD
from ui.shots_waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from desk.rows import State
    from ui.certify.screen import CertifyPage
    from ui.shell.window import Shell

    Scene = tuple[str, QWidget, Callable[[], object]]

PANELS = (
    "request-supplement",
    "extend",
    "refuse",
    "stop",
    "hand-over",
    "paid",
    "correct",
    "note",
    "withdraw",
)


def of_dossier(window: Shell) -> Iterator[Scene]:
    """Every panel of a dossier that is being worked on, its parts, and one that is over."""
    from desk.rows import State
    from ui.dossier.state import DossierWish

    def first(state: State) -> str:
        rows = window.services.desk_home().work
        return next((row.code for row in rows if row.state == state), "")

    def act(verb: str) -> None:
        """Open a panel."""
        window.go("dossier", DossierWish(first(State.PROCESSING), verb))

    for verb in PANELS:
        yield f"dossier-{verb}", window, lambda verb=verb: act(verb)  # type: ignore[misc]

    def over() -> None:
        """One that was handed out: nothing is left to do but look and print."""
        found = window.services.find("nguyen", 40).matches
        done = next((row.code for row in found if row.state == State.RETURNED), "")
        window.go("dossier", done)

    def part(name: str) -> None:
        """Stand in one of the parts."""
        from ui.dossier.screen import DossierPage

        window.go("dossier", first(State.PROCESSING))
        settle(window)
        page = window.page_of("dossier")
        if isinstance(page, DossierPage):
            page.show_section(name)

    for name in ("facts", "holdings", "forms"):
        yield f"dossier-{name}", window, lambda name=name: part(name)  # type: ignore[misc]

    def nothing() -> None:
        """A hand-over nobody scanned for yet."""
        from ui.handover.screen import HandoverPage

        window.go("handover")
        page = window.page_of("handover")
        if isinstance(page, HandoverPage):
            page.presenter.clear()

    yield "handover-empty", window, nothing
    yield "dossier-returned", window, over
    yield "dossier-none", window, lambda: window.go("dossier", "VN-MAU-01-000000-0000")


def of_certify(window: Shell) -> Iterator[Scene]:
    """The card read, two papers priced, laid aside, the next one, taken up again, dropped."""

    def page() -> CertifyPage:
        return cast("CertifyPage", window.page_of("certify"))

    def typed() -> None:
        """Somebody with two papers."""
        window.go("certify")
        settle(window)
        act = page().presenter
        page().open_with(window.services.parse_card(CARD))
        act.type_paper(0, name="Giấy khai sinh", pages="1", copies="3")
        act.add_paper()
        act.type_paper(1, name="Bằng tốt nghiệp đại học", pages="2", copies="2")

    def gap() -> None:
        """F9 before the papers have a name."""
        window.go("certify")
        settle(window)
        page().open_with(window.services.parse_card(CARD))
        page().commit()

    yield "certify-typed", window, typed
    yield "certify-parked", window, lambda: page().park()
    yield "certify-resumed", window, lambda: page().park()
    yield "certify-dropped", window, lambda: page().discard()
    yield "certify-gap", window, gap
    yield "certify-dropped-again", window, lambda: page().discard()
