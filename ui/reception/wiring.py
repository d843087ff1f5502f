"""The reception's widgets, presenter and keys tied together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.drafts.joining import join_list
from ui.help.wish import WhyWish
from ui.keys import bind
from ui.reception.misplaced import bring_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desk.paper.rows import PhraseCard
    from ui.keys import KeyMap
    from ui.reception.person_pane import PersonPane
    from ui.reception.screen import ReceptionPage
    from ui.reception.view import ReceptionView


def connect(page: ReceptionPage) -> None:
    """Tie what the widgets tell to what is done about it, and back."""
    act, view = page.presenter, page.view
    act.changed.connect(page.on_changed)
    act.committed.connect(page.on_committed)
    act.failed.connect(page.on_failed)
    view.person.typed.connect(lambda changes: act.type_person(**changes))
    bring_names(view.person)
    view.person.acting_typed.connect(
        lambda acting, name, number, authority: act.act_for(
            acting, name=name, number=number, authority=authority
        )
    )
    view.person.group_asked.connect(act.fields.switch_group)
    view.person.history_asked.connect(page.open_history)
    view.person.left.connect(page.after_person)
    view.procedure.change_asked.connect(page.open_search)
    view.procedure.requirements_asked.connect(page.asking.show_requirements)
    page.asking.failed.connect(page.on_failed)
    view.search.typed.connect(act.search)
    view.search.picked.connect(act.choice.choose)
    view.search.picked_early.connect(act.choice.choose_first)
    view.search.left.connect(act.close_search)
    view.ask.purpose_typed.connect(act.fields.purpose)
    view.ask.copies_chosen.connect(act.fields.copies)
    view.ask.answered.connect(act.fields.answer)
    view.note.typed.connect(act.fields.note)
    view.papers.selected.connect(act.papers.select)
    view.papers.ticked.connect(act.papers.toggle)
    view.papers.more.connect(act.papers.change_copies)
    view.papers.kind_asked.connect(act.papers.turn_kind)
    view.papers.keep_asked.connect(act.papers.keep_original)
    view.papers.reuse_asked.connect(act.papers.use_again)
    view.due.return_chosen.connect(act.fields.return_by)
    view.due.fee_chosen.connect(act.fields.fee_method)
    view.due.fees.typed.connect(act.fields.fee)
    view.due.channel_chosen.connect(act.fields.channel)
    view.due.edit_asked.connect(partial(ask_why, page))
    view.preview.paper_chosen.connect(act.fields.paper_format)
    view.commit.clicked.connect(page.commit)
    view.scan.settled.connect(page.after_pages.settled)
    view.scan.card_seen.connect(page.open_with)
    page.pages.given.connect(act.take_pages)
    act.stepped.connect(page.pages.form_did)
    connect_visits(page)


def ask_why(page: ReceptionPage) -> None:
    """Open the reckoning of the date on the due card."""
    procedure = page.presenter.state.draft.procedure
    if procedure is not None:
        page.context.desktop.why(WhyWish(procedure.code, page.context.services.now()))


def offer_reasons(page: ReceptionPage) -> None:
    """List the office's reasons for an exemption; typing one by hand always works."""
    context = page.context

    def take(found: Sequence[PhraseCard]) -> None:
        page.view.due.fees.offer([one.text for one in found if one.active])

    work = partial(context.services.words.phrases, "exempt")
    context.runner.submit("desk", work, owner=page, done=take, failed=lambda _error: None)


def save_unprinted(page: ReceptionPage) -> None:
    """Ctrl+S: save as F9 does, and print nothing now."""
    if page.presenter.state.gap is None:
        page.visiting.print_later(page.presenter.state.draft)
    page.commit()


def connect_visits(page: ReceptionPage) -> None:
    """Tie the drafts and the visit of one citizen to the screen."""
    join_list(page, page.parking, page.parked)
    page.visiting.ended.connect(page.facing.tell_visit)
    page.visiting.begun.connect(page.focus_step)
    page.visiting.failed.connect(page.on_failed)
    page.presenter.failed.connect(page.visiting.stop_waiting)


def bind_keys(page: ReceptionPage, keys: KeyMap) -> None:
    """Bind every key of the reception; they work wherever the focus is on this screen."""
    view = page.view
    acts: dict[str, Callable[[], object]] = {
        "reception.step.1": partial(_to_person, view.person),
        "reception.step.2": page.open_search,
        "reception.step.3": view.papers.focus_row,
        "reception.step.4": view.due.return_by.setFocus,
        "reception.fee": view.due.open_fees,
        "reception.commit": page.commit,
        "reception.save": partial(save_unprinted, page),
        "reception.capture": partial(_capture, view),
        "reception.retake": view.scan.retake,
        "scan.answer": view.scan.bar.answer,
        "scan.source": view.scan.switch_source,
        "reception.suggestion": view.suggesting.accept,
        "reception.note": view.write_note,
        "reception.history": page.open_history,
        "reception.discard": page.discard,
        "reception.another": page.another,
        "reception.visit_list": page.visiting.print_list,
        "reception.why": partial(ask_why, page),
        "reception.requirements": page.asking.show_requirements,
        "reception.blank_form": page.asking.print_blank,
        "reception.group": page.presenter.fields.switch_group,
    }
    for at in range(6):
        acts[f"reception.favourite.{at + 1}"] = partial(view.search.use_favourite, at)
    for key, run in acts.items():
        bind(page, key, run, keys=keys, window=True)


def _capture(view: ReceptionView) -> None:
    """F5: the page is to be seen; in a small window the money is folded away for it."""
    if view.scan.isHidden() and view.due.close_fees():
        view.papers.focus_row()
    view.scan.capture()


def _to_person(pane: PersonPane) -> None:
    """Alt+1: to the first field of the step; a person who is shown is opened, as “Sửa” beside it says."""
    if not pane.typing:
        pane.start_editing()
        if pane.phone.isVisible() and not pane.phone.text():
            pane.phone.setFocus()  # what no card brings along is asked first
    elif pane.phone.hasFocus():
        pane.name_field.setFocus()
    else:
        pane.first_field().setFocus()
