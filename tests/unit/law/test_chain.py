"""Signed tallies in a row: a whole chain passes, whatever is missing, doubled or foreign is named."""

from __future__ import annotations

import base64
import hashlib
import json
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desk.errors import InputError
from desk.numbers.chain import ChainVerdict, verify_chain
from tests.helpers.cli import call_desk
from tests.unit.law.test_signing import KEY, PUBLIC, TALLY

OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
OTHER_PUBLIC = base64.b64encode(OTHER.public_key().public_bytes_raw()).decode()


def written(folder: Path, *, day: int, revision: int = 1, after: str | None, **more: Any) -> str:
    """Sign a tally by the standard library alone and put it into the folder; answers its hash."""
    key: Ed25519PrivateKey = more.pop("key", KEY)
    tally = {**TALLY, "date": f"2026-11-{day:02}", "revision": revision, "previous_sha256": after, **more}
    payload = json.dumps(tally, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    digest = hashlib.sha256(payload).hexdigest()
    raw = key.public_key().public_bytes_raw()
    file = {
        "tally": tally, "sha256": digest, "signature": base64.b64encode(key.sign(payload)).decode(),
        "key_id": hashlib.sha256(raw).hexdigest()[:16],
    }  # fmt: skip
    name = f"tally-{tally['office']}-{tally['date']}-r{revision}-{digest[:6]}.json"
    body = json.dumps(file, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    (folder / name).write_bytes(body)
    return digest


def chain(folder: Path, days: int = 5) -> list[str]:
    hashes: list[str] = []
    for day in range(1, days + 1):
        hashes.append(written(folder, day=day, after=hashes[-1] if hashes else None))
    return hashes


def judged(folder: Path, *keys: str) -> ChainVerdict:
    return verify_chain(folder, keys or (PUBLIC,))


def test_a_whole_chain_is_sound(tmp_path: Path) -> None:
    hashes = chain(tmp_path)
    hashes.append(written(tmp_path, day=3, revision=2, after=hashes[-1]))  # a late entry of an earlier day
    found = judged(tmp_path)
    assert found.ok
    assert [one.sha256 for one in found.heads] == [hashes[-1]]


@pytest.mark.parametrize("seed", range(8))
def test_files_taken_out_of_the_middle_leave_as_many_gaps_as_runs(tmp_path: Path, seed: int) -> None:
    hashes = chain(tmp_path, 12)
    there = set(hashes)
    for at in random.Random(seed).sample(range(12), 4):
        next(tmp_path.glob(f"*{hashes[at][:6]}.json")).unlink()
        there.discard(hashes[at])
    expected = [one for before, one in pairwise(hashes) if one in there and before not in there]
    assert [one.sha256 for one in judged(tmp_path).gaps] == expected


def test_the_newest_file_missing_is_nothing_a_chain_can_show(tmp_path: Path) -> None:
    hashes = chain(tmp_path)
    next(tmp_path.glob(f"*{hashes[-1][:6]}.json")).unlink()
    assert judged(tmp_path).ok


def test_an_office_that_went_on_from_a_backup_forks(tmp_path: Path) -> None:
    hashes = chain(tmp_path)
    written(tmp_path, day=4, revision=2, after=hashes[2])
    found = judged(tmp_path)
    assert not found.ok
    assert [{one.sha256 for one in some} for some in found.forks] == [
        {hashes[3], *(one.sha256 for one in found.links if one.revision == 2)}
    ]


def test_two_beginnings_are_a_fork(tmp_path: Path) -> None:
    chain(tmp_path)
    written(tmp_path, day=9, after=None)
    assert len(judged(tmp_path).forks) == 1


def test_a_changed_file_is_bad_and_leaves_a_gap_after_it(tmp_path: Path) -> None:
    hashes = chain(tmp_path)
    file = next(tmp_path.glob(f"*{hashes[1][:6]}.json"))
    file.write_bytes(file.read_bytes().replace(b'"received_total":3', b'"received_total":4', 1))
    found = judged(tmp_path)
    assert [name for name, _verdict in found.bad] == [file.name]
    assert [one.sha256 for one in found.gaps] == [hashes[2]]


def test_a_chain_goes_on_through_a_new_key(tmp_path: Path) -> None:
    hashes = chain(tmp_path, 3)
    written(tmp_path, day=4, after=hashes[-1], key=OTHER)
    assert judged(tmp_path, PUBLIC, OTHER_PUBLIC).ok
    assert len(judged(tmp_path).bad) == 1


def test_another_office_is_told_apart(tmp_path: Path) -> None:
    chain(tmp_path)
    written(tmp_path, day=2, after=None, office="H99.99")
    assert len(judged(tmp_path).strangers) == 1


def test_the_same_file_twice_counts_once(tmp_path: Path) -> None:
    hashes = chain(tmp_path)
    file = next(tmp_path.glob(f"*{hashes[0][:6]}.json"))
    (tmp_path / "tally-ban-sao.json").write_bytes(file.read_bytes())
    assert judged(tmp_path).ok


def test_what_is_no_key_and_what_is_no_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        judged(tmp_path, "khong-phai-khoa")
    assert refused.value.code == "key.unusable"
    with pytest.raises(InputError) as missing:
        judged(tmp_path / "khong-co")
    assert missing.value.code == "tally.no_folder"


def test_the_province_needs_no_office(tmp_path: Path) -> None:
    hashes = chain(tmp_path)
    sound = call_desk("verify-chain", tmp_path, "--key", PUBLIC)
    assert (sound.exit_code, sound.answer["files"], sound.answer["gaps"]) == (0, 5, [])
    next(tmp_path.glob(f"*{hashes[2][:6]}.json")).unlink()
    broken = call_desk("verify-chain", tmp_path, "--key", PUBLIC, as_json=False)
    assert broken.exit_code == 2
    assert "Thiếu bảng chốt" in broken.stdout


def test_without_a_key_and_without_an_office_the_key_is_asked_for(tmp_path: Path) -> None:
    chain(tmp_path)
    asked = call_desk("verify-chain", tmp_path, data=tmp_path / "khong-co-don-vi")
    assert (asked.exit_code, asked.error_code) == (2, "tally.needs_key")
