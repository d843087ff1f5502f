"""Who came is remembered once, by number; every dossier keeps its own snapshot."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import select

from desk.life.act import commit_act
from desk.life.show import show
from desk.office.opened import Office
from desk.people.known import known, search
from models.tables import Applicant, Dossier
from tests.integration.people.conftest import COMPANY, DAO, MAU, entries, entry_of, snapshots, take_in

CARD = "999090001234|025123456|NGUYỄN VĂN MẪU|05031990|Nam|12 đường Mẫu, phường Mẫu|01052021"


class TestMatching:
    def test_the_same_number_twice_is_one_entry(self, either_office: Office) -> None:
        take_in(either_office)
        take_in(either_office)

        (entry,) = entries(either_office)
        assert [one.citizen_id for one in snapshots(either_office)] == [entry.id, entry.id]

    def test_an_organisation_is_known_by_its_tax_code_not_by_who_came(self, office: Office) -> None:
        who = {**COMPANY, "representative": {**MAU, "title": "Giám đốc"}}
        take_in(office, who)
        take_in(office)

        assert [(one.kind, one.tax_code or one.id_number) for one in entries(office)] == [
            ("organisation", "0300000000"),
            ("citizen", "999090001234"),
        ]
        assert known(office, "0300000000").representative == {
            "full_name": "NGUYỄN VĂN MẪU", "id_number": "999090001234", "title": "Giám đốc",
        }  # fmt: skip

    def test_a_name_and_a_birth_date_alone_join_nobody(self, office: Office) -> None:
        nameless = {"full_name": "NGUYỄN VĂN MẪU", "birth_date": "1990-03-05"}
        take_in(office, {**MAU, "birth_date": "1990-03-05"})
        take_in(office, nameless)
        take_in(office, nameless)

        assert len(entries(office)) == 3

    def test_whose_dossier_it_is_is_remembered_beside_who_brought_it(self, office: Office) -> None:
        code = take_in(office, DAO, on_behalf_of=MAU, answers={"purpose": "kết hôn"}).code

        assert {one.id_number for one in entries(office)} == {MAU["id_number"], DAO["id_number"]}
        assert entry_of(office, MAU["id_number"]).answers == {"purpose": "kết hôn"}
        assert entry_of(office, DAO["id_number"]).answers == {}
        assert show(office, code).applicant_name == DAO["full_name"]

    def test_a_number_known_under_another_name_is_told(self, office: Office) -> None:
        take_in(office)

        other = take_in(office, {**MAU, "full_name": "LÊ THỊ THỬ"})

        assert "applicant.other_name" in {one.code for one in other.warnings}

    def test_four_counters_at_once_make_one_entry(self, either_office: Office) -> None:
        gate = threading.Barrier(4)

        def run() -> None:
            gate.wait()
            take_in(either_office, group=True)

        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        (entry,) = entries(either_office)
        assert [one.citizen_id for one in snapshots(either_office)] == [entry.id] * 4
        with either_office.read() as session:
            groups = sorted(one or "" for one in session.scalars(select(Dossier.group_no)))
        assert groups == [f"NH-261123-00{number}" for number in range(1, 5)]


class TestWhatIsNewest:
    def test_a_card_wins_over_what_was_typed_before(self, office: Office) -> None:
        take_in(office, {**MAU, "full_name": "NGUYEN VAN MAU", "birth_date": "1991-01-01"})
        take_in(office, {"id_card": CARD})

        entry = entry_of(office, MAU["id_number"])
        assert (entry.full_name, str(entry.birth_date), entry.sex) == ("NGUYỄN VĂN MẪU", "1990-03-05", "male")

    def test_typing_after_a_card_changes_the_contact_but_not_the_identity(self, office: Office) -> None:
        take_in(office, {"id_card": CARD}, phone="0999000001")
        take_in(office, {**MAU, "full_name": "NGUYEN MAU", "address": "9 đường Mới"}, phone="0999000002")

        entry = entry_of(office, MAU["id_number"])
        assert (entry.full_name, entry.address, entry.phone) == (
            "NGUYỄN VĂN MẪU",
            "9 đường Mới",
            "0999000002",
        )

    def test_a_card_read_by_the_window_counts_as_a_card(self, office: Office) -> None:
        take_in(office, {**MAU, "by_card": True})
        take_in(office, {**MAU, "full_name": "NGUYEN MAU"})

        assert entry_of(office, MAU["id_number"]).full_name == MAU["full_name"]

    def test_an_earlier_reception_entered_later_fills_gaps_only(self, office: Office) -> None:
        take_in(office, phone="0999000002", received_at="2026-11-23T09:00")
        take_in(office, {**MAU, "address": "1 đường Cũ"}, phone="0999000001", received_at="2026-11-20T09:00")

        entry = entry_of(office, MAU["id_number"])
        assert (entry.phone, entry.address) == ("0999000002", "1 đường Cũ")
        assert (entry.first_seen_at.day, entry.last_seen_at.day) == (20, 23)

    def test_no_later_card_changes_an_old_dossier(self, office: Office) -> None:
        first = take_in(office, {**MAU, "full_name": "NGUYEN VAN MAU"}).code
        take_in(office, {"id_card": CARD})

        assert show(office, first).applicant_name == "NGUYEN VAN MAU"


class TestCorrecting:
    def test_a_corrected_number_moves_the_dossier_to_whose_it_is(self, office: Office) -> None:
        take_in(office, DAO)
        wrong = take_in(office, {**DAO, "id_number": "999190009999"}).code

        commit_act(office, wrong, "correct", {"set": {"id_number": DAO["id_number"]}, "reason": "gõ nhầm số"})

        (entry,) = entries(office)
        assert [one.citizen_id for one in snapshots(office)] == [entry.id, entry.id]

    def test_a_correction_of_an_old_dossier_takes_nothing_back_that_was_told_since(
        self, office: Office
    ) -> None:
        old = take_in(office, MAU, phone="0999000001", received_at="2026-11-20T09:00").code
        take_in(office, MAU, phone="0999000002")

        commit_act(office, old, "correct", {"set": {"address": "1 đường Cũ"}, "reason": "thiếu địa chỉ"})

        entry = entry_of(office, MAU["id_number"])
        assert (entry.phone, entry.address) == ("0999000002", "1 đường Cũ")

    def test_a_corrected_name_is_the_name_from_then_on(self, office: Office) -> None:
        code = take_in(office, {"id_card": CARD}).code

        commit_act(office, code, "correct", {"set": {"full_name": "NGUYỄN VĂN MẪN"}, "reason": "thẻ in sai"})

        assert known(office, MAU["id_number"]).name == "NGUYỄN VĂN MẪN"

    def test_correcting_somebody_without_a_number_makes_no_second_entry(self, office: Office) -> None:
        code = take_in(office, {"full_name": "LÊ THỬ"}).code

        commit_act(office, code, "correct", {"set": {"full_name": "LÊ THỊ THỬ"}, "reason": "thiếu chữ"})

        assert [one.full_name for one in entries(office)] == ["LÊ THỊ THỬ"]


class TestKnown:
    def test_prefills_answers_and_the_usual_procedure(self, either_office: Office) -> None:
        office = either_office
        take_in(office, phone="0999000001", answers={"purpose": "vay vốn", "dan_toc": "Kinh"})
        take_in(office, email="mau@example.vn", answers={"purpose": "kết hôn"})
        take_in(office, procedure="1.001193")

        row = known(office, MAU["id_number"])

        assert (row.name, row.phone, row.email) == ("NGUYỄN VĂN MẪU", "0999000001", "mau@example.vn")
        assert row.answers == {"purpose": "kết hôn", "dan_toc": "Kinh"}
        assert (row.usual_procedure, len(row.recent)) == ("1.004873", 3)

    def test_tells_results_that_wait_also_of_dossiers_somebody_else_brought(self, office: Office) -> None:
        code = take_in(office, DAO, on_behalf_of=MAU).code
        commit_act(office, code, "result-ready")

        assert known(office, MAU["id_number"]).waiting_results == (code,)
        assert known(office, DAO["id_number"]).waiting_results == (code,)

    def test_knows_also_what_came_in_by_another_door(self, office: Office) -> None:
        take_in(office, phone="0999000001")
        with office.write("test") as uow:
            for row in uow.session.query(Applicant):
                row.citizen_id = None
            for entry in entries(office):
                uow.session.delete(uow.session.merge(entry))
            uow.commit()

        assert known(office, MAU["id_number"]).phone == "0999000001"
        take_in(office)
        (entry,) = entries(office)
        assert {one.citizen_id for one in snapshots(office)} == {entry.id}

    @pytest.mark.parametrize("number", ["", "  ", "999000000000", "%", "'"])
    def test_of_a_stranger_is_empty(self, office: Office, number: str) -> None:
        take_in(office)

        assert known(office, number).name is None


class TestSearching:
    @pytest.mark.parametrize("text", ["mau", "Nguyễn", "van m", "1234", "999090001234", "0001"])
    def test_finds_by_name_and_by_the_end_of_a_number(self, office: Office, text: str) -> None:
        take_in(office, phone="0999000001")
        take_in(office, DAO)

        (card,) = search(office, text)

        assert (card.name, card.number_masked, card.dossiers) == ("NGUYỄN VĂN MẪU", "999*******34", 1)
        assert card.phone_masked == "*******001"

    @pytest.mark.parametrize("text", ["", "%", "_", "zzz", "12"])
    def test_finds_nobody_by_nothing(self, office: Office, text: str) -> None:
        take_in(office)

        assert search(office, text) == ()


def test_no_event_names_a_person(office: Office, open_at: Callable[[str], Office]) -> None:
    from desk.people.merging import merge, undo_merge
    from models.tables import Event

    take_in(office, {"id_card": CARD}, phone="0999118264", on_behalf_of=DAO, email="mau@example.vn")
    take_in(office, {**COMPANY, "representative": {**DAO, "title": "Giám đốc"}})
    first, second = (one.id for one in entries(office)[:2])
    undo_merge(office, merge(office, first, second))

    with office.read() as session:
        told = json.dumps(
            [[e.subject, e.details] for e in session.scalars(select(Event))], ensure_ascii=False
        )
    for secret in ('MẪU"', "NGUYỄN", "ĐÀO", "CÔNG TY", "999090001234", "999190005678", "0999118264", "mau@"):
        assert secret not in told
