"""Fonts of the screen: Be Vietnam Pro for words, Noto Sans for numbers, with fallbacks."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from ui.tokens import FALLBACKS, NUMBERS, WORDS, Type

_WORD_FILES = ("Regular", "Medium", "SemiBold", "Bold")


def _package_files(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "files"


def load_fonts() -> tuple[str, ...]:
    """Register the shipped fonts with Qt and return the families found; a missing package is no error."""
    wanted: list[Path] = []
    words = _package_files("fontpkg_be_vietnam_pro")
    if words is not None:
        wanted += [words / f"BeVietnamPro-{weight}.ttf" for weight in _WORD_FILES]
    numbers = _package_files("fontpkg_noto_sans")
    if numbers is not None:
        wanted.append(numbers / "NotoSans[wdth,wght].ttf")
    families: dict[str, None] = {}
    for file in wanted:
        if file.is_file():
            handle = QFontDatabase.addApplicationFont(str(file))
            families.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(handle)))
    _in_one_file.cache_clear()
    font.cache_clear()
    return tuple(families)


@lru_cache(maxsize=1)
def _in_one_file() -> bool:
    """Whether the numbers' face is known by its one variable file alone, which Qt takes for a regular face.

    Where the system has the face too, or tells the weights of a variable file apart, there is a bold style.
    """
    return "Bold" not in QFontDatabase.styles(NUMBERS)


def _weigh(made: QFont, kind: Type) -> None:
    """Give figures the weight of the words beside them."""
    if not kind.code:
        made.setWeight(QFont.Weight(kind.weight))
    elif _in_one_file():
        made.setVariableAxis(QFont.Tag.fromString("wght"), kind.weight)  # a bold one would be bold twice
    else:  # of single files there are but two: bold figures are nearer to medium words than regular ones
        made.setWeight(QFont.Weight(600 if kind.weight == QFont.Weight.Medium else kind.weight))


@lru_cache(maxsize=256)
def font(kind: Type, scale: float = 1.0) -> QFont:
    """Return the font of one step of the type scale at the user's text size."""
    made = QFont()
    first = NUMBERS if kind.code else WORDS
    made.setFamilies([first, *(name for name in FALLBACKS if name != first)])
    made.setPixelSize(max(1, round(kind.px * scale)))
    _weigh(made, kind)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
