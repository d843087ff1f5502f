"""The certification's widgets, presenter and keys tied together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.certify.kind_pane import KEYED
from ui.keys import bind

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.certify.screen import CertifyPage
    from ui.keys import KeyMap


def connect(page: CertifyPage) -> None:
    """Tie what the widgets tell to what is done about it, and back."""
    presenter, view = page.presenter, page.view
    presenter.changed.connect(page.on_changed)
    presenter.certified.connect(page.on_certified)
    presenter.struck.connect(page.on_struck)
    presenter.failed.connect(page.on_failed)
    view.person.typed.connect(lambda changes: presenter.type_person(**changes))
    view.person.cleared.connect(page.other_person)
    view.person.left.connect(view.papers.setFocus)
    view.kind.chosen.connect(presenter.choose_kind)
    view.papers.typed.connect(lambda row, what, text: presenter.type_paper(row, **{what: text}))
    view.papers.name_picked.connect(lambda row, name: presenter.type_paper(row, name=name))
    view.papers.add_asked.connect(page.add_paper)
    view.papers.remove_asked.connect(page.remove_paper)
    view.papers.kind_asked.connect(page.turn_kind)
    view.signer.typed.connect(lambda text: presenter.choose(signer=text))
    view.fee.method_chosen.connect(lambda key: presenter.choose(method=key))
    view.fee.receipt_chosen.connect(lambda on: presenter.choose(receipt=on))
    view.fee.days_chosen.connect(lambda days: presenter.choose(extra_days=days))
    view.recent.opened.connect(lambda code: page.context.desktop.go("dossier", code))
    view.recent.strike_asked.connect(presenter.strike)
    view.commit.clicked.connect(partial(page.commit, dated=False))
    view.dated.clicked.connect(partial(page.commit, dated=True))


def bind_keys(page: CertifyPage, keys: KeyMap) -> None:
    """Bind every key of the certification; they work wherever the focus is on this screen."""
    view = page.view
    acts: dict[str, Callable[[], object]] = {
        "certify.commit": page.commit,
        "certify.dated": partial(page.commit, dated=True),
        "certify.add": page.add_paper,
        "certify.remove": lambda: page.remove_paper(view.papers.row),
        "certify.electronic": lambda: page.turn_kind(view.papers.row),
        "certify.receipt": lambda: page.presenter.choose(receipt=not page.presenter.state.draft.receipt),
        "certify.strike": page.view.recent.strike_chosen,
        "certify.discard": page.discard,
        "certify.step.1": page.to_person,
        "certify.step.2": view.kind.setFocus,
        "certify.step.3": view.papers.setFocus,
        "certify.step.4": view.fee.method.setFocus,
        "certify.step.5": view.recent.setFocus,
        **{f"certify.kind.{at + 1}": partial(page.choose_kind, at) for at in range(KEYED)},
    }
    for key, act in acts.items():
        bind(page, key, act, keys=keys, window=True)
