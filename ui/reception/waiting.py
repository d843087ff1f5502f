"""What waits for a page on its way from the camera: saving, parking, dropping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer

from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.scan.pane import ScanPane
    from ui.widgets.banner import Banner


ARM_MS = 600  # a key that bounces must not leave a page behind


class AfterPages:
    """Does one thing once no page is on its way; asked again deliberately, it is done without that page."""

    def __init__(self, scan: ScanPane, banner: Banner) -> None:
        self._scan, self._banner = scan, banner
        self._act: Callable[[], object] | None = None
        self._since = QElapsedTimer()

    def run(self, act: Callable[[], object], *, without: Callable[[], object] | None = None) -> None:
        """Do it now, or as soon as the page is there; `without` is what is done where nobody waits for it."""
        if not self._scan.busy:
            self._act = None
            act()
        elif self._act is None:
            self._act = act
            self._since.start()
            text = tr("Đang chờ trang vừa chụp. Bấm lần nữa để làm ngay, không có trang này.")
            self._banner.say(text, tone=Tone.INFO)
        elif self._since.elapsed() >= ARM_MS:
            self._act = None
            self._scan.controller.leave()  # or it came to the next citizen's papers
            (without or act)()

    def settled(self) -> None:
        """The page is there."""
        act, self._act = self._act, None
        if act is not None:
            self._banner.clear()
            act()
