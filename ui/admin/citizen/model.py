"""The two forms as frozen data: what is kept, what was typed, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from desk.office.citizen_screen import LANGUAGES, RATING_SECONDS, TOUCH, CitizenScreen
from ui.admin.parts.reading import number_of
from ui.admin.parts.sheet import ON
from ui.admin.parts.spec import Control, Spec
from ui.citizen.monitors import remembered
from ui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ui.citizen.monitors import Monitor

NONE = "-"


def screen_specs() -> tuple[Spec, ...]:
    """The fields of the citizen's monitor."""
    languages = (("vi_en", tr("Việt, Anh ở dưới")), ("vi", tr("Chỉ tiếng Việt")), ("en", tr("Chỉ tiếng Anh")))
    touch = (("auto", tr("Theo máy tính")), ("yes", tr("Chạm được")), ("no", tr("Không chạm được")))
    flag = Control.FLAG
    return (
        Spec("on", tr("Mở cửa sổ cho công dân"), flag, span=12),
        Spec("monitor", tr("Ở màn hình"), Control.CHOICE, span=12),
        Spec("languages", tr("Ngôn ngữ công dân đọc"), Control.CHOICE, span=6, choices=languages),
        Spec("touch", tr("Màn hình đó"), Control.CHOICE, span=6, choices=touch),
        Spec("rating", tr("Mời công dân đánh giá sau khi trả kết quả"), flag, span=12),
        Spec("rating_seconds", tr("Chờ đánh giá (giây)"), Control.CODE, span=6),
        Spec("keypad", tr("Bàn phím số ở bàn là của công dân (phím 1–5)"), flag, span=12),
        Spec("short_name", tr("Chỉ hiện họ và chữ cái đầu của tên"), flag, span=12),
        Spec("bell", tr("Kêu một tiếng khi gọi số"), flag, span=12),
    )


