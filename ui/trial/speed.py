"""What a clerk's hand waits for at the window, measured on real keys up to the paint they lead to.

Each case gets the hands at a window and answers its timings in milliseconds.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui.trial.hands import Watcher, at_the_window, card

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ui.certify.screen import CertifyPage
    from ui.reception.screen import ReceptionPage
    from ui.trial.hands import Hands
    from ui.worklist.screen import WorklistPage

TIMES = 12
CERTIFIED = 40
ROWS = 10_000
_SWITCHES = (Qt.Key.Key_F12, Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F10, Qt.Key.Key_F11)
_FRAMES = 120


def measured(data: Path, case: str) -> list[float]:
    """The timings of a case at a window over the office in a folder.

    Raises:
        KeyError: there is no such case.
    """
    work = CASES[case]
    with at_the_window(data) as hands:
        return list(work(hands))


def _painted(hands: Hands, watcher: Watcher, do: Callable[[], None], there: Callable[[], bool]) -> float:
    """Milliseconds from an act to the first paint after it at which something is so."""
    hands.settle()
    at = watcher.painted
    started = time.perf_counter()
    do()
    hands.until(lambda: there() and watcher.painted > at, "what was asked for is painted")
    return (time.perf_counter() - started) * 1000


def _echoed(hands: Hands, watcher: Watcher, letter: str) -> float:
    """Milliseconds from a letter to the paint that shows it; what the letter sets off comes after."""
    hands.settle()
    field = cast("QLineEdit", QApplication.focusWidget())
    at, before = watcher.painted, field.text()
    watcher.first = 0.0
    watcher.shows = lambda: field.text() != before
    started = time.perf_counter()
    hands.type(letter)
    hands.until(lambda: watcher.painted > at and watcher.first, "the letter is painted")
    return (watcher.first - started) * 1000


def key_echo(hands: Hands) -> Sequence[float]:
    """From a letter typed in the search for a procedure to the field that shows it."""
    hands.key(Qt.Key.Key_F2)
    hands.settle()
    hands.window.take_scan(card(1))
    hands.settle()
    watcher = Watcher(cast("QWidget", QApplication.focusWidget()))
    return [_echoed(hands, watcher, letter) for letter in "chung thuc ban sao tu ban chinh giay to"]


def f2_ready(hands: Hands) -> Sequence[float]:
    """From F2 to a reception that is painted and has the focus, the screen being built already."""
    hands.window.page_of("reception")
    return [f2_first(hands)[0] for _ in range(TIMES)]


def f2_first(hands: Hands) -> Sequence[float]:
    """The same where nobody asked for the reception before, the window at rest."""
    hands.until(lambda: hands.program.ahead.done, "the window has rested")
    watcher = Watcher(hands.window.stack)
    value = _painted(hands, watcher, partial(hands.key, Qt.Key.Key_F2), lambda: _front(hands, "reception"))
    hands.settle()
    hands.key(Qt.Key.Key_F12)
    hands.settle()
    return [value]


def _front(hands: Hands, name: str) -> bool:
    focus, page = QApplication.focusWidget(), hands.window.page
    return hands.window.current_name == name and focus is not None and page is not None and page.isVisible()


def _identified(page: ReceptionPage, number: str) -> bool:
    return page.presenter.state.draft.person.id_number == number


def _toasted(hands: Hands, before: int) -> bool:
    return hands.toasts > before


def scan_filled(hands: Hands) -> Sequence[float]:
    """From the reader's last letter to the citizen painted in the reception."""
    page = hands.reception
    values = []
    for number in range(1, TIMES + 2):
        hands.key(Qt.Key.Key_F2)
        hands.settle()
        watcher = Watcher(page.view.person)
        identity = card(number)[:12]
        values.append(
            _painted(
                hands,
                watcher,
                partial(hands.window.take_scan, card(number)),
                partial(_identified, page, identity),
            )
        )
    return values[1:]


def f9_toast(hands: Hands) -> Sequence[float]:
    """From F9 to the toast that says it is received, its receipt made and the print queued."""
    values = []
    for number in range(1, TIMES + 2):
        hands.begin(number)
        watcher = Watcher(hands.window.toast)
        before = hands.toasts
        values.append(
            _painted(hands, watcher, partial(hands.key, Qt.Key.Key_F9), partial(_toasted, hands, before))
        )
    return values[1:]


def certify_toast(hands: Hands) -> Sequence[float]:
    """From F9 at the certification to the toast that tells its number, a paper of four pages three times."""
    page = cast("CertifyPage", hands.window.page_of("certify"))
    hands.key(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    hands.until(lambda: page.presenter.state.kinds, "the fee table is read")
    values = []
    for number in range(1, CERTIFIED + 2):
        hands.window.take_scan(card(number))
        hands.until(partial(_certifies, page, card(number)[:12]), "the card is read")
        page.presenter.type_paper(0, name="GIẤY KHAI SINH", pages="4", copies="3")
        hands.until(lambda: page.presenter.state.quote is not None, "it is priced")
        watcher, before = Watcher(hands.window.toast), hands.toasts
        values.append(
            _painted(hands, watcher, partial(hands.key, Qt.Key.Key_F9), partial(_toasted, hands, before))
        )
    return values[1:]


def _certifies(page: CertifyPage, number: str) -> bool:
    return page.presenter.state.draft.person.id_number == number


def screen_switch(hands: Hands) -> Sequence[float]:
    """From the key of a screen to that screen painted, each built before; its newest figures follow."""
    names = {}
    for key in _SWITCHES:
        hands.key(key)
        hands.settle()
        names[key] = hands.window.current_name
    values = []
    for _ in range(TIMES // 2):
        for key in _SWITCHES:
            page = cast("QWidget", hands.window.page_of(names[key]))
            watcher = Watcher(page)
            values.append(
                _painted(
                    hands,
                    watcher,
                    partial(hands.key, key),
                    partial(_front, hands, names[key]),
                )
            )
    return values


def list_scroll(hands: Hands) -> Sequence[float]:
    """Frames of a list of ten thousand rows under the arrow and the page keys."""
    services = hands.program.services
    page = cast("WorklistPage", hands.window.page_of("worklist"))
    hands.key(Qt.Key.Key_F10)
    hands.window.go("worklist", "all")
    hands.settle()
    rows = services.lists.work_list("all", limit=ROWS).rows
    table = page.view.table
    table.set_rows((rows * (ROWS // max(1, len(rows)) + 1))[:ROWS])
    table.setFocus()
    watcher = Watcher(table.viewport())
    hands.settle()
    values = []
    for at in range(_FRAMES):
        key = Qt.Key.Key_PageDown if at % 3 else Qt.Key.Key_Down
        values.append(_painted(hands, watcher, partial(hands.key, key), lambda: True))
    return values


CASES: dict[str, Callable[[Hands], Sequence[float]]] = {
    "key_echo": key_echo,
    "f2_ready": f2_ready,
    "f2_first": f2_first,
    "scan_filled": scan_filled,
    "f9_toast": f9_toast,
    "certify_toast": certify_toast,
    "screen_switch": screen_switch,
    "list_scroll": list_scroll,
}
