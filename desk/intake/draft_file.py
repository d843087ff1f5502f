"""A draft as its file tells it: written whole with its own checksum, read strictly or not at all."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from desk.clock import iso, parse_moment
from desk.errors import InputError
from desk.rows.drafts import (
    CERTIFICATION,
    RECEPTION,
    CertificationDraft,
    DraftDocument,
    DraftPaper,
    DraftPerson,
    ReceptionDraft,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from desk.rows.drafts import Unfinished

FILE = "draft.json"
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # the command id it will be saved under
SCHEMA = 1
MAX_BYTES = 1 << 20

_WORDS: Mapping[str, frozenset[str]] = {
    "channel": frozenset({"direct", "postal", "online"}),
    "acting": frozenset({"self", "other", "organisation"}),
    "return_by": frozenset({"counter", "postal", "electronic"}),
    "fee_method": frozenset({"cash", "online", "exempt", "none"}),
    "paper_format": frozenset({"k80", "k58", "a5", "a4"}),
}
_KINDS = frozenset({"original", "certified_copy", "copy", "electronic", "reused"})
_LATER: Mapping[str, str | bool] = {"check_name": False, "birth_typed": ""}  # told by newer programs only
_LATER_FIELDS: Mapping[str, str] = {
    "search": "", "fee_typed": "", "fee_given": "", "fee_reason": "", "receipt_no": "",
}  # fmt: skip

Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft with who entered it and when it was last kept."""

    draft: Unfinished
    saved_at: datetime
    clerk: str  # user name
    clerk_name: str


def draft_bytes(kept: KeptDraft) -> bytes:
    """The draft as it is written."""
    body = {
        "schema": SCHEMA,
        "saved_at": iso(kept.saved_at),
        "clerk": kept.clerk,
        "clerk_name": kept.clerk_name,
        "kind": kept.draft.kind,
        "draft": asdict(kept.draft),
    }
    return json.dumps(body | {"sha256": _digest(body)}).encode("ascii")  # half a surrogate is kept too


def read_draft(folder: Path) -> KeptDraft | None:
    """The draft of a folder; None where any byte of it is not as it was written, or of a later program."""
    try:
        if (folder / FILE).stat().st_size > MAX_BYTES:
            return None
        told = json.loads((folder / FILE).read_text("utf-8"))
        digest = told.pop("sha256")
        if told["schema"] != SCHEMA or _digest(told) != digest:
            return None
        draft = _SHAPES[told.get("kind", RECEPTION)](told["draft"])
        if draft.key != folder.name:
            return None
        return KeptDraft(draft, parse_moment(told["saved_at"]), str(told["clerk"]), str(told["clerk_name"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, InputError):
        return None


def _digest(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(dict(body), sort_keys=True).encode("ascii")).hexdigest()


def _reception(told: Mapping[str, Any]) -> ReceptionDraft:
    papers = tuple(_filled(DraftPaper(), one) for one in told["papers"])
    answers = dict(told["answers"])
    given = {**_LATER_FIELDS, **told, "person": _person(told), "papers": papers, "answers": answers}
    draft = _filled(ReceptionDraft(), given)
    known = all(getattr(draft, name) in words for name, words in _WORDS.items())
    texts = all(isinstance(text, str) for pair in answers.items() for text in pair)
    if not known or not texts or any(paper.kind not in _KINDS for paper in papers):
        raise ValueError(draft.key)
    return draft


def _certification(told: Mapping[str, Any]) -> CertificationDraft:
    documents = tuple(_filled(DraftDocument(), one) for one in told["documents"])
    draft = _filled(CertificationDraft(), {**told, "person": _person(told), "documents": documents})
    if draft.method not in _WORDS["fee_method"] or not documents:
        raise ValueError(draft.key)
    return draft


_SHAPES: Mapping[str, Callable[[Mapping[str, Any]], Unfinished]] = {
    RECEPTION: _reception,
    CERTIFICATION: _certification,
}


def _person(told: Mapping[str, Any]) -> DraftPerson:
    given = told["person"]
    return _filled(DraftPerson(), {**_LATER, **given, "warnings": _texts(given["warnings"])})


def _texts(told: object) -> tuple[str, ...]:
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise ValueError("warnings")
    return tuple(told)


def _filled(shape: Shape, told: Mapping[str, Any]) -> Shape:
    """What was told in a shape, each value of the very type the shape has there."""
    names = [one.name for one in fields(shape)]  # type: ignore[arg-type]
    for name in names:
        if type(told[name]) is not type(getattr(shape, name)):
            raise ValueError(name)
    return type(shape)(**{name: told[name] for name in names})
