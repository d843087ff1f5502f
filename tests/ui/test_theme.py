"""Colours can be read, fonts are there, the sheet is whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from desk.office import looks
from ui import icons, theme
from ui.colours import BANDS, CONTRAST, DARK, LIGHT, THEMES
from ui.theme_fonts import load_fonts
from ui.theme_qss import style_sheet
from ui.tokens import (
    NUMBERS,
    SCALE,
    SCALES,
    WINDOW_MIN,
    WORDS,
    LayoutKind,
    Role,
    Tokens,
    Tone,
    layout_for,
)

EVERY = pytest.mark.parametrize("tokens", list(THEMES.values()), ids=list(THEMES))


def luminance(value: str) -> float:
    """Relative luminance by WCAG 2."""
    colour = QColor(value)
    shares = ((0.2126, colour.redF()), (0.7152, colour.greenF()), (0.0722, colour.blueF()))
    return sum(
        share * (channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
        for share, channel in shares
    )


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_ruler_measures_black_on_white_as_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21, abs=0.01)


@EVERY
@pytest.mark.parametrize("ink", ["text", "text2", "text3"])
@pytest.mark.parametrize("ground", ["bg", "surface", "surface2", "sunken", "primary_tint"])
def test_text_is_readable_on_every_ground(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@EVERY
@pytest.mark.parametrize("tone", list(Tone))
def test_a_tone_is_readable_on_a_surface_and_on_its_own_tint(tokens: Tokens, tone: Tone) -> None:
    assert contrast(tokens.ink(tone), tokens.surface) >= 4.5
    assert contrast(tokens.ink(tone), tokens.tint(tone)) >= 4.5


@EVERY
def test_control_borders_and_the_focus_ring_stand_out(tokens: Tokens) -> None:
    for ground in (tokens.surface, tokens.bg, tokens.surface2, tokens.sunken, tokens.primary_tint):
        assert contrast(tokens.ring, ground) >= 3
        assert contrast(tokens.border, ground) >= 3
    assert contrast(tokens.rail_mark, tokens.rail) >= 3
    assert contrast(tokens.rail_mark, tokens.rail_current) >= 3


@EVERY
def test_what_bars_and_steps_say_in_colour_stands_out_from_its_ground(tokens: Tokens) -> None:
    assert contrast(tokens.primary, tokens.sunken) >= 3
    assert contrast(tokens.target, tokens.sunken) >= 3
    assert contrast(tokens.surface, tokens.ok) >= 3  # the tick in a done step
    assert contrast(tokens.bar, tokens.surface) >= 3  # the bars of the months before
    assert contrast(tokens.bar, tokens.primary) >= 1.3
    for band in BANDS[tokens.name]:
        assert contrast(band, tokens.sunken) >= 3


@pytest.mark.parametrize("ink", ["text", "text2", "text3", *(tone.value for tone in Tone)])
@pytest.mark.parametrize("ground", ["bg", "surface", "surface2", "sunken", "primary_tint"])
def test_high_contrast_keeps_seven_to_one_for_every_word_on_every_ground(ink: str, ground: str) -> None:
    colour = CONTRAST.ink(Tone(ink)) if ink in set(Tone) else getattr(CONTRAST, ink)
    assert contrast(colour, getattr(CONTRAST, ground)) >= 7


@pytest.mark.parametrize("tone", list(Tone))
def test_high_contrast_keeps_seven_to_one_in_chips_banners_rail_and_toast(tone: Tone) -> None:
    tokens = CONTRAST
    assert contrast(tokens.ink(tone), tokens.tint(tone)) >= 7
    pairs = (
        ("on_primary", "primary"), ("on_primary", "primary_hover"), ("rail_text", "rail"),
        ("rail_text", "rail_hover"), ("rail_on", "rail_current"), ("toast_text", "toast"),
        ("toast_text2", "toast"), ("toast_ok", "toast"),
    )  # fmt: skip
    for ink, ground in pairs:
        assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 7
    assert contrast(tokens.hairline, tokens.surface) >= 3  # here even what only parts is to be seen


@EVERY
def test_words_on_buttons_rail_and_toast_are_readable(tokens: Tokens) -> None:
    assert contrast(tokens.on_primary, tokens.primary) >= 4.5
    assert contrast(tokens.on_primary, tokens.primary_hover) >= 4.5
    assert contrast(tokens.rail_text, tokens.rail) >= 4.5
    assert contrast(tokens.rail_text, tokens.rail_hover) >= 4.5
    assert contrast(tokens.rail_on, tokens.rail_current) >= 4.5
    assert contrast(tokens.toast_text, tokens.toast) >= 4.5
    assert contrast(tokens.toast_text2, tokens.toast) >= 4.5
    assert contrast(tokens.toast_ok, tokens.toast) >= 3


@EVERY
def test_the_sheet_has_no_open_place(tokens: Tokens) -> None:
    sheet = style_sheet(tokens)
    assert "$" not in sheet
    assert tokens.surface in sheet


def test_text_size_grows_the_sheet_and_the_fonts(qapp: QApplication) -> None:
    assert "font-size: 17px" in style_sheet(LIGHT, 1.3)
    theme.apply(qapp, "light", scale=1.5)
    assert theme.current().font(Role.BODY).pixelSize() == 20  # 13 px × 1.5, rounded to the even


def test_the_shipped_faces_are_found_by_qt() -> None:
    families = load_fonts()
    assert WORDS in families
    assert NUMBERS in families


@pytest.mark.parametrize("role", list(Role))
def test_every_step_of_the_scale_gets_the_face_it_names(role: Role) -> None:
    font = theme.current().font(role)
    assert QFontInfo(font).family() == (NUMBERS if SCALE[role].code else WORDS)
    assert font.pixelSize() == SCALE[role].px


_FIGURES = """
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from ui.theme_fonts import font, load_fonts
from ui.tokens import Type
app = QApplication([])
load_fonts()
for weight in (400, 500, 600, 700):
    image = QImage(700, 90, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(font(Type(30, weight, code=True)))
    painter.drawText(QPointF(10, 60), "0123456789")
    painter.end()
    print(sum(255 - one for y in range(90) for one in bytes(image.constScanLine(y))))
"""


@pytest.mark.parametrize("system", ["with the face", "without it"])
def test_figures_are_as_heavy_as_the_words_beside_them(tmp_path: Path, system: str) -> None:
    """A clerk's computer need not have the face of the figures; ours is one variable file."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if system == "without it":
        bare = tmp_path / "fonts.conf"
        cache = f"<cachedir>{tmp_path}</cachedir>"
        bare.write_text(f'<?xml version="1.0"?><fontconfig>{cache}</fontconfig>', "utf-8")
        env["FONTCONFIG_FILE"] = str(bare)
    told = subprocess.run(
        [sys.executable, "-c", _FIGURES], env=env, capture_output=True, text=True, check=True
    ).stdout
    regular, medium, semibold, bold = map(int, told.split())
    assert medium > regular * 1.1
    assert semibold >= medium
    assert regular * 1.25 < semibold
    assert semibold <= bold < regular * 1.75  # never bold twice


def test_a_change_of_theme_reaches_the_palette(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    assert theme.current().tokens is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.bg)
    label = QLabel()
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK.text)


