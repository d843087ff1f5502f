"""What the return does, without a widget: one dossier, one hand-over, the newest wish wins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from desk.errors import SurroundingsError
from desk.rows import State
from desk.rows.strip import GivenPage
from tests.helpers.returns_demo import CODE, PAYLOAD, ReturnServices, a_dossier, a_file, a_stranger
from tests.helpers.ui_demo import card
from ui.changes import Changes, Kind
from ui.returns.files import FilesPresenter
from ui.returns.presenter import ReturnPresenter
from ui.tasks import InlineRunner, Job, Pool


class AtOnce(InlineRunner):
    """Works at once and hands the answer over at once: what a test says next comes after it."""

    def _start(self, pool: Pool, job: Job) -> None:
        job.run()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)


class SlowRunner(InlineRunner):
    """Keeps work until it is let go, in any order the test likes."""

    def __init__(self, parent: QCoreApplication) -> None:
        super().__init__(parent)
        self.waiting: list[Job] = []

    def _start(self, pool: Pool, job: Job) -> None:
        self.waiting.append(job)

    def let_go(self, at: int = 0) -> None:
        """Do one piece of the kept work."""
        self.waiting.pop(at).run()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)


@dataclass
class Heard:
    """What a presenter told."""

    failed: list[Exception] = field(default_factory=list)
    committed: list[Any] = field(default_factory=list)
    strangers: list[Any] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)


Made = tuple[ReturnPresenter, ReturnServices, Heard]


@pytest.fixture
def made(qapp: QCoreApplication) -> Iterator[Callable[..., Made]]:
    kept: list[Any] = []

    def build(services: ReturnServices | None = None, runner: InlineRunner | None = None) -> Made:
        services = services or ReturnServices()
        runner = runner or AtOnce(qapp)
        heard = Heard()
        presenter = ReturnPresenter(services, runner, heard.changes)
        presenter.failed.connect(heard.failed.append)
        presenter.committed.connect(lambda acted, _draft: heard.committed.append(acted))
        presenter.stranger.connect(heard.strangers.append)
        kept.extend((presenter, runner, heard.changes))
        return presenter, services, heard

    yield build
    for one in kept:
        one.deleteLater()


def ready_to_hand(presenter: ReturnPresenter) -> None:
    """Open, tick everything, sign."""
    presenter.open(CODE)
    presenter.tick_all()
    presenter.set_signature(b"PNG of strokes")


def test_a_slip_opens_its_dossier_with_its_qr(made: Callable[..., Made]) -> None:
    presenter, services, _ = made()
    presenter.open(PAYLOAD)
    state = presenter.state
    assert state.stage == "ready"
    assert state.draft.dossier == services.dossier
    assert state.qr is not None
    assert ("qr_matrix", PAYLOAD) in services.calls
    assert state.commit_label == "Xác nhận đã trả"


def test_ten_presses_hand_over_once(made: Callable[..., Made]) -> None:
    presenter, services, heard = made()
    ready_to_hand(presenter)
    for _ in range(10):
        presenter.commit()
    assert len(services.acts) == 1
    assert len(heard.committed) == 1
    assert presenter.state.stage == "returned"


def test_a_second_press_while_saving_does_nothing(qapp: QCoreApplication, made: Callable[..., Made]) -> None:
    runner = SlowRunner(qapp)
    presenter, services, _ = made(runner=runner)
    presenter.open(CODE)
    runner.let_go()
    presenter.tick_all()
    presenter.set_signing("paper")
    presenter.commit()
    presenter.commit()
    assert len(runner.waiting) == 1
    presenter.toggle(0)
    assert presenter.state.draft.ticked == (3, 3)  # nothing is changed under a running hand-over
    runner.let_go()
    assert services.count("act") == 1


def test_a_failed_hand_over_keeps_everything_and_may_be_tried_again(made: Callable[..., Made]) -> None:
    services = ReturnServices()
    presenter, _, heard = made(services)
    ready_to_hand(presenter)
    services.broken["act"] = SurroundingsError("disk.full")
    presenter.commit()
    assert [getattr(error, "code", "") for error in heard.failed] == ["disk.full"]
    assert not presenter.state.saving
    assert presenter.state.draft.ticked == (3, 3)
    before = presenter.state.draft.command_id
    services.broken.clear()
    presenter.commit()
    assert list(services.acts) == [before]


def test_the_signature_goes_to_desk_in_a_file_that_is_gone_afterwards(made: Callable[..., Made]) -> None:
    presenter, services, _ = made()
    ready_to_hand(presenter)
    presenter.commit()
    (_, payload) = next(iter(services.acts.values()))
    assert services.signatures == [b"PNG of strokes"]
    assert payload["signature"]["kind"] == "pad"
    assert not Path(payload["signature"]["file"]).exists()


def test_what_is_not_complete_is_not_handed_over(made: Callable[..., Made]) -> None:
    presenter, services, _ = made()
    presenter.commit()
    presenter.open(CODE)
    presenter.commit()
    presenter.tick_all()
    presenter.commit()
    assert presenter.state.gap == "signature"
    assert services.acts == {}


def test_while_another_dossier_is_opened_the_old_one_is_not_handed_over(
    qapp: QCoreApplication, made: Callable[..., Made]
) -> None:
    runner = SlowRunner(qapp)
    presenter, services, _ = made(runner=runner)
    presenter.open(CODE)
    runner.let_go()
    presenter.tick_all()
    presenter.set_signing("paper")
    presenter.open(CODE)
    presenter.commit()
    assert services.count("act") == 0


def test_of_two_slips_in_a_row_the_newest_is_shown(qapp: QCoreApplication, made: Callable[..., Made]) -> None:
    runner = SlowRunner(qapp)
    presenter, services, _ = made(runner=runner)
    presenter.open(CODE)
    presenter.open(CODE)
    services.dossier = a_dossier(State.PROCESSING)
    runner.let_go(1)
    services.dossier = a_dossier(State.RETURNED)
    runner.let_go(0)
    assert presenter.state.stage == "waiting"


def test_a_dossier_that_is_not_there_leaves_none_open(made: Callable[..., Made]) -> None:
    presenter, _, heard = made()
    presenter.open(CODE)
    presenter.open("H29.26.112-261123-9999")
    assert presenter.state.draft.dossier is None
    assert [getattr(error, "code", "") for error in heard.failed] == ["dossier.not_found"]


def test_the_last_tick_can_be_taken_back_until_none_is_left(made: Callable[..., Made]) -> None:
    presenter, _, _ = made()
    presenter.open(CODE)
    presenter.toggle(0)
    presenter.tick_all()
    assert presenter.undo()
    assert presenter.state.draft.ticked == (1, 3)
    assert presenter.undo()
    assert presenter.state.draft.ticked == (0, 3)
    assert not presenter.undo()


def test_the_applicants_card_matches_and_a_strangers_does_not(made: Callable[..., Made]) -> None:
    presenter, _, _ = made()
    presenter.take_card(card())  # nothing is open: nothing happens
    presenter.open(CODE)
    presenter.take_card(a_stranger())
    assert presenter.state.draft.card_matches is False
    presenter.take_card(card())
    assert presenter.state.draft.card_matches is True


def test_the_card_of_an_authorised_person_fills_their_fields(made: Callable[..., Made]) -> None:
    presenter, _, _ = made()
    presenter.open(CODE)
    presenter.set_receiver(authorised=True)
    presenter.take_card(a_stranger())
    draft = presenter.state.draft
    assert (draft.receiver_name, draft.receiver_id) == ("Võ Ngọc Thí Dụ", "079056000889")
    presenter.set_receiver(authorised=False, name="còn sót")
    assert presenter.state.draft.receiver_name == ""


def test_a_card_instead_of_a_slip_opens_what_waits_for_this_person(made: Callable[..., Made]) -> None:
    presenter, _, heard = made()
    presenter.find_by_card(card())
    assert presenter.state.draft.dossier is not None
    assert presenter.state.draft.card_matches is True
    assert heard.strangers == []


def test_a_card_nothing_waits_for_is_told_as_a_stranger(made: Callable[..., Made]) -> None:
    presenter, _, heard = made()
    presenter.find_by_card(a_stranger())
    assert presenter.state.draft.dossier is None
    assert heard.strangers == [a_stranger()]


def test_the_desks_way_of_signing_is_kept_for_the_next_citizen(made: Callable[..., Made]) -> None:
    presenter, _, _ = made()
    presenter.open(CODE)
    presenter.set_signing("paper")
    presenter.open(CODE)
    assert presenter.state.draft.signing == "paper"


def test_a_result_that_arrives_is_noted_with_its_pages_and_todays_date(made: Callable[..., Made]) -> None:
    presenter, services, heard = made(ReturnServices(dossier=a_dossier(State.PROCESSING)))
    presenter.open(CODE)
    assert presenter.state.commit_label == "Ghi nhận có kết quả"
    presenter.set_result(number="12/XN", title="Giấy xác nhận")
    presenter.take_pages({1: (GivenPage(Path("a-r.jpg")), GivenPage(Path("c.jpg"), turn=180))})
    presenter.commit()
    assert list(services.acts.values()) == [
        (
            "result-ready",
            {
                "result": {
                    "date": "2026-11-23",
                    "electronic": False,
                    "signed": True,
                    "number": "12/XN",
                    "title": "Giấy xác nhận",
                    "pages": ["a-r.jpg", {"file": "c.jpg", "turn": 180}],
                }
            },
        )
    ]
    assert presenter.state.stage == "ready"
    assert len(heard.committed) == 1


def test_undo_of_a_tick_leaves_the_pages_of_the_strip_alone(made: Callable[..., Made]) -> None:
    presenter, _, _ = made()
    presenter.open(CODE)
    presenter.toggle(0)
    pages = (GivenPage(Path("a.jpg")),)
    presenter.take_pages({1: pages})
    assert presenter.undo()
    assert presenter.state.draft.result.pages == pages
    assert presenter.state.draft.ticked[0] == 0
    assert presenter.redo()
    assert presenter.state.draft.ticked[0] == 1


def test_a_change_made_elsewhere_keeps_the_ticks_while_the_state_is_the_same(
    made: Callable[..., Made],
) -> None:
    presenter, services, heard = made()
    changes = heard.changes
    presenter.open(CODE)
    presenter.tick_all()
    services.dossier = a_dossier(note="in lại")
    changes.tell(Kind.DOSSIER, codes=(CODE,), by=None)
    assert presenter.state.draft.ticked == (3, 3)
    assert presenter.state.draft.dossier == services.dossier
    services.dossier = a_dossier(State.RETURNED)
    changes.tell(Kind.DOSSIER, codes=("H29.26.112-261123-0001",), by=None)
    assert [presenter.state.stage] == ["ready"]
    changes.tell(Kind.DOSSIER, codes=(CODE,), by=None)
    assert [presenter.state.stage] == ["returned"]


def test_a_kept_draft_comes_back_with_its_ticks(made: Callable[..., Made]) -> None:
    first, _, _ = made()
    first.open(CODE)
    first.toggle(1)
    second, _, _ = made()
    second.restore(first.state.draft)
    assert second.state.draft.command_id == first.state.draft.command_id
    assert [item.ticked for item in second.state.draft.items] == [False, True, False]
    assert second.state.qr is not None


# ---- the stored files -----------------------------------------------------------------------------


@pytest.fixture
def files(qapp: QCoreApplication, tmp_path: Path) -> Iterator[tuple[FilesPresenter, ReturnServices]]:
    rows = (
        a_file(tmp_path, role="component", component=1, pages=2),
        a_file(tmp_path, role="component", component=2),
        a_file(tmp_path, role="result", pages=2),
        a_file(tmp_path, role="signature", component=-1),
    )
    services = ReturnServices(dossier=a_dossier(attachments=rows))
    presenter = FilesPresenter(services, AtOnce(qapp))
    yield presenter, services
    presenter.deleteLater()


def test_the_result_is_shown_first_with_the_signature_beside_it(
    files: tuple[FilesPresenter, ReturnServices],
) -> None:
    presenter, services = files
    presenter.open(services.dossier)
    assert [row.role for row in presenter.state.rows] == ["result", "signature"]
    assert presenter.state.picture is not None
    assert len(presenter.state.thumbs) == 2


def test_without_a_result_the_papers_are_shown(files: tuple[FilesPresenter, ReturnServices]) -> None:
    presenter, services = files
    presenter.open(a_dossier(State.PROCESSING, attachments=services.dossier.attachments[:2]))
    assert presenter.state.group == "papers"
    assert [row.component for row in presenter.state.rows] == [1, 2]


def test_pages_are_turned_through_all_files_and_stop_at_the_ends(
    files: tuple[FilesPresenter, ReturnServices],
) -> None:
    presenter, services = files
    presenter.open(services.dossier)
    seen = [(presenter.state.chosen, presenter.state.page)]
    for _ in range(3):
        presenter.turn(1)
        seen.append((presenter.state.chosen, presenter.state.page))
    assert seen == [(0, 0), (0, 1), (1, 0), (1, 0)]
    presenter.turn(-1)
    assert (presenter.state.chosen, presenter.state.page) == (0, 1)
    presenter.choose(1)
    presenter.choose(9)
    assert (presenter.state.chosen, presenter.state.page) == (1, 0)


def test_the_other_group_starts_at_its_first_file(files: tuple[FilesPresenter, ReturnServices]) -> None:
    presenter, services = files
    presenter.open(services.dossier)
    presenter.turn(1)
    presenter.choose_group("papers")
    assert (presenter.state.group, presenter.state.chosen, presenter.state.page) == ("papers", 0, 0)


def test_a_file_that_is_gone_is_told_and_breaks_nothing(
    files: tuple[FilesPresenter, ReturnServices],
) -> None:
    presenter, services = files
    services.dossier.attachments[2].file.unlink()
    presenter.open(services.dossier)
    assert presenter.state.picture is None
    assert presenter.state.trouble


def test_a_dossier_without_files_shows_none(files: tuple[FilesPresenter, ReturnServices]) -> None:
    presenter, services = files
    presenter.open(services.dossier)
    presenter.open(a_dossier())
    assert presenter.state.row is None
    presenter.turn(1)
    presenter.open(None)
    assert presenter.state.rows == ()


def test_the_same_files_are_not_drawn_again(files: tuple[FilesPresenter, ReturnServices]) -> None:
    presenter, services = files
    presenter.open(services.dossier)
    before = services.count("raster")
    presenter.open(a_dossier(attachments=services.dossier.attachments, note="đổi"))
    assert services.count("raster") == before


def test_pages_of_the_strip_go_to_the_result_they_were_taken_for(made: Callable[..., Made]) -> None:
    presenter, services, _ = made(ReturnServices(dossier=a_dossier(State.PROCESSING)))
    presenter.open(CODE)
    presenter.set_result(number="1/QĐ")
    presenter.choose_result(1)
    presenter.set_result(number="2/TL")
    first, second, stray = (GivenPage(Path(name)) for name in ("a.jpg", "b.jpg", "c.jpg"))
    presenter.take_pages({1: (first,), 2: (second,), None: (stray,)})
    presenter.commit()
    ((verb, payload),) = services.acts.values()
    assert verb == "result-ready"
    assert [(one["number"], one["pages"]) for one in payload["results"]] == [
        ("1/QĐ", ["a.jpg"]),
        ("2/TL", ["b.jpg", "c.jpg"]),
    ]
