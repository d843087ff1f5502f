"""Signed tallies: sound files pass, any other file gets a verdict with its faults named."""

import base64
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import InputError
from desk.numbers.signing import key_id_of, load_public_key, sign_tally
from desk.numbers.verify import MOST_BYTES, Verdict, verify_file

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = base64.b64encode(KEY.public_key().public_bytes_raw()).decode()
TALLY: dict[str, Any] = {
    "schema": 1,
    "office": "H19.34",
    "date": "2026-11-23",
    "revision": 2,
    "previous_sha256": None,
    "generated_at": "2026-11-23T17:00:00+07:00",
    "rows": [{"procedure": "1.004873", "name": "Thủ tục", "field": "Hộ tịch", "received_total": 3}],
    "total": {"received_total": 3},
    "indicators": [{"key": "online_simple", "numerator": 1, "denominator": 3, "rate": 33.33}],
    "audit_head": "0" * 64,
}


def judge(tmp_path: Path, data: bytes, key: Any = PUBLIC) -> Verdict:
    file = tmp_path / "bảng tổng hợp.json"
    file.write_bytes(data)
    return verify_file(file, key)


def codes(verdict: Verdict) -> list[str]:
    return [problem.code for problem in verdict.problems]


def signed(**changed: Any) -> bytes:
    return sign_tally({**TALLY, **changed}, KEY).body


def test_the_file_is_what_the_contract_says() -> None:
    """Checked with the standard library alone: hash, signature, key id and canonical form."""
    body = signed()
    file = json.loads(body)
    assert json.dumps(file, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == body
    assert set(file) == {"tally", "sha256", "signature", "key_id"}
    payload = json.dumps(file["tally"], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert file["sha256"] == hashlib.sha256(payload).hexdigest()
    KEY.public_key().verify(base64.b64decode(file["signature"]), payload)
    assert file["key_id"] == hashlib.sha256(KEY.public_key().public_bytes_raw()).hexdigest()[:16]
    assert not body.endswith(b"\n")


def test_a_sound_file_is_sound(tmp_path: Path) -> None:
    verdict = judge(tmp_path, signed())
    assert (verdict.ok, verdict.office, str(verdict.date), verdict.revision) == (
        True,
        "H19.34",
        "2026-11-23",
        2,
    )
    assert verdict.problems == ()


def test_signing_the_same_tally_twice_gives_the_same_bytes() -> None:
    assert signed() == signed()


def test_a_changed_number_is_found(tmp_path: Path) -> None:
    verdict = judge(tmp_path, signed().replace(b'"received_total":3', b'"received_total":4'))
    assert not verdict.ok
    assert codes(verdict) == ["tally.hash_mismatch", "tally.bad_signature"]
    assert verdict.office == "H19.34"


def test_a_changed_number_with_its_hash_mended_is_found_by_the_signature(tmp_path: Path) -> None:
    file = json.loads(signed())
    file["tally"]["total"]["received_total"] = 4
    forged = sign_tally(file["tally"], Ed25519PrivateKey.generate())
    mended = json.loads(forged.body)
    mended["key_id"] = file["key_id"]
    body = json.dumps(mended, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert codes(judge(tmp_path, body)) == ["tally.bad_signature"]


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body + b"\n",
        lambda body: body.replace(b",", b", ", 1),
        lambda body: json.dumps(json.loads(body), indent=2).encode(),
        lambda body: b"\xef\xbb\xbf" + body,
        lambda body: body.replace(b"33.33", b"33.330"),
        lambda body: body.replace(b'{"key_id"', b'{"key_id":"x","key_id"', 1),
    ],
)
def test_changed_white_space_or_spelling_is_found(tmp_path: Path, change: Any) -> None:
    verdict = judge(tmp_path, change(signed()))
    assert not verdict.ok
    assert set(codes(verdict)) & {"tally.not_canonical", "tally.not_json"}


def test_another_offices_key_is_named(tmp_path: Path) -> None:
    other = Ed25519PrivateKey.generate().public_key()
    assert codes(judge(tmp_path, signed(), other)) == ["tally.other_key", "tally.bad_signature"]


@pytest.mark.parametrize("signature", ["", "!!!", "AAAA", 5, None, base64.b64encode(bytes(64)).decode()])
def test_a_broken_signature_is_found(tmp_path: Path, signature: Any) -> None:
    file = json.loads(signed())
    file["signature"] = signature
    body = json.dumps(file, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert codes(judge(tmp_path, body)) == ["tally.bad_signature"]


@pytest.mark.parametrize("key", sorted(TALLY))
def test_a_missing_entry_is_found_even_when_signed(tmp_path: Path, key: str) -> None:
    left = {name: value for name, value in TALLY.items() if name != key}
    assert codes(judge(tmp_path, sign_tally(left, KEY).body)) == ["tally.missing_key"]


@pytest.mark.parametrize("key", ["sha256", "signature", "key_id"])
def test_a_missing_seal_is_found(tmp_path: Path, key: str) -> None:
    file = json.loads(signed())
    del file[key]
    body = json.dumps(file, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    verdict = judge(tmp_path, body)
    assert not verdict.ok
    assert "tally.missing_key" in codes(verdict)


def test_an_entry_outside_the_seal_is_found(tmp_path: Path) -> None:
    file = {**json.loads(signed()), "note": "đã duyệt"}
    body = json.dumps(file, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert codes(judge(tmp_path, body)) == ["tally.unknown_key"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"schema": 2}, "tally.unknown_schema"),
        ({"schema": True}, "tally.unknown_schema"),
        ({"office": ""}, "tally.bad_value"),
        ({"office": 5}, "tally.bad_value"),
        ({"date": "2026-02-30"}, "tally.bad_value"),
        ({"date": "20261123"}, "tally.bad_value"),
        ({"revision": 0}, "tally.bad_value"),
        ({"revision": "1"}, "tally.bad_value"),
        ({"revision": True}, "tally.bad_value"),
        ({"rows": {}}, "tally.bad_value"),
        ({"total": []}, "tally.bad_value"),
        ({"indicators": None}, "tally.bad_value"),
    ],
)
def test_a_value_of_a_wrong_form_is_found(tmp_path: Path, changed: dict[str, Any], code: str) -> None:
    assert codes(judge(tmp_path, signed(**changed))) == [code]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "tally.not_json"),
        (b"\x00" * 100, "tally.not_json"),
        (b"\xff\xfe{", "tally.not_json"),
        (b"%PDF-1.7", "tally.not_json"),
        (b"[" * 100_000, "tally.not_json"),
        (b'{"tally":NaN}', "tally.not_json"),
        (b'{"tally":' + b"9" * 5000 + b"}", "tally.not_json"),
        (b"[]", "tally.not_a_tally"),
        (b"null", "tally.not_a_tally"),
        (b'{"tally":[]}', "tally.not_a_tally"),
    ],
)
def test_garbage_gets_a_verdict(tmp_path: Path, data: bytes, code: str) -> None:
    verdict = judge(tmp_path, data)
    assert (verdict.ok, verdict.office, verdict.date, verdict.revision) == (False, None, None, None)
    assert codes(verdict) == [code]


