"""Căn cứ: the legal documents a procedure rests on, as a citizen may read them.

A row's `source` tells the catalogue's keepers where each of its values was read and how far it is to be
trusted (`mã: danh mục…; thời hạn: NĐ 23/2015; thành phần: cần kiểm tra`). Of that, only the documents named
for term and fee are law to whoever stands at the counter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.rows import ProcedureCard

_NOT_LAW = ("mã", "bản ghi", "thành phần")  # what a clause of notes is about
_DOUBT = ("kiến thức chung", "cần kiểm tra")
_WHOLE = {"NĐ": "Nghị định", "TT": "Thông tư", "NQ": "Nghị quyết", "QĐ": "Quyết định"}
_DOCUMENT = re.compile(
    r"(?P<law>(?:Bộ luật|Luật) [^\W\d_][^,;:()\d]*(?:\d+/\d{4}[\w/-]*)?)(?P<at> Điều \d+(?:\.\d+)*)?"
    r"|(?P<kind>NĐ|TT|NQ|QĐ|Nghị định|Thông tư|Nghị quyết|Quyết định) (?P<number>\d+/[\w/-]+)"
    r"(?P<article> Điều \d+(?:\.\d+)*)?"
)


def legal_basis(card: ProcedureCard) -> tuple[str, ...]:
    """The deciding document first, then each document named for term or fee; empty where none is recorded."""
    found = [card.basis] if card.basis else []
    for clause in card.source.split(";"):
        told = clause.strip()
        if not told.lower().startswith(_NOT_LAW) and not any(word in told for word in _DOUBT):
            found += [_said(match) for match in _DOCUMENT.finditer(told)]
    return tuple(dict.fromkeys(found))


def _said(match: re.Match[str]) -> str:
    if match["law"]:
        return f"{match['law'].strip()}{match['at'] or ''}"
    kind = _WHOLE.get(match["kind"], match["kind"])
    return f"{kind} {match['number'].rstrip('/-')}{match['article'] or ''}"
