"""What a SANE device offers, read from `scanimage -A`, and the arguments that ask it for what we want.

Every backend names things its own way: "ADF", "Automatic Document Feeder(left aligned,Duplex)", an
`--adf-mode` beside the source; "24bit Color[Fast]", "True Gray", depth 1 for black and white. Nothing is
asked for that the device did not list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanning.devices.driver import USUAL_DPI

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from scanning.devices.driver import Colour, ScanSettings, Source

_LINE = re.compile(r"^ {4}(?P<dash>--?)(?P<name>[A-Za-z][\w-]*)(?P<rest>.*)$")
_STATE = re.compile(r"\s\[(?P<state>.*?)\](\s\[(?P<more>[a-z-]+)\])?\s*$")
_RANGE = re.compile(r"(?P<low>-?[\d.]+)\.\.(?P<high>-?[\d.]+)(?P<unit>[a-z%]*)")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_IDLE = {"inactive", "read-only", "hardware"}
_FILM = re.compile(r"transparen|negative|positive|slide|film|tpu|x-?ray|card", re.IGNORECASE)
_BOTH = re.compile(r"duplex|both|two.?side|double.?side", re.IGNORECASE)
_FEED = re.compile(r"adf|feed|sheet.?fed|automatic document|tray|front", re.IGNORECASE)
_BACK = re.compile(r"\bback\b|rear", re.IGNORECASE)
_GLASS = re.compile(r"flat|platen|glass|table|normal|scan ?bed", re.IGNORECASE)
_PLAIN = r"^(?!.*(diffusion|dither|half|10|12|14|16|30|36|48))"
_MODES: Mapping[Colour, tuple[str, ...]] = {
    "colour": (r"^colou?r$", r"24.?bit colou?r$", _PLAIN + r".*(colou?r|rgb)"),
    "grey": (r"^(true )?gr[ae]y(scale)?$", _PLAIN + r".*(gr[ae]y|256 levels)"),
    "lineart": (r"^line.?art$", _PLAIN + r".*(line.?art|black|binary|bi.?tonal|monochrome|text)"),
}
_RICHER: Mapping[Colour, tuple[Colour, ...]] = {
    "lineart": ("lineart", "grey", "colour"),
    "grey": ("grey", "colour"),
    "colour": ("colour",),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a device: the words or numbers it takes, or the range; `active` as it stands now."""

    name: str
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    default: str = ""
    active: bool = True
    flag: bool = False


def read_options(text: str) -> dict[str, Option]:
    """Every option `scanimage -A` lists, by name; lines that are none are passed over."""
    found: dict[str, Option] = {}
    for line in text.splitlines():
        told = _LINE.match(line)
        if told and (told["dash"] == "--" or len(told["name"]) == 1):
            found.setdefault(told["name"], _option(told["name"], told["rest"]))
    return found


def _option(name: str, rest: str) -> Option:
    state = _STATE.search(rest)
    default = state["state"] if state else ""
    words = (rest[: state.start()] if state else rest).strip()
    active = state is None or not {default, state["more"]} & _IDLE
    if rest.startswith("[=("):
        choices = words[3:].split(")", 1)[0]
        return Option(name, values=tuple(choices.split("|")), default=default, active=active, flag=True)
    span = _RANGE.match(words)
    if span:
        low, high = float(span["low"]), float(span["high"])
        return Option(name, low=low, high=high, unit=span["unit"], default=default, active=active)
    values = tuple(one.strip() for one in words.split("|") if one.strip())
    unit = ""
    if values and all(_NUMBER.match(one) for one in values if one != "auto"):
        unit = re.sub(r"[\d.,-]", "", values[-1])
        values = tuple(one.removesuffix(unit) if unit else one for one in values)
    return Option(name, values=values, unit=unit, default=default, active=active)


def source_arguments(options: Mapping[str, Option]) -> dict[Source, tuple[str, ...]]:
    """The sources of a device, each with the arguments that choose it; one that tells none is a flatbed."""
    named = options.get("source")
    if named is None or not named.active:
        plain: dict[Source, tuple[str, ...]] = {"flatbed": ()}
        return {**plain, **_by_switch(options, ())}
    words = [one for one in named.values if not _FILM.search(one)]
    found: dict[Source, tuple[str, ...]] = {}
    glass = _first(words, lambda one: bool(_GLASS.search(one)) and not _FEED.search(one))
    if glass:
        found["flatbed"] = ("--source", glass)
    fed = [one for one in words if _FEED.search(one) and not _BOTH.search(one)]
    feeder = _first(fed, lambda one: not _BACK.search(one))
    steady = ("--batch-scan=yes",) if "batch-scan" in options else ()  # HP: sheet after sheet
    if feeder:
        found["feeder"] = ("--source", feeder, *steady)
    both = _first(words, lambda one: bool(_BOTH.search(one)))
    if both:
        found["duplex"] = ("--source", both, *steady)
    elif feeder:
        found.update(_by_switch(options, found["feeder"]))
    return found or {"flatbed": ()}


