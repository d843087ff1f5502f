"""The rules of suggestions, one for each field: where a value may stand, and the check it must pass."""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from desk.folding import fold
from desk.imaging.suggestion_words import Found, Page, ReadLine

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = 0.38  # share of the page in which the head of a letter ends
_NUMBER = re.compile(
    r"S[ốỐôÔòóòổồo6][:.;]?\s*(?P<no>\d{1,6}[a-zđ]?)\s?/\s?(?P<sign>[0-9A-ZĐƯƠ][0-9A-ZĐƯƠ]{0,11}(?:\s?[-–/.]\s?[0-9A-ZĐƯƠ]{1,12}){0,4})"
)
_LONG_DATE = re.compile(
    r"[Nn]g[^\W\d]y\s{0,2}(\d{1,2})\s{0,2}th[^\W\d]ng\s{0,2}(\d{1,2})\s{0,2}n[^\W\d]m\s{0,2}(\d{4})"
)
_SHORT_DATE = re.compile(r"(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?!\d)")
_BORN = re.compile(r"(?:ngay[, ]{1,2}thang[, ]{1,2}nam sinh|ngay sinh|sinh ngay)")
_OLDEST = 1900
_NAME_WORDS = (
    "ho va ten",
    "ho, chu dem, ten",
    "ho chu dem ten",
    "ho ten",
    "ten toi la",
    "ong (ba)",
    "ong/ba",
)
_NAME = re.compile(r"[^\W\d_]{1,7}(?:\s[^\W\d_]{1,7}){1,5}")
_LABELS = ("so dinh danh", "cccd", "can cuoc", "cmnd", "chung minh", "dinh danh ca nhan")
_TWELVE = re.compile(r"(?<![\dA-Za-z/])[\dOoIl](?:\s?[\dOoIl]){11}(?![\dA-Za-z/])")
_SLIPS = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1"})
_NATION = ("cong hoa xa hoi", "doc lap", "hanh phuc")
_ABOVE = ("uy ban nhan dan", "hoi dong nhan dan")
_ABOUT = re.compile(r"(?:V\s?/\s?v|VW|V/w|[Vv][ềê]\s[Vv]i[ệêe]c)\s*:?\s*", re.UNICODE)
_TITLES = (
    "quyet dinh", "thong bao", "giay xac nhan", "giay chung nhan", "trich luc", "bien ban", "to trinh",
    "bao cao", "don de nghi", "don xin", "to khai", "giay uy quyen", "hop dong", "ke hoach", "giay moi",
    "ban cam ket",
)  # fmt: skip
_SUBJECT = 300


def numbers(page: Page) -> Iterator[Found]:
    """Số, ký hiệu: "Số: 12/QĐ-UBND" at the beginning of a line; a reference amid a sentence is none."""
    for line in page.lines:
        found = _NUMBER.match(line.text)
        if found is None or not _is_sign(found["sign"]):
            continue
        sign = re.sub(r"\s", "", found["sign"]).replace("–", "-").strip("-./")
        shown = found.group().strip()
        words = line.between(found.start("no"), found.end("sign"))
        trust = 0.95 if line.top < _HEAD else 0.6
        yield Found("number", f"{found['no']}/{sign}", shown, line, words, trust)


def _is_sign(sign: str) -> bool:
    """A sign has letters, or is the year of a register's number; a fraction or a date is neither."""
    letters = sum(letter.isalpha() for letter in sign)
    year = re.fullmatch(r"(?:19|20)\d\d", sign)
    return letters >= 2 or year is not None


def issue_dates(page: Page) -> Iterator[Found]:
    """Ngày ban hành: "Giả Định, ngày 02 tháng 10 năm 2026", of the head or above the signature."""
    for line in page.lines:
        for found in _LONG_DATE.finditer(line.text):
            day = _day(found, page.today)
            if day is None or _BORN.search(fold(line.text[: found.start() + 12])):
                continue
            place = line.text[: found.start()].rstrip()
            alone = len(line.text) - found.end() <= 2
            placed = place.endswith((",", ".", ";")) and len(place) <= 60 and place[:1].isupper()
            trust = 0.95 if placed and alone else (0.6 if alone and not place else 0.35)
            yield Found("issued_on", day.isoformat(), found.group(), line, line.between(*found.span()), trust)


def birth_dates(page: Page) -> Iterator[Found]:
    """Ngày sinh: the day after its field word."""
    for line in page.lines:
        label = _BORN.search(line.plain)
        if label is None:
            continue
        for found in (*_LONG_DATE.finditer(line.text), *_SHORT_DATE.finditer(line.text)):
            day = _day(found, page.today)
            if day is not None and found.start() >= label.start():
                words = line.between(*found.span())
                yield Found("birth_date", day.isoformat(), found.group(), line, words, 0.9)


def _day(found: re.Match[str], today: date) -> date | None:
    day, month, year = (int(part) for part in found.groups())
    if not _OLDEST <= year <= today.year:
        return None
    try:
        told = date(year, month, day)
    except ValueError:
        return None
    return told if told <= today else None


