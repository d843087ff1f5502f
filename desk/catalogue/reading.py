"""One procedure as it comes from outside (a JSON file, a table, a screen), read strictly into its card."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desk.catalogue.lookup import is_other_level
from desk.catalogue.shipped import UNITS
from desk.errors import InputError
from desk.folding import fold
from desk.jsonform import Form
from desk.paying.lines import MOST_LINES, line_data, owed, read_line, total
from desk.rows import AskCard, ComponentCard, ProcedureCard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.rows.fees import FeeLine

CODE = re.compile(r"[1-9]\.\d{6}", re.ASCII)  # mã TTHC; the portal's longer ids are no procedure codes
APPLIES = ("always", "on_behalf", "organisation", "group")
ASK_KINDS = ("text", "number", "date", "flag", "choice")
AFTER_CUTOFF = ("same_day", "next_day")
# NĐ 224/2026 Đ.14; the older labels stand in data from before
ONLINE_LEVELS = ("toàn trình", "một phần", "còn lại")
MOST_COMPONENTS = 60
MOST_ASKS = 4
MOST_LIMIT = 9999
MOST_FEE = 999_999_999_999
MOST_VALID_DAYS = 36_500
_SHORT, _LINE, _LONG = 40, 1000, 2000


def read_entry(data: Mapping[str, Any]) -> ProcedureCard:
    """Return the card of a procedure given by the keys of its JSON form; `components` are numbered in order.

    Raises:
        InputError: `catalogue.bad_code`, `catalogue.missing_key`, `catalogue.bad_value`,
            `catalogue.unknown_key`; each names the key.
    """
    form = Form(data, code="catalogue")
    card = _card(form)
    unknown = form.unknown()
    if unknown:
        raise InputError("catalogue.unknown_key", key=unknown[0])
    return card


def _card(form: Form) -> ProcedureCard:
    code = form.required_text("code", limit=60)
    if CODE.fullmatch(code) is None:
        raise InputError("catalogue.bad_code", key="code", value=code)
    limit, unit = _term(form)
    fees = _fees(form)
    level = form.text("level", limit=_SHORT) or ""
    non_territorial = form.flag("non_territorial", default=False)
    return ProcedureCard(
        code=code,
        name=_line(form.required_text("name", limit=_LINE)),
        field=_line(form.required_text("field", limit=200)),
        level=level,
        time_limit=limit,
        time_unit=unit,
        fee=_fee(form, fees),
        online_level=_online_level(form),
        components=_components(form),
        source=form.text("source", limit=_LONG) or "",
        confidence=form.text("confidence", limit=200) or "",
        asks=_asks(form),
        suspended=form.flag("suspended", default=False),
        other_level=is_other_level(level) and not non_territorial,
        favourite=form.flag("favourite", default=False),
        nicknames=tidy_nicknames(form.text("nicknames", limit=_LINE) or ""),
        competent_unit=_line(form.text("competent_unit", limit=200) or ""),
        resolving_unit=_line(form.text("resolving_unit", limit=200) or ""),
        after_cutoff=form.choice("after_cutoff", ("", *AFTER_CUTOFF), default="") or None,
        fee_per_page=form.flag("fee_per_page", default=False),
        yields_paper=form.flag("yields_paper", default=True),
        business=form.flag("business", default=False),
        non_territorial=non_territorial,
        basis=form.text("basis", limit=_LONG) or "",
        fees=fees,
    )


def entry_data(card: ProcedureCard) -> dict[str, Any]:
    """Return the JSON form of a card: what `read_entry` reads back to the same card."""
    return {
        "code": card.code,
        "name": card.name,
        "field": card.field,
        "level": card.level,
        "time_limit": card.time_limit,
        "time_unit": card.time_unit,
        "fee": card.fee,
        "fee_per_page": card.fee_per_page,
        "fees": [line_data(one) for one in card.fees],
        "online_level": card.online_level,
        "components": [component_data(one) for one in card.components],
        "asks": [ask_data(one) for one in card.asks],
        "yields_paper": card.yields_paper,
        "business": card.business,
        "non_territorial": card.non_territorial,
        "competent_unit": card.competent_unit,
        "resolving_unit": card.resolving_unit,
        "after_cutoff": card.after_cutoff,
        "suspended": card.suspended,
        "favourite": card.favourite,
        "nicknames": card.nicknames,
        "basis": card.basis,
        "source": card.source,
        "confidence": card.confidence,
    }


def component_data(card: ComponentCard) -> dict[str, Any]:
    """Return the JSON form of one line of a checklist."""
    return {
        "no": card.no,
        "name": card.name,
        "mandatory": card.mandatory,
        "condition": card.condition,
        "from_database": card.from_database,
        "applies": card.applies,
        "doc_type": card.doc_type,
        "valid_days": card.valid_days,
        "copies": card.copies,
    }


def ask_data(card: AskCard) -> dict[str, Any]:
    """Return the JSON form of one question."""
    return {"key": card.key, "label": card.label, "kind": card.kind, "choices": list(card.choices)}


def tidy_nicknames(text: str) -> str:
    """Return other names separated by `; `, each once, blanks squeezed."""
    names = (_line(part) for part in text.split(";"))
    return "; ".join(dict.fromkeys(name for name in names if name))


def _line(text: str) -> str:
    return " ".join(text.split())


def _term(form: Form) -> tuple[int | None, str | None]:
    """The legal term; a number and its unit stand together, `same_day` needs no number."""
    unit = form.choice("time_unit", ("", *UNITS), default="") or None
    limit = form.whole("time_limit", lowest=1, highest=MOST_LIMIT) if form.has("time_limit") else None
    if unit is None and limit is not None:
        raise form.missing("time_unit")
    if limit is None and unit not in {None, "same_day"}:
        raise form.missing("time_limit")
    return limit, unit


def _fees(form: Form) -> tuple[FeeLine, ...]:
    """The lines of the fee; every one is another."""
    lines = []
    for one in form.children("fees", limit=MOST_LINES):
        lines.append(read_line(one))
        _no_strangers(one)
    if len({line.name for line in lines}) != len(lines):
        raise form.bad("fees", expected="once")
    return tuple(lines)


def _fee(form: Form, fees: tuple[FeeLine, ...]) -> int | None:
    """The fee in all for one copy: the sum of its lines where there are some, and then no other amount."""
    told = form.whole("fee", lowest=0, highest=MOST_FEE) if form.has("fee") else None
    if not fees:
        return told
    summed = total(owed(fees, copies=1))
    if summed > MOST_FEE or told not in {None, summed}:
        raise form.bad("fee", expected=str(summed))
    return summed


def _online_level(form: Form) -> str:
    text = form.text("online_level", limit=_SHORT) or ""
    return next((known for known in ONLINE_LEVELS if fold(known) == fold(text)), text)


def _components(form: Form) -> tuple[ComponentCard, ...]:
    return tuple(
        _component(one, no)
        for no, one in enumerate(form.children("components", limit=MOST_COMPONENTS), start=1)
    )


def _component(form: Form, no: int) -> ComponentCard:
    if form.whole("no", lowest=1, highest=MOST_COMPONENTS, default=no) != no:
        raise form.bad("no", expected=str(no))
    condition = _line(form.text("condition", limit=_LINE) or "") or None
    from_database = form.flag("from_database", default=False)
    applies = form.choice("applies", APPLIES, default="always")
    unconditional = condition is None or applies != "always"
    card = ComponentCard(
        no=no,
        name=_line(form.required_text("name", limit=_LINE)),
        mandatory=form.flag("mandatory", default=unconditional and not from_database),
        condition=condition,
        from_database=from_database,
        applies=applies,
        doc_type=_line(form.text("doc_type", limit=_SHORT) or ""),
        valid_days=_valid_days(form),
        copies=form.whole("copies", lowest=1, highest=99, default=1),
    )
    _no_strangers(form)
    return card


def _valid_days(form: Form) -> int | None:
    if not form.has("valid_days"):
        return None
    return form.whole("valid_days", lowest=1, highest=MOST_VALID_DAYS)


def _asks(form: Form) -> tuple[AskCard, ...]:
    found: dict[str, AskCard] = {}
    for one in form.children("asks", limit=MOST_ASKS):
        key = one.required_text("key", limit=_SHORT, pattern=r"[a-z][a-z0-9_]*")
        if key in found:
            raise one.bad("key", expected="once")
        kind = one.choice("kind", ASK_KINDS, default="text")
        choices = tuple(_line(text) for text in one.texts("choices", limit=20))
        if (kind == "choice") != bool(choices) or not all(choices):
            raise one.bad("choices", expected="list")
        label = _line(one.required_text("label", limit=200))
        found[key] = AskCard(key=key, label=label, kind=kind, choices=choices)
        _no_strangers(one)
    return tuple(found.values())


def _no_strangers(form: Form) -> None:
    unknown = form.unknown()
    if unknown:
        raise InputError("catalogue.unknown_key", key=form.key(unknown[0]))
