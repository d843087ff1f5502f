"""Sample papers of plainly fictional citizens: one reception as shipped, and page photos made on demand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PHOTO = (2592, 1944)  # five megapixels


@dataclass(frozen=True, slots=True)
class SamplePapers:
    """The papers of one played reception; `reception` and `result` have the keys of the command files."""

    folder: Path
    card: Path
    reception: Mapping[str, Any]
    result: Mapping[str, Any]


def sample_papers() -> SamplePapers:
    """The reception shipped in `resources/sample/`, its page paths starting from that folder."""
    from desk.jsonfile import read_json_object
    from resources import path

    folder = path("sample")
    return SamplePapers(
        folder=folder,
        card=folder / "the-can-cuoc.jpg",
        reception=read_json_object(folder / "sample.json"),
        result=read_json_object(folder / "ket-qua.json"),
    )


def page_photo(file: Path, *, kind: str = "easy", seed: int = 1, size: tuple[int, int] | None = None) -> Path:
    """A photographed form of a class of scenes, five megapixels by default; an existing file is kept."""
    from io import BytesIO

    from PIL import Image

    from desk.record.durable import write_file
    from scanning.scenes.scene import scene

    if not file.exists():
        shot = scene(kind, seed, size=size or PHOTO)
        photo = BytesIO()
        Image.fromarray(shot.bgr[:, :, ::-1]).save(photo, "JPEG", quality=88)
        write_file(file, photo.getvalue())
    return file
