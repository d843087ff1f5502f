"""Phí chứng thực: an editable, dated table of tiers, and what papers cost by it.

The table is the rule `certification.fees`; no amount stands in code. By the page: each page costs what the
highest tier begun by it says, a copy at most the cap, and that times the copies. By the case: each signed
paper is a case, whatever its pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FEES = "certification.fees"


@dataclass(frozen=True, slots=True)
class Scale:
    """Biểu phí of one procedure: its book, its tiers from a page on, the most a copy costs."""

    procedure: str
    book: str
    unit: str  # page | case
    tiers: tuple[tuple[int, int], ...]  # (first page, đồng), rising
    cap: int
    source: str
    confidence: str

    def each(self, pages: int) -> int:
        """What one copy (one case) costs."""
        if self.unit == "case":
            return self.tiers[0][1]
        whole = sum(amount * count for amount, count in self._spread(pages))
        return min(whole, self.cap) if self.cap else whole

    def reason(self, pages: int, copies: int, *, lang: str) -> str:
        """Why a paper costs what it does, as the clerk tells it."""
        total = _money(self.each(pages) * copies, lang)
        if self.unit == "case":
            told = {"n": copies, "each": _money(self.tiers[0][1], lang), "total": total}
            return sentence("certify.why.case", lang, **told)
        parts = " + ".join(f"{count} × {_money(amount, lang)}" for amount, count in self._spread(pages))
        told = {
            "pages": pages,
            "parts": parts,
            "each": _money(self.each(pages), lang),
            "n": copies,
            "total": total,
        }
        if self.cap and sum(amount * count for amount, count in self._spread(pages)) > self.cap:
            return sentence("certify.why.capped", lang, **told)
        return sentence("certify.why.page", lang, **told)

    def _spread(self, pages: int) -> list[tuple[int, int]]:
        """The pages by tier: what one costs, and how many cost that."""
        ends = [first - 1 for first, _ in self.tiers[1:]] + [pages]
        found = []
        for (first, amount), last in zip(self.tiers, ends, strict=True):
            count = min(last, pages) - first + 1
            if count > 0:
                found.append((amount, count))
        return found


def scales(rules: Mapping[str, Any]) -> dict[str, Scale]:
    """Every procedure of the fee table among the rules of a day, in the table's order."""
    return scales_of(rules[FEES])


def scales_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, Scale]:
    """The scales of a fee table; its rows were checked when they were set."""
    by_procedure: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_procedure.setdefault(row["procedure"], []).append(row)
    return {code: _scale(code, found) for code, found in by_procedure.items()}


def _scale(code: str, rows: list[Mapping[str, Any]]) -> Scale:
    tiers = sorted((int(row.get("from", 1)), int(row["amount"])) for row in rows)
    first = min(rows, key=lambda row: int(row.get("from", 1)))
    return Scale(
        procedure=code,
        book=first["book"],
        unit=first.get("unit", "page"),
        tiers=tuple(tiers),
        cap=int(first.get("cap", 0)),
        source=first.get("source", ""),
        confidence=first.get("confidence", ""),
    )


def scale_of(rules: Mapping[str, Any], procedure: str) -> Scale:
    """The fees of one procedure.

    Raises:
        InputError: `certify.not_express` where the table does not know it.
    """
    known = scales(rules)
    if procedure not in known:
        raise InputError("certify.not_express", procedure=procedure[:40], allowed=[*known])
    return known[procedure]


def _money(amount: int, lang: str) -> str:
    grouped = f"{amount:,}"
    return f"{grouped if lang == 'en' else grouped.replace(',', '.')} đ"
