"""Sentences for people, found by stable code: what happened, what is safe, what to do.

Every area keeps its own file `resources/messages/<area>.toml`; this module is the one place that
reads them, so that a code never meets two wordings.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.rows import Note

LANGUAGES = ("vi", "en")
_UNKNOWN = {
    "vi": "Có việc ngoài dự kiến (mã {code}). Dữ liệu đã lưu còn nguyên; báo mã này cho người phụ trách máy.",
    "en": "Something unexpected happened (code {code}). What was saved is intact; tell your IT person.",
}


class _Blanks(dict[str, Any]):
    """Details of a sentence; a detail nobody gave reads as an ellipsis instead of failing."""

    def __missing__(self, key: str) -> str:
        return "…"

    def fill(self, template: str) -> str:
        """The template with its details; a reason nobody knows leaves no gap."""
        said = template.format_map(self)
        return said if self.get("why", "x") else said.replace("  ", " ")


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    import tomllib

    from resources import path

    merged: dict[str, dict[str, str]] = {}
    for file in sorted(path("messages").glob("*.toml")):
        merged.update(tomllib.loads(file.read_text(encoding="utf-8")))
    return merged


def _told(value: Any) -> Any:  # noqa: ANN401 - details are JSON values
    """What may be chosen from is read out one after the other, never with a program's brackets."""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value


def sentence(code: str, lang: str = "vi", /, **details: Any) -> str:  # noqa: ANN401 - details are JSON values
    """Return the sentence of `code` in `lang`; falls back to Vietnamese, then to a general one.

    Never raises: a missing wording must not hide the failure it was to explain. A detail `state` is read
    out by its name.
    """
    words = _catalogue().get(code, {})
    template = words.get(lang) or words.get("vi")
    if template is None:
        template = _UNKNOWN.get(lang, _UNKNOWN["vi"])
        details = {**details, "code": code}
    if "{why}" in template and "why" not in details:
        from desk.reasons import because

        details = {**details, "why": because(details, lang)}
    details = {name: _told(value) for name, value in details.items()}
    if isinstance(details.get("state"), int):
        details = {**details, "state": sentence(f"state.{int(details['state'])}", lang)}
    try:
        return _Blanks(details).fill(template)
    except (ValueError, IndexError, AttributeError, KeyError):
        return template


def note(code: str, lang: str = "vi", /, **details: Any) -> Note:  # noqa: ANN401 - as above
    """Return a warning or problem row: the code with its sentence."""
    from desk.rows import Note

    return Note(code=code, message=sentence(code, lang, **details))


def known_codes() -> Mapping[str, Mapping[str, str]]:
    """Return every code with its wordings, for the tests that keep the catalogue whole."""
    return _catalogue()