def test_a_lone_surrogate_in_the_tally_is_no_canonical_text(tmp_path: Path) -> None:
    body = signed().replace("Hộ tịch".encode(), b"\\ud800")
    verdict = judge(tmp_path, body)
    assert "tally.not_canonical" in codes(verdict)


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "huge.json"
    with file.open("wb") as target:
        target.truncate(MOST_BYTES * 40)
    assert codes(verify_file(file, PUBLIC)) == ["tally.too_large"]


def test_what_is_no_file_gets_a_verdict(tmp_path: Path) -> None:
    assert codes(verify_file(tmp_path / "không có.json", PUBLIC)) == ["tally.no_file"]
    assert codes(verify_file(tmp_path, PUBLIC)) == ["tally.no_file"]
    assert codes(verify_file(Path("a\x00b"), PUBLIC)) in (["tally.no_file"], ["tally.unreadable"])


def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    getattr(os, "mkfifo", os.mkdir)(pipe)  # Windows has no pipes in folders: there a folder stands in
    assert codes(verify_file(pipe, PUBLIC)) == ["tally.no_file"]


@given(st.binary(max_size=300))
def test_any_bytes_get_a_verdict(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    assert not judge(tmp_path_factory.getbasetemp(), data).ok


@given(st.integers(0, len(signed()) - 1), st.integers(1, 255))
def test_any_single_changed_byte_is_found(
    tmp_path_factory: pytest.TempPathFactory, place: int, change: int
) -> None:
    body = bytearray(signed())
    body[place] ^= change
    assert not judge(tmp_path_factory.getbasetemp(), bytes(body)).ok


@pytest.mark.parametrize("form", ["base64", "url", "no padding", "raw", "pem", "json", "spaced"])
def test_a_public_key_is_read_in_every_usual_form(tmp_path: Path, form: str) -> None:
    raw = KEY.public_key().public_bytes_raw()
    contents = {
        "base64": PUBLIC.encode(),
        "url": base64.urlsafe_b64encode(raw),
        "no padding": PUBLIC.rstrip("=").encode(),
        "raw": raw,
        "pem": KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        "json": json.dumps({"key_id": "x", "public_key": PUBLIC}).encode(),
        "spaced": b"\xef\xbb\xbf " + PUBLIC.encode() + b"\r\n",
    }
    file = tmp_path / "khóa"
    file.write_bytes(contents[form])
    assert key_id_of(load_public_key(str(file))) == key_id_of(KEY.public_key())
    assert key_id_of(load_public_key(contents[form])) == key_id_of(KEY.public_key())


def test_a_public_key_is_read_from_the_argument_itself() -> None:
    assert key_id_of(load_public_key(f" {PUBLIC} ")) == key_id_of(KEY.public_key())


@pytest.mark.parametrize("given_key", ["", "abc", "A" * 44, "/không/có", "x" * 5000, "a\x00b", "{}"])
def test_a_key_that_is_none_is_a_problem_not_a_trace(tmp_path: Path, given_key: str) -> None:
    verdict = judge(tmp_path, signed(), given_key)
    assert codes(verdict) == ["key.unusable"]
    assert verdict.office == "H19.34"
    with pytest.raises(InputError, match=r"key\.unusable"):
        load_public_key(given_key)


def test_problems_speak_the_language_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(b"")
    assert "Xin lại tệp gốc" in verify_file(file, PUBLIC).problems[0].message
    assert "original" in verify_file(file, PUBLIC, lang="en").problems[0].message
