"""The template editor as words are typed, with a fault, with its versions; and what a scanned slip says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ui.shots_waiting import settle, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from ui.shell.window import Shell

    Scene = tuple[str, QWidget, Callable[[], object]]

FORM = "giay_tiep_nhan"
HINT = "Mang theo giấy này và thẻ căn cước khi đến nhận kết quả."
FAULTY = "Mang theo giấy {ten_nguoi này khi đến nhận kết quả của {nguoi_nop}."
REASON = "Theo góp ý của công dân ngày 20/11"


def of_templates(window: Shell) -> Iterator[Scene]:
    """One form through its states; at the end its draft is thrown away."""
    from ui.admin.screen import AdminPage
    from ui.admin.templates.section import TemplatesSection

    def section() -> TemplatesSection:
        """The receipt's words, as they print."""
        window.go("admin", ("templates", FORM))
        page = window.page_of("admin")
        assert isinstance(page, AdminPage)
        found = page.section
        assert isinstance(found, TemplatesSection)
        until(lambda: found.presenter.state.draft is not None)
        settle(window)
        return found

    def typed(words: str) -> Callable[[], object]:
        def stage() -> None:
            """Type into the notes, with day and reason."""
            found = section()
            act = found.presenter
            specs = act.state.draft.specs if act.state.draft is not None else ()
            place = next(spec.place for spec in specs if spec.kind == "list" and not spec.items)
            act.stand_on(place)
            act.type(place, words)
            act.put("begins", f"{date(2026, 12, 1):%d/%m/%Y}")
            act.put("reason", REASON)
            act.look()
            settle(window)
            found.words_view.texts.box.setFocus()

        return stage

    def versions() -> None:
        """Every version of the form."""
        section().presenter.look_at("versions")

    def dropped() -> None:
        """The draft is thrown away."""
        act = section().presenter
        act.look_at("words")
        act.drop()

    yield "templates", window, lambda: section().start()
    yield "templates-typed", window, typed(HINT)
    yield "templates-fault", window, typed(FAULTY)
    yield "templates-versions", window, versions
    yield "templates-dropped", window, dropped


def of_slips(window: Shell) -> Iterator[Scene]:
    """A slip that proves itself, one that was altered, one of another office."""

    def scan(change: Callable[[str], str]) -> Callable[[], object]:
        def stage() -> None:
            """Scan the slip of a dossier, changed or not."""
            window.banner.hide()
            window.go("home")
            code = window.services.desk_home().work[0].code
            window.take_scan(change(window.services.show(code).receipt_payload), "serial")
            settle(window)

        return stage

    def altered(payload: str) -> str:
        """Another number under the same check tag."""
        code, dot, tag = payload.rpartition(".")
        return f"{code[:-1]}{(int(code[-1]) + 1) % 10}{dot}{tag}"

    yield "slip-genuine", window, scan(lambda payload: payload)
    yield "slip-altered", window, scan(altered)
    yield "slip-left", window, window.banner.hide
