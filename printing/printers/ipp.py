"""IPP messages (RFC 8010): a request as bytes, an answer as attributes; a broken one is refused, not guessed.

Written by the published encoding, because what speaks IPP in Python is either GPL or drags a web client in
(docs/decisions). Only what printing needs: the value kinds of RFC 8010 §3.5 and its collections.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

OPERATION, JOB, END, PRINTER = 0x01, 0x02, 0x03, 0x04
INTEGER, BOOLEAN, ENUM, TEXT, NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = (
    0x21, 0x22, 0x23, 0x41, 0x42, 0x44, 0x45, 0x47, 0x48, 0x49,
)  # fmt: skip
_BEGIN, _MEMBER, _FINISH = 0x34, 0x4A, 0x37
_NUMBERS = {INTEGER, ENUM}
_WITH_LANGUAGE = {0x35, 0x36}
_DEEPEST = 8
_MOST_VALUES = 200_000


class BrokenAnswerError(ValueError):
    """The bytes are no IPP message."""


@dataclass(frozen=True, slots=True)
class Value:
    """One attribute of a request: its name, the kind of its values, the values themselves."""

    name: str
    kind: int
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An IPP answer: its status, and its groups in order, each with its attributes as lists of values."""

    status: int
    groups: tuple[tuple[int, dict[str, list[Any]]], ...]

    @property
    def ok(self) -> bool:
        """Whether the request was done (RFC 8011 §4.1.6: 0x0000 to 0x00FF)."""
        return self.status < 0x0100

    def group(self, tag: int) -> dict[str, list[Any]]:
        """The first group of a kind; empty where there is none."""
        return next((fields for kind, fields in self.groups if kind == tag), {})

    def all(self, tag: int) -> tuple[dict[str, list[Any]], ...]:
        """Every group of a kind, e.g. one for each printer."""
        return tuple(fields for kind, fields in self.groups if kind == tag)


def request(operation: int, number: int, operation_fields: list[Value], job_fields: list[Value]) -> bytes:
    """An IPP 2.0 request without its document."""
    said = bytearray(struct.pack(">BBHI", 2, 0, operation, number))
    said += bytes([OPERATION])
    for field in operation_fields:
        _put(said, field)
    if job_fields:
        said += bytes([JOB])
        for field in job_fields:
            _put(said, field)
    said += bytes([END])
    return bytes(said)


def _put(said: bytearray, field: Value) -> None:
    name = field.name.encode("ascii")
    for value in field.values:
        if isinstance(value, tuple):  # a collection: its members as fields
            said += struct.pack(">BH", _BEGIN, len(name)) + name + b"\0\0"
            _put_members(said, value)
        else:
            data = _packed(field.kind, value)
            said += struct.pack(">BH", field.kind, len(name)) + name + struct.pack(">H", len(data)) + data
        name = b""  # further values of the same attribute


def _put_members(said: bytearray, members: tuple[Value, ...]) -> None:
    for member in members:
        name = member.name.encode("ascii")
        said += struct.pack(">BHH", _MEMBER, 0, len(name)) + name
        _put(said, Value("", member.kind, member.values))
    said += struct.pack(">BHH", _FINISH, 0, 0)


def _packed(kind: int, value: Any) -> bytes:  # noqa: ANN401 - a value of any kind
    if kind in _NUMBERS:
        return struct.pack(">i", value)
    if kind == BOOLEAN:
        return b"\1" if value else b"\0"
    return str(value).encode("utf-8")[:1023]


class _Reader:
    """Walks through an answer's bytes; nothing is read past their end."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        part = self.data[self.at : self.at + count]
        if len(part) != count:
            raise BrokenAnswerError("cut short")
        self.at += count
        return part

    def number(self, form: str) -> int:
        return int(struct.unpack(form, self.take(struct.calcsize(form)))[0])

    def field(self) -> tuple[str, bytes]:
        name = self.take(self.number(">H")).decode("utf-8", "replace")
        return name, self.take(self.number(">H"))


def answer(data: bytes) -> Answer:
    """Read an answer.

    Raises:
        BrokenAnswerError: what came is no IPP message.
    """
    reader = _Reader(data)
    reader.take(2)
    status = reader.number(">H")
    reader.take(4)
    groups: list[tuple[int, dict[str, list[Any]]]] = []
    fields: dict[str, list[Any]] = {}
    last, seen = "", 0
    while (tag := reader.number(">B")) != END:
        if tag < 0x10:
            fields = {}
            groups.append((tag, fields))
            continue
        if not groups or (seen := seen + 1) > _MOST_VALUES:
            raise BrokenAnswerError("no group")
        name, raw = reader.field()
        last = name or last
        fields.setdefault(last, []).append(_value(reader, tag, raw, 0))
    return Answer(status, tuple(groups))


def _value(reader: _Reader, tag: int, raw: bytes, depth: int) -> Any:  # noqa: ANN401 - a value of any kind
    if tag == _BEGIN:
        return _collection(reader, depth + 1)
    if tag in _NUMBERS:
        if len(raw) != 4:
            raise BrokenAnswerError("number")
        return struct.unpack(">i", raw)[0]
    if tag == BOOLEAN:
        return raw == b"\1"
    if tag in _WITH_LANGUAGE:
        return _without_language(raw)
    if tag >= 0x40:
        return raw.decode("utf-8", "replace")
    return raw  # ranges, resolutions, dates, and values nobody sent: nothing here asks for them


def _without_language(raw: bytes) -> str:
    inner = _Reader(raw)
    inner.take(inner.number(">H"))
    return inner.take(inner.number(">H")).decode("utf-8", "replace")


def _collection(reader: _Reader, depth: int) -> dict[str, list[Any]]:
    if depth > _DEEPEST:
        raise BrokenAnswerError("depth")
    found: dict[str, list[Any]] = {}
    member = ""
    while True:
        tag = reader.number(">B")
        _, raw = reader.field()
        if tag == _FINISH:
            return found
        if tag == _MEMBER:
            member = raw.decode("utf-8", "replace")
        else:
            found.setdefault(member, []).append(_value(reader, tag, raw, depth))
