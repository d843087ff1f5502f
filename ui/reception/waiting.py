"""What waits for a page on its way from the camera: saving, parking, dropping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.scan.pane import ScanPane
    from ui.widgets.banner import Banner


class AfterPages:
    """Does one thing once no page is on its way; asked for again meanwhile, it is done without that page."""

    def __init__(self, scan: ScanPane, banner: Banner) -> None:
        self._scan, self._banner = scan, banner
        self._act: Callable[[], object] | None = None

    def run(self, act: Callable[[], object]) -> None:
        """Do it now, or as soon as the page is there."""
        if self._scan.busy and self._act is None:
            self._act = act
            text = tr("Đang chờ trang vừa chụp. Bấm lần nữa để làm ngay, không có trang này.")
            self._banner.say(text, tone=Tone.INFO)
            return
        self._act = None
        act()

    def settled(self) -> None:
        """The page is there."""
        act, self._act = self._act, None
        if act is not None:
            self._banner.clear()
            act()
