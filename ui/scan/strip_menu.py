"""What may be done to pages, listed with its keys: for the mouse, and for who looks a key up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from ui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QPoint

    from ui.keys import KeyMap
    from ui.scan.strip_acts import StripActs
    from ui.scan.strip_pane import StripPane


class StripMenu:
    """Opens at a place; each entry does what its key does."""

    def __init__(self, acts: StripActs, keys: KeyMap, pane: StripPane) -> None:
        self._acts, self._keys, self._pane = acts, keys, pane

    def open_at(self, place: QPoint, places: Sequence[int]) -> None:
        """Show the menu for some pages."""
        self.made(places).popup(place)

    def made(self, places: Sequence[int]) -> QMenu:
        """The menu for some pages."""
        acts, pane = self._acts, self._pane
        menu = QMenu(pane)
        menu.setObjectName("scan.menu")
        at = places[-1]
        entries: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (tr("Xem, chỉnh mép"), "scan.zoom", lambda: pane.open_page(at)),
            (tr("Xoay"), "reception.rotate", lambda: pane.do(acts.turn, places)),
            (tr("Chèn trang trước trang này"), "scan.insert", lambda: pane.open_gap(places[0])),
            (tr("Từ trang này là giấy tờ khác"), "scan.split", lambda: pane.do(acts.split, places[0])),
            (tr("Giữ trang sẽ bỏ"), "scan.keep", lambda: pane.do(acts.keep, places)),
            (tr("Xóa"), "reception.remove", lambda: pane.do(acts.remove, places)),
        )
        for text, key, act in entries:
            menu.addAction(f"{text}\t{self._keys.cap(key)}").triggered.connect(_once(act))
        self._add_papers(menu, places)
        return menu

    def _add_papers(self, menu: QMenu, places: Sequence[int]) -> None:
        papers = self._acts.papers
        if not papers:
            return
        more = menu.addMenu(tr("Chuyển sang giấy tờ"))
        for paper in papers:
            cap = f"\t{paper.no}" if paper.no < 10 else ""
            send = partial(self._pane.do, self._acts.send, places, paper.no)
            more.addAction(f"{paper.no}. {paper.name}{cap}").triggered.connect(_once(send))


def _once(act: Callable[[], object]) -> Callable[[], None]:
    """Without the flag Qt hands over."""

    def run() -> None:
        act()

    return run
