"""What proves an office to a collector: in the system's keyring, else in a file that is said; never shown."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail

from desk.errors import InputError, SurroundingsError
from desk.sending.secrets import SecretError, Vault, told_secret
from tests.helpers.cli import call_desk


class Ring(KeyringBackend):
    """A keyring that keeps in memory what it is given, or is locked."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.held: dict[tuple[str, str], str] = {}
        self.locked = False
        self.keeps: int | None = None  # characters, all unless told

    def _open(self) -> None:
        if self.locked:
            raise keyring.errors.KeyringLocked

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.held[service, username] = password[: self.keeps]

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        if (service, username) not in self.held:
            raise keyring.errors.PasswordDeleteError
        del self.held[service, username]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ring]:
    monkeypatch.delenv("QMC_NO_KEYRING", raising=False)
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("QMC_NO_KEYRING", raising=False)
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


def test_a_secret_goes_into_the_keyring_and_into_no_file(ring: Ring, tmp_path: Path) -> None:
    vault = Vault("ab12", tmp_path / "keys" / "sync-secrets.json")
    assert vault.put("tinh", "token", "bi-mat") == "keyring"
    assert ring.held == {("quay-mot-cua/ab12", "tinh/token"): "bi-mat"}
    assert list(tmp_path.rglob("*")) == []
    assert (vault.get("tinh", "token"), vault.get("tinh", "proxy")) == ("bi-mat", "")
    assert Vault("cd34", vault.file).get("tinh", "token") == ""  # another office on this machine
    vault.forget("tinh", "token")
    vault.forget("tinh", "token")
    assert (ring.held, vault.get("tinh", "token")) == ({}, "")


def test_a_locked_keyring_is_told_and_no_other_place_is_taken(ring: Ring, tmp_path: Path) -> None:
    vault = Vault("ab12", tmp_path / "sync-secrets.json")
    ring.locked = True
    with pytest.raises(SurroundingsError, match=r"secret\.keyring"):
        vault.put("tinh", "token", "bi-mat")
    assert not vault.file.exists()
    with pytest.raises(SecretError, match=r"sync\.keyring"):
        vault.get("tinh", "token")


@pytest.mark.parametrize("keeps", [0, 5])
def test_a_keyring_that_does_not_give_back_what_it_took_is_told(
    ring: Ring, tmp_path: Path, keeps: int
) -> None:
    vault = Vault("ab12", tmp_path / "sync-secrets.json")
    ring.keeps = keeps
    with pytest.raises(SurroundingsError, match=r"secret\.keyring"):
        vault.put("tinh", "token", "bi-mat")
    assert not vault.file.exists()


@pytest.mark.usefixtures("nothing")
def test_without_a_keyring_a_file_of_its_owner_stands_in(tmp_path: Path) -> None:
    vault = Vault("ab12", tmp_path / "keys" / "sync-secrets.json")
    assert vault.put("tinh", "token", "bi-mat") == "file"
    assert vault.get("tinh", "token") == "bi-mat"
    assert vault.place("tinh", "token") == "file"
    assert stat.S_IMODE(vault.file.stat().st_mode) == 0o600
    vault.forget("tinh", "token")
    assert "bi-mat" not in vault.file.read_text("utf-8")


def test_a_secret_from_a_file_moves_into_the_keyring_with_its_next_change(ring: Ring, tmp_path: Path) -> None:
    vault = Vault("ab12", tmp_path / "sync-secrets.json")
    vault.file.write_text(json.dumps({"tinh/token": "cu", "kho/address": "giu"}), encoding="utf-8")
    assert vault.get("tinh", "token") == "cu"
    vault.put("tinh", "token", "moi")
    assert json.loads(vault.file.read_text("utf-8")) == {"kho/address": "giu"}
    assert vault.get("tinh", "token") == "moi"
    assert ring.held


@pytest.mark.parametrize("bad", ["", "hai\ndòng", "x" * 5000])
def test_what_cannot_be_a_key_is_refused(bad: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"secret\.bad"):
        Vault("ab12", tmp_path / "f", file_only=True).put("tinh", "token", bad)


def test_a_file_named_in_the_setting_comes_before_the_keyring(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(" tu-tep \n", encoding="utf-8")
    assert told_secret("token", {"token_file": str(tmp_path / "token")}, lambda _: "tu-kho") == "tu-tep"
    assert told_secret("token", {}, lambda _: "tu-kho") == "tu-kho"
    with pytest.raises(SecretError, match=r"sync\.no_secret_file"):
        told_secret("token", {"token_file": str(tmp_path / "khong-co")}, lambda _: "tu-kho")


def test_the_command_line_keeps_a_key_and_never_tells_it(tmp_path: Path) -> None:
    at: dict[str, Any] = {"data": tmp_path / "d", "now": "2026-11-23T17:00"}
    call_desk("init", "--training", **at).ok()
    target = [{"name": "tinh", "kind": "https", "url": "https://thu.tinh.example"}]
    call_desk("setting", "set", "sync.targets", json.dumps(target), **at).ok()
    (tmp_path / "khoa").write_text("bi-mat-rieng\n", encoding="utf-8")
    kept = call_desk("secret", "set", "tinh", "token", "--file", tmp_path / "khoa", **at).ok()
    assert (kept["kept_in"], kept["warnings"][0]["code"]) == ("file", "secret.in_file")
    listed = call_desk("secret", "list", **at).ok()
    assert {"target": "tinh", "kind": "token", "kept_in": "file"} in listed["secrets"]
    assert "bi-mat-rieng" not in json.dumps([kept, listed])
    refused = call_desk("secret", "set", "xa", "token", "--file", tmp_path / "khoa", **at)
    assert (refused.exit_code, refused.error_code) == (2, "secret.unknown")
