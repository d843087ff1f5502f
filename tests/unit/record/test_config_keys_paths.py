"""Machine settings, keys and the place of the data."""

from __future__ import annotations

import base64
import hashlib
import stat
import tomllib
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import InputError
from desk.office import config, keys
from desk.office.paths import DataPaths, data_folder


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.text() | st.booleans() | st.integers(0, 9**9)
    )
)
def test_flat_toml_reads_back_as_it_was_written(values: dict[str, str | bool | int]) -> None:
    plain = {
        key: value.encode("utf-8", "ignore").decode() if isinstance(value, str) else value
        for key, value in values.items()
    }
    assert tomllib.loads(config.dumps(plain)) == plain


def test_office_toml_reads_back_as_it_was_saved(tmp_path: Path) -> None:
    wanted = config.OfficeConfig(office='VN-"1"\\', training=True, counter="2", database="postgresql://x/y")
    config.save(tmp_path / "office.toml", wanted)
    assert config.load(tmp_path / "office.toml") == wanted
    assert [path.name for path in tmp_path.iterdir()] == ["office.toml"]


def test_unknown_keys_of_office_toml_are_left_to_later_programs(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text('office = "VN-1"\ntraining = false\nlater = [1]\n', "utf-8")
    assert config.load(tmp_path / "office.toml") == config.OfficeConfig(office="VN-1", training=False)


@pytest.mark.parametrize(
    ("text", "key"),
    [("training = true", "office"), ('office = "X"', "training"), ('office = "X"\ntraining = 1', "training")],
)
def test_a_wrong_key_of_office_toml_is_named(tmp_path: Path, text: str, key: str) -> None:
    (tmp_path / "office.toml").write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        config.load(tmp_path / "office.toml")
    assert (caught.value.code, caught.value.details["key"]) == ("config.bad_value", key)


def test_keys_are_random_private_to_their_owner_and_stay(tmp_path: Path) -> None:
    made = keys.make_keys(tmp_path / "one")
    assert keys.make_keys(tmp_path / "one") == keys.load_keys(tmp_path / "one") == made
    other = keys.make_keys(tmp_path / "two")
    assert len({made.receipt, made.tally_raw, other.receipt, other.tally_raw}) == 4
    assert len(made.receipt) == 32
    for file in (tmp_path / "one").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o700


def test_keys_never_show_in_a_printed_object(tmp_path: Path) -> None:
    made = keys.make_keys(tmp_path)
    assert repr(made.receipt) not in repr(made)
    assert made.tally_raw.hex() not in repr(made)


def test_key_facts_let_a_stranger_verify_and_name_the_key(tmp_path: Path) -> None:
    made = keys.make_keys(tmp_path)
    facts = keys.facts(made)
    raw = base64.b64decode(facts.public_key, validate=True)
    assert facts.key_id == hashlib.sha256(raw).hexdigest()[:16]
    signature = made.tally_private.sign(b"tally")
    Ed25519PublicKey.from_public_bytes(raw).verify(signature, b"tally")
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, b"other")


def test_data_given_beats_the_variable_beats_the_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QMC_DATA", str(tmp_path / "variable"))
    assert data_folder(tmp_path / "given") == tmp_path / "given"
    assert data_folder() == tmp_path / "variable"
    monkeypatch.setenv("QMC_DATA", "")
    assert data_folder().name == "quay-mot-cua"
    assert data_folder().is_absolute()


def test_a_relative_data_folder_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert data_folder("office") == tmp_path / "office"


def test_asking_for_paths_makes_nothing(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "office")
    assert {paths.config.name, paths.database.name} == {"office.toml", "office.db"}
    assert all(folder.parent == paths.root for folder in (*paths.folders, paths.quarantine, paths.copies))
    assert list(tmp_path.iterdir()) == []
