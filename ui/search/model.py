"""The look-up as frozen data: what was asked, what was found in each group, and how the lines read."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui import format as say
from ui.i18n import phrase, tr
from ui.shell.states import state_chip
from ui.tokens import Tone
from ui.widgets.grouped import Line
from ui.widgets.paint import ChipSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.people.rows import CitizenCard
    from desk.rows import Match, ProcedureHit
    from ui.shell.command import Command

LEAST = 2
DOSSIERS, PEOPLE, PROCEDURES, COMMANDS = 30, 40, 10, 6
FEW = 5  # of each group, while all are shown
KINDS = ("all", "dossiers", "papers", "people", "procedures", "commands")
ORGANISATION = "organisation"


class Phase(enum.Enum):
    """What the screen can show."""

    IDLE = "idle"  # nothing asked yet
    SHORT = "short"  # too little typed
    LOADING = "loading"
    FOUND = "found"
    NONE = "none"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Group:
    """The line that leads to the whole of a group."""

    kind: str


@dataclass(frozen=True, slots=True)
class Results:
    """What was found, by group. `person` is set while the dossiers are those of one person."""

    matches: tuple[Match, ...] = ()
    people: tuple[CitizenCard, ...] = ()
    procedures: tuple[ProcedureHit, ...] = ()
    commands: tuple[Command, ...] = ()
    person: CitizenCard | None = None

    @property
    def dossiers(self) -> tuple[Match, ...]:
        """Dossiers found by who, number or code."""
        return tuple(one for one in self.matches if one.where != "paper")

    @property
    def papers(self) -> tuple[Match, ...]:
        """Dossiers that have the words on a paper."""
        return tuple(one for one in self.matches if one.where == "paper")

    def count(self, kind: str) -> int:
        """How many in a group, or in all."""
        if kind == "all":
            return sum(self.count(one) for one in KINDS[1:])
        return len(getattr(self, kind))


@dataclass(frozen=True, slots=True)
class SearchState:
    """Everything the view paints."""

    text: str = ""
    phase: Phase = Phase.IDLE
    results: Results = Results()
    chosen: str = "all"
    failure: str = ""


def phase_of(results: Results) -> Phase:
    """Found, or nothing at all."""
    return Phase.FOUND if results.count("all") else Phase.NONE


def filters(results: Results) -> tuple[tuple[str, str], ...]:
    """The groups with their counts."""
    words = {
        "all": tr("Tất cả"), "dossiers": tr("Hồ sơ"), "papers": tr("Trong giấy tờ"),
        "people": tr("Công dân"), "procedures": tr("Thủ tục"), "commands": tr("Lệnh"),
    }  # fmt: skip
    shown = [kind for kind in KINDS if kind == "all" or results.count(kind)]
    return tuple((kind, f"{words[kind]} {results.count(kind)}") for kind in shown)


def lines(state: SearchState) -> tuple[Line, ...]:
    """Every line under its head; one group alone where it was chosen."""
    results, found = state.results, []
    heads = {
        "dossiers": tr("Hồ sơ"), "papers": tr("Chữ trong giấy tờ"), "people": tr("Công dân, tổ chức"),
        "procedures": tr("Thủ tục"), "commands": tr("Lệnh"),
    }  # fmt: skip
    if results.person is not None:
        heads["dossiers"] = tr("Hồ sơ của {name}", name=results.person.name)
    makers: dict[str, Callable[..., Line]] = {
        "dossiers": dossier_line, "papers": paper_line, "people": person_line,
        "procedures": procedure_line, "commands": command_line,
    }  # fmt: skip
    for kind, head in heads.items():
        if state.chosen not in ("all", kind):
            continue
        rows = getattr(results, kind)
        some = rows[:FEW] if state.chosen == "all" and results.person is None else rows
        if rows:
            found.append(Line(head, head=True))
            found.extend(makers[kind](row) for row in some)
        if len(rows) > len(some):
            more = tr("Xem cả {count} dòng", count=len(rows))
            found.append(Line(more, icon="chevron-right", what=Group(kind)))
    return tuple(found)


def dossier_line(match: Match) -> Line:
    """Citizen, code, procedure, state."""
    name = tr("{owner} (do {name} nộp)", owner=match.owner, name=match.applicant) if match.owner else ""
    words = f"{match.code} · {phrase(match.procedure)}"
    return Line(name or match.applicant, words, "file-text", state_chip(match.state), what=match)


def paper_line(match: Match) -> Line:
    """The words on the paper, and whose dossier it lies in."""
    return Line(
        f"“{match.snippet}”", f"{match.applicant} · {match.code}", "scan-text", state_chip(match.state),
        what=match,
    )  # fmt: skip


def person_line(card: CitizenCard) -> Line:
    """Name, birth date, masked number; how many dossiers."""
    born = tr("sinh {day}", day=f"{card.birth_date:%d/%m/%Y}") if card.birth_date else ""
    parts = (born, card.number_masked or "", card.phone_masked or "")
    icon = "building-2" if card.kind == ORGANISATION else "user"
    words = tr("1 hồ sơ") if card.dossiers == 1 else tr("{count} hồ sơ", count=card.dossiers)
    chip = ChipSpec(words, Tone.INFO if card.dossiers else Tone.MUTED)
    return Line(card.name, " · ".join(part for part in parts if part), icon, chip, what=card)


def term(hit: ProcedureHit) -> str:
    """How long a procedure takes, and what it costs."""
    from ui.reception.words import term as words

    fee = tr("{money} lệ phí", money=say.money(hit.card.fee)) if hit.card.fee else tr("không thu lệ phí")
    return f"{words(hit.card)} · {fee}"


def procedure_line(hit: ProcedureHit) -> Line:
    """Name, field, code, term; what hinders its reception as a chip."""
    card = hit.card
    chip = None
    if card.suspended:
        chip = ChipSpec(tr("Tạm dừng"), Tone.WARN, "triangle-alert")
    elif card.other_level:
        chip = ChipSpec(tr("Cấp khác"), Tone.MUTED, "info")
    return Line(
        phrase(card.name), f"{card.code} · {phrase(card.field)} · {term(hit)}", "book-text", chip, what=hit
    )


def command_line(command: Command) -> Line:
    """What can be done."""
    return Line(command.text, command.note or command.group, command.icon, cap=command.cap, what=command)


def limits(results: Results) -> str:
    """That more lie behind what is shown."""
    if len(results.dossiers) >= DOSSIERS:
        return tr("Hiện {count} hồ sơ mới nhất. Gõ thêm chữ để thu hẹp.", count=DOSSIERS)
    if len(results.people) >= PEOPLE:
        return tr("Hiện {count} người đến gần đây nhất. Gõ thêm chữ để thu hẹp.", count=PEOPLE)
    return ""
