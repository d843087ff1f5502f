"""Biểu mẫu: which forms this program prints, on which papers, and the dated words of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from desk.errors import InputError

if TYPE_CHECKING:
    from datetime import date

    from desk.office.opened import Office
    from printing.words import Words

ROLLS = ("k80", "k58")
ALL_PAPERS = ("a5", "a4", *ROLLS)
SHEETS = ("a5", "a4")
BY_REPORT = "so_theo_doi"
CERTIFICATION_BOOK = "so_chung_thuc"
REPORTED = (
    BY_REPORT, CERTIFICATION_BOOK, "bc_ii06a", "bc_766", "bc_qua_han", "bc_khoi_luong", "bc_hai_long",
    "bc_so_hoa", "bc_phi", "bc_07a", "bc_xin_loi", "bc_lanh_dao",
)  # fmt: skip
DAY_SHEET = "bang_ke_ngay"
NEW_REPORT = "bc_moi"  # what a report of the office's own begins from
NEEDED_OF_OWN = frozenset({"source", "keys", "columns"})  # the rest may come from what it begins from
_OWN = re.compile(r"bc_([a-z0-9][a-z0-9_]{0,28}[a-z0-9])")


@dataclass(frozen=True, slots=True)
class FormKind:
    """Loại biểu mẫu: its key, the papers it fits (the usual one first) and the event whose facts it tells.

    `with_act`: the paper is made with that very act, so what it said is what was in force then.
    """

    key: str
    papers: tuple[str, ...]
    event: str = "dossier.received"
    with_act: bool = False


KINDS: tuple[FormKind, ...] = (
    FormKind("giay_tiep_nhan", ALL_PAPERS, with_act=True),
    FormKind("phieu_bo_sung", ALL_PAPERS, "dossier.supplement_requested", with_act=True),
    FormKind("phieu_tu_choi", ALL_PAPERS, "dossier.refused", with_act=True),
    FormKind("vb_xin_loi", ("a4", "a5"), "dossier.extended", with_act=True),
    FormKind("tb_dung", ("a4", "a5"), "dossier.stopped", with_act=True),
    FormKind("phieu_kiem_soat", ("a4", "a5")),
    FormKind("ban_giao", ("a4", "a5"), "dossier.handed_over", with_act=True),
    FormKind("buu_chinh", ("a5", "a4")),
    FormKind("ds_tiep_nhan", ALL_PAPERS),
    FormKind("phieu_tra", ("a5", "a4"), "dossier.result_ready"),
    FormKind("nhan_ho_so", ("k80", "k58", "a4")),
    FormKind("to_khai", ("a4", "a5")),
)
PRINTABLE = tuple(kind.key for kind in KINDS)


def check_form(form: str) -> None:
    """Refuse what cannot be printed for one dossier: an unknown form, or a report."""
    if form in REPORTED:
        raise InputError("form.by_report", form=form)
    if form not in PRINTABLE:
        raise InputError("form.unknown", form=form[:40], allowed=list(PRINTABLE))


def kind_of(form: str) -> FormKind:
    """What is fixed about a form.

    Raises:
        InputError: `form.unknown`, `form.by_report`.
    """
    check_form(form)
    return next(kind for kind in KINDS if kind.key == form)


def check_paper(form: str, paper: str) -> None:
    """Refuse a paper nobody has, and one this form does not fit on."""
    if paper not in ALL_PAPERS:
        raise InputError("form.unknown_paper", paper=paper[:40], allowed=sorted(ALL_PAPERS))
    fitting = kind_of(form).papers
    if paper not in fitting:
        raise InputError("form.paper_unsuitable", form=form, paper=paper, allowed=list(fitting))


def words(form: str, day: date) -> Words:
    """The shipped wording of a form as in force on a day; no legal word stands in code."""
    from printing.words import choose

    return choose(shipped(form), day)


def words_on(office: Office, form: str, day: date) -> Words:
    """The wording in force on a day: this office's own template where one has begun, else the shipped one."""
    from desk.paper.template_store import words_in

    with office.read() as session:
        return words_in(session, form, day)


def is_own(form: str) -> bool:
    """Whether a key is that of a report an office may add: `bc_` and a name that no shipped report has."""
    from desk.reports.known import NAMED

    found = _OWN.fullmatch(form)
    return found is not None and form not in REPORTED and found[1] not in NAMED


@cache
def shipped(form: str) -> tuple[Words, ...]:
    """Every dated version that came with the program, oldest first; of an own report what it begins from."""
    import tomllib

    from printing.words import parse
    from resources import path

    if form != NEW_REPORT and is_own(form):
        return tuple(replace(one, key=form) for one in shipped(NEW_REPORT))
    return parse(tomllib.loads(path("forms", f"{form}.toml").read_text(encoding="utf-8")))
