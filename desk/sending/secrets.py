"""Khóa gửi: what proves this office to a collector, in the system's keyring; never in a setting or an answer.

Windows Credential Manager, the Secret Service of a Linux desktop, the keychain elsewhere. Where there is none
(a server without a desktop) a file that only its owner reads stands in, and that is said. A training office
keeps its secrets inside its folder, so that a copy of it opens.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from desk.errors import InputError, SurroundingsError
from desk.sending.bounds import within

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.office.opened import Office

SERVICE = "quay-mot-cua"
KINDS = ("token", "address", "key_password", "proxy")
Place = Literal["keyring", "file"]
Ask = Callable[[str], str]  # a target's secret by its kind, "" where there is none
_SECONDS = 20.0  # a locked keyring asks its owner, who may not be there
_LONGEST = 4096


class SecretError(Exception):
    """A secret that should be there cannot be read: `code` of its sentence, `told` which one."""

    def __init__(self, code: str, told: str = "") -> None:
        super().__init__(code)
        self.code, self.told = code, told


def no_secret(_kind: str) -> str:
    """What a target without any secret is told."""
    return ""


def told_secret(kind: str, options: Mapping[str, str], ask: Ask) -> str:
    """A target's secret: out of the file its setting names, else out of the keyring.

    Raises:
        SecretError: `sync.no_secret_file`, `sync.keyring`.
    """
    named = {"token": "token_file", "address": "url_file"}[kind]
    if named not in options:
        return ask(kind)
    try:
        return Path(options[named]).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as failure:
        raise SecretError("sync.no_secret_file", named) from failure


@dataclass(frozen=True, slots=True)
class Vault:
    """The secrets of one office on this machine."""

    office: str  # tells this office from every other one on the machine
    file: Path
    file_only: bool = False

    def ask(self, target: str) -> Ask:
        """What a target may ask for."""
        return lambda kind: self.get(target, kind)

    def get(self, target: str, kind: str) -> str:
        """A secret, "" where there is none.

        Raises:
            SecretError: the keyring is there and does not open.
        """
        found = None if self.file_only else self._from_keyring(target, kind)
        return found if found is not None else self._held().get(f"{target}/{kind}", "")

    def put(self, target: str, kind: str, secret: str) -> Place:
        """Keep a secret, and say where it is kept; a keyring is believed once it gave it back.

        Raises:
            InputError: `secret.bad`; SurroundingsError: the keyring or the disk refused.
        """
        if not (0 < len(secret) <= _LONGEST and secret.isprintable()):
            raise InputError("secret.bad")
        ring = None if self.file_only else keyring_here()
        if ring is not None:
            try:
                within(_SECONDS, lambda: ring.set_password(self._service, f"{target}/{kind}", secret))
                again = within(_SECONDS, lambda: ring.get_password(self._service, f"{target}/{kind}"))
            except Exception as failure:
                raise SurroundingsError("secret.keyring", reason=type(failure).__name__) from failure
            if again != secret:  # some keyrings cut long secrets, or say yes and keep nothing
                raise SurroundingsError("secret.keyring", reason="not kept")
            self._write({**self._held(), f"{target}/{kind}": ""})
            return "keyring"
        self._write({**self._held(), f"{target}/{kind}": secret})
        return "file"

    def forget(self, target: str, kind: str) -> None:
        """Let go of a secret, wherever it is kept; one that is not there is gone already."""
        ring = None if self.file_only else keyring_here()
        if ring is not None:
            with suppress(Exception):  # not there, or not to be opened: then it is of no use either
                within(_SECONDS, lambda: ring.delete_password(self._service, f"{target}/{kind}"))
        self._write({**self._held(), f"{target}/{kind}": ""})

    def place(self, target: str, kind: str) -> Place | None:
        """Where a secret is kept; None where there is none or it cannot be read."""
        if not self.file_only:
            with suppress(SecretError):
                if self._from_keyring(target, kind):
                    return "keyring"
        return "file" if self._held().get(f"{target}/{kind}") else None

    @property
    def _service(self) -> str:
        return f"{SERVICE}/{self.office}"

    def _from_keyring(self, target: str, kind: str) -> str | None:
        ring = keyring_here()
        if ring is None:
            return None
        try:
            return within(_SECONDS, lambda: ring.get_password(self._service, f"{target}/{kind}"))
        except Exception as failure:
            raise SecretError("sync.keyring", type(failure).__name__) from failure

    def _held(self) -> dict[str, str]:
        try:
            found = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}

    def _write(self, held: dict[str, str]) -> None:
        from desk.record.durable import make_folder, surroundings, write_file

        left = {key: value for key, value in held.items() if value}
        with surroundings():
            if not left and not self.file.exists():
                return
            make_folder(self.file.parent, mode=0o700)
            write_file(self.file, json.dumps(left, sort_keys=True).encode("utf-8"), mode=0o600)


class Keyring(Protocol):
    """What a keyring does, in the words of the package `keyring`."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return a secret."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget a secret."""
        ...


def keyring_here() -> Keyring | None:
    """The keyring of this person on this machine; None where the system has none that hides what it keeps."""
    import keyring
    from keyring.backends import chainer, fail, null

    if os.environ.get("QMC_NO_KEYRING"):
        return None
    try:
        found = within(_SECONDS, keyring.get_keyring)
        if isinstance(found, fail.Keyring | null.Keyring) or found.priority < 1:
            return None
        if isinstance(found, chainer.ChainerBackend) and not found.backends:
            return None
    except Exception:
        return None
    return found


def vault(office: Office) -> Vault:
    """The secrets of an open office: told from others by its first event, which outlives every key."""
    from sqlalchemy import select

    from models.event import Event

    with office.read() as session:
        first = session.scalar(select(Event.hash).order_by(Event.seq).limit(1)) or ""
    return Vault(first[:16], office.paths.keys / "sync-secrets.json", file_only=office.card.training)
