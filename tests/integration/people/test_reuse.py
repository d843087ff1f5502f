"""Declared once, used many times: only one's own papers, only while they hold, only with whole bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desk.errors import InputError
from desk.life.act import commit_act
from desk.life.show import show
from desk.numbers.tally import tally
from desk.office.opened import Office
from desk.people.reuse import reusable
from desk.record.checking import check
from models.tables import Attachment, Component, Dossier, ProcedureComponent
from tests.integration.people.conftest import DAO, MAU, MONDAY, take_in

PROCEDURE = "1.004873"


def with_paper(photo: Path, **more: Any) -> dict[str, Any]:
    return {"components": [{"no": 1, "kind": "original", "pages": [str(photo)], **more}]}


def again(reuse: Any = "auto", **more: Any) -> dict[str, Any]:
    return {"components": [{"no": 1, "reuse": reuse, **more}]}


def attachment_id(office: Office, code: str) -> int:
    with office.read() as session:
        return int(
            session.scalars(
                select(Attachment.id)
                .join(Dossier, Dossier.id == Attachment.dossier_id)
                .where(Dossier.code == code)
            ).one()
        )


def refusal(office: Office, *given: Any, **values: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        take_in(office, *given, **values)
    return caught.value


def lasts(office: Office, days: int | None) -> None:
    """Say how long a digitised copy of the procedure's first paper counts."""
    with office.write("test") as uow:
        for row in uow.session.scalars(select(ProcedureComponent).where(ProcedureComponent.no == 1)):
            row.valid_days = days
        uow.commit()


class TestOffering:
    def test_a_paper_digitised_before_is_offered_for_the_same_line(self, office: Office, photo: Path) -> None:
        first = take_in(office, **with_paper(photo))

        (paper,) = reusable(office, MAU["id_number"], PROCEDURE)

        assert (paper.component_no, paper.from_code) == (1, first.code)
        assert paper.digitised_on == date(2026, 11, 23)
        assert paper.file == first.attachments[0].file

    def test_the_same_kind_fits_whatever_its_name(self, office: Office, photo: Path) -> None:
        with office.write("test") as uow:
            for row in uow.session.scalars(select(ProcedureComponent).where(ProcedureComponent.no == 1)):
                row.doc_type = "KT01"
            uow.commit()
        take_in(
            office, components=[{"no": 9, "name": "Giấy khác", "doc_type": "KT01", "pages": [str(photo)]}]
        )

        (paper,) = reusable(office, MAU["id_number"], PROCEDURE)

        assert (paper.component_no, paper.name) == (1, "Giấy khác")

    def test_another_kind_does_not_fit_by_its_name(self, office: Office, photo: Path) -> None:
        take_in(office, **with_paper(photo, doc_type="KT02"))
        with office.write("test") as uow:
            for row in uow.session.scalars(select(ProcedureComponent).where(ProcedureComponent.no == 1)):
                row.doc_type = "KT01"
            uow.commit()

        assert reusable(office, MAU["id_number"], PROCEDURE) == ()

    @pytest.mark.parametrize("number", ["999190005678", "", "999000000000"])
    def test_nobody_elses_is_offered(self, office: Office, photo: Path, number: str) -> None:
        take_in(office, **with_paper(photo))
        take_in(office, DAO)

        assert reusable(office, number, PROCEDURE) == ()

    def test_a_paper_is_whose_dossier_it_was_not_who_brought_it(self, office: Office, photo: Path) -> None:
        take_in(office, DAO, on_behalf_of=MAU, **with_paper(photo))

        assert len(reusable(office, MAU["id_number"], PROCEDURE)) == 1
        assert reusable(office, DAO["id_number"], PROCEDURE) == ()


