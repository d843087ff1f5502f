"""From a form's key to its filled sheet: which act it tells of, which words held that day, who fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.paper.forms import kind_of
from desk.paper.given_words import words_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.office.opened import Office
    from desk.rows import DossierView
    from printing.sheets import Sheet

    Filler = Callable[..., Sheet]


def sheet_for(office: Office, form: str, view: DossierView, *, reprint: int = 0) -> Sheet:
    """The frozen sheet of a form for a dossier.

    Raises:
        InputError: `form.unknown`, `form.by_report`, `form.wrong_state` where the form does not fit.
    """
    fill = filler(form)
    return fill(office, view, words_for(office, form, view), reprint=reprint)


def filler(form: str) -> Filler:
    """Who fills a form."""
    from desk.paper import companions, handing, letters, return_slip, routing, sheets, visit_list

    fillers: dict[str, Filler] = {
        "giay_tiep_nhan": sheets.receipt_sheet,
        "ds_tiep_nhan": visit_list.visit_sheet,
        "phieu_bo_sung": sheets.supplement_sheet,
        "phieu_tu_choi": letters.refusal_sheet,
        "vb_xin_loi": letters.apology_sheet,
        "tb_dung": letters.stop_sheet,
        "phieu_kiem_soat": routing.routing_sheet,
        "ban_giao": handing.handover_sheet,
        "buu_chinh": companions.postal_sheet,
        "phieu_tra": return_slip.return_slip,
        "nhan_ho_so": companions.sticker_sheet,
        "to_khai": companions.declaration_sheet,
    }
    return fillers[kind_of(form).key]
