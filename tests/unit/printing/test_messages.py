"""Every failure of the printing room has its sentence in both languages."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.unit.printing.samples import FORMS

ROOT = FORMS.parents[1]
ALL = {
    code: sentences
    for name in ("printing", "print")
    for code, sentences in tomllib.loads(
        (ROOT / "resources" / "messages" / f"{name}.toml").read_text(encoding="utf-8")
    ).items()
}
RAISES = [
    (match["code"], set(re.findall(r"(\w+)=", match["rest"])) - {"environment"})
    for path in sorted((ROOT / "printing").rglob("*.py"))
    for match in re.finditer(
        r'PrintingError\(\s*"(?P<code>[^"]+)"(?P<rest>[^\n]*)', path.read_text(encoding="utf-8")
    )
]
MESSAGES = {
    code: sentences
    for code, sentences in ALL.items()
    if code.startswith("printing.") or code in {raised for raised, _ in RAISES}
}


def test_every_code_raised_has_a_sentence_and_none_is_left_over() -> None:
    assert {code for code, _ in RAISES} == set(MESSAGES)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("code", "details"), RAISES)
def test_a_sentence_asks_only_for_details_that_are_given(code: str, details: set[str], language: str) -> None:
    asked = set(re.findall(r"{(\w+)}", MESSAGES[code][language]))
    assert asked <= details


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_sentences_neither_shout_nor_plead(code: str) -> None:
    for sentence in MESSAGES[code].values():
        assert "!" not in sentence
        assert "vui lòng" not in sentence.lower()
        assert sentence.endswith(".")
