"""The camera of this desk: chosen once, remembered on this machine, known again after it moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desk.office import config
from desk.record.failures import surroundings

if TYPE_CHECKING:
    from desk.imaging.capture import CameraCard
    from desk.office.opened import Office


def desk_cameras(office: Office) -> tuple[CameraCard, ...]:
    """The cameras of this machine, the one of this desk marked as chosen."""
    from desk.imaging.capture import cameras

    known = config.load(office.paths.config)
    return cameras((known.camera_name, known.camera_model, known.camera_address))


def choose_camera(office: Office, camera: CameraCard) -> None:
    """Remember the camera in `office.toml`; the office's record is not touched."""
    before = config.load(office.paths.config)
    chosen = replace(
        before, camera_name=camera.name, camera_model=camera.model, camera_address=camera.address
    )
    if chosen != before:
        with surroundings():
            config.save(office.paths.config, chosen)
