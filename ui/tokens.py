"""Design tokens: what colours mean, the type scale, and every size and distance a screen may use."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Tone(enum.StrEnum):
    """What a colour means; always shown beside an icon and a word, never alone."""

    PLAIN = "plain"
    MUTED = "muted"
    PRIMARY = "primary"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme as `#RRGGBB`; pairs used for text keep a contrast of at least 4.5."""

    name: str
    bg: str
    surface: str
    surface2: str
    sunken: str
    text: str
    text2: str
    text3: str
    primary: str
    primary_hover: str
    on_primary: str
    primary_tint: str
    ok: str
    ok_tint: str
    warn: str
    warn_tint: str
    bad: str
    bad_tint: str
    info: str
    info_tint: str
    border: str
    hairline: str
    rail: str
    rail_text: str
    rail_current: str
    rail_mark: str
    rail_on: str
    rail_hover: str
    ring: str
    toast: str
    toast_text: str
    toast_text2: str
    toast_ok: str
    bar: str
    target: str
    seg_on: str

    def ink(self, tone: Tone) -> str:
        """The text colour of a tone on a surface."""
        return {
            Tone.PLAIN: self.text,
            Tone.MUTED: self.text2,
            Tone.PRIMARY: self.primary,
            Tone.OK: self.ok,
            Tone.WARN: self.warn,
            Tone.BAD: self.bad,
            Tone.INFO: self.info,
        }[tone]

    def tint(self, tone: Tone) -> str:
        """The background on which `ink(tone)` is read in chips and banners."""
        return {
            Tone.PLAIN: self.sunken,
            Tone.MUTED: self.sunken,
            Tone.PRIMARY: self.primary_tint,
            Tone.OK: self.ok_tint,
            Tone.WARN: self.warn_tint,
            Tone.BAD: self.bad_tint,
            Tone.INFO: self.info_tint,
        }[tone]


LARGE_TEXT = 1.1  # from here on what stands side by side in a small window may need a line each
SCALES = (1.0, 1.15, 1.3, 1.5)  # the text sizes a person may choose

WORDS = "Be Vietnam Pro"
NUMBERS = "Noto Sans"
FALLBACKS = ("Segoe UI", "Noto Sans", "DejaVu Sans")


@dataclass(frozen=True, slots=True)
class Type:
    """One step of the type scale; `code` means numbers, codes, dates and key caps (tabular figures)."""

    px: int
    weight: int = 400
    code: bool = False


class Role(enum.StrEnum):
    """The named steps of the type scale; a label's `role` property holds one of them."""

    KEY = "key"
    THUMB = "thumb"
    RAIL_ON = "rail_on"
    RAIL_KEY = "rail_key"
    CAPTION = "caption"
    CAPTION_CODE = "caption_code"
    BODY = "body"
    CODE = "code"
    MEDIUM = "medium"
    STRONG = "strong"
    CODE_STRONG = "code_strong"
    FIELD = "field"
    SUBSECTION = "subsection"
    SECTION = "section"
    BUTTON = "button"
    NAME = "name"
    HEAD_CODE = "head_code"
    TITLE = "title"
    DUE = "due"
    RATE = "rate"
    COUNTER = "counter"


SCALE: dict[Role, Type] = {
    Role.KEY: Type(11, 600, code=True),
    Role.THUMB: Type(11, 500),
    Role.RAIL_ON: Type(11, 600),
    Role.RAIL_KEY: Type(10, 600, code=True),
    Role.CAPTION: Type(12, 400),
    Role.CAPTION_CODE: Type(12, 400, code=True),
    Role.BODY: Type(13, 400),
    Role.CODE: Type(13, 400, code=True),
    Role.MEDIUM: Type(13, 500),
    Role.STRONG: Type(13, 600),
    Role.CODE_STRONG: Type(13, 600, code=True),
    Role.FIELD: Type(14, 400),
    Role.SUBSECTION: Type(14, 600),
    Role.SECTION: Type(15, 600),
    Role.BUTTON: Type(15, 600),
    Role.NAME: Type(18, 600),
    Role.HEAD_CODE: Type(17, 700, code=True),
    Role.TITLE: Type(20, 600),
    Role.DUE: Type(22, 700),
    Role.RATE: Type(24, 700, code=True),
    Role.COUNTER: Type(28, 700, code=True),
}

# distances and shapes, logical pixels
XS, S, M, L, XL, XXL = 4, 6, 8, 12, 14, 18
RADIUS_TICK, RADIUS_FIELD, RADIUS_WELL, RADIUS_CARD = 4, 6, 8, 10
FIELD, BUTTON, COMMIT, TABLE_ROW, RING = 36, 36, 48, 46, 2
RAIL, RAIL_COMPACT, TOP_BAR, KEY_BAR = 88, 60, 60, 33
WINDOW_MIN = (949, 512)


class LayoutKind(enum.StrEnum):
    """How much room the window has, by logical client size."""

    COMPACT = "compact"
    DENSE = "dense"
    STANDARD = "standard"
    WIDE = "wide"


def layout_for(width: float, height: float, scale: float = 1.0) -> LayoutKind:
    """Choose the layout: compact < 1200 wide or < 690 high, dense < 740 high, wide from 1600.

    Text that is half as large again leaves room for a third less, so what counts is the size divided by it.
    """
    wide, high = width / scale, height / scale
    if wide < 1200 or high < 690:
        return LayoutKind.COMPACT
    if high < 740:
        return LayoutKind.DENSE
    return LayoutKind.WIDE if wide >= 1600 else LayoutKind.STANDARD
