"""Every section of Thiết lập, and the printer's mark and panel with what they may have to tell."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ui.shots_waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from desk.printing.rows import JobRow, PrintState
    from ui.shell.window import Shell

    Scene = tuple[str, QWidget, Callable[[], object]]


def of_sections(window: Shell) -> Iterator[Scene]:
    """Each section as it is first opened."""
    from ui.admin.sections import sections

    for entry in sections():
        yield f"admin-{entry.name}", window, partial(window.go, "admin", entry.name)


def of_printing(window: Shell) -> Iterator[Scene]:
    """The printer's mark with what it may lack, and the panel of papers that wait."""
    from desk.printing.rows import PrintState
    from ui.printing import words

    def show(state: PrintState, jobs: tuple[JobRow, ...] = (), *, panel: bool = False) -> None:
        """Put the printer in a state; the panel is opened before, for opening asks the printer itself."""
        window.health.show(())
        window.banner.hide()
        window.go("home")
        control = window.printing.control
        window.printing.panel.close_panel()
        if panel:
            window.printing.toggle()
        settle(window)  # a turn of the worker would tell the truth about this machine
        control.jobs = jobs
        control.state.emit(*words.mark(state))
        control.listed.emit(jobs, state)

    jobs = _jobs(window)
    ready = PrintState(printer="HP LaserJet P1102")
    yield "printer-ready", window, lambda: show(ready, panel=True)
    yield "printer-busy", window, lambda: show(replace(ready, printing=1), jobs[:1], panel=True)
    out = replace(ready, waiting=2, reason="printer.out_of_paper", ready=False)
    yield "printer-out-of-paper", window, lambda: show(out, jobs[1:3], panel=True)
    wrong = replace(ready, failed=1, unsure=1, stale=1, waiting=1, reason="printer.stopped", ready=False)
    yield "printer-needs-a-hand", window, lambda: show(wrong, jobs[1:], panel=True)
    yield "printer-none", window, lambda: show(PrintState(reason="printer.none", ready=False), panel=True)

    def closed() -> None:
        """The panel is shut: what follows shows the window as it is."""
        window.printing.panel.close_panel()
        window.banner.hide()
        window.printing.control.look()

    yield "printer-closed", window, closed


def _jobs(window: Shell) -> tuple[JobRow, ...]:
    """A paper in each state."""
    from datetime import timedelta

    from desk.printing.rows import JobRow

    now = window.services.now()
    codes = [row.code for row in window.services.desk_home().work[:5]]
    first = JobRow(
        1, "1", "giay_tiep_nhan", codes[0], "a5", 0, 1, "printing", "", "ipp:lp1", 1,
        now - timedelta(seconds=20), now,
    )  # fmt: skip
    lacks = replace(first, id=2, code=codes[1], state="waiting", reason="printer.out_of_paper")
    return (
        first,
        lacks,
        replace(lacks, id=3, code=codes[2], form="phieu_bo_sung", reprint=1),
        replace(first, id=4, code=codes[3], state="failed", reason="printer.stopped", attempts=3),
        replace(first, id=5, code=codes[4], state="unsure", reason="print.unsure"),
        replace(first, id=6, state="waiting", stale=True, created_at=now - timedelta(days=1)),
    )


def of_sending(window: Shell) -> Iterator[Scene]:
    """Closed days on their way: the mark and the panel, calm, waiting, without a network, refused."""
    from datetime import timedelta

    from desk.sending.rows import SendRow, SendState, TargetState

    now = window.services.now()
    since, target = now - timedelta(hours=1), TargetState("tinh", "https", waiting=1)
    row = SendRow("k1", now.date() - timedelta(days=1), 1, "tinh", "waiting")
    none = "sync.no_network"
    cut = replace(target, error=none, failed_since=since)
    tried = replace(row, attempts=3, tried_at=now, error=none, failed_since=since)
    back = replace(cut, waiting=0, refused=1, error="sync.not_taken")
    states = {
        "calm": SendState(
            (replace(target, waiting=0, sent_at=now),), (replace(row, state="sent", sent_at=now),)
        ),
        "waiting": SendState((target,), (row,), 30),
        "offline": SendState((cut,), (tried,), 30),
        "refused": SendState((back,), (replace(tried, state="refused", error="sync.not_taken"),)),
    }

    def show(state: SendState) -> None:
        """Open the panel, let the look at the real record come back, then tell this."""
        window.go("home")
        window.sending.open()
        settle(window)
        window.sending.control.told.emit(replace(window.sending.control.standing, state=state))

    for name, state in states.items():
        yield f"sending-{name}", window, partial(show, state)
    yield "sending-closed", window, window.sending.panel.close_panel


