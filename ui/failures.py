"""How a failure reads on screen: the sentence of its code, or a general one that says what is safe."""

from __future__ import annotations

from ui.i18n import language, tr, with_keys


def explain(error: object) -> str:
    """Return the sentence for a failure; never its trace, never a code first."""
    from desk.errors import DeskError

    if isinstance(error, DeskError):
        from desk.wording import sentence

        return with_keys(sentence(error.code, language(), **error.details))
    return tr("Việc này chưa xong vì lỗi của chương trình. Hồ sơ đã lưu không mất. Thử lại, rồi báo tin học.")