@pytest.mark.parametrize(
    ("width", "height", "kind"),
    [
        (949, 512, LayoutKind.COMPACT),
        (1093, 560, LayoutKind.COMPACT),
        (1199, 900, LayoutKind.COMPACT),
        (1366, 689, LayoutKind.COMPACT),
        (1366, 697, LayoutKind.DENSE),
        (1366, 740, LayoutKind.STANDARD),
        (1599, 1000, LayoutKind.STANDARD),
        (1920, 1017, LayoutKind.WIDE),
    ],
)
def test_the_layout_follows_the_logical_size(width: int, height: int, kind: LayoutKind) -> None:
    assert layout_for(width, height) is kind


@pytest.mark.parametrize(
    ("width", "height", "scale", "kind"),
    [
        (1366, 697, 1.15, LayoutKind.COMPACT),
        (1366, 697, 1.5, LayoutKind.COMPACT),
        (1920, 1017, 1.15, LayoutKind.WIDE),
        (1920, 1017, 1.3, LayoutKind.STANDARD),
        (1920, 1017, 1.5, LayoutKind.COMPACT),
        (2560, 1400, 1.5, LayoutKind.WIDE),
    ],
)
def test_larger_text_counts_as_a_smaller_window(
    width: int, height: int, scale: float, kind: LayoutKind
) -> None:
    assert layout_for(width, height, scale) is kind


def test_the_text_sizes_are_those_a_person_may_keep() -> None:
    assert looks.SCALES == SCALES
    assert set(looks.THEMES) == {"system", *THEMES}


def test_the_least_window_fits_a_small_panel_at_125_percent() -> None:
    assert WINDOW_MIN[0] <= 1093
    assert WINDOW_MIN[1] <= 560


def test_an_icon_takes_the_colour_asked_for(qapp: QApplication) -> None:
    red = icons.pixmap("check", 24, QColor("#FF0000")).toImage()
    inked = [
        red.pixelColor(x, y) for x in range(24) for y in range(24) if red.pixelColor(x, y).alpha() == 255
    ]
    assert inked
    assert all(colour.red() == 255 and colour.green() == 0 for colour in inked)


def test_an_icon_is_drawn_at_the_screens_ratio() -> None:
    drawn = icons.pixmap("check", 16, QColor("#000000"), 1.5)
    assert drawn.width() == 24
    assert drawn.devicePixelRatio() == 1.5


def test_an_unknown_icon_is_a_bug_at_once() -> None:
    with pytest.raises(KeyError):
        icons.outline("no-such-icon")


def test_in_high_contrast_wells_and_quiet_buttons_have_an_edge_that_is_seen() -> None:
    edge = theme.Theme(CONTRAST).edge
    assert edge is not None
    assert contrast(edge.name(), CONTRAST.surface) >= 3
    assert contrast(edge.name(), CONTRAST.sunken) >= 3
    assert theme.Theme(LIGHT).edge is None
