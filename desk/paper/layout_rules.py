"""Bố cục báo cáo: which columns a report's own template may tell, so that a new circular needs no code.

What an office lists must be something that is counted; headings are as many as columns, and what is worked
out is made of what is counted or was worked out before it. Every fault names the key and what it takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.paper.forms import is_own, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desk.importing import Faults
    from desk.reports.layout import Part

MOST_COLUMNS = 40
_TABLE = ("keys", "columns", "column_numbers", "formulas")
_DECLARED = frozenset({*_TABLE, "source", "shown"})
_OWN = _DECLARED | {"order", "keys_detail", "columns_detail"}
_SOURCES = ("field", "procedure")  # of the shipped reports
_SIGNS = ("a = b + c", "a = b - c", "a = b / c")
_MADE = frozenset({"indicators"})
_TWO = 2


def is_open(form: str, key: str) -> bool:
    """Whether an office's template may have another list here than the shipped one."""
    from desk.reports.known import BY_TEMPLATE, parts_of

    if is_own(form):
        return key in _OWN
    if form in BY_TEMPLATE.values():
        return key in _DECLARED
    return key in _MADE or any(
        key == f"{name}{part.ending}" for part in parts_of(form) for name in _TABLE
    )  # fmt: skip


def judge_layout(form: str, row: int, texts: Mapping[str, Any], faults: Faults) -> None:
    """Note columns that nobody counts, headings that are too few, formulas out of nothing."""
    from desk.reports.known import BY_TEMPLATE, parts_of

    model = shipped(form)[-1].lists
    told = {key: texts.get(key, list(items)) for key, items in model.items() if is_open(form, key)}
    if not all(isinstance(one, list) and all(isinstance(each, str) for each in one) for one in told.values()):
        return  # noted where each list is looked at
    judge = _Judge(row, told, faults)
    if is_own(form):
        judge.own()
    elif form in BY_TEMPLATE.values():
        judge.declared()
    else:
        for part in parts_of(form):
            judge.table(part)
        judge.indicators()


@dataclass(frozen=True, slots=True)
class _Judge:
    """One version's lists, judged table by table."""

    row: int
    told: Mapping[str, Sequence[str]]
    faults: Faults

    def declared(self) -> None:
        """A shipped report that its template describes: by field, and by procedure beside."""
        from desk.reports.known import declared_part

        sources = self.told["source"]
        self.among("source", sources, _SOURCES)
        self.twice("source", sources)
        if not sources:
            self.add("source", "template.number_missing", allowed=_SOURCES)
        self.table(declared_part("field"))
        self.among("shown", self.told["shown"], declared_part("field").numbers)

    def own(self) -> None:
        """A report the office adds; without any source it is given up from that day on."""
        from desk.reports.known import GROUPS, declared_part, group_of

        sources = self.told["source"]
        if not sources:
            return
        unknown = [one for one in sources if not group_of(one)]
        for one in unknown:
            self.add("source", "template.unknown_number", name=one[:40], allowed=("dossier", *GROUPS))
        if len(sources) > _TWO:
            self.add("source", "template.wrong_count", count=_TWO)
        if unknown:
            return
        part = declared_part(sources[0])
        made = self.table(part)
        self.among("shown", self.told["shown"], part.numbers)
        order = [one.removeprefix("-") for one in self.told["order"]]
        self.among("order", order, part.known | made | frozenset(self.told["keys"]))
        if len(sources) > 1:
            self.detail(declared_part(sources[1]), part)
        elif self.told["keys_detail"]:
            self.add("keys_detail", "template.wrong_count", count=0)

    def detail(self, part: Part, first: Part) -> None:
        """The further sheet: names of its own, or those of the report where it knows them."""
        names, headings = self.told["keys_detail"], self.told["columns_detail"]
        self.among("keys_detail", names, part.texts)
        self.twice("keys_detail", names)
        if len(headings) != len(names) and (names or len(headings) != _TWO):
            self.add("columns_detail", "template.wrong_count", count=len(names))
        kept = set(self.told["keys"]) & first.texts
        if not names and (not kept <= part.texts or (headings and "field" not in kept)):
            self.add("keys_detail", "template.number_missing", allowed=sorted(part.texts))

    def table(self, part: Part) -> frozenset[str]:
        """The columns of a table; answers what its formulas give."""
        end = part.ending
        keys = self.told[f"keys{end}"]
        for name in ("columns", "column_numbers"):
            listed = self.told.get(f"{name}{end}", keys)
            if len(listed) != len(keys) and not (name == "column_numbers" and not listed):
                self.add(f"{name}{end}", "template.wrong_count", count=len(keys))
        if len(keys) > MOST_COLUMNS:
            self.add(f"keys{end}", "template.too_long", limit=MOST_COLUMNS)
        self.twice(f"keys{end}", keys)
        if not part.needed & set(keys):
            self.add(f"keys{end}", "template.number_missing", allowed=sorted(part.needed))
        made = self.formulas(part)
        self.among(f"keys{end}", keys, part.known | made)
        return made

    def formulas(self, part: Part) -> frozenset[str]:
        """What formulas give: each made of what is counted or was made before it, none over itself."""
        from desk.reports.layout import formula_of

        key = f"formulas{part.ending}"
        found = [(text, formula_of(text)) for text in self.told.get(key, ())]
        given = [one[0] for _, one in found if one is not None]
        self.twice(key, given)
        before: set[str] = set()
        for text, one in found:
            if one is None:
                self.add(key, "template.unknown_number", name=text[:40], allowed=_SIGNS)
                continue
            name, sign, parts = one
            if name in part.texts | {"no"}:
                self.add(key, "template.number_twice", name=name)
            self.among(key, parts, (part.numbers - set(given)) | before)
            before |= {name} if sign != "/" else set()  # a share is no number to go on with
        return frozenset(given)

    def indicators(self) -> None:
        """Which indicators a table tells."""
        from desk.numbers.indicators import KEYS

        if "indicators" in self.told:
            listed = self.told["indicators"]
            self.among("indicators", listed, KEYS)
            self.twice("indicators", listed)
            if not listed:
                self.add("indicators", "template.number_missing", allowed=KEYS)

    def among(self, key: str, names: Sequence[str], known: Iterable[str]) -> None:
        """Note what nobody knows."""
        allowed = sorted(known)
        for name in names:
            if name not in allowed:
                self.add(key, "template.unknown_number", name=name[:40], allowed=allowed)

    def twice(self, key: str, names: Sequence[str]) -> None:
        """Note what is listed more than once."""
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.add(key, "template.number_twice", name=name[:40])

    def add(self, key: str, code: str, **details: Any) -> None:  # noqa: ANN401 - details of any kind
        """Note a fault by its key, with what the key takes."""
        if "allowed" in details:
            details["allowed"] = ", ".join(details["allowed"])
        self.faults.add(self.row, f"texts.{key}", code, **details)