class TestUsingAgain:
    def test_links_the_file_without_copying_a_byte(self, office: Office, photo: Path) -> None:
        first = take_in(office, **with_paper(photo))
        files = sorted(office.paths.attachments.rglob("*.pdf"))

        second = take_in(office, **again())

        view = show(office, second.code)
        assert [one.file for one in view.attachments] == [first.attachments[0].file]
        assert (view.components[0].kind, view.components[0].reused) == ("reused", True)
        assert second.attachments[0].sha256 == first.attachments[0].sha256
        assert sorted(office.paths.attachments.rglob("*.pdf")) == files
        with office.read() as session:
            linked = session.scalars(select(Component.reused_from).where(Component.reused_from.is_not(None)))
            assert linked.all() == [attachment_id(office, first.code)]
        assert check(office).ok

    def test_counts_in_the_indicator_of_reused_data(self, office: Office, photo: Path) -> None:
        take_in(office, **with_paper(photo))
        take_in(office, **again())

        today = date(2026, 11, 23)
        reused = next(one for one in tally(office, today, today).indicators if one.key == "reused")

        assert (reused.numerator, reused.denominator) == (1, 2)

    def test_by_the_number_of_the_paper(self, either_office: Office, photo: Path) -> None:
        first = take_in(either_office, **with_paper(photo))

        second = take_in(either_office, **again(attachment_id(either_office, first.code)))

        assert second.attachments[0].file == first.attachments[0].file

    def test_what_is_used_again_is_offered_from_where_it_lies(self, office: Office, photo: Path) -> None:
        first = take_in(office, **with_paper(photo))
        take_in(office, **again())

        (paper,) = reusable(office, MAU["id_number"], PROCEDURE)
        assert paper.from_code == first.code

    def test_after_a_merge_both_numbers_have_both_papers(self, office: Office, photo: Path) -> None:
        from desk.people.merging import merge
        from tests.integration.people.conftest import entry_of

        old = {**MAU, "id_number": "999123456"}
        take_in(office, old, **with_paper(photo))
        take_in(office)
        merge(office, entry_of(office, MAU["id_number"]).id, entry_of(office, "999123456").id)

        assert take_in(office, **again()).attachments != ()

    def test_a_supplement_may_use_a_paper_again(self, office: Office, photo: Path) -> None:
        first = take_in(office, **with_paper(photo))
        wanted = {"components": [{"no": 1}], "reason": "thiếu tờ khai"}
        second = take_in(office, components=[], supplement=wanted)

        commit_act(office, second.code, "supplement", {"components": [{"no": 1, "reuse": "auto"}]})

        assert [one.file for one in show(office, second.code).attachments] == [first.attachments[0].file]

    def test_data_from_a_national_database_stays_what_it_was(self, office: Office) -> None:
        code = take_in(office, components=[{"no": 1, "kind": "reused", "copies": 0}]).code

        view = show(office, code)
        assert (view.components[0].kind, view.attachments) == ("reused", ())


class TestWhatIsRefused:
    def test_another_citizens_paper(self, office: Office, photo: Path) -> None:
        theirs = attachment_id(office, take_in(office, DAO, **with_paper(photo)).code)
        take_in(office)

        failure = refusal(office, **again(theirs))

        assert (failure.code, failure.details["attachment"]) == ("reuse.other_person", theirs)

    def test_another_citizens_paper_also_for_a_stranger(self, office: Office, photo: Path) -> None:
        theirs = attachment_id(office, take_in(office, DAO, **with_paper(photo)).code)

        assert (
            refusal(office, {**MAU, "id_number": "999000000001"}, **again(theirs)).code
            == "reuse.other_person"
        )

    def test_what_one_brought_for_another(self, office: Office, photo: Path) -> None:
        theirs = attachment_id(office, take_in(office, DAO, on_behalf_of=MAU, **with_paper(photo)).code)

        assert refusal(office, DAO, **again(theirs)).code == "reuse.other_person"

    def test_the_guard_inside_the_transaction_holds_by_itself(self, office: Office, photo: Path) -> None:
        from desk.people.reuse import guard_owner
        from tests.integration.people.conftest import entry_of

        theirs = attachment_id(office, take_in(office, DAO, **with_paper(photo)).code)
        take_in(office)
        mine = entry_of(office, MAU["id_number"]).id

        with pytest.raises(InputError) as caught, office.write("test") as uow:
            guard_owner(uow.session, theirs, citizen_id=mine)
        assert caught.value.code == "reuse.other_person"

    def test_a_wrong_number_corrected_takes_the_papers_along(self, office: Office, photo: Path) -> None:
        wrong = take_in(office, {**DAO, "id_number": MAU["id_number"]}, **with_paper(photo)).code
        commit_act(office, wrong, "correct", {"set": {"id_number": DAO["id_number"]}, "reason": "gõ nhầm"})

        assert refusal(office, **again(attachment_id(office, wrong))).code in {"reuse.other_person"}
        assert len(reusable(office, DAO["id_number"], PROCEDURE)) == 1

    def test_a_result_or_a_signature(self, office: Office, photo: Path) -> None:
        code = take_in(office).code
        commit_act(office, code, "result-ready", {"result": {"pages": [str(photo)]}})

        assert refusal(office, **again(attachment_id(office, code))).code == "reuse.unknown"

    def test_a_paper_that_does_not_exist(self, office: Office) -> None:
        take_in(office)

        assert refusal(office, **again(4711)).code == "reuse.unknown"
        assert refusal(office, **again()).code == "reuse.none_fits"

    def test_somebody_without_a_number(self, office: Office) -> None:
        assert refusal(office, {"full_name": "LÊ THỬ"}, **again()).code == "reuse.no_number"

    @pytest.mark.parametrize(
        ("component", "key"),
        [
            ({"no": 1, "reuse": "mới nhất"}, "components[0].reuse"),
            ({"no": 1, "reuse": 0}, "components[0].reuse"),
            ({"no": 1, "reuse": True}, "components[0].reuse"),
            ({"no": 1, "reuse": "auto", "pages": ["a.jpg"]}, "components[0].reuse"),
            ({"no": 1, "reuse": "auto", "keep_original": True}, "components[0].keep_original"),
            ({"no": 1, "kind": "copy", "keep_original": True}, "components[0].keep_original"),
            ({"no": 1, "doc_type": "giấy"}, "components[0].doc_type"),
            ({"no": 1, "valid_until": "31/12/2026"}, "components[0].valid_until"),
        ],
    )
    def test_a_key_of_the_wrong_form(self, office: Office, component: dict[str, Any], key: str) -> None:
        failure = refusal(office, components=[component])

        assert (failure.code, failure.details["key"]) == ("receive.bad_value", key)

    @pytest.mark.parametrize("harm", ["gone", "changed"])
    def test_a_file_that_is_not_whole(self, office: Office, photo: Path, harm: str) -> None:
        file = take_in(office, **with_paper(photo)).attachments[0].file
        if harm == "gone":
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[:-1] + b"x")

        failure = refusal(office, **again())

        assert failure.code == "reuse.file_fault"
        with office.read() as session:
            assert len(session.scalars(select(Dossier.id)).all()) == 1