def issuers(page: Page) -> Iterator[Found]:
    """Cơ quan ban hành: the capital lines above the number, in the left half of the head."""
    head: list[ReadLine] = []
    for line in page.lines[:12]:
        if _NUMBER.match(line.text):
            break
        if line.top > _HEAD or line.middle > 0.5 or not _is_capital(line.text):
            if head:
                return
            continue
        if not any(sign in line.plain for sign in _NATION):
            head.append(line)
    else:
        return
    if not head:
        return
    last = head[-1]
    lines = head[-2:] if len(head) > 1 and head[-2].plain in _ABOVE else [last]
    text = " ".join(line.text for line in lines).strip(" -–_.,:;")
    words = tuple(word for line in lines for word in line.words)
    yield Found("issuer", text, text, last, words, 0.9 if len(text) >= 6 else 0.4)


def subjects(page: Page) -> Iterator[Found]:
    """Trích yếu: after "V/v" in the head, below the title as "Về việc …", else the title itself."""
    for at, line in enumerate(page.lines):
        if line.top > 0.5:
            return
        about = _ABOUT.match(line.text)
        if about is not None:
            yield _subject(page.lines, at, about.end(), trust=0.85)
            return
        title = _is_capital(line.text) and line.plain.startswith(_TITLES) and 0.3 < line.middle < 0.7
        if title:
            below = page.lines[at + 1] if at + 1 < len(page.lines) else None
            if below is None or not _ABOUT.match(below.text):
                text = line.text.strip(" .,:;")
                yield Found("subject", text, text, line, line.words, 0.5)


def _subject(lines: tuple[ReadLine, ...], at: int, start: int, *, trust: float) -> Found:
    """The line and those close below it that go on in the same place."""
    first = lines[at]
    words, text, last = list(first.between(start, len(first.text))), first.text[start:], first
    for line in lines[at + 1 : at + 4]:
        near = 0 <= line.top - last.bottom < 0.8 * (last.bottom - last.top)
        if not near or abs(line.middle - first.middle) > 0.12 or not line.text[:1].islower():
            break
        text, last = f"{text} {line.text}", line
        words += line.words
    text = text.strip(" .,:;-–")[:_SUBJECT]
    return Found("subject", text[:1].upper() + text[1:], text, first, tuple(words), trust)


def full_names(page: Page) -> Iterator[Found]:
    """Họ và tên: the name after its field word, two to six words of letters, each with a capital."""
    for line in page.lines:
        label = next((word for word in _NAME_WORDS if word in line.plain), None)
        after = line.text.find(":")
        if label is None:
            continue
        if after < 0:
            after = _after_label(line.text, label)
        rest = line.text[after + 1 :]
        found = _NAME.match(rest.lstrip(" .…_-"))
        name = _name_at_start(found.group()) if found else None
        if name is None:
            continue
        start = line.text.index(name, after + 1)
        words = line.between(start, start + len(name))
        trust = 0.9 if name.isupper() else 0.75
        yield Found("full_name", name.upper(), name, line, words, trust)


def _after_label(text: str, label: str) -> int:
    """Where a field word ends in the text; folding keeps its number of words."""
    words = text.split(" ")
    count = len(label.split(" "))
    for start in range(len(words) - count + 1):
        if fold(" ".join(words[start : start + count])).strip(":.,") == label:
            return len(" ".join(words[: start + count]))
    return len(text)


def _name_at_start(text: str) -> str | None:
    """The leading words that a name is made of: all in capitals, or each with one."""
    words = text.split(" ")
    if words[0].isupper() and len(words[0]) > 1:
        kept = list(takewhile(str.isupper, words))
    else:
        kept = list(takewhile(str.istitle, words))
    return " ".join(kept) if 2 <= len(kept) <= 6 and _is_vietnamese(kept) else None


def _is_vietnamese(words: list[str]) -> bool:
    """Syllables of the alphabet, each with a vowel."""
    return all(
        re.fullmatch(r"[a-z]{1,7}", fold(word)) and re.search("[aeiouy]", fold(word)) for word in words
    )


def id_numbers(page: Page) -> Iterator[Found]:
    """Số định danh: twelve digits as they are given out, or any twelve after their field word."""
    for line in page.lines:
        labelled = any(word in line.plain for word in _LABELS)
        for found in _TWELVE.finditer(line.text):
            digits = re.sub(r"\s", "", found.group()).translate(_SLIPS)
            given_out = _is_given_out(digits, page.today)
            if not (given_out or labelled):
                continue
            clean = digits == re.sub(r"\s", "", found.group())
            trust = (0.95 if labelled else 0.6) * (1.0 if given_out else 0.6) * (1.0 if clean else 0.7)
            yield Found("id_number", digits, found.group(), line, line.between(*found.span()), trust)


def _is_given_out(digits: str, today: date) -> bool:
    """How such numbers are made up: province 001–096, century and sex, a year of birth not to come."""
    century = int(digits[3]) // 2
    born = 1900 + 100 * century + int(digits[4:6])
    return 1 <= int(digits[:3]) <= 96 and born <= today.year


def _is_capital(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 4 and sum(letter.isupper() for letter in letters) >= 0.85 * len(letters)
