"""The index of a recovery folder: which pages, in which order, of which papers; small, whole or not there."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.clock import iso, parse_moment
from desk.errors import InputError
from desk.rows.strip import TURNS, StripPage, StripState
from scanning.work.sources import good_corners

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

INDEX = "index.json"
SCHEMA = 1
_ORIGINS = frozenset({"camera", "scanner", "file"})
_DROPPED = frozenset({"", "blank", "separator"})


@dataclass(frozen=True, slots=True)
class Index:
    """What is known of unfinished work besides its page files; no name and no number of a person in full."""

    screen: str = ""
    procedure: str | None = None
    dossier: str | None = None
    command_id: str | None = None
    who: str = ""
    papers: Mapping[int, str] = field(default_factory=dict)
    changed_at: datetime | None = None
    done: bool = False
    pages: tuple[Mapping[str, Any], ...] = ()
    selected: tuple[int, ...] = ()
    current: int | None = None
    gone: frozenset[str] = frozenset()

    def state(self, folder: Path) -> StripState:
        """The pages it tells of, whether their files are there or not."""
        return StripState(tuple(_page(told, folder) for told in self.pages), self.selected, self.current)

    def as_bytes(self) -> bytes:
        """As it is written."""
        told = {
            "schema": SCHEMA,
            "screen": self.screen,
            "procedure": self.procedure,
            "dossier": self.dossier,
            "command_id": self.command_id,
            "who": self.who,
            "papers": {str(number): name for number, name in self.papers.items()},
            "changed_at": iso(self.changed_at) if self.changed_at else None,
            "done": self.done,
            "pages": [dict(page) for page in self.pages],
            "selected": list(self.selected),
            "current": self.current,
            "gone": sorted(self.gone),
        }
        return json.dumps(told, ensure_ascii=False).encode("utf-8")


def read_index(folder: Path) -> Index | None:
    """The index of a folder; None where it is not there or anything in it is not as it was written."""
    try:
        told = json.loads((folder / INDEX).read_text("utf-8"))
        if told["schema"] != SCHEMA or not isinstance(told["done"], bool):  # done means: remove the pages
            return None
        index = Index(
            screen=str(told["screen"]),
            procedure=_text(told["procedure"]),
            dossier=_text(told["dossier"]),
            command_id=_text(told["command_id"]),
            who=str(told["who"]),
            papers={int(number): str(name) for number, name in told["papers"].items()},
            changed_at=parse_moment(told["changed_at"]) if told["changed_at"] else None,
            done=told["done"],
            pages=tuple(told["pages"]),
            selected=tuple(int(key) for key in told["selected"]),
            current=None if told["current"] is None else int(told["current"]),
            gone=frozenset(str(name) for name in told["gone"]),
        )
        keys = index.state(folder).keys
        if len(set(keys)) != len(keys):
            return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, InputError):
        return None
    return index


def page_facts(page: StripPage) -> dict[str, Any]:
    """A page as the index tells it; its file by name only."""
    return {
        "key": page.key,
        "file": page.file.name,
        "page": page.page,
        "turn": page.turn,
        "corners": None if page.corners is None else [list(corner) for corner in page.corners],
        "component": page.component,
        "origin": page.origin,
        "dropped": page.dropped,
        "kept": page.kept,
        "retaken_from": page.retaken_from.name if page.retaken_from else None,
    }


def _page(told: Mapping[str, Any], folder: Path) -> StripPage:
    corners = told["corners"]
    page = StripPage(
        key=int(told["key"]),
        file=folder / _name(told["file"]),
        page=_number(told["page"]),
        turn=_number(told["turn"]),
        corners=None if corners is None else tuple((float(x), float(y)) for x, y in corners),
        component=_number(told["component"]),
        origin=told["origin"],
        dropped=told["dropped"],
        kept=bool(told["kept"]),
        retaken_from=folder / _name(told["retaken_from"]) if told["retaken_from"] else None,
    )
    sound = (
        page.origin in _ORIGINS
        and page.dropped in _DROPPED
        and (page.turn is None or page.turn in TURNS)
        and (page.page is None or page.page >= 1)
        and (page.corners is None or good_corners(page.corners))
    )
    if not sound:
        raise ValueError(page.key)
    return page


def _name(told: object) -> str:
    """A file's own name; a path would lead out of the folder."""
    if not isinstance(told, str) or Path(told).name != told or "\\" in told:
        raise ValueError(told)
    return told


def _number(told: object) -> int | None:
    return None if told is None else int(str(told))


def _text(told: object) -> str | None:
    return None if told is None else str(told)
