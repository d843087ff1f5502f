"""The certification kept as it is typed, put aside and taken up again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desk.rows import IdentityCard, Note
from desk.rows.drafts import CERTIFICATION, CertificationDraft, DraftDocument, DraftPerson
from ui.certify.draft import Draft, Paper, Person, of_card
from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from desk.rows.drafts import DraftRow
    from ui.certify.presenter import CertifyPresenter, CertifyState


class CertifyWork:
    """Meets `ui.drafts.parking.Work`. GUI thread only."""

    kind = CERTIFICATION
    kinds: tuple[str, ...] = (CERTIFICATION,)

    def __init__(self, presenter: CertifyPresenter) -> None:
        self._presenter = presenter

    @property
    def key(self) -> str:
        """The command id of the draft in front."""
        return self._presenter.state.draft.command_id

    @property
    def empty(self) -> bool:
        """Whether nothing was typed that would be missed."""
        return not self._presenter.state.draft.begun

    @property
    def saving(self) -> bool:
        """Whether it is being certified."""
        return self._presenter.state.saving

    def told(self) -> CertificationDraft:
        """The draft in front as it is kept."""
        return to_keep(self._presenter.state)

    def begin(self) -> None:
        """Put a clean draft in front; what is usual at this desk stays."""
        self._presenter.resume(self._presenter.state.draft.following())

    def made_ready(self, kept: CertificationDraft) -> Draft:
        """Nothing of the record is asked for: the price of today comes by itself."""
        return entered(kept)

    def put_in_front(self, ready: Draft) -> tuple[str, Tone]:
        """Show it; a kind that is certified no more gives way to the first that is."""
        kinds = self._presenter.state.kinds
        known = not kinds or any(one.procedure == ready.kind for one in kinds)
        self._presenter.resume(ready)
        if known:
            return "", Tone.INFO
        self._presenter.choose_kind(kinds[0].procedure)
        return tr(
            "Việc chứng thực của bản nháp này không còn. Đã gõ gì còn nguyên; chọn việc khác."
        ), Tone.WARN

    def read(self, rows: tuple[DraftRow, ...]) -> None:
        """Nothing else waits with them."""

    def let_go(self, kept: CertificationDraft) -> None:
        """Nothing of it lies elsewhere."""

    def took_back(self) -> None:
        """Nothing of it lies elsewhere."""

    def settle(self, *, now: bool = False) -> None:
        """Nothing of it lies elsewhere."""


def to_keep(state: CertifyState) -> CertificationDraft:
    """What is kept of a draft: all that was typed."""
    draft, card = state.draft, state.draft.person.card
    person = DraftPerson(id_number=draft.person.id_number, full_name=draft.person.full_name)
    if card is not None:
        person = DraftPerson(
            id_number=card.number,
            full_name=draft.person.full_name,
            birth_date=card.birth_date.isoformat() if card.birth_date else "",
            sex=card.sex or "",
            address=card.address or "",
            from_card=True,
            warnings=tuple(one.message for one in card.warnings),
            check_name=card.check_name,
        )
    return CertificationDraft(
        key=draft.command_id,
        person=person,
        procedure=draft.kind,
        procedure_name=state.kind.name if state.kind is not None else "",
        documents=tuple(
            DraftDocument(one.name, one.pages, one.copies, electronic=one.electronic) for one in draft.papers
        ),
        method=draft.method,
        receipt=draft.receipt,
        extra_days=draft.extra_days,
        signer=draft.signer,
    )


def entered(kept: CertificationDraft) -> Draft:
    """The draft as it was typed; a card that was read stays a card."""
    given = kept.person
    person = Person(given.id_number, given.full_name)
    if given.from_card:
        person = of_card(
            IdentityCard(
                given.id_number,
                None,
                given.full_name,
                date.fromisoformat(given.birth_date) if given.birth_date else None,
                given.sex or None,
                given.address or None,
                None,
                warnings=tuple(Note("card.kept", text) for text in given.warnings),
                check_name=given.check_name,
            )
        )
    return Draft(
        person=person,
        kind=kept.procedure,
        papers=tuple(Paper(one.name, one.pages, one.copies, one.electronic) for one in kept.documents),
        method=kept.method,
        receipt=kept.receipt,
        extra_days=kept.extra_days,
        signer=kept.signer,
        command_id=kept.key,
    )
