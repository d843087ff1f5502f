"""What goes back to the citizen, as ticked on the screen: frozen data and pure rules, free of Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from desk.rows import State
from ui.dossier.draft import read_day

if TYPE_CHECKING:
    from pathlib import Path

    from desk.rows import DossierView
    from desk.rows.strip import GivenPage

Signing = Literal["pad", "paper", "refused"]
MOST_RESULTS = 9  # as many as there are keys; a file may bring more
RETURN_WAYS = ("counter", "postal", "electronic")
PARCEL = re.compile(r"[0-9A-Z][0-9A-Z./-]{2,39}")
SCANNED_PARCEL = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")  # UPU S10, as the bars of a parcel read


@dataclass(frozen=True, slots=True)
class HandItem:
    """One thing to hand over: the result, an original, the fee's receipt."""

    key: str
    name: str
    note: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class ResultDraft:
    """One result as it arrives from the resolving unit; without a day it is of today."""

    number: str = ""
    title: str = ""
    electronic: bool = False
    pages: tuple[GivenPage, ...] = ()
    day: str = ""  # as typed
    signed: bool = True


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """Trả kết quả: one dossier open at the counter."""

    command_id: str
    dossier: DossierView | None = None
    items: tuple[HandItem, ...] = ()
    authorised: bool = False
    receiver_name: str = ""
    receiver_id: str = ""
    card_matches: bool | None = None  # None: no card was read
    signing: Signing = "pad"
    signature: bytes | None = None  # the strokes as PNG; None while nobody has signed
    too_small: bool = False  # something was drawn on the pad that is no signature
    slip: tuple[GivenPage, ...] = ()  # the slip signed on paper, as it was scanned
    refusal: str = ""  # why somebody would not sign
    by: str = "counter"
    parcel: str = ""  # số hiệu bưu gửi, as the post wrote or printed it
    lost: bool = False  # mất giấy hẹn: collected on papers instead of the receipt
    lost_number: str = ""  # the number on the papers shown
    lost_note: str = ""  # why it is lost, or who allows that somebody else collects
    results: tuple[ResultDraft, ...] = (ResultDraft(),)
    chosen: int = 0  # the result whose fields and pages are shown

    @property
    def result(self) -> ResultDraft:
        """The result that is shown."""
        return self.results[self.chosen]

    @property
    def ticked(self) -> tuple[int, int]:
        """How many things were checked, of how many."""
        return sum(item.ticked for item in self.items), len(self.items)


Stage = Literal["none", "waiting", "ready", "returned", "closed"]


def stage(draft: ReturnDraft) -> Stage:
    """Where the dossier stands for this screen, derived from its state alone."""
    if draft.dossier is None:
        return "none"
    if "return" in draft.dossier.next_acts:
        return "ready"
    if "result-ready" in draft.dossier.next_acts:
        return "waiting"
    return "returned" if draft.dossier.state is State.RETURNED else "closed"


Gap = Literal[
    "result_day", "dossier", "items", "receiver", "wrong_person", "lost_id", "lost_leave", "signature",
    "signature_small", "refusal", "state", "parcel",
]  # fmt: skip


def gap(draft: ReturnDraft) -> Gap | None:
    """What forbids F9 now; None when it may act.

    A citizen must show the receipt or papers to collect (NĐ 118/2025 Đ.6.2.b); by post or electronically
    nobody signs at the counter.
    """
    at = stage(draft)
    if at == "none":
        return "dossier"
    if at == "waiting":
        return "result_day" if wrong_day(draft) >= 0 else None
    if at != "ready":
        return "state"
    done, every = draft.ticked
    if done < every:
        return "items"
    if draft.by != "counter":
        return "parcel" if draft.parcel.strip() and not parcel_number(draft.parcel) else None
    if draft.authorised and not draft.receiver_name.strip():
        return "receiver"
    if not draft.authorised and draft.card_matches is False:
        return "wrong_person"
    if draft.lost and (lacking := _lost_gap(draft)) is not None:
        return lacking
    if draft.signing == "refused":
        return None if draft.refusal.strip() else "refusal"
    if draft.signing != "pad" or draft.signature is not None:
        return None
    return "signature_small" if draft.too_small else "signature"


def _lost_gap(draft: ReturnDraft) -> Gap | None:
    """Without the receipt the papers shown must be the applicant's, or somebody must allow it (Đ.6.2.b)."""
    if draft.authorised:
        return None if draft.lost_note.strip() else "lost_leave"
    number = draft.dossier.id_number if draft.dossier is not None else None
    shown = draft.lost_number.replace(" ", "")
    return None if draft.card_matches or (number and shown == number) else "lost_id"


def scans_slip(draft: ReturnDraft) -> bool:
    """Whether the slip signed on paper may be scanned now."""
    return stage(draft) == "ready" and draft.by == "counter" and draft.signing == "paper"


def slip_of(code: str) -> str:
    """The piece of work that scanning the slip signed for a dossier is."""
    return f"{code}/slip"