class TestHowLongAPaperHolds:
    """Its own last day, else the line's days, else the office's rule."""

    @pytest.mark.parametrize(
        ("valid_until", "day", "good"),
        [
            ("2026-11-23", "2026-11-23", True),
            ("2026-11-23", "2026-11-25", False),
            ("2030-01-01", "2026-12-23", True),
        ],
    )
    def test_its_own_last_day_is_counted(
        self, open_at: Callable[[str], Office], photo: Path, valid_until: str, day: str, good: bool
    ) -> None:
        first = open_at(MONDAY)
        lasts(first, 1)  # its own last day wins over the line's days
        take_in(first, **with_paper(photo, valid_until=valid_until))

        later = open_at(f"{day}T09:00")

        assert bool(reusable(later, MAU["id_number"], PROCEDURE)) is good

    @pytest.mark.parametrize(("day", "good"), [("2026-12-23", True), ("2026-12-24", False)])
    def test_the_days_of_the_line_count_from_digitising(
        self, open_at: Callable[[str], Office], photo: Path, day: str, good: bool
    ) -> None:
        first = open_at(MONDAY)
        lasts(first, 30)  # 23/11 + 30 days = 23/12
        take_in(first, **with_paper(photo))

        assert bool(reusable(open_at(f"{day}T09:00"), MAU["id_number"], PROCEDURE)) is good

    @pytest.mark.parametrize(("day", "good"), [("2026-11-30", True), ("2026-12-01", False)])
    def test_the_offices_rule_counts_where_nothing_else_does(
        self, open_at: Callable[[str], Office], photo: Path, day: str, good: bool
    ) -> None:
        from desk.office import settings

        first = open_at(MONDAY)
        with first.write("test") as uow:
            settings.change(uow, "people.reuse_days", 7)
            uow.commit()
        take_in(first, **with_paper(photo))

        assert bool(reusable(open_at(f"{day}T09:00"), MAU["id_number"], PROCEDURE)) is good

    @pytest.mark.parametrize("how", ["auto", "by number"])
    def test_an_expired_one_is_refused_by_name(
        self, open_at: Callable[[str], Office], photo: Path, how: str
    ) -> None:
        first = open_at(MONDAY)
        code = take_in(first, **with_paper(photo, valid_until="2026-11-23", name="Giấy xác nhận")).code
        with first.write("test") as uow:
            for row in uow.session.scalars(select(ProcedureComponent).where(ProcedureComponent.no == 1)):
                row.name = "Giấy xác nhận"
            uow.commit()
        key = attachment_id(first, code)

        failure = refusal(open_at("2026-11-25T09:00"), **again("auto" if how == "auto" else key))

        assert failure.code == "reuse.expired"
        assert (failure.details["name"], failure.details["until"]) == ("Giấy xác nhận", "23/11/2026")

    def test_a_paper_handed_in_after_its_last_day_is_told(self, office: Office, photo: Path) -> None:
        row = take_in(office, **with_paper(photo, valid_until="2026-11-22"))

        assert "component.expired" in {one.code for one in row.warnings}
