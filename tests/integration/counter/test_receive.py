"""Receiving on a real record: the number, the promise, once only, nothing half done."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from desk.clock import parse_moment
from desk.errors import InputError, SurroundingsError
from desk.intake.receive import commit_reception, receive
from desk.intake.receive_file import command_from
from desk.life.show import show
from desk.office.bootstrap import open_office
from desk.office.opened import Office
from desk.record.checking import check
from desk.rows import Received, State
from models.tables import Applicant, Counter, Dossier, Event
from tests.integration.counter.conftest import a_command


def take_in(office: Office, **values: Any) -> Received:
    return commit_reception(office, command_from(a_command(**values), base=office.data))


def refused(office: Office, **values: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        take_in(office, **values)
    return caught.value


def rows_in(office: Office) -> dict[str, int]:
    with office.read() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Applicant, Dossier, Event, Counter)
        }


class TestTheAnswer:
    def test_holds_code_state_and_promise(self, office: Office) -> None:
        row = take_in(office)

        assert row.code == "VN-MAU-01-261123-0001"
        assert (row.provisional, row.state) == (False, State.RECEIVED)
        assert row.due_at == parse_moment("2026-11-27T17:00")  # three working days, 24/11 is a holiday
        assert any("24/11/2026" in sentence for sentence in row.due_reason)
        assert row.warnings == ()

    def test_numbers_run_per_day_and_without_gaps(self, office: Office) -> None:
        codes = [
            take_in(office, command_id=str(number), received_at=f"2026-11-{day}T09:00").code
            for number, day in enumerate(("23", "23", "20", "23"))
        ]

        assert codes == [
            "VN-MAU-01-261123-0001",
            "VN-MAU-01-261123-0002",
            "VN-MAU-01-261120-0001",
            "VN-MAU-01-261123-0003",
        ]

    def test_a_refused_reception_uses_up_no_number(self, office: Office) -> None:
        refused(office, procedure="9.999999")

        assert take_in(office).code.endswith("-0001")

    def test_numbers_grow_past_9999(self, office: Office) -> None:
        with office.write("test") as uow:
            uow.session.add(Counter(key="VN-MAU-01-261123", n=9999))
            uow.commit()

        assert take_in(office).code == "VN-MAU-01-261123-10000"

    def test_a_procedure_without_a_term_has_no_date_and_says_so(self, office: Office) -> None:
        with office.write("test") as uow:
            from models.tables import Procedure

            row = uow.session.scalars(select(Procedure).where(Procedure.code == "1.004873")).one()
            row.time_limit = row.time_unit = None
            uow.commit()

        row_received = take_in(office)

        assert row_received.due_at is None
        assert [one.code for one in row_received.warnings] == ["due.no_term"]

    def test_missing_papers_warn_and_do_not_refuse(self, office: Office) -> None:
        row = take_in(office, components=[])

        assert row.state == State.RECEIVED
        assert {one.code for one in row.warnings} == {"component.missing"}
        assert "Tờ khai" in row.warnings[0].message

    def test_card_warnings_are_passed_on_in_the_asked_language(self, open_at: Callable[..., Office]) -> None:
        office = open_at(lang="en")
        card = "999190001234||NGUYỄN VĂN MẪU|05031990|Nam|phường Mẫu|01052021"

        row = take_in(office, applicant={"id_card": card})

        assert "idcard.sex_mismatch" in {one.code for one in row.warnings}

    def test_fields_typed_by_the_clerk_win_over_the_card(self, office: Office) -> None:
        card = a_command()["applicant"]["id_card"]
        row = take_in(office, applicant={"id_card": card, "address": "5 đường Mới, phường Mẫu"})

        view = show(office, row.code)
        assert (view.address, view.id_number) == ("5 đường Mới, phường Mẫu", "999090001234")

    def test_an_organisation_is_known_by_its_tax_code(self, office: Office) -> None:
        who = {"kind": "organisation", "full_name": "CÔNG TY TNHH MẪU", "tax_code": "0300000000-001"}

        view = show(office, take_in(office, applicant=who).code)

        assert (view.applicant_kind, view.id_number) == ("organisation", "0300000000-001")


class TestWhatIsRefused:
    def test_an_unknown_procedure(self, office: Office) -> None:
        assert refused(office, procedure="9.999999").code == "procedure.unknown"

    def test_a_moment_in_the_future(self, office: Office) -> None:
        assert refused(office, received_at="2026-11-23T09:41:01+07:00").code == "receive.future"

    def test_a_text_that_is_no_card(self, office: Office) -> None:
        assert refused(office, applicant={"id_card": "xin chào"}).code == "idcard.not_a_card"

    def test_nothing_is_left_of_a_refusal(self, office: Office) -> None:
        before = rows_in(office)

        refused(office, applicant={"id_card": "xin chào"})
        refused(office, procedure="9.999999")
        refused(office, received_at="2027-01-01T00:00")

        assert rows_in(office) == before
        assert list(office.paths.staging.iterdir()) == []


class TestOnceOnly:
    def test_the_same_reception_again_answers_the_first_answer(self, office: Office) -> None:
        first = receive(office, command_from(a_command(), base=office.data))
        again = receive(office, command_from(a_command(), base=office.data))

        assert not first.repeated
        assert again.repeated
        assert (again.code, again.due_at, again.receipt_pdf) == (first.code, first.due_at, first.receipt_pdf)
        assert rows_in(office)["dossier"] == 1

    def test_also_after_the_dossier_went_on(self, office: Office) -> None:
        from desk.life.act import act

        first = take_in(office, command_id="x")
        act(office, first.code, "result-ready")

        assert take_in(office, command_id="x").state == State.RECEIVED

    def test_also_when_the_pages_are_gone(self, office: Office, photo: Path) -> None:
        papers = [{"no": 1, "pages": [str(photo)]}]
        first = take_in(office, command_id="x", components=papers)
        photo.unlink()

        again = take_in(office, command_id="x", components=papers)

        assert (again.repeated, again.attachments) == (True, first.attachments)

    def test_a_slip_that_was_not_printed_is_printed_by_the_repeat(self, office: Office) -> None:
        take_in(office, command_id="x")

        again = receive(office, command_from(a_command(command_id="x"), base=office.data))

        assert again.repeated
        assert again.receipt_pdf is not None
        assert again.receipt_pdf.read_bytes().startswith(b"%PDF")

    def test_an_id_used_for_another_act_is_refused(self, office: Office) -> None:
        from desk.life.act import act

        act(office, take_in(office).code, "result-ready", command_id="used")

        assert refused(office, command_id="used").code == "command.other_verb"

    def test_two_desks_at_once_make_one_dossier(self, office: Office, folder: Path) -> None:
        answers: list[Received] = []
        gate = threading.Barrier(4)

        def run() -> None:
            with open_office(folder, now=office.clock.now()) as own:
                gate.wait()
                answers.append(take_in(own, command_id="both"))

        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len({one.code for one in answers}) == 1
        assert sorted(one.repeated for one in answers) == [False, True, True, True]


class TestOfficialCodes:
    def test_a_given_official_code_is_the_dossiers_code(self, office: Office) -> None:
        row = take_in(office, official_code="h19.34-261122-0007")

        assert (row.code, row.provisional) == ("H19.34-261122-0007", False)
        assert show(office, row.code).official_code == "H19.34-261122-0007"

    def test_the_same_official_code_twice_is_refused(self, office: Office) -> None:
        take_in(office, official_code="H19.34-261122-0007", command_id="1")

        assert (
            refused(office, official_code="H19.34-261122-0007", command_id="2").code == "official_code.taken"
        )

    def test_an_unusual_one_warns_but_passes(self, office: Office) -> None:
        row = take_in(office, official_code="MA-LA-7")

        assert [one.code for one in row.warnings] == ["code.unusual_official"]


class TestARealOffice:
    def test_gives_a_provisional_number_nobody_takes_for_an_official_one(self, real_office: Office) -> None:
        row = take_in(real_office)

        day = real_office.clock.now()
        assert (row.code, row.provisional) == (f"TAM-2-{day:%y%m%d}-0001", True)

    def test_does_not_backdate(self, real_office: Office) -> None:
        assert refused(real_office, received_at="2026-01-05T09:00").code == "receive.backdated"

    def test_keeps_a_given_official_code(self, real_office: Office) -> None:
        assert not take_in(real_office, official_code="H19.34-261122-0007").provisional


class TestASupplementAskedAtOnce:
    def test_waits_in_state_5_without_a_date_and_prints_the_request(self, office: Office) -> None:
        wanted = {"components": [{"no": 3}, {"name": "Ảnh 4×6"}], "reason": "Hồ sơ chưa đủ"}
        row = receive(office, command_from(a_command(supplement=wanted), base=office.data))

        assert (row.state, row.due_at, row.due_reason) == (State.SUPPLEMENT, None, ())
        assert row.receipt_pdf is not None
        assert row.receipt_pdf.name.endswith("_phieu_bo_sung.pdf")
        view = show(office, row.code)
        assert [event.verb for event in view.events] == ["dossier.received", "dossier.supplement_requested"]
        assert view.events[1].details["reason"] == "Hồ sơ chưa đủ"
        assert [one["name"] for one in view.events[1].details["components"]][1] == "Ảnh 4×6"


class TestTheEvent:
    def test_carries_the_facts_and_nobodys_name(self, office: Office, received: str) -> None:
        event = show(office, received).events[0]

        assert event.verb == "dossier.received"
        assert event.details["state"] == 2
        assert event.details["fee"] == 15000
        assert event.details["due_original"] == "2026-11-27T17:00:00+07:00"
        text = json.dumps(dict(event.details), ensure_ascii=False)
        assert all(secret not in text for secret in ("MẪU|", "NGUYỄN", "999090001234", "0999118264"))


class TestPages:
    def test_become_one_pdf_for_each_paper_with_the_originals_kept(self, office: Office, photo: Path) -> None:
        row = take_in(office, components=[{"no": 1, "pages": [str(photo)]}])

        (paper,) = row.attachments
        assert paper.file.name.startswith("VN-MAU-01-261123-0001_01_to-khai-cap-giay")
        assert paper.file.name.isascii()
        assert paper.pages == 1
        assert paper.file.stat().st_size == paper.bytes
        originals = [file for file in office.paths.originals.rglob("*") if file.is_file()]
        assert [file.read_bytes() for file in originals] == [photo.read_bytes()]
        assert check(office).ok

    @pytest.mark.parametrize(
        ("content", "code"),
        [(b"", "page.empty"), (b"not an image at all", "image.unreadable")],
    )
    def test_an_unreadable_one_refuses_all_and_leaves_nothing(
        self, office: Office, photo: Path, content: bytes, code: str
    ) -> None:
        bad = photo.with_name("hỏng.jpg")
        bad.write_bytes(content)
        before = rows_in(office)

        failure = refused(
            office, components=[{"no": 1, "pages": [str(photo)]}, {"no": 3, "pages": [str(bad)]}]
        )

        assert (failure.code, failure.details["file"]) == (code, "hỏng.jpg")
        assert rows_in(office) == before
        assert left_in(office) == []

    def test_a_truncated_photo_is_refused(self, office: Office, photo: Path) -> None:
        photo.write_bytes(photo.read_bytes()[:2000])

        assert refused(office, components=[{"no": 1, "pages": [str(photo)]}]).code.startswith("image.")
        assert left_in(office) == []

    def test_a_failing_commit_takes_its_files_back(
        self, office: Office, photo: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from desk.record.uow import UnitOfWork

        def fail(*_: Any, **__: Any) -> None:
            raise SurroundingsError("data.disk_full")

        monkeypatch.setattr(UnitOfWork, "record", fail)
        with pytest.raises(SurroundingsError):
            take_in(office, components=[{"no": 1, "pages": [str(photo)]}])

        assert left_in(office) == []
        assert check(office).ok


def left_in(office: Office) -> list[Path]:
    """Every file a reception may leave behind."""
    places = (office.paths.attachments, office.paths.originals, office.paths.staging)
    return [file for place in places for file in place.rglob("*") if file.is_file()]


class TestThePrinter:
    def test_a_failing_print_undoes_nothing(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        from desk.paper import receipts

        def fail(*_: Any, **__: Any) -> None:
            raise SurroundingsError("printing.font_missing")

        monkeypatch.setattr(receipts, "drawn", fail)
        row = receive(office, command_from(a_command(), base=office.data))

        assert row.receipt_pdf is None
        assert [one.code for one in row.warnings] == ["print.failed"]
        assert show(office, row.code).state == State.RECEIVED

    def test_an_unwritable_prints_folder_undoes_nothing(self, office: Office) -> None:
        office.paths.prints.rmdir()
        office.paths.prints.write_bytes(b"a file where the folder should be")

        row = receive(office, command_from(a_command(), base=office.data))

        assert [one.code for one in row.warnings] == ["print.failed"]