def toggled(draft: ReturnDraft, index: int) -> ReturnDraft:
    """Tick or untick one thing."""
    if not 0 <= index < len(draft.items):
        return draft
    items = list(draft.items)
    items[index] = replace(items[index], ticked=not items[index].ticked)
    return replace(draft, items=tuple(items))


def all_ticked(draft: ReturnDraft) -> ReturnDraft:
    """Tick everything at once."""
    return replace(draft, items=tuple(replace(item, ticked=True) for item in draft.items))


def unticked(draft: ReturnDraft) -> int:
    """The first thing that is not ticked yet, −1 when all are."""
    return next((at for at, item in enumerate(draft.items) if not item.ticked), -1)


def return_payload(draft: ReturnDraft, signature: Path | None = None) -> dict[str, Any]:
    """The keys of `act return`; `signature` is the file the strokes were written to."""
    to: dict[str, Any] = {"kind": "authorised" if draft.authorised else "self"}
    if draft.authorised:
        given = {"name": draft.receiver_name.strip(), "id_number": draft.receiver_id.strip()}
        to |= {key: value for key, value in given.items() if value}
    payload: dict[str, Any] = {"to": to, "by": draft.by}
    if draft.by == "counter":
        signed: dict[str, Any] = {"kind": draft.signing}
        if draft.signing == "pad" and signature is not None:
            signed["file"] = str(signature)
        if draft.signing == "paper" and draft.slip:
            signed["pages"] = [page.as_json() for page in draft.slip]
        if draft.signing == "refused":
            signed["reason"] = draft.refusal.strip()
        payload["signature"] = signed
    if draft.by == "postal" and (parcel := parcel_number(draft.parcel)):
        payload["parcel"] = parcel
    if back := kept_originals(draft):
        payload["give_back"] = list(back)
    if draft.lost and draft.by == "counter" and draft.dossier is not None:
        payload |= _lost_payload(draft, to)
    return payload


def parcel_number(text: str) -> str:
    """Số hiệu bưu gửi without the gaps people type into it; empty where the text is none."""
    bare = "".join(text.split()).upper()
    return bare if PARCEL.fullmatch(bare) else ""


def kept_originals(draft: ReturnDraft) -> tuple[int, ...]:
    """The originals on record as lying here that go back with the result."""
    view = draft.dossier
    rows = view.components if view is not None else ()
    ticked = {item.key for item in draft.items if item.ticked}
    return tuple(
        row.no
        for row in rows
        if row.original_kept and row.given_back_at is None and f"original.{row.no}" in ticked
    )


def _lost_payload(draft: ReturnDraft, to: dict[str, Any]) -> dict[str, Any]:
    note = draft.lost_note.strip()
    found: dict[str, Any] = {"lost_receipt": {"checked_id": True, **({"note": note} if note else {})}}
    if draft.authorised:
        found["override"] = {"reason": note, "role": "head"}
    elif draft.dossier is not None:
        found["to"] = {**to, "id_number": draft.dossier.id_number or ""}
    return found


def with_result(draft: ReturnDraft, **changes: Any) -> ReturnDraft:  # noqa: ANN401 - fields of ResultDraft
    """Change the result that is shown."""
    results = list(draft.results)
    results[draft.chosen] = replace(draft.result, **changes)
    return replace(draft, results=tuple(results))


def more_results(draft: ReturnDraft) -> ReturnDraft:
    """One result more, shown at once."""
    if len(draft.results) >= MOST_RESULTS:
        return draft
    return replace(draft, results=(*draft.results, ResultDraft()), chosen=len(draft.results))


def fewer_results(draft: ReturnDraft) -> ReturnDraft:
    """Take the result that is shown away, where there is another and it has no pages."""
    if len(draft.results) < 2 or draft.result.pages:
        return draft
    results = draft.results[: draft.chosen] + draft.results[draft.chosen + 1 :]
    return replace(draft, results=results, chosen=min(draft.chosen, len(results) - 1))


def wrong_day(draft: ReturnDraft) -> int:
    """The first result whose typed day cannot be read, −1 where every one can."""
    typed = (result.day.strip() for result in draft.results)
    return next((at for at, day in enumerate(typed) if day and read_day(day) is None), -1)


def result_payload(draft: ReturnDraft, today: str) -> dict[str, Any]:
    """The keys of `act result-ready`; without a typed day a result is of the day it reaches the counter."""
    told = [_result_told(result, today) for result in draft.results]
    return {"result": told[0]} if len(told) == 1 else {"results": told}


def _result_told(result: ResultDraft, today: str) -> dict[str, Any]:
    day = read_day(result.day)
    given: dict[str, Any] = {
        "date": day.isoformat() if day is not None else today,
        "electronic": result.electronic,
        "signed": result.signed,
    }
    typed = (("number", result.number.strip()), ("title", result.title.strip()))
    given |= {key: text for key, text in typed if text}
    if result.pages:
        given["pages"] = [page.as_json() for page in result.pages]
    return given
