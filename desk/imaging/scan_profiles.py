"""Nút quét: the scan buttons of this machine, kept with its scanners in the file `scanners.json`.

They belong to the machine, not to the record: the scanner stands beside it, and a clerk may name another.
A file that cannot be read is named, never overwritten.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.imaging.rows import COLOURS, DIGITISE, PAPERS, SOURCES, ScannerRow, ScanProfile
from desk.jsonform import Form
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desk.office.opened import Office

FILE = "scanners.json"
MOST_ADDRESSES = 50
MOST = 12  # buttons; more than fit a screen help nobody
DPI = (75, 1200)
_TEXT = 120
_KEY = r"[a-z0-9][a-z0-9-]{0,39}"

DEFAULTS = (
    ScanProfile("feeder", ""),
    ScanProfile("duplex", "", source="duplex"),
    ScanProfile("flatbed", "", source="flatbed"),
    ScanProfile("seal", "", source="flatbed", dpi=300, digitise="photo"),
)


def profiles(office: Office) -> tuple[ScanProfile, ...]:
    """The buttons of this machine in their order, or the shipped ones.

    Raises:
        InputError: `scan.bad_value`, `scan.missing_key`, `file.*` where the file is damaged.
    """
    stored = _stored(office.data / FILE).get("profiles")
    found = DEFAULTS if stored is None else read_profiles(stored)
    return tuple(named(one, office.lang) for one in found)


def shipped(lang: str) -> tuple[ScanProfile, ...]:
    """The buttons every machine begins with."""
    return tuple(named(one, lang) for one in DEFAULTS)


def named(profile: ScanProfile, lang: str) -> ScanProfile:
    """The button with a name: a shipped one that nobody renamed is called in the reader's language."""
    return profile if profile.name else replace(profile, name=sentence(f"scan.profile.{profile.key}", lang))


def profile(office: Office, key: str) -> ScanProfile:
    """One button.

    Raises:
        InputError: `scan.unknown_profile`.
    """
    return chosen(profiles(office), key)


def chosen(known: Sequence[ScanProfile], key: str) -> ScanProfile:
    """The button called `key` among the known ones.

    Raises:
        InputError: `scan.unknown_profile`.
    """
    for one in known:
        if one.key == key:
            return one
    raise InputError("scan.unknown_profile", profile=key[:40], allowed=[one.key for one in known])


def set_profiles(office: Office, new: Sequence[ScanProfile]) -> tuple[ScanProfile, ...]:
    """Keep the buttons of this machine, all of them, in this order; none brings the shipped ones back.

    Raises:
        InputError: `scan.bad_value`, `scan.missing_key`, `scan.same_key`; the old ones still hold.
    """
    checked = read_profiles([_plain(_unnamed(one)) for one in new])
    kept = {"profiles": [_plain(one) for one in checked]} if checked else {"profiles": None}
    _keep(office.data / FILE, kept)
    return profiles(office)


def last_scanner(office: Office, source: str) -> ScannerRow | None:
    """What is remembered of the scanner that last scanned from this source.

    Raises:
        InputError: as `profiles`.
    """
    held = Form(_stored(office.data / FILE), code="scan").child("last")
    return None if held is None else _scanner(held.child(source))


def set_last_scanner(office: Office, source: str, scanner: ScannerRow) -> None:
    """Remember the scanner that just scanned from this source."""
    held = _stored(office.data / FILE).get("last")
    known = held if isinstance(held, dict) else {}
    _keep(office.data / FILE, {"last": {**known, source: _remembered(scanner)}})


def addresses(office: Office) -> tuple[str, ...]:
    """Network scanners named by hand on this machine."""
    held = Form(_stored(office.data / FILE), code="scan").texts("addresses", limit=MOST_ADDRESSES)
    return tuple(held)


def set_addresses(office: Office, new: Sequence[str]) -> tuple[str, ...]:
    """Keep the addresses of network scanners that do not announce themselves.

    Raises:
        InputError: `scan.bad_value`; `scanner.bad_address` for what is no address.
    """
    from desk.imaging.digitising import scanning_failures
    from scanning.devices.escl_address import bases

    wanted = list(dict.fromkeys(one.strip() for one in new if one.strip()))
    checked = Form({"addresses": wanted}, code="scan").texts("addresses", limit=MOST_ADDRESSES)
    with scanning_failures():
        for one in checked:
            bases(one)
    _keep(office.data / FILE, {"addresses": checked})
    return tuple(checked)


def read_profiles(given: Any) -> tuple[ScanProfile, ...]:  # noqa: ANN401 - any JSON value
    """Buttons told as plain values, each checked.

    Raises:
        InputError: `scan.bad_value`, `scan.missing_key`, `scan.same_key`.
    """
    rows = Form({"profiles": given}, code="scan").children("profiles", limit=MOST)
    found = tuple(_profile(row) for row in rows)
    keys = [one.key for one in found]
    for key in keys:
        if keys.count(key) > 1:
            raise InputError("scan.same_key", profile=key)
    return found


def checked(one: ScanProfile) -> ScanProfile:
    """The button, if a machine could keep it; its scanner as it is.

    Raises:
        InputError: `scan.bad_value`, `scan.missing_key`.
    """
    return replace(read_profiles([_plain(one)])[0], scanner=one.scanner)


def _profile(form: Form) -> ScanProfile:
    like = ScanProfile("", "")
    key = form.required_text("key", limit=40, pattern=_KEY)
    name = form.text("name", limit=60) or ""
    if not name and key not in {one.key for one in DEFAULTS}:
        raise form.missing("name")
    return ScanProfile(
        key=key,
        name=name,
        source=form.choice("source", SOURCES, default=like.source),
        dpi=form.whole("dpi", lowest=DPI[0], highest=DPI[1], default=like.dpi),
        colour=form.choice("colour", COLOURS, default=like.colour),
        paper=form.choice("paper", tuple(PAPERS), default=like.paper),
        digitise=form.choice("digitise", DIGITISE, default=like.digitise),
        scanner=_scanner(form.child("scanner")),
    )


def _scanner(form: Form | None) -> ScannerRow | None:
    """What is remembered of a scanner: enough to find it again, not what it can do."""
    if form is None:
        return None
    return ScannerRow(
        key=form.required_text("key", limit=400),
        driver=form.required_text("driver", limit=20),
        name=form.required_text("name", limit=_TEXT),
        model=form.text("model", limit=_TEXT) or "",
        address=form.text("address", limit=200) or "",
    )


def _unnamed(one: ScanProfile) -> ScanProfile:
    """A shipped button whose name is the shipped one keeps none, so that it follows the language."""
    shipped_names = {sentence(f"scan.profile.{one.key}", lang) for lang in ("vi", "en")}
    is_shipped = one.key in {known.key for known in DEFAULTS}
    return replace(one, name="") if is_shipped and one.name in shipped_names else one


def _plain(one: ScanProfile) -> dict[str, Any]:
    row = asdict(replace(one, scanner=None))
    if one.scanner is not None:
        row["scanner"] = _remembered(one.scanner)
    return row


def _remembered(one: ScannerRow) -> dict[str, str]:
    return {name: getattr(one, name) for name in ("key", "driver", "name", "model", "address")}


def _stored(file: Path) -> dict[str, Any]:
    from desk.jsonfile import read_json_object

    return read_json_object(file) if file.exists() else {}


def _keep(file: Path, change: Mapping[str, Any]) -> None:
    from desk.record.durable import write_file
    from desk.record.failures import surroundings

    whole = {**_stored(file), **change}
    with surroundings():
        write_file(file, (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