def of_targets(window: Shell) -> Iterator[Scene]:
    """Where tallies go: a gateway that was tried, one that failed, what hinders saving."""
    from desk.sending.rows import TargetCard, TargetTrial
    from ui.admin.screen import AdminPage
    from ui.admin.sending import model
    from ui.admin.sending.section import SendingSection

    cards = (
        TargetCard("collector", "folder", {"path": "outgoing"}, {}),
        TargetCard(
            "tinh", "https", {"url": "https://nhan.tinh.example"},
            {"token": "keyring", "key_password": None, "proxy": None},
        ),
        TargetCard("kho", "postgres", {}, {"address": "keyring"}),
        TargetCard("so-lieu", "dhis2", {"url": "https://dhis2.example", "mapping_file": "dhis2.toml"}, {}),
    )  # fmt: skip

    def show(at: int, *, trial: TargetTrial | None = None, typed: dict[str, str] | None = None) -> None:
        """Stand on a target, with what was typed or what trying it said."""
        window.go("admin", "sending")
        page = window.page_of("admin")
        section = page.section if isinstance(page, AdminPage) else None
        if not isinstance(section, SendingSection):
            return
        settle(window)
        state = replace(model.kept(section.presenter.state, cards), at=at)
        for key, text in (typed or {}).items():
            state = model.put(state, key, text)
        section.presenter.show(replace(state, trial=trial))

    bad = TargetTrial("sync.cert_unknown")
    yield "admin-sending-tried", window, lambda: show(2, trial=TargetTrial())
    yield "admin-sending-failed", window, lambda: show(2, trial=bad)
    wrong = {"url": "http://nhan.tinh.example", "secret.token": "khoa-moi"}
    yield "admin-sending-gaps", window, lambda: show(2, typed=wrong)
    yield "admin-sending-secret", window, lambda: show(3)
    yield "admin-sending-unproven", window, lambda: show(4)


def of_keys(window: Shell) -> Iterator[Scene]:
    """The office's keys: one changed already, a change asked about, one that failed, only looking."""
    from desk.office.key_rotation import KeyCard
    from desk.office.key_standing import KeyStanding
    from desk.wording import sentence
    from ui.admin.screen import AdminPage
    from ui.admin.signing import model
    from ui.admin.signing.section import SigningSection
    from ui.i18n import language, tr

    def show(*, asking: bool = False, viewing: bool = False, failure: str = "") -> None:
        """Stand in the section with a key that was changed on the first of the month."""
        window.go("admin", "signing")
        page = window.page_of("admin")
        section = page.section if isinstance(page, AdminPage) else None
        if not isinstance(section, SigningSection):
            return
        settle(window)
        now = window.services.house.keys()
        day = window.services.now().date().replace(day=1).isoformat()
        tags = (KeyCard("5f0c2b9e71d4a683", day, ""), KeyCard(now.tags[-1].key_id, "", day))
        state = replace(section.presenter.state, rows=model.rows_of(KeyStanding(now.tally, tags)))
        failed = tr("Chưa thay khóa") if failure else ""
        section.presenter.show(replace(state, asking=asking, viewing=viewing, failure=failure, failed=failed))

    yield "admin-signing-changed", window, show
    yield "admin-signing-asking", window, lambda: show(asking=True)
    full = sentence("data.disk_full", language())
    yield "admin-signing-failed", window, lambda: show(failure=full)
    yield "admin-signing-viewing", window, lambda: show(viewing=True)
