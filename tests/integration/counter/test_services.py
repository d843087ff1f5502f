"""The doors of the window, each opened once on a real office."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desk.clock import parse_moment
from desk.errors import InputError
from desk.office.opened import Office
from desk.rows import State
from desk.services import DeskServices
from tests.integration.counter.conftest import a_command
from ui.services import Services


@pytest.fixture
def desk(office: Office) -> DeskServices:
    return DeskServices(office)


def test_every_door_the_screens_ask_for_is_there_with_its_parameters() -> None:
    asked = {
        name: door for name, door in vars(Services).items() if inspect.isfunction(door) and name[0] != "_"
    }

    assert len(asked) > 20
    for name, door in asked.items():
        offered = inspect.signature(getattr(DeskServices, name)).parameters
        wanted = inspect.signature(door).parameters
        assert set(wanted) <= set(offered), name


def test_who_and_when(desk: DeskServices) -> None:
    assert desk.office().training
    assert desk.staff().username == "can-bo-mau"
    assert desk.now() == parse_moment("2026-11-23T09:41")


def test_a_reception_is_looked_up_promised_saved_and_found(desk: DeskServices) -> None:
    assert desk.search("tthn")[0].card.code == "1.004873"
    card = desk.procedure("1.004873")
    promised = desk.promise(card.code)

    row = desk.receive(a_command(command_id="f9"))
    again = desk.receive(a_command(command_id="f9"))

    assert row.due_at == promised.due_at
    assert (again.code, again.repeated) == (row.code, True)
    assert desk.favourites(1)[0].card.code == "1.004873"
    assert desk.favourites(1)[0].uses == 1
    payload = desk.show(row.code).receipt_payload
    recognised = desk.recognise(payload)
    assert (recognised.kind, recognised.code, recognised.tag_ok) == ("receipt", row.code, True)
    assert desk.find(payload).matches[0].code == row.code
    assert desk.history("999090001234").recent[0].code == row.code
    assert desk.desk_home().received_today == 1


def test_a_promise_follows_the_moment_asked_for(desk: DeskServices) -> None:
    early = desk.promise("1.001193", parse_moment("2026-11-23T15:00"))
    late = desk.promise("1.001193", parse_moment("2026-11-23T15:00:01"))

    assert early.due_at == parse_moment("2026-11-23T17:00")
    assert late.due_at == parse_moment("2026-11-25T17:00")  # 24/11 is a holiday


def test_a_result_goes_out_and_the_day_is_closed(desk: DeskServices, open_at: Callable[..., Office]) -> None:
    code = desk.receive(a_command()).code
    assert desk.act(code, "result-ready").state == State.READY
    assert desk.act(code, "return", {"to": {"kind": "self"}}).state == State.RETURNED
    evening = DeskServices(open_at("2026-11-23T17:05"))

    sheet = evening.day_sheet(date(2026, 11, 23))
    closed = evening.close_day(date(2026, 11, 23))

    assert (sheet.total.counter, sheet.total.returned, sheet.cash_expected) == (1, 1, 15000)
    assert closed.revision == 1
    assert evening.pages(evening.tally_pdf(date(2026, 11, 23))) >= 1


def test_paper_is_drawn_and_kept(desk: DeskServices) -> None:
    code = desk.receive(a_command()).code

    pdf = desk.receipt_pdf(code, "a5")
    picture = desk.raster(pdf, 60)

    assert desk.pages(pdf) == 2
    assert len(picture.rgb) == picture.width * picture.height * 3
    assert desk.print_form("giay_tiep_nhan", code, paper="k80").file.is_file()


def test_a_page_that_does_not_exist_is_refused(desk: DeskServices) -> None:
    with pytest.raises(InputError):
        desk.raster(desk.preview_pdf({}, "a5"), 60, page=99)
    with pytest.raises(InputError):
        desk.pages(b"not a pdf")


def test_pages_may_stand_under_a_base_folder(desk: DeskServices, photo: Path) -> None:
    told: list[tuple[int, int]] = []

    row = desk.receive(
        a_command(components=[{"no": 1, "pages": [photo.name]}]),
        base=photo.parent,
        report=lambda done, total: told.append((done, total)),
    )

    assert row.attachments[0].pages == 1
    assert told[-1] == (1, 1)


def test_a_kept_frame_waits_among_the_captures(desk: DeskServices, office: Office, photo: Path) -> None:
    source = desk.open_source(str(photo))

    file = desk.save_frame(source.still())

    assert file.parent == office.paths.captures
    assert desk.read_codes(file) == ()
    assert desk.read_card(source.still()) is None
    source.close()
