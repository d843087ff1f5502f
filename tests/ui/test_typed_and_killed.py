"""Whatever is typed on the reception, in whatever order, stands there again after the program was killed."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk.clock import parse_moment
from desk.intake import draft_keeper
from desk.office.bootstrap import open_office
from desk.services import DeskServices
from tests.helpers.office_window import CTRL, MARRIAGE, NOW, Clerk, Sits, clerks
from ui.reception.draft import Draft
from ui.scan.pane import CAMERA_ENV
from ui.widgets.undo_keys import TextBox

LETTERS = "aàảãáạăâbcdđeêghiklmnoôơpqrstuưvxyỹ ABC'.-/0123456789"
STEPS = 24


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sits]:
    """Seats clerks at windows; drafts are written without the pause between two."""
    monkeypatch.delenv(CAMERA_ENV, raising=False)
    monkeypatch.setattr(draft_keeper, "PAUSE_SECONDS", 0.01)
    with clerks(qtbot, qapp) as sit:
        yield sit


def seat(sits: Sits, data: Path) -> Clerk:
    clerk = sits(DeskServices(open_office(data, now=parse_moment(NOW))))
    clerk.key(Qt.Key.Key_F2)
    return clerk


def fields(clerk: Clerk) -> list[QLineEdit | TextBox]:
    """Every place of the reception to type in that is to be seen now."""
    page = clerk.reception
    every: list[QLineEdit | TextBox] = [*page.findChildren(QLineEdit), *page.findChildren(TextBox)]
    return [one for one in every if one.isVisible() and one.isEnabled() and not one.isReadOnly()]


def write(clerk: Clerk, field: QWidget, text: str) -> None:
    field.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)
    clerk.settle()


def texts(clerk: Clerk) -> dict[str, str]:
    """What stands in every field, seen or not; an empty one says nothing."""
    page = clerk.reception
    lines = {one.objectName(): one.text() for one in page.findChildren(QLineEdit)}
    boxes = {one.objectName(): one.toPlainText() for one in page.findChildren(TextBox)}
    closed = set() if page.presenter.state.searching else {"procedure.search"}  # opened anew, it is empty
    told = (lines | boxes).items()
    return {name: text for name, text in told if text and name not in closed | {""}}


def chosen(draft: Draft) -> tuple[object, ...]:
    """What is ticked and chosen beside the words."""
    ticks = tuple((one.no, one.received, one.kind, one.copies, one.keep_original) for one in draft.papers)
    code = draft.procedure.code if draft.procedure else ""
    return (
        draft.command_id, draft.acting, draft.channel, draft.group, code, ticks, draft.selected, draft.copies,
        draft.return_by, draft.fee_method, draft.paper_format, draft.person.sex,
    )  # fmt: skip


def leave(clerk: Clerk) -> None:
    """The hands leave the fields: each shows what the draft holds of it."""
    page = clerk.reception
    page.view.commit.setFocus()
    page.view.show_state(page.presenter.state)


def one_step(clerk: Clerk, pick: random.Random) -> None:
    """One thing a clerk may do: type somewhere, erase a letter, tick, choose."""
    page, act = clerk.reception, clerk.reception.presenter
    some: list[Callable[[], object]] = [
        lambda: act.papers.toggle(pick.randrange(4)),
        lambda: act.papers.turn_kind(pick.randrange(4)),
        lambda: act.papers.change_copies(pick.randrange(4), pick.choice((1, -1))),
        lambda: act.papers.select(pick.randrange(4)),
        lambda: act.fields.return_by(pick.choice(("counter", "postal", "electronic"))),
        lambda: act.fields.channel(pick.choice(("direct", "postal"))),
        lambda: act.fields.paper_format(pick.choice(("k80", "a5", "a4"))),
        lambda: page.view.person.behalf.chosen.emit(pick.choice(("self", "other", "organisation"))),
        lambda: act.fields.group(on=pick.random() < 0.5),
        lambda: act.choice.choose(MARRIAGE) if act.state.draft.procedure is None else None,
        page.open_search,
        act.close_search,
    ]
    if pick.random() < 0.4:
        pick.choice(some)()
        clerk.settle()
        return
    there = fields(clerk)
    if there:
        text = "".join(pick.choice(LETTERS) for _ in range(pick.randint(1, 14)))
        write(clerk, pick.choice(there), text)


@pytest.mark.parametrize("seed", range(5))
def test_everything_typed_comes_back_after_a_kill(
    practice_office: Path, tmp_path: Path, sits: Sits, seed: int
) -> None:
    pick = random.Random(seed)
    shutil.copytree(practice_office, tmp_path / "trước")
    clerk = seat(sits, tmp_path / "trước")
    for _ in range(STEPS):
        one_step(clerk, pick)
    leave(clerk)
    assert clerk.reception.parking.keeper.flush(10)
    shutil.copytree(tmp_path / "trước", tmp_path / "sau")  # what a power cut leaves
    before, ticks = texts(clerk), chosen(clerk.reception.presenter.state.draft)
    again = seat(sits, tmp_path / "sau")
    again.key(Qt.Key.Key_H, CTRL)
    assert chosen(again.reception.presenter.state.draft) == ticks
    leave(again)
    assert texts(again) == before
    for one in (clerk, again):
        one.reception.closing()
