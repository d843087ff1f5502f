"""The cameras of this machine to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from ui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from desk.imaging.capture import CameraCard


def camera_menu(
    parent: QWidget,
    cameras: Sequence[CameraCard],
    current: CameraCard | None,
    choose: Callable[[CameraCard], None],
) -> QMenu:
    """One entry for each camera, the current one ticked; two of one name are told apart by their socket."""
    menu = QMenu(parent)
    menu.setObjectName("scan.cameras")
    names = [camera.name for camera in cameras]
    for camera in cameras:
        twin = names.count(camera.name) > 1 and camera.address
        entry = menu.addAction(f"{camera.name} ({camera.address})" if twin else camera.name)
        entry.setCheckable(True)
        entry.setChecked(current is not None and same(camera, current))
        entry.triggered.connect(lambda _=False, one=camera: choose(one))
    if not cameras:
        menu.addAction(tr("Không thấy camera nào")).setEnabled(False)
    menu.addSeparator()
    return menu


def same(one: CameraCard, other: CameraCard) -> bool:
    """The same camera at the same number: one that moved must be opened anew."""
    return (one.spec, one.name, one.model, one.address) == (
        other.spec,
        other.name,
        other.model,
        other.address,
    )
