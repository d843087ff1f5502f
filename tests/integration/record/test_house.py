"""The office's own affairs: its name and code by date, its reception points, who may change them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from desk.errors import InputError
from desk.finding.codes import payload, recognise
from desk.finding.find import find
from desk.office.bootstrap import open_office
from desk.office.opened import Office
from desk.record.checking import check
from desk.record.dossiers import by_code
from desk.services import DeskServices
from models.event import Event
from models.tables import Dossier
from tests.integration.record.making import NOW, received

TODAY = NOW.date()
SOON = TODAY + timedelta(days=8)  # 01/12/2026
OLD, NEW = "VN-MAU-01", "H19.34"


def _house(office: Office) -> Any:
    return DeskServices(office).house


def _renamed(office: Office, day: date = SOON) -> None:
    _house(office).set_profile({"code": NEW, "name": "Trung tâm phường Mẫu mới"}, valid_from=day)


def test_a_new_name_and_code_hold_from_their_day_on_only(either_office: Office) -> None:
    _renamed(either_office)
    assert (either_office.card.code, either_office.card.name.endswith("phường Mẫu")) == (OLD, True)
    later = either_office.identity.card_on(SOON)
    assert (later.code, later.name, later.parent) == (NEW, "Trung tâm phường Mẫu mới", "UBND phường Mẫu")
    assert either_office.identity.card_on(SOON - timedelta(days=1)).code == OLD
    assert [(one.valid_from, one.code) for one in _house(either_office).profiles()] == [
        (TODAY, OLD),
        (SOON, NEW),
    ]
    assert check(either_office).ok


def test_a_window_open_past_midnight_follows_the_profile_of_the_day(office: Office) -> None:
    _renamed(office)

    class Ticking:
        """A clock that a test sets forward."""

        moment = NOW

        def now(self) -> Any:
            return self.moment

    clock = Ticking()
    with open_office(office.data, now=NOW) as opened:
        window = Office(
            data=opened.data, identity=opened.identity, actor=opened.actor, clock=clock, lang="vi",
            engine=opened.engine, keys=opened.keys,
        )  # fmt: skip
        assert window.card.code == OLD
        clock.moment = NOW.replace(month=12, day=1, hour=0, minute=0)
        assert window.card.code == NEW


def test_a_change_made_at_another_desk_is_known_with_the_next_number(either_office: Office) -> None:
    """The other desk is another open office on the same record; this one learns before it writes."""
    first, second = either_office, _same_office(either_office)
    _renamed(second, TODAY + timedelta(days=1))
    with first.write("test.look") as uow:
        assert uow.office.codes == (NEW, OLD)
    second.engine.dispose()


def _same_office(office: Office) -> Office:
    return open_office(office.data, now=NOW)


def test_receipts_of_every_former_code_are_still_this_offices_own(office: Office) -> None:
    code = received(office)
    receipt = payload(OLD, office.keys.receipt, code)
    _renamed(office)
    _house(office).set_profile({"code": "H19.35"}, valid_from=SOON + timedelta(days=30))
    with open_office(office.data, now=NOW + timedelta(days=60)) as later, later.read() as session:
        assert later.card.code == "H19.35"
        for unit in (OLD, NEW, "H19.35"):
            text = payload(unit, later.keys.receipt, code)
            assert by_code(session, later, text.lower()).code == code
            assert [one.code for one in find(later, text).matches] == [code]
            assert recognise(text, office_code=later.codes, key=later.keys.receipt).tag_ok
        with pytest.raises(InputError) as caught:
            by_code(session, later, payload("VN-ELSE", later.keys.receipt, code))
        assert caught.value.code == "code.other_office"
        wrong = receipt[:-1] + ("0" if receipt[-1] != "0" else "1")
        with pytest.raises(InputError) as caught:
            by_code(session, later, wrong)
        assert caught.value.code == "code.tag_mismatch"
    assert DeskServices(office).recognise(receipt).tag_ok


def test_old_codes_are_found_after_the_office_has_a_new_one(office: Office) -> None:
    code = received(office)
    _renamed(office)
    with open_office(office.data, now=NOW + timedelta(days=30)) as later:
        for text in (code, code.lower(), "0001", "MAU-01-2611"):
            assert [one.code for one in find(later, text).matches] == [code], text


def test_the_same_profile_again_changes_nothing_and_leaves_no_event(office: Office) -> None:
    _renamed(office)
    before = _events(office)
    _renamed(office)
    _house(office).set_profile({"name": "Trung tâm phường Mẫu mới"}, valid_from=SOON + timedelta(days=5))
    assert _events(office) == before
    assert before[-1][0] == "office.profile_changed"
    assert before[-1][1] == (
        '{"from":{"code":"VN-MAU-01","name":"Trung tâm Phục vụ hành chính công phường Mẫu"},'
        '"to":{"code":"H19.34","name":"Trung tâm phường Mẫu mới"},"valid_from":"2026-12-01"}'
    )


def _events(office: Office) -> list[tuple[str, str]]:
    with office.read() as session:
        return [(one.verb, one.details) for one in session.scalars(select(Event).order_by(Event.seq))]


def test_a_profile_heard_of_late_may_begin_in_the_past_but_never_replaces_one(office: Office) -> None:
    house = _house(office)
    house.set_profile({"code": "G09.20", "name": "Tên cũ"}, valid_from=date(2024, 1, 1))
    assert office.card.code == OLD
    assert "G09.20" in office.codes
    with open_office(office.data, now=NOW + timedelta(days=3)) as later:
        with pytest.raises(InputError) as caught:
            _house(later).set_profile({"name": "Khác"}, valid_from=TODAY)
        assert caught.value.code == "office.has_held"
        _house(later).set_profile({"name": "Khác"}, valid_from=TODAY + timedelta(days=1))
        assert later.card.name == "Khác"


def test_todays_code_is_kept_once_a_dossier_carries_it(office: Office) -> None:
    house = _house(office)
    house.set_profile({"code": "H19.33"}, valid_from=TODAY)  # a slip of the hand, put right at once
    assert office.codes == ("H19.33",)
    code = received(office)
    with office.write("test.code") as uow:
        uow.session.scalars(select(Dossier).where(Dossier.code == code)).one().office_code = "H19.33"
        uow.commit()
    with pytest.raises(InputError) as caught:
        house.set_profile({"code": "H19.34"}, valid_from=TODAY)
    assert caught.value.code == "office.code_used"
    house.set_profile({"name": "Tên khác"}, valid_from=TODAY)
    assert (office.codes, office.card.name) == (("H19.33",), "Tên khác")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"code": ""}, "office.bad_value"),
        ({"code": "mã mới"}, "office.bad_value"),
        ({"code": "A" * 31}, "office.bad_value"),
        ({"code": "A--B"}, "office.bad_value"),
        ({"name": "  "}, "office.bad_value"),
        ({"name": "x" * 201}, "office.bad_value"),
        ({"hotline": "1\x1b[2J"}, "office.bad_value"),
        ({"parent": 5}, "office.bad_value"),
        ({"lookup_url": "javascript:alert(1)"}, "office.bad_value"),
        ({"lookup_url": "https://tra cuu.vn"}, "office.bad_value"),
        ({"training": "no"}, "office.unknown_key"),
    ],
)
def test_a_wrong_profile_is_refused_whole(office: Office, fields: dict[str, Any], code: str) -> None:
    before = _events(office)
    with pytest.raises(InputError) as caught:
        _house(office).set_profile({"address": "Số 2", **fields}, valid_from=TODAY)
    assert caught.value.code == code
    assert (_events(office), office.card.address) == (before, "Số 1 đường Mẫu, phường Mẫu, tỉnh Mẫu")


def test_a_profile_given_up_is_forgotten(office: Office) -> None:
    from desk.office.profiles import set_profile

    with office.write("test.profile") as uow:
        set_profile(uow, valid_from=TODAY, name="Không giữ")
    with office.write("test.next"):
        assert office.card.name != "Không giữ"


def test_a_day_is_closed_under_the_unit_code_it_was_worked_under(office: Office) -> None:
    from desk.numbers.closing import close_day

    _renamed(office)
    with open_office(office.data, now=NOW.replace(month=12, day=2)) as later:
        old, new = close_day(later, TODAY), close_day(later, SOON)
    assert old.file.name == "tally-VN-MAU-01-2026-11-23-r1.json"
    assert new.file.name == "tally-H19.34-2026-12-01-r1.json"
    assert b'"office":"VN-MAU-01"' in old.file.read_bytes()
    assert b'"office":"H19.34"' in new.file.read_bytes()


def test_every_number_a_dossier_ever_had_finds_it(office: Office) -> None:
    """Its own, the official one learned later, and the wrong official one that was replaced."""
    from desk.life.act import commit_act

    code = received(office)
    numbers = ("H19.34-261123-0007", "H19.34-261123-0008")
    for number in numbers:
        commit_act(office, code, "reconcile", {"official_code": number})
    with office.read() as session:
        for text in (code, *numbers, numbers[0].lower()):
            assert by_code(session, office, text).code == code
            assert [one.code for one in find(office, text).matches] == [code]
