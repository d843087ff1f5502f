"""Chuyển khoản: what a dossier's fee is transferred with, while the office has told its account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.paying.vietqr import MOST_AMOUNT, payload, purpose_of
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.rows import DossierView, Note


@dataclass(frozen=True, slots=True)
class Transfer:
    """Lệnh chuyển khoản: to whom, how much, with which purpose; `payload` is the text of its QR.

    `purpose` is the dossier's code in plain signs: no name and no number of a person goes to a bank.
    """

    bank: str
    bank_name: str
    account: str
    holder: str
    amount: int
    purpose: str
    payload: str


@dataclass(frozen=True, slots=True)
class TransferCode:
    """A transfer with its QR as rows of modules, True where dark, without the quiet zone."""

    transfer: Transfer
    matrix: tuple[tuple[bool, ...], ...]


def transfer_for(session: Session, *, code: str, amount: int, on: date) -> Transfer | None:
    """The transfer of a fee under a dossier's code, to the account of that day; None where there is none."""
    from desk.office.settings import value

    bank, account = value(session, "payment.bank", on), value(session, "payment.account", on)
    if not bank or not account or not 0 < amount <= MOST_AMOUNT:
        return None
    purpose = purpose_of(code)
    return Transfer(
        bank=bank,
        bank_name=value(session, "payment.bank_name", on),
        account=account,
        holder=value(session, "payment.holder", on),
        amount=amount,
        purpose=purpose,
        payload=payload(bank=bank, account=account, amount=amount, purpose=purpose),
    )


def setting_notes(key: str, new: object, lang: str, *, bank_named: bool = True) -> tuple[Note, ...]:
    """What to mind of a setting about transfers: letters in an account, a bank that papers cannot name.

    NAPAS's account field takes letters and digits (accounts of wallets and collection accounts have both); an
    account at the treasury has digits alone.
    """
    if key == "payment.account" and isinstance(new, str) and new and not new.isdecimal():
        return (note("transfer.account_letters", lang, account=new),)
    if key == "payment.bank" and new and not bank_named:
        return (note("transfer.bank_unnamed", lang, bank=new),)
    return ()


def owes(view: DossierView) -> bool:
    """Whether something is still to be paid: not paid yet, not free, not exempt."""
    return not view.fee_paid and view.fee_amount > 0 and view.fee_method != "exempt"


def owed_by(office: Office, view: DossierView) -> Transfer | None:
    """The transfer of what a dossier still owes; None where it is paid, free, or goes another way."""
    return owed_together(office, (view,))


def owed_together(office: Office, views: Sequence[DossierView]) -> Transfer | None:
    """One transfer of all that the dossiers of a visit still owe, under the visit's number.

    Where one alone owes, it goes under that dossier's code, as on its own receipt: the bank's statement then
    names the dossier whichever paper was scanned.
    """
    owing = [one for one in views if owes(one)]
    if not owing:
        return None
    code = owing[0].code if len(owing) == 1 else owing[0].visit_no or owing[0].code
    amount = sum(one.fee_amount for one in owing)
    with office.read() as session:
        return transfer_for(session, code=code, amount=amount, on=office.clock.now().date())


def code_for(office: Office, code: str, amount: int) -> TransferCode | None:
    """The transfer of an amount under a dossier's code with its QR, to the account of today."""
    from desk.finding.qr import qr_matrix

    with office.read() as session:
        found = transfer_for(session, code=code, amount=amount, on=office.clock.now().date())
    return TransferCode(found, qr_matrix(found.payload)) if found is not None else None
