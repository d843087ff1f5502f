"""Two entries become one and two again, exactly, whatever came in meanwhile."""

from __future__ import annotations

from typing import Any

import pytest

from desk.errors import InputError
from desk.office.opened import Office
from desk.people.duplicates import duplicates
from desk.people.known import known, search
from desk.people.merging import merge, merges, undo_merge
from tests.integration.people.conftest import COMPANY, DAO, MAU, entries, entry_of, snapshots, take_in

OLD = {"full_name": "NGUYỄN VĂN MẪU", "id_number": "999123456"}  # the nine digits of an old card


def state(office: Office) -> dict[str, Any]:
    """Everything the register says, and whom each snapshot points to."""
    columns = (
        "id", "kind", "id_number", "tax_code", "full_name", "birth_date", "sex", "address", "phone", "email",
        "answers", "merged_into", "first_seen_at", "last_seen_at",
    )  # fmt: skip
    return {
        "entries": [{name: getattr(one, name) for name in columns} for one in entries(office)],
        "links": [one.citizen_id for one in snapshots(office)],
    }


def refused(work: Any, *given: Any) -> str:
    with pytest.raises(InputError) as caught:
        work(*given)
    return caught.value.code


@pytest.fixture
def pair(office: Office) -> tuple[int, int]:
    """One person under two numbers: the kept entry has an email, the other a phone and an answer."""
    take_in(office, MAU, email="mau@example.vn", answers={"purpose": "kết hôn"})
    take_in(office, {**OLD, "birth_date": "1990-03-05"}, phone="0999000001", answers={"dan_toc": "Kinh"})
    return entry_of(office, MAU["id_number"]).id, entry_of(office, OLD["id_number"]).id


class TestMerging:
    def test_unites_dossiers_and_fills_what_is_empty(self, office: Office, pair: tuple[int, int]) -> None:
        merge(office, *pair)

        kept = entry_of(office, MAU["id_number"])
        assert (kept.phone, kept.email, str(kept.birth_date)) == (
            "0999000001",
            "mau@example.vn",
            "1990-03-05",
        )
        assert kept.answers == {"purpose": "kết hôn", "dan_toc": "Kinh"}
        assert [one.citizen_id for one in snapshots(office)] == [pair[0], pair[0]]

    def test_either_number_then_knows_the_same_person(self, office: Office, pair: tuple[int, int]) -> None:
        merge(office, *pair)

        one, other = known(office, MAU["id_number"]), known(office, OLD["id_number"])
        assert one == other
        assert len(one.recent) == 2
        assert [card.id for card in search(office, "mau")] == [pair[0]]

    def test_changes_no_snapshot(self, office: Office, pair: tuple[int, int]) -> None:
        def told() -> list[tuple[Any, ...]]:
            return [(one.full_name, one.id_number, one.phone, one.email) for one in snapshots(office)]

        before = told()
        merge(office, *pair)

        assert told() == before

    def test_later_receptions_under_either_number_are_the_kept_persons(
        self, office: Office, pair: tuple[int, int]
    ) -> None:
        merge(office, *pair)
        take_in(office, OLD)
        take_in(office, MAU)

        assert [one.citizen_id for one in snapshots(office)] == [pair[0]] * 4

    def test_what_cannot_be_merged_is_refused(self, office: Office, pair: tuple[int, int]) -> None:
        kept, gone = pair
        take_in(office, COMPANY)
        company = entry_of(office, "0300000000").id
        assert refused(merge, office, kept, kept) == "people.merge_self"
        assert refused(merge, office, kept, 999_999) == "people.unknown"
        assert refused(merge, office, kept, company) == "people.merge_kinds"
        merge(office, kept, gone)
        before = state(office)

        assert refused(merge, office, kept, gone) == "people.merge_gone"
        assert refused(merge, office, gone, kept) == "people.merge_gone"
        assert state(office) == before


