"""The office file (`init --office FILE.toml`): who this office is and who works in it.

Its form is told in docs/office-file.md.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.office import config
from desk.office.staff import ROLES, USERNAME, account
from desk.rows import OfficeCard, StaffCard

if TYPE_CHECKING:
    from pathlib import Path

# The code stands in dossier numbers, file names and CODE128: capitals, digits, single hyphens and dots.
CODE = re.compile(r"[A-Z0-9]+(?:[.-][A-Z0-9]+)*")
COUNTER = re.compile(r"[A-Z0-9]{1,6}")
MAX_CODE = 30
MAX_TEXT = 200
LOOKUP = re.compile(r"(https?://[^\s<>\"]+)?", re.ASCII | re.IGNORECASE)  # what every citizen's phone opens
_OFFICE_KEYS = ("code", "name", "parent", "place", "address", "hotline", "lookup_url", "counter")
_STAFF_KEYS = ("username", "full_name", "role", "os_account")


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """One member of staff as the office file names them."""

    username: str
    full_name: str
    role: str
    os_account: str

    def card(self) -> StaffCard:
        """Return what screens see of them."""
        return StaffCard(username=self.username, full_name=self.full_name, role=self.role)


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """What an office file says, checked; at least one member of staff."""

    card: OfficeCard
    staff: tuple[StaffEntry, ...]


def training_office() -> OfficeFile:
    """Return the plainly fictional office a training folder starts with."""
    card = OfficeCard(
        code="VN-MAU-01",
        name="Trung tâm Phục vụ hành chính công phường Mẫu",
        parent="UBND phường Mẫu",
        place="Phường Mẫu",
        address="Số 1 đường Mẫu, phường Mẫu, tỉnh Mẫu",
        hotline="1900 0000",
        training=True,
        counter="1",
        extra={"lookup_url": ""},
    )
    staff = (
        StaffEntry("can-bo-mau", "Nguyễn Thị Mẫu", "clerk", ""),
        StaffEntry("truong-mau", "Trần Văn Mẫu", "head", ""),
        StaffEntry("quan-tri-mau", "Lê Quản Trị Mẫu", "admin", ""),
    )
    return OfficeFile(card=card, staff=(_mapped(staff[0]), *staff[1:]))


def read_office_file(path: Path) -> OfficeFile:
    """Read and check an office file.

    Raises:
        InputError: `config.unreadable`, `office_file.missing`, `office_file.unknown_key` or
            `office_file.bad_value`, each naming the key.
    """
    values = config.read_toml(path)
    _only(values, ("office", "staff"), where="")
    office = values.get("office")
    if not isinstance(office, dict):
        raise InputError("office_file.missing", key="office")
    _only(office, _OFFICE_KEYS, where="office.")
    text = {key: _text(office, key, where="office.") for key in _OFFICE_KEYS}
    for key in ("code", "name"):
        if not text[key]:
            raise InputError("office_file.missing", key=f"office.{key}")
    code = text["code"].upper()
    if len(code) > MAX_CODE or not CODE.fullmatch(code):
        raise InputError(
            "office_file.bad_value",
            key="office.code",
            given=code[:40],
            expected="office code",
            limit=MAX_CODE,
        )
    counter = text["counter"].upper() or "1"
    if not COUNTER.fullmatch(counter):
        raise InputError(
            "office_file.bad_value", key="office.counter", given=counter[:40], expected="counter"
        )
    if not LOOKUP.fullmatch(text["lookup_url"]):
        raise InputError("office_file.bad_value", key="office.lookup_url", expected="web address")
    card = OfficeCard(
        code=code,
        name=text["name"],
        parent=text["parent"],
        place=text["place"],
        address=text["address"],
        hotline=text["hotline"],
        training=False,
        counter=counter,
        extra={"lookup_url": text["lookup_url"]},
    )
    return OfficeFile(card=card, staff=_staff(values.get("staff", [])))


def _staff(entries: Any) -> tuple[StaffEntry, ...]:  # noqa: ANN401 - whatever the file holds
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InputError("office_file.bad_value", key="staff", expected="list")
    staff = [_entry(entry, number) for number, entry in enumerate(entries, start=1)]
    names = [entry.username for entry in staff]
    for name in names:
        if names.count(name) > 1:
            raise InputError("office_file.bad_value", key="staff.username", given=name[:40], expected="once")
    if not staff:
        staff = [StaffEntry("can-bo", "Cán bộ một cửa", "head", "")]
    return (_mapped(staff[0]), *staff[1:])


def _entry(values: dict[str, Any], number: int) -> StaffEntry:
    where = f"staff[{number}]."
    _only(values, _STAFF_KEYS, where=where)
    text = {key: _text(values, key, where=where) for key in _STAFF_KEYS}
    for key in ("username", "full_name"):
        if not text[key]:
            raise InputError("office_file.missing", key=where + key)
    role = text["role"] or "clerk"
    if role not in ROLES:
        raise InputError("office_file.bad_value", key=where + "role", given=role[:40], allowed=list(ROLES))
    if not USERNAME.fullmatch(text["username"]):
        raise InputError(
            "office_file.bad_value", key=where + "username", given=text["username"][:40], expected="user name"
        )
    return StaffEntry(text["username"], text["full_name"], role, text["os_account"])


def _mapped(entry: StaffEntry) -> StaffEntry:
    """The first member without an account is whoever makes the office: nobody locks themselves out."""
    return StaffEntry(entry.username, entry.full_name, entry.role, entry.os_account or account())


def _only(values: dict[str, Any], known: tuple[str, ...], *, where: str) -> None:
    for key in values:
        if key not in known:
            raise InputError("office_file.unknown_key", key=where + key)


def _text(values: dict[str, Any], key: str, *, where: str) -> str:
    text = clean(values.get(key, ""))
    if text is None:
        raise InputError("office_file.bad_value", key=where + key, expected="text", limit=MAX_TEXT)
    return text


def clean(value: object) -> str | None:
    """Bring one line of text to NFC with single blanks; None where it is no such line."""
    if not isinstance(value, str):
        return None
    text = " ".join(unicodedata.normalize("NFC", value).split())
    return text if len(text) <= MAX_TEXT and text.isprintable() else None
