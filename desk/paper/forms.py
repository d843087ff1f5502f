"""Biểu mẫu: which forms this program prints, and the dated words each is printed with."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from desk.errors import InputError

if TYPE_CHECKING:
    from datetime import date

    from printing.words import Words

PRINTABLE = ("giay_tiep_nhan", "phieu_bo_sung")
LATER = frozenset(
    {
        "phieu_tu_choi",
        "vb_xin_loi",
        "tb_dung",
        "phieu_kiem_soat",
        "ban_giao",
        "buu_chinh",
        "nhan_ho_so",
        "to_khai",
    }
)
BY_REPORT = "so_theo_doi"


def check_form(form: str) -> None:
    """Refuse what cannot be printed for one dossier: unknown, not yet there, or a report."""
    if form in LATER:
        raise InputError("command.not_yet", command=f"print {form}")
    if form == BY_REPORT:
        raise InputError("form.by_report", form=form)
    if form not in PRINTABLE:
        raise InputError("form.unknown", form=form[:40], allowed=list(PRINTABLE))


def words(form: str, day: date) -> Words:
    """The wording of a form as in force on a day; legal words live in dated templates, not in code."""
    from printing.words import choose

    return choose(_versions(form), day)


@cache
def _versions(form: str) -> tuple[Words, ...]:
    import tomllib

    from printing.words import parse
    from resources import path

    return parse(tomllib.loads(path("forms", f"{form}.toml").read_text(encoding="utf-8")))
