"""Settings of the queue: whether there is one, for which kinds of service, and who serves them."""

from __future__ import annotations

import re
from typing import Any

from desk.office.declared import Declared, flag, one_of

MOST_KINDS = 9  # as many as buttons of a finger's size fit a window
MOST_COUNTERS = 50
_CODE = re.compile(r"[A-Z0-9]{0,3}", re.ASCII)
COUNTER = re.compile(r"[A-Za-z0-9-]{1,20}", re.ASCII)
_NAME = 60

KINDS = [
    {"code": "A", "name": "Nộp hồ sơ", "name_en": "Submit an application"},
    {"code": "B", "name": "Nhận kết quả", "name_en": "Collect a result"},
    {"code": "C", "name": "Chứng thực", "name_en": "Certification"},
]


def kinds(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept one to nine kinds, each with its own code; a single kind may have none."""
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_KINDS or not all(map(_is_kind, value)):
        return False
    codes = [one["code"] for one in value]
    return len(set(codes)) == len(codes) and ("" not in codes or len(codes) == 1)


def _is_kind(one: Any) -> bool:  # noqa: ANN401 - any JSON value
    return (
        isinstance(one, dict)
        and set(one) == {"code", "name", "name_en"}
        and all(
            isinstance(text, str) and text == text.strip() and len(text) <= _NAME for text in one.values()
        )
        and _CODE.fullmatch(one["code"]) is not None
        and not one["code"][-1:].isdigit()  # A2 and its first number would read like A and its 201st
        and bool(one["name"])
        and all(text.isprintable() for text in one.values())
    )


def serves(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept codes by counter; a counter that is not named serves every kind."""
    return (
        isinstance(value, dict)
        and len(value) <= MOST_COUNTERS
        and all(isinstance(counter, str) and COUNTER.fullmatch(counter) for counter in value)
        and all(
            isinstance(codes, list)
            and all(isinstance(code, str) and _CODE.fullmatch(code) for code in codes)
            and len(set(codes)) == len(codes)
            for codes in value.values()
        )
    )


QUEUE: tuple[Declared, ...] = (
    Declared(
        key="queue.on",
        default=False,
        accepts=flag,
        help="Phát và gọi số thứ tự bằng phần mềm này; để tắt nếu cơ quan đã có máy lấy số.",
        help_en="Give out and call queue numbers here; leave off where there is a queue machine.",
    ),
    Declared(
        key="queue.kinds",
        default=KINDS,
        accepts=kinds,
        help="Các loại việc có số riêng: mã (in trước số), tên, tên tiếng Anh.",
        help_en="Kinds of service with numbers of their own: code before the number, name, English name.",
    ),
    Declared(
        key="queue.serves",
        default={},
        accepts=serves,
        help="Mỗi quầy gọi những loại việc nào; quầy không ghi thì gọi mọi loại.",
        help_en="Which kinds each counter calls; a counter that is not named calls them all.",
    ),
    Declared(
        key="queue.next_after_commit",
        default=False,
        accepts=flag,
        help="Sau khi lưu hồ sơ (F9), bấm F2 thì gọi luôn số tiếp theo.",
        help_en="After a commit (F9), F2 also calls the next number.",
    ),
    Declared(
        key="queue.paper",
        default="k80",
        accepts=one_of("k80", "k58"),
        help="Khổ giấy cuộn in phiếu số thứ tự: k80 (80 mm) hoặc k58 (58 mm).",
        help_en="Roll on which tickets are printed: k80 (80 mm) or k58 (58 mm).",
    ),
)
