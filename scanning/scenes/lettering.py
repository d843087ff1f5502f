"""Finds fonts with every Vietnamese letter on this machine, for the made-up papers."""

from __future__ import annotations

import functools
from pathlib import Path

from PIL import ImageFont

_FOLDERS = (
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/truetype/noto",
    "C:/Windows/Fonts",
)
_FACES = {
    "serif": ("LiberationSerif-Regular.ttf", "NotoSerif-Regular.ttf", "times.ttf"),
    "serif-bold": ("LiberationSerif-Bold.ttf", "NotoSerif-Bold.ttf", "timesbd.ttf"),
    "serif-italic": ("LiberationSerif-Italic.ttf", "NotoSerif-Italic.ttf", "timesi.ttf"),
    "sans": ("LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "arial.ttf"),
    "sans-bold": ("LiberationSans-Bold.ttf", "NotoSans-Bold.ttf", "arialbd.ttf"),
}


_FAMILIES = {
    "liberation-serif": "LiberationSerif",
    "liberation-sans": "LiberationSans",
    "noto-serif": "NotoSerif",
    "noto-sans": "NotoSans",
    "be-vietnam": "BeVietnamPro",
}
_STYLES = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold-italic": "BoldItalic"}


@functools.cache
def face_file(family: str, style: str) -> Path:
    """The file of a family's style; the packaged Noto Sans where it is not installed."""
    import fontpkg_be_vietnam_pro

    name = f"{_FAMILIES[family]}-{_STYLES[style]}.ttf"
    folders = [Path(folder) for folder in _FOLDERS]
    folders.append(Path(fontpkg_be_vietnam_pro.__file__).parent / "files")
    found = (folder / name for folder in folders if (folder / name).is_file())
    return next(found, _packaged())


@functools.cache
def font(face: str, pixels: int) -> ImageFont.FreeTypeFont:
    """The face (`serif`, `serif-bold`, `serif-italic`, `sans`, `sans-bold`) at a height in pixels.

    Falls back on the packaged Noto Sans, so that papers can be made on a bare machine too.
    """
    for name in _FACES[face]:
        for folder in _FOLDERS:
            path = Path(folder, name)
            if path.is_file():
                return ImageFont.truetype(path, pixels)
    return ImageFont.truetype(_packaged(), pixels)


def _packaged() -> Path:
    import fontpkg_noto_sans

    folder = Path(fontpkg_noto_sans.__file__).parent
    return sorted(folder.rglob("*.ttf"))[0]
