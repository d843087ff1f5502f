"""Walking the panes of a screen: F6 and Shift+F6 go on from where one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def walk(panes: tuple[QWidget, ...], focus: QWidget | None, step: int) -> None:
    """Move the focus to the next or the previous pane; one that has nothing to stand on yet is passed by."""
    panes = tuple(dict.fromkeys(panes))  # a pane named twice would never be left
    if not panes:
        return
    at = _standing(panes, focus, step)
    for further in range(1, len(panes) + 1):
        pane = panes[(at + step * further) % len(panes)]
        pane.setFocus()
        now = QApplication.focusWidget()
        if now is not None and (now is pane or pane.isAncestorOf(now)):
            return


def _standing(panes: tuple[QWidget, ...], focus: QWidget | None, step: int) -> int:
    """The pane of the focus; between two panes, the one behind whom goes on, so that F6 never jumps back."""

    def pane_of(widget: QWidget | None) -> int:
        inside = (
            i for i, pane in enumerate(panes) if widget and (pane is widget or pane.isAncestorOf(widget))
        )
        return next(inside, -1)

    at = pane_of(focus)
    if at >= 0 or focus is None:
        return at
    further = focus.nextInFocusChain()
    while further is not None and further is not focus and pane_of(further) < 0:
        further = further.nextInFocusChain()
    ahead = pane_of(further)
    return ahead if ahead < 0 or step < 0 else ahead - 1
