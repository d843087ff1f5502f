"""Language: Vietnamese is written in the source; English is looked up, and a gap shows Vietnamese.

Catalogues are `resources/i18n/en.<area>.toml` with lines `"Vietnamese" = "English"`. Qt's own words
(standard buttons) come from `vi.standard.toml`, because PySide6 ships no Vietnamese catalogue.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

from resources import path as resource

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("vi", "en")
_KEY = "qmc_lang"
_MARK = "qmcTranslator"
_KEY_WORDS = "qmc_key_words"
_VERBS = {"are": "is", "were": "was", "have": "has", "belong": "belongs", "stand": "stands"}
_MANY = re.compile(
    r"\{count\} (?P<between>(?:new|process) )?(?P<noun>[a-z]+(?<!s)s)\b"
    rf"(?: (?P<verb>{'|'.join(_VERBS)})\b)?"
)
_CAPS = re.compile(r"(?<![\w+])(?:(?:Ctrl|Alt|Shift)\+)*(?:F\d{1,2}|(?<=\+)[A-Z0-9,])(?![\w+])")


def tr(text: str, /, **values: object) -> str:
    """Say a Vietnamese sentence in the window's language; `{name}` places are filled afterwards."""
    said = QCoreApplication.translate("ui", text)
    if str(values.get("count")) == "1" and language() == "en":
        said = singular(said)
    said = said.format(**values) if values else said
    return with_keys(said)


def singular(said: str) -> str:
    """An English sentence about `{count}` things as it is said of one: `{count} pages` is `{count} page`."""

    def one(found: re.Match[str]) -> str:
        noun, verb = found["noun"], found["verb"]
        noun = f"{noun[:-3]}y" if noun.endswith("ies") else noun[:-1]
        return f"{{count}} {found['between'] or ''}{noun}{f' {_VERBS[verb]}' if verb else ''}"

    return _MANY.sub(one, said)


def with_keys(said: str) -> str:
    """Put the person's own keys into a sentence that names the usual ones."""
    app = QCoreApplication.instance()
    words = app.property(_KEY_WORDS) if app is not None else None
    if not isinstance(words, dict) or not words:
        return said
    return _CAPS.sub(lambda found: words.get(found.group(), found.group()), said)


def put_key_words(app: QCoreApplication, words: dict[str, str]) -> None:
    """Remember which caps read otherwise from now on."""
    app.setProperty(_KEY_WORDS, words)


def phrase(text: str) -> str:
    """Say words that `desk` composed: a known one in the window's language, a legal name as it is."""
    return QCoreApplication.translate("ui", text) if text else ""


def _read(file: Path) -> dict[str, str]:
    return {key: str(value) for key, value in tomllib.loads(file.read_text(encoding="utf-8")).items()}


def catalogue(lang: str) -> dict[str, str]:
    """Read every catalogue of a language into one table; later areas may not contradict earlier ones."""
    merged: dict[str, str] = {}
    for file in sorted(resource("i18n").glob(f"{lang}.*.toml")):
        merged.update(_read(file))
    return merged


class CatalogueTranslator(QTranslator):
    """Answers Qt's translation questions from a table; the context plays no part."""

    def __init__(self, table: dict[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.setObjectName(_MARK)

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        """Return the word in this language; None tells Qt to try the next translator."""
        del context, disambiguation, n
        return self._table.get(sourceText)

    def isEmpty(self) -> bool:
        """Tell Qt whether there is anything to ask."""
        return not self._table


def language() -> str:
    """Return the language of the window."""
    app = QCoreApplication.instance()
    kept = app.property(_KEY) if app is not None else None
    return kept if isinstance(kept, str) else "vi"


def install(app: QCoreApplication, lang: str) -> None:
    """Make `lang` the language of the program from now on; windows are rebuilt by their owner."""
    for old in app.findChildren(CatalogueTranslator, _MARK):
        app.removeTranslator(old)
        old.setParent(None)
        old.deleteLater()
    app.setProperty(_KEY, lang)
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese if lang == "vi" else QLocale.Language.English))
    table = catalogue(lang)
    if table:
        app.installTranslator(CatalogueTranslator(table, app))
