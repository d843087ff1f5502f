"""A letter looked at before its act: the words that will be printed, and nothing on record."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from desk.errors import InputError
from desk.life.act import act
from desk.life.show import show
from desk.office.opened import Office
from desk.paper.ahead import PAPERS_OF_ACTS, act_pdf
from tests.integration.paper.conftest import words_of

PAYLOADS: dict[str, dict[str, Any]] = {
    "request-supplement": {"components": [{"no": 1}], "reason": "Thiếu chữ ký"},
    "refuse": {"reason": "Không thuộc thẩm quyền", "legal_basis": "Điều 17 NĐ 118/2025/NĐ-CP"},
    "extend": {"due_at": "2026-12-03T17:00:00+07:00", "reason": "Chờ xác minh"},
    "stop": {"reason": "Theo đề nghị", "legal_basis": "Điều 21 NĐ 118/2025/NĐ-CP"},
}


def unnumbered(words: str) -> str:
    """The words without the slip's number, which is given out with the act."""
    return re.sub(r"Số: \S+/HDHS", "Số", words)


@pytest.mark.parametrize("verb", sorted(PAPERS_OF_ACTS))
def test_what_is_seen_before_is_what_is_printed_after(office: Office, received: str, verb: str) -> None:
    act(office, received, "hand-over", {"to": "Tư pháp"})
    events = len(show(office, received).events)
    seen = words_of(act_pdf(office, received, verb, PAYLOADS[verb], paper="a5"))
    assert len(show(office, received).events) == events
    [printed] = act(office, received, verb, PAYLOADS[verb]).printed
    assert unnumbered(seen) == unnumbered(words_of(Path(printed)))
    assert PAYLOADS[verb]["reason"] in seen


@pytest.mark.parametrize("verb", sorted(PAPERS_OF_ACTS))
@pytest.mark.parametrize("payload", [{}, {"reason": 7, "due_at": "mai", "components": "?"}])
def test_what_is_not_typed_yet_stays_blank(
    office: Office, received: str, verb: str, payload: dict[str, Any]
) -> None:
    assert words_of(act_pdf(office, received, verb, payload))


def test_an_act_without_a_paper_has_no_preview(office: Office, received: str) -> None:
    with pytest.raises(InputError) as caught:
        act_pdf(office, received, "note", {})
    assert caught.value.code == "act.no_paper"