class TestUndoing:
    def test_restores_exactly(self, office: Office, pair: tuple[int, int]) -> None:
        before = state(office)

        undo_merge(office, merge(office, *pair))

        assert state(office) == before

    def test_restores_exactly_after_later_receptions_on_both_sides(self, either_office: Office) -> None:
        """The same receptions with and without a merge in between must leave the same register."""
        office = either_office

        def first() -> None:
            take_in(office, MAU, email="mau@example.vn", received_at="2026-11-20T08:00")
            take_in(office, OLD, phone="0999000001", received_at="2026-11-20T08:01")

        def later() -> None:
            take_in(office, OLD, phone="0999000002", answers={"a": 1}, received_at="2026-11-23T08:00")
            take_in(office, MAU, phone="0999000001", answers={"b": 2}, received_at="2026-11-23T08:01")

        first()
        kept, gone = (one.id for one in entries(office))
        done = merge(office, kept, gone)
        later()
        undo_merge(office, done)

        mine, theirs = entries(office)
        assert (mine.phone, mine.email, mine.answers) == ("0999000001", "mau@example.vn", {"b": 2})
        assert (theirs.phone, theirs.email, theirs.answers) == ("0999000002", None, {"a": 1})
        assert (mine.merged_into, theirs.merged_into) == (None, None)
        assert [one.citizen_id for one in snapshots(office)] == [kept, gone, gone, kept]

    def test_two_merges_are_undone_one_by_one_in_any_lawful_order(self, office: Office) -> None:
        for person in (MAU, OLD, DAO):
            take_in(office, person)
        a, b, c = (one.id for one in entries(office))
        clean = state(office)
        first, second = merge(office, a, b), merge(office, a, c)

        undo_merge(office, first)
        assert [one.citizen_id for one in snapshots(office)] == [a, b, a]
        undo_merge(office, second)

        assert state(office) == clean

    def test_what_another_merge_can_lend_stays_filled(self, office: Office) -> None:
        take_in(office, MAU)
        take_in(office, OLD, phone="0999000001")
        take_in(office, DAO, phone="0999000002")
        a, b, c = (one.id for one in entries(office))
        first, second = merge(office, a, b), merge(office, a, c)

        undo_merge(office, first)
        assert entries(office)[0].phone == "0999000002"
        undo_merge(office, second)

        assert entries(office)[0].phone is None

    def test_a_merge_that_was_merged_on_must_wait(self, office: Office) -> None:
        for person in (MAU, OLD, DAO):
            take_in(office, person)
        a, b, c = (one.id for one in entries(office))
        clean = state(office)
        first, second = merge(office, b, a), merge(office, c, b)

        assert refused(undo_merge, office, first) == "people.merge_deeper"
        undo_merge(office, second)
        undo_merge(office, first)

        assert state(office) == clean

    @pytest.mark.parametrize("number", [0, -1, 1 << 63, 10**30])
    def test_a_number_no_row_can_have_is_refused(self, either_office: Office, number: int) -> None:
        assert refused(undo_merge, either_office, number) == "people.merge_unknown"
        assert refused(merge, either_office, number, number + 1) == "people.unknown"

    def test_it_happens_once(self, office: Office, pair: tuple[int, int]) -> None:
        done = merge(office, *pair)
        undo_merge(office, done)

        assert refused(undo_merge, office, done) == "people.merge_undone"
        assert refused(undo_merge, office, 4711) == "people.merge_unknown"
        (row,) = merges(office)
        assert (row.id, row.kept.id, row.gone.id) == (done, *pair)
        assert row.undone_at is not None

    def test_merging_again_after_an_undo_works(self, office: Office, pair: tuple[int, int]) -> None:
        undo_merge(office, merge(office, *pair))

        merge(office, *reversed(pair))

        assert [one.citizen_id for one in snapshots(office)] == [pair[1], pair[1]]


class TestSuggestions:
    def test_one_number_written_in_two_ways(self, office: Office) -> None:
        take_in(office, {**COMPANY, "tax_code": "0300000000-001"})
        take_in(office, {**COMPANY, "tax_code": "0300000000001"})

        (found,) = duplicates(office)
        assert found.reasons == ("same_number",)

    def test_one_name_with_one_birth_date_or_one_phone(self, either_office: Office) -> None:
        office = either_office
        take_in(office, {**MAU, "birth_date": "1990-03-05"}, phone="0999000001")
        take_in(office, {"full_name": "Nguyễn Văn Mẫu", "birth_date": "1990-03-05"})
        take_in(office, {**OLD, "full_name": "NGUYEN VAN MAU"}, phone="0999000001")
        ids = [one.id for one in entries(office)]

        found = {(one.kept.id, one.gone.id): one.reasons for one in duplicates(office)}

        assert found == {(ids[0], ids[1]): ("name_birth",), (ids[0], ids[2]): ("phone_name",)}

    def test_namesakes_of_another_age_are_no_pair(self, office: Office) -> None:
        take_in(office, {**MAU, "birth_date": "1990-03-05"})
        take_in(office, {**OLD, "birth_date": "1991-03-05"})

        assert duplicates(office) == ()

    def test_what_was_merged_is_suggested_no_more(self, office: Office) -> None:
        take_in(office, {**MAU, "birth_date": "1990-03-05"})
        take_in(office, {**OLD, "birth_date": "1990-03-05"})
        (found,) = duplicates(office)

        merge(office, found.kept.id, found.gone.id)

        assert duplicates(office) == ()

    def test_a_pair_that_was_parted_again_is_suggested_no_more(self, office: Office) -> None:
        """Whoever undid the merge has said that they are two people."""
        take_in(office, {**OLD, "birth_date": "1990-03-05"})
        take_in(office, {**MAU, "birth_date": "1990-03-05"})
        pair = duplicates(office)[0]
        undo_merge(office, merge(office, pair.kept.id, pair.gone.id))
        assert duplicates(office) == ()
        take_in(office, {**OLD, "id_number": "999123457", "birth_date": "1990-03-05"})
        assert {(one.kept.id, one.gone.id) for one in duplicates(office)} & {
            (pair.kept.id, pair.gone.id)
        } == set()
        assert len(duplicates(office)) == 2
