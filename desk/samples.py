"""Sample papers of plainly fictional citizens, photographed as a clerk would: made here, never collected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from scanning.scenes.scene import Scene

PHOTO = (2592, 1944)  # five megapixels
_CARD_FRAME = (1920, 1080)
_CARD_SEEDS = range(2, 40)


@dataclass(frozen=True, slots=True)
class SamplePapers:
    """The papers of one played reception."""

    card: Path
    declaration: tuple[Path, ...]
    proof: Path
    result: Path


def sample_papers(folder: Path) -> SamplePapers:
    """Make the sample papers in `folder`, or take those made before; the same papers every time."""
    folder.mkdir(parents=True, exist_ok=True)
    return SamplePapers(
        card=_card(folder / "the-can-cuoc.jpg"),
        declaration=(
            page_photo(folder / "to-khai-1.jpg", kind="shadow", seed=11),
            page_photo(folder / "to-khai-2.jpg", kind="texture", seed=12),
        ),
        proof=page_photo(folder / "giay-chung-minh.jpg", kind="bright", seed=13),
        result=page_photo(folder / "ket-qua.jpg", kind="easy", seed=14),
    )


def page_photo(file: Path, *, kind: str = "easy", seed: int = 1, size: tuple[int, int] | None = None) -> Path:
    """A photographed form of a class of scenes, five megapixels by default; an existing file is kept."""
    from scanning.scenes.scene import scene

    if not file.exists():
        _write(scene(kind, seed, size=size or PHOTO), file)
    return file


def _card(file: Path) -> Path:
    """A card photographed close enough to be read, as a clerk holds it: the first such seed."""
    from desk.identity import looks_like_card
    from scanning.codes import read_card_in
    from scanning.scenes.scene import scene

    if file.exists():
        return file
    for seed in _CARD_SEEDS:
        shot = scene("card", seed, size=_CARD_FRAME)
        if read_card_in(shot.bgr, looks_like_card) == shot.text:
            _write(shot, file)
            return file
    message = "no sample card could be read"
    raise RuntimeError(message)


def _write(shot: Scene, file: Path) -> None:
    from io import BytesIO

    from PIL import Image

    from desk.durable import write_file

    photo = BytesIO()
    Image.fromarray(shot.bgr[:, :, ::-1]).save(photo, "JPEG", quality=88)
    write_file(file, photo.getvalue())