def _by_switch(options: Mapping[str, Option], base: tuple[str, ...]) -> dict[Source, tuple[str, ...]]:
    """Both sides by an option of their own, beside the feeder."""
    switch = options.get("duplex")
    if switch is not None and switch.flag:
        return {"duplex": (*base, "--duplex=yes")}
    for name in ("adf-mode", "adf_mode", "duplex"):
        mode = options.get(name)
        both = _first(mode.values if mode else (), lambda one: bool(_BOTH.search(one)))
        if both:
            return {"duplex": (*base, f"--{name}", both)}
    return {}


def mode_arguments(options: Mapping[str, Option], colour: Colour) -> tuple[str, ...] | None:
    """What asks for colour, grey or black and white; a richer one where the device lacks it, else None."""
    mode, depth = options.get("mode"), options.get("depth")
    depths = depth.values if depth is not None else ()
    for wanted in _RICHER[colour]:
        word = _mode_word(mode.values if mode is not None else (), wanted)
        if wanted == "lineart" and not word and "1" in depths and mode is not None:
            word = _mode_word(mode.values, "grey")
            return ("--mode", word, "--depth", "1") if word else None
        if word:
            deep = ("--depth", "8") if wanted != "lineart" and "8" in depths else ()
            return ("--mode", word, *deep)
    return () if mode is None else None


def _mode_word(words: Iterable[str], colour: Colour) -> str:
    words = tuple(words)
    for pattern in _MODES[colour]:
        for word in words:
            if re.search(pattern, word, re.IGNORECASE):
                return word
    return ""


def resolutions(options: Mapping[str, Option]) -> tuple[int, ...]:
    """The resolutions a device offers, the usual ones of a range."""
    offered = options.get("resolution") or options.get("x-resolution")
    if offered is None:
        return ()
    if offered.low is not None and offered.high is not None:
        return tuple(dpi for dpi in USUAL_DPI if offered.low <= dpi <= offered.high)
    return tuple(sorted({round(float(one)) for one in offered.values if _NUMBER.fullmatch(one)}))


def resolution_arguments(options: Mapping[str, Option], dpi: int) -> tuple[tuple[str, ...], int]:
    """What asks for at least `dpi`, or for the most there is; and what that is."""
    name = next((one for one in ("resolution", "x-resolution") if one in options), "")
    if not name:
        return (), dpi
    offered = options[name]
    if offered.low is not None and offered.high is not None:
        chosen = round(min(max(dpi, offered.low), offered.high))
    else:
        listed = resolutions(options)
        chosen = min((one for one in listed if one >= dpi), default=max(listed, default=dpi))
    second = ("--y-resolution", str(chosen)) if name == "x-resolution" and "y-resolution" in options else ()
    return (f"--{name}", str(chosen), *second), chosen


def area_arguments(options: Mapping[str, Option], settings: ScanSettings, dpi: int) -> tuple[str, ...]:
    """The area from the top-left; the paper's own size first, by which feeders with guides centre it."""
    found: list[str] = []
    for name, size in (("page-width", settings.width_mm), ("page-height", settings.height_mm)):
        if name in options:
            found += [f"--{name}", _length(options[name], size, dpi)]
    for name, size in (("l", 0.0), ("t", 0.0), ("x", settings.width_mm), ("y", settings.height_mm)):
        if name in options:
            found += [f"-{name}", _length(options[name], size, dpi)]
    return tuple(found)


def _length(option: Option, size: float, dpi: int) -> str:
    """Millimetres in the option's unit.

    The end of the range is that of the source now chosen, a feeder's may be longer: the device cuts.
    """
    value = size / 25.4 * dpi if option.unit in {"pel", "px"} else size
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _first(words: Iterable[str], fits: Callable[[str], bool]) -> str:
    return next((word for word in words if fits(word)), "")