def queue_specs() -> tuple[Spec, ...]:
    """The fields of the office's queue."""
    papers = (("k80", tr("Cuộn 80 mm")), ("k58", tr("Cuộn 58 mm")))
    return (
        Spec("on", tr("Phát và gọi số thứ tự"), Control.FLAG, span=12),
        Spec("next_after_commit", tr("F2 sau khi lưu thì gọi số tiếp"), Control.FLAG, span=12),
        Spec("paper", tr("Khổ giấy phiếu số"), Control.CHOICE, span=6, choices=papers),
        Spec(
            "kinds", tr("Loại việc, mỗi dòng: mã | tên | tên tiếng Anh"), Control.TEXT, span=12, lines=6,
            hint="A | Nộp hồ sơ | Submit",
        ),
        Spec(
            "serves", tr("Quầy chỉ gọi một số loại, mỗi dòng: quầy | mã, mã"), Control.TEXT, span=12, lines=4,
            hint="2 | A, C",
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FormState:
    """Everything a form paints."""

    values: Mapping[str, str] = field(default_factory=dict)
    stored: Mapping[str, str] = field(default_factory=dict)
    monitors: tuple[Monitor, ...] = ()
    busy: bool = False
    failure: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything typed is not saved."""
        return any(self.values.get(key, "") != text for key, text in self.stored.items())


# ---- the citizen's monitor ---------------------------------------------------------------------------


def monitor_key(monitor: Monitor) -> str:
    """A monitor as the choice keeps it."""
    return "|".join((monitor.name, *(str(one) for one in monitor.place)))


def monitor_words(monitor: Monitor) -> str:
    """A monitor as a person tells it from others."""
    size = f"{monitor.rect.width()} × {monitor.rect.height()}"
    return " · ".join(part for part in (monitor.name, monitor.model, size) if part)


def choices(state: FormState) -> tuple[tuple[str, str], ...]:
    """The monitors there are, and the one kept although it is not plugged in."""
    found = [(NONE, tr("chưa chọn")), *((monitor_key(one), monitor_words(one)) for one in state.monitors)]
    kept = state.values.get("monitor", NONE)
    if kept not in dict(found):
        found.append((kept, tr("{name} (chưa cắm)", name=kept.split("|")[0])))
    return tuple(found)


def screen_values(kept: CitizenScreen) -> dict[str, str]:
    """What is kept, as it is typed."""
    flags = ("on", "rating", "keypad", "short_name", "bell")
    place = "|".join(str(one) for one in (kept.x, kept.y, kept.width, kept.height))
    return {
        "monitor": f"{kept.name}|{place}" if kept.name else NONE,
        "languages": kept.languages, "touch": kept.touch, "rating_seconds": str(kept.rating_seconds),
        **{name: ON if getattr(kept, name) else "" for name in flags},
    }  # fmt: skip


def screen_of(state: FormState, kept: CitizenScreen) -> tuple[CitizenScreen, dict[str, str]]:
    """What was typed as settings, and what is wrong with it."""
    values, wrong = state.values, {}
    seconds = number_of(values.get("rating_seconds", ""))
    low, high = RATING_SECONDS
    if seconds is None or not low <= seconds <= high:
        wrong["rating_seconds"] = tr("Ghi số giây từ {low} đến {high}.", low=low, high=high)
        seconds = kept.rating_seconds
    made = replace(
        kept,
        rating_seconds=seconds,
        languages=values.get("languages", LANGUAGES[0]),
        touch=values.get("touch", TOUCH[0]),
        on=values.get("on") == ON,
        rating=values.get("rating") == ON,
        keypad=values.get("keypad") == ON,
        short_name=values.get("short_name") == ON,
        bell=values.get("bell") == ON,
    )
    found = next((one for one in state.monitors if monitor_key(one) == values.get("monitor")), None)
    if found is not None:
        made = remembered(made, found)
    elif values.get("monitor", NONE) == NONE:
        made = replace(made, name="", model="", serial="", x=0, y=0, width=0, height=0)
        if made.on:
            wrong["monitor"] = tr("Chọn màn hình của công dân. Màn hình cán bộ đang dùng không chọn được.")
    return made, wrong


# ---- the queue ---------------------------------------------------------------------------------------


def queue_values(rules: Mapping[str, Any]) -> dict[str, str]:
    """The office's settings, as they are typed."""
    kinds = [" | ".join((one["code"], one["name"], one["name_en"])) for one in rules["queue.kinds"]]
    serves = [f"{counter} | {', '.join(codes)}" for counter, codes in sorted(rules["queue.serves"].items())]
    return {
        "on": ON if rules["queue.on"] else "",
        "next_after_commit": ON if rules["queue.next_after_commit"] else "",
        "paper": str(rules["queue.paper"]),
        "kinds": "\n".join(kinds),
        "serves": "\n".join(serves),
    }


def queue_rules(values: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed as settings, and what is wrong with it; the record's own limits have the last word."""
    from desk.queue import declared

    kinds = [_kind(line) for line in _lines(values.get("kinds", ""))]
    serves = dict(_counter(line) for line in _lines(values.get("serves", "")))
    wrong = {}
    if not declared.kinds(kinds):
        wrong["kinds"] = tr("Mỗi dòng: mã 1–3 chữ hoa không trùng | tên | tên tiếng Anh; từ 1 đến 9 dòng.")
    known = {one["code"] for one in kinds}
    if not declared.serves(serves) or any(set(codes) - known for codes in serves.values()):
        wrong["serves"] = tr("Mỗi dòng: số quầy | các mã ở trên, cách nhau bằng dấu phẩy.")
    made = {
        "queue.on": values.get("on") == ON,
        "queue.next_after_commit": values.get("next_after_commit") == ON,
        "queue.paper": values.get("paper", "k80"),
        "queue.kinds": kinds,
        "queue.serves": serves,
    }
    return made, wrong


def _lines(text: str) -> Sequence[str]:
    return [line for line in text.splitlines() if line.strip()]


def _kind(line: str) -> dict[str, str]:
    code, name, english = (*(part.strip() for part in line.split("|")), "", "", "")[:3]
    if "|" not in line:
        code, name = "", line.strip()  # an office with one kind needs no code
    return {"code": code.upper(), "name": name, "name_en": english}


def _counter(line: str) -> tuple[str, list[str]]:
    counter, _, codes = line.partition("|")
    return counter.strip(), [one.strip().upper() for one in codes.split(",") if one.strip()]
