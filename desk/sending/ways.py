"""The way to each kind of target, and trying them all without sending anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.sending.outcome import Failure
from desk.sending.targets import DHIS2, FOLDER, HTTPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desk.office.opened import Office
    from desk.sending.outcome import Package, Transport
    from desk.sending.secrets import Ask
    from desk.sending.targets import Target

_DRY_DAYS = 31  # of one target in one dry run, the newest


def transport(office: Office, target: Target, *, ask: Ask | None = None) -> Transport:
    """The way to a target; `ask` answers its secrets, by default out of this machine's vault."""
    if target.kind == FOLDER:
        from pathlib import Path

        from desk.sending.folder import FolderTransport

        given = Path(target.options["path"])
        marker = target.options.get("marker", "")
        return FolderTransport(office.data / given, own=not given.is_absolute(), marker=marker)
    if ask is None:
        from desk.sending.secrets import vault

        ask = vault(office).ask(target.name)
    if target.kind == DHIS2:
        from desk.sending.dhis2 import Dhis2Transport

        return Dhis2Transport(target.options, ask=ask)
    if target.kind == HTTPS:
        from desk.sending.https import HttpsTransport

        return HttpsTransport(target.options, ask=ask)
    from desk.sending.postgres import PostgresTransport

    return PostgresTransport(target.options, ask=ask)


def dry(office: Office, ways: Mapping[str, Transport]) -> Iterator[Failure]:
    """Try each way; where it can judge a day without keeping it, show it what waits."""
    for name, way in ways.items():
        outcome = way.reachable()
        if outcome.result != "delivered":
            yield Failure("", name, outcome.error, outcome.told)
            continue
        tried = getattr(way, "tried", None)
        if tried is None:
            continue
        for package in _waiting(office, name):
            outcome = tried(package)
            if outcome.error:
                yield Failure(package.day, name, outcome.error, outcome.told)


def _waiting(office: Office, name: str) -> list[Package]:
    """The newest days that wait for a target, oldest first."""
    from desk.sending.outbox import package_of, waiting
    from models.outbox import Outbox

    with office.read() as session:
        keys = [row.key for row in waiting(session, [name])]
        return [package_of(session.get_one(Outbox, key)) for key in keys[-_DRY_DAYS:]]
