"""Targets as an administrator sets them: tried as typed, saved with secrets, nothing sent or shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from desk.errors import InputError, SurroundingsError
from desk.numbers.closing import close_day
from desk.office.opened import Office
from desk.sending.choosing import keep_targets, target_cards, try_target
from desk.sending.secrets import vault
from desk.sending.sync import sync
from desk.sending.targets import accepted, faults
from models.event import Event
from models.outbox import Outbox
from tests.helpers.cli import call_desk
from tests.helpers.collector import collector
from tests.helpers.dhis2 import Dhis2
from tests.integration.dates.conftest import as_clerk_of_a_real_office
from tests.integration.sending.conftest import DAYS, aim
from tests.integration.sending.test_dhis2 import server, target

__all__ = ["server", "target"]

USB = {"name": "usb", "kind": "folder", "path": "outgoing"}


def rows(office: Office) -> int:
    with office.read() as session:
        return int(session.scalar(select(func.count()).select_from(Outbox)) or 0)


def test_targets_and_secrets_are_saved_together_and_told_without_being_shown(office: Office) -> None:
    gate = {"name": "tinh", "kind": "https", "url": "https://nhan.example"}
    cards = keep_targets(office, [USB, gate], {("tinh", "token"): "bi-mat-1"})
    assert [one.as_json() for one in cards] == [USB, gate]
    assert cards[1].secrets == {"token": "file", "key_password": None, "proxy": None}
    assert vault(office).get("tinh", "token") == "bi-mat-1"
    assert "bi-mat-1" not in repr(cards)
    with office.read() as session:
        told = " ".join(session.scalars(select(Event.details)))
    assert "bi-mat-1" not in told
    assert "sync.targets" in told


def test_an_empty_secret_is_forgotten_and_so_are_those_of_a_target_that_goes(office: Office) -> None:
    gate = {"name": "tinh", "kind": "https", "url": "https://nhan.example"}
    keep_targets(office, [gate], {("tinh", "token"): "a", ("tinh", "proxy"): "b:c"})
    keep_targets(office, [gate], {("tinh", "token"): ""})
    assert target_cards(office)[0].secrets == {"token": None, "key_password": None, "proxy": "file"}
    keep_targets(office, [USB])
    assert vault(office).get("tinh", "proxy") == ""


def test_a_target_saved_gets_the_days_closed_before(office: Office) -> None:
    close_day(office, DAYS[0])
    keep_targets(office, [USB, {"name": "hai", "kind": "folder", "path": "outgoing"}])
    sync(office)
    with office.read() as session:
        assert {key.rpartition("/")[2] for key in session.scalars(select(Outbox.key))} >= {"usb", "hai"}


def test_where_the_keyring_refuses_nothing_is_changed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise SurroundingsError("secret.keyring", reason="KeyringLocked")

    monkeypatch.setattr("desk.sending.secrets.Vault.put", refuse)
    before = target_cards(office)
    with pytest.raises(SurroundingsError, match=r"secret\.keyring"):
        keep_targets(office, [{"name": "kho", "kind": "postgres"}], {("kho", "address"): "postgresql://x"})
    assert target_cards(office) == before


def test_a_clerk_of_a_real_office_neither_saves_nor_tries(office: Office) -> None:
    real = as_clerk_of_a_real_office(office)
    for act in (lambda: keep_targets(real, [USB]), lambda: try_target(real, USB)):
        with pytest.raises(InputError, match=r"auth\.role"):
            act()


def test_a_folder_is_tried_as_it_is_typed_and_nothing_is_laid_down(office: Office, tmp_path: Path) -> None:
    close_day(office, DAYS[0])
    stick = tmp_path / "usb"
    typed = {"name": "usb", "kind": "folder", "path": str(stick)}
    assert try_target(office, typed).error == "sync.no_folder"
    stick.mkdir()
    before = rows(office)
    assert try_target(office, typed).error == ""
    assert list(stick.iterdir()) == []
    assert rows(office) == before
    assert [one.name for one in target_cards(office)] == ["collector"]
    with pytest.raises(InputError, match=r"setting\.bad_value"):
        try_target(office, {"name": "usb", "kind": "folder"})


def test_a_gateway_is_tried_with_the_token_that_is_typed_before_the_one_kept(office: Office) -> None:
    with collector() as there:
        gate = {"name": "tinh", "kind": "https", "url": there.url}
        assert try_target(office, gate, {"token": "x"}).error == ""
        assert there.stored == {}
    assert try_target(office, gate).error == "sync.nobody_there"


def test_dhis2_is_shown_the_last_closed_day_and_keeps_nothing_of_it(
    office: Office, server: Dhis2, target: dict[str, str]
) -> None:
    close_day(office, DAYS[3])
    typed = {key: text for key, text in target.items() if key != "token_file"}
    assert try_target(office, typed, {"token": "sai"}).error == ""
    assert server.tokens == {"ApiToken sai"}
    assert (server.dry, server.values, server.completed) == (1, {}, [])
    assert try_target(office, typed, {"token": ""}).error == "sync.no_token"
    mapping = Path(target["mapping_file"])
    mapping.write_text(mapping.read_text("utf-8").replace('"Hộ tịch" = "C0"\n', ""), encoding="utf-8")
    found = try_target(office, target)
    assert (found.error, found.day) == ("sync.not_mapped", DAYS[3])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(
    st.dictionaries(
        st.sampled_from(["name", "kind", "path", "url", "proxy", "marker", "mapping_file", "odd"]),
        st.one_of(
            st.sampled_from(["folder", "https", "dhis2", "postgres", "usb", "a b", "", "https://x.vn",
                             "http://x.vn", "http://p:1", "system", "a/b", "x" * 501]),
            st.integers(), st.none(), st.text(max_size=4),
        ),
    )
)  # fmt: skip
def test_a_target_without_a_fault_is_accepted_and_with_one_it_is_not(one: dict[str, Any]) -> None:
    assert accepted([one]) == (not faults(one))


def test_a_dry_run_by_command_line_says_what_the_window_says(office: Office, tmp_path: Path) -> None:
    aim(office, {"name": "usb", "kind": "folder", "path": str(tmp_path / "fort")})
    told = sync(office, dry_run=True).failed
    typed = target_cards(office)[0].as_json()
    assert [one.code for one in told] == [try_target(office, typed).error] == ["sync.no_folder"]


def test_a_dry_run_says_what_was_never_tried_against_a_live_server(
    office: Office, target: dict[str, Any]
) -> None:
    at: dict[str, Any] = {"data": office.data, "now": "2027-01-04T17:00"}
    aim(office, USB)
    assert "warnings" not in call_desk("sync", "--dry-run", **at).answer
    aim(office, USB, target)
    warned = call_desk("sync", "--dry-run", **at).answer["warnings"]
    assert "sync.unproven_dhis2" in [one["code"] for one in warned]


def test_a_dry_run_counts_what_a_new_target_would_get_and_queues_nothing(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "thẻ nhớ").mkdir()
    for day in DAYS[:2]:
        close_day(office, day)
    aim(office, {"name": "usb", "kind": "folder", "path": str(tmp_path / "thẻ nhớ")})
    before = rows(office)
    assert sync(office, dry_run=True).waiting == 2
    assert rows(office) == before
    assert sync(office).waiting == sync(office, dry_run=True).waiting == 2  # delivered, not acknowledged
