"""Nơi nhận as whoever administers the office sets them: listed, tried as typed, saved with their secrets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.office.staff import must_administer
from desk.sending.keeping import KINDS_OF, tell_change
from desk.sending.rows import TargetCard, TargetTrial
from desk.sending.secrets import vault
from desk.sending.targets import SETTING, Target, accepted, targets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.office.opened import Office
    from desk.sending.outcome import Package
    from desk.sending.secrets import Ask


def target_cards(office: Office) -> tuple[TargetCard, ...]:
    """The office's targets in their order, with which secrets this machine has for each."""
    with office.read() as session:
        chosen = targets(session)
    found = vault(office)
    return tuple(
        TargetCard(
            name=one.name,
            kind=one.kind,
            options=dict(one.options),
            secrets={kind: found.place(one.name, kind) for kind in KINDS_OF[one.kind]},
        )
        for one in chosen
    )


def keep_targets(
    office: Office,
    wanted: Sequence[Mapping[str, str]],
    secrets: Mapping[tuple[str, str], str] | None = None,
) -> tuple[TargetCard, ...]:
    """Save the targets from today on, and secrets by target and kind; an empty one is forgotten.

    Secrets go first: where the keyring refuses, nothing was changed. Those of a target that is none any more
    are forgotten last.

    Raises:
        InputError: `auth.role`, `setting.bad_value`, `setting.has_held`, `secret.bad`.
        SurroundingsError: `secret.keyring`.
    """
    from desk.office import settings

    office.must_write()
    must_administer(office)
    plain = [dict(one) for one in wanted]
    if not accepted(plain):
        raise InputError("setting.bad_value", key=SETTING)
    kinds = {one["name"]: KINDS_OF[one["kind"]] for one in plain}
    given = {key: text for key, text in (secrets or {}).items() if key[1] in kinds.get(key[0], ())}
    kept, before = vault(office), target_cards(office)
    for (name, kind), text in given.items():
        if text:
            tell_change(office, name, kind, kept=kept.put(name, kind, text))
    with office.write("setting.change") as uow:
        settings.change(uow, SETTING, plain)
        uow.commit()
    gone = [(name, kind) for (name, kind), text in given.items() if not text]
    gone += [
        (one.name, kind)
        for one in before
        for kind, place in one.secrets.items()
        if place is not None and kind not in kinds.get(one.name, ())
    ]
    for name, kind in gone:
        kept.forget(name, kind)
        tell_change(office, name, kind, kept="")
    return target_cards(office)


def try_target(
    office: Office, wanted: Mapping[str, str], secrets: Mapping[str, str] | None = None
) -> TargetTrial:
    """Try a target as it is typed, saved or not; nothing is sent, nothing kept.

    A collector that can judge a day without keeping it is shown the newest that waits for it, else the last
    one closed. Only who administers may: what is kept secret goes to the address that is typed.

    Raises:
        InputError: `auth.role`, `setting.bad_value`.
    """
    from desk.sending.ways import transport

    must_administer(office)
    if not accepted([dict(wanted)]):
        raise InputError("setting.bad_value", key=SETTING)
    options = {key: value for key, value in wanted.items() if key not in {"name", "kind"}}
    target = Target(wanted["name"], wanted["kind"], options)
    way = transport(office, target, ask=_asked(office, target.name, secrets or {}))
    outcome = way.reachable()
    if outcome.result != "delivered":
        return TargetTrial(outcome.error, outcome.told)
    tried, package = getattr(way, "tried", None), _newest(office, target.name)
    if tried is None or package is None:
        return TargetTrial()
    outcome = tried(package)
    return TargetTrial(outcome.error, outcome.told, date.fromisoformat(package.day))


def _asked(office: Office, name: str, typed: Mapping[str, str]) -> Ask:
    """What was typed before what is kept; what is to be forgotten counts as gone."""
    kept = vault(office).ask(name)
    return lambda kind: typed[kind] if kind in typed else kept(kind)


def _newest(office: Office, name: str) -> Package | None:
    """The newest day that waits for a target, else the newest closed one."""
    from sqlalchemy import select

    from desk.sending.outbox import package_of, waiting
    from models.outbox import Outbox

    with office.read() as session:
        keys = [row.key for row in waiting(session, [name])]
        row = session.get_one(Outbox, keys[-1]) if keys else None
        if row is None:
            row = session.scalars(select(Outbox).order_by(Outbox.created_at.desc()).limit(1)).first()
        return package_of(row) if row is not None else None
