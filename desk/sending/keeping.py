"""Khóa gửi: set, forgotten and listed by whoever administers the office; never shown again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.sending.secrets import KINDS, Place, vault

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.office.opened import Office


@dataclass(frozen=True, slots=True)
class KeptSecret:
    """Which secret of which target, and where it is kept; None where there is none."""

    target: str
    kind: str
    place: Place | None


def keep_secret(office: Office, target: str, kind: str, secret: Callable[[], str]) -> Place:
    """Keep a target's secret on this machine; `secret` is asked for only when it may be kept.

    Raises:
        InputError: `auth.role`, `secret.unknown`, `secret.bad`; SurroundingsError: `secret.keyring`.
    """
    _must_be(office, target, kind)
    place = vault(office).put(target, kind, secret())
    tell_change(office, target, kind, kept=place)
    return place


def forget_secret(office: Office, target: str, kind: str) -> None:
    """Let go of a target's secret on this machine.

    Raises:
        InputError: `auth.role`, `secret.unknown`.
    """
    _must_be(office, target, kind)
    vault(office).forget(target, kind)
    tell_change(office, target, kind, kept="")


def secrets_kept(office: Office) -> tuple[KeptSecret, ...]:
    """Which secrets this machine has for the office's targets."""
    from desk.sending.targets import targets

    with office.read() as session:
        chosen = targets(session)
    found = vault(office)
    return tuple(
        KeptSecret(one.name, kind, found.place(one.name, kind))
        for one in chosen
        for kind in KINDS_OF[one.kind]
    )


KINDS_OF = {
    "folder": (),
    "https": ("token", "key_password", "proxy"),
    "dhis2": ("token", "key_password", "proxy"),
    "postgres": ("address",),
}


def _must_be(office: Office, target: str, kind: str) -> None:
    from desk.office.staff import must_administer
    from desk.sending.targets import targets

    office.must_write()
    must_administer(office)
    with office.read() as session:
        kinds = {one.name: KINDS_OF[one.kind] for one in targets(session)}
    if kind not in kinds.get(target, ()):
        raise InputError(
            "secret.unknown",
            target=target[:40],
            kind=kind[:40],
            targets=", ".join(kinds),
            kinds=", ".join(KINDS),
        )


def tell_change(office: Office, target: str, kind: str, *, kept: str) -> None:
    """That it changed is an event; what it is stands nowhere in the record."""
    with office.write("secret.change") as uow:
        details = {"target": target, "kind": kind, "kept_in": kept}
        uow.record("sync.secret_changed", subject=target, details=details)
        uow.commit()
