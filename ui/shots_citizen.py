"""What the citizen reads, signs and takes: their monitor in every state, the queue and its window."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from ui.shots_waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from desk.paying.transfer import TransferCode
    from ui.citizen.window import CitizenWindow
    from ui.services import Services
    from ui.shell.window import Shell

    Scene = tuple[str, QWidget, Callable[[], object]]

ACCOUNT = {
    "payment.bank": "970400", "payment.bank_name": "Ngân hàng Mẫu", "payment.account": "0000000001",
    "payment.holder": "TRUNG TAM PVHCC PHUONG MAU",
}  # fmt: skip


def of_citizen(window: Shell) -> Iterator[Scene]:
    """The citizen's monitor: waiting, called, reading along, paying, signing, rating, done."""
    from desk.office.citizen_screen import CitizenScreen
    from ui.citizen.faces import Entering, Face, Fee, Sign
    from ui.citizen.trying import samples
    from ui.citizen.window import CitizenWindow

    services = window.services
    made = CitizenWindow(preview=True)
    made.dress(CitizenScreen(), office=services.office().name, here=True, training=services.office().training)
    made.show_time(services.now())
    code = _transfer(services)
    faces: dict[str, Face | None] = {
        type(face).__name__.lower() if face is not None else "waiting": face
        for face in samples(services.now())
    }
    reads = faces["entering"]
    if isinstance(reads, Entering):
        faces["entering-owed"] = replace(reads, method="online", code=code)
    faces["fee-transfer"] = Fee(15_000, "online", code)
    faces["sign-paper"] = Sign("NGUYỄN THỊ MẪU", on_paper=True)

    for name, face in faces.items():
        yield f"citizen-{name}", made, partial(made.show_face, face)
    yield "citizen-called", made, partial(_call, window, made)


def _call(window: Shell, made: CitizenWindow) -> None:
    """The queue is on and this counter just called a number."""
    made.show_face(None)
    _give_numbers(window)
    made.show_board(window.queue.control.board, fresh=True)


def _transfer(services: Services) -> TransferCode | None:
    """A payment QR as the office would show it, of an account that is plainly a sample."""
    from desk.paying.transfer import Transfer, TransferCode
    from desk.paying.vietqr import payload

    bank, account = ACCOUNT["payment.bank"], ACCOUNT["payment.account"]
    purpose = "TAM 261123 0001"
    text = payload(bank=bank, account=account, amount=15_000, purpose=purpose)
    told = Transfer(
        bank,
        ACCOUNT["payment.bank_name"],
        account,
        ACCOUNT["payment.holder"],
        15_000,
        "TAM 261123 0001",
        text,
    )
    return TransferCode(told, services.qr_matrix(text))


def of_queue(window: Shell) -> Iterator[Scene]:
    """An office that gives out numbers: chip and panel, sending a citizen on, the window for numbers."""
    from ui.queue.kiosk import Kiosk

    join = window.queue

    def panel(*, sends: bool = False) -> None:
        """Open the panel; a press on its last act asks where to."""
        window.go("home")
        _give_numbers(window)
        join.panel.close_panel()
        join.toggle()
        if sends:
            join.panel.acts["send"].click()

    yield "queue-panel", window, panel
    yield "queue-sending", window, partial(panel, sends=True)
    kiosk = Kiosk(join.control, framed=True, training=window.services.office().training)
    yield "queue-kiosk", kiosk, lambda: None

    def off() -> None:
        """The office gives out no numbers again."""
        join.panel.close_panel()
        window.services.house.set_rule("queue.on", False)
        join.control.refresh()

    yield "queue-off", window, off


def _give_numbers(window: Shell) -> None:
    """Turn the queue on and let a morning pass: one served, one laid aside, one at the counter, four wait."""
    house, queue, control = window.services.house, window.services.queue, window.queue.control
    if not control.on:
        house.set_rule("queue.on", True)
        kinds = [one.code for one in queue.settings().kinds]
        for at in range(7):
            queue.issue(kinds[at % len(kinds)], priority=at == 4)
        queue.call_next()
        queue.call_next()
        queue.park()
        queue.call_next()
    control.refresh()
    settle(window)
