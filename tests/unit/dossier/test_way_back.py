"""Every act on record has its way back: an act that the law allows from where the dossier then stands."""

from __future__ import annotations

import pytest

from desk.life.act import verbs
from desk.life.states import TRANSITIONS, allowed
from ui.dossier.way_back import mending, offered


@pytest.mark.parametrize("verb", sorted(verbs()))
def test_every_act_offers_something_on_ctrl_z(verb: str) -> None:
    action = offered(verb, lambda: None)
    assert action is not None
    assert action.key == "undo"
    assert action.text


@pytest.mark.parametrize("verb", sorted(set(verbs()) - {"correct"}))
def test_what_is_offered_is_allowed_wherever_the_act_led(verb: str) -> None:
    reached = {one.target for one in TRANSITIONS if one.verb == verb}
    assert reached
    assert all(mending(verb) in allowed(state) for state in reached)


def test_a_reception_is_mended_by_a_correction() -> None:
    assert mending("receive") in allowed(next(one.target for one in TRANSITIONS if one.verb == "accept"))
