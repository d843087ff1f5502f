"""The strip against a naive list: whatever a clerk does in whatever order, and back again exactly."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desk.imaging.strip import SAME, Strip
from desk.rows import GivenPage, StripPage

PAPERS = st.sampled_from([None, 1, 2, 3])
SOME = st.sets(st.integers(0, 11), max_size=5)


class Naive:
    """Pages as plain dicts in a list, with a pile of deep copies behind it."""

    def __init__(self) -> None:
        self.pages: list[dict[str, Any]] = []
        self.before: list[list[dict[str, Any]]] = []
        self.after: list[list[dict[str, Any]]] = []
        self.next = 1

    def begin(self) -> list[dict[str, Any]]:
        """A copy to compare with once the change is done."""
        return copy.deepcopy(self.pages)

    def end(self, old: list[dict[str, Any]]) -> None:
        """A step where something changed."""
        if old != self.pages:
            self.before.append(old)
            self.after.clear()

    def new(self, paper: int | None) -> dict[str, Any]:
        """A page with the next key."""
        page = {"key": self.next, "file": f"{self.next}.jpg", "paper": paper, "turn": None,
                "corners": None, "dropped": "", "kept": False}  # fmt: skip
        self.next += 1
        return page

    def run(self, at: int) -> range:
        """The places around `at` with the same paper."""
        paper = self.pages[at]["paper"]
        first = last = at
        while first and self.pages[first - 1]["paper"] == paper:
            first -= 1
        while last + 1 < len(self.pages) and self.pages[last + 1]["paper"] == paper:
            last += 1
        return range(first, last + 1)


def as_dict(page: StripPage) -> dict[str, Any]:
    """A page of the strip as the naive list has it."""
    return {"key": page.key, "file": page.file.name, "paper": page.component, "turn": page.turn,
            "corners": page.corners, "dropped": page.dropped, "kept": page.kept}  # fmt: skip


class StripMachine(RuleBasedStateMachine):
    """Every change of the strip beside the same change of a list."""

    def __init__(self) -> None:
        super().__init__()
        self.strip, self.naive = Strip(), Naive()

    def chosen(self, places: set[int]) -> list[int]:
        """Keys of the pages at these places."""
        return [page["key"] for at, page in enumerate(self.naive.pages) if at in places]

    @rule(paper=PAPERS, count=st.integers(0, 3), at=st.none() | st.integers(0, 12))
    def take(self, paper: int | None, count: int, at: int | None) -> None:
        """Pages come in."""
        naive, old = self.naive, self.naive.begin()
        new = [naive.new(paper) for _ in range(count)]
        files = [GivenPage(Path(page["file"])) for page in new]
        if at is None:
            self.strip.append(files, component=paper)
            same = [i for i, page in enumerate(naive.pages) if page["paper"] == paper and paper is not None]
            at = same[-1] + 1 if same else len(naive.pages)
        else:
            self.strip.insert(at, files, component=paper)
        naive.pages[min(at, len(naive.pages)) : min(at, len(naive.pages))] = new
        naive.end(old)

    @rule(places=SOME)
    def remove(self, places: set[int]) -> None:
        """Pages go."""
        gone, old = self.chosen(places), self.naive.begin()
        self.strip.remove(gone)
        self.naive.pages = [page for page in self.naive.pages if page["key"] not in gone]
        self.naive.end(old)

    @rule(places=SOME, to=st.integers(0, 12), paper=PAPERS | st.just(SAME))
    def move(self, places: set[int], to: int, paper: Any) -> None:
        """Pages move as one block."""
        keys, old = self.chosen(places), self.naive.begin()
        self.strip.move(keys, to, component=paper)
        mark = {"key": "gap"}
        pages = self.naive.pages
        pages.insert(min(to, len(pages)), mark)
        block = [page for page in pages if page["key"] in keys]
        pages[:] = [page for page in pages if page["key"] not in keys]
        for page in block if paper is not SAME else []:
            page["paper"] = paper
        gap = pages.index(mark)
        pages[gap : gap + 1] = block
        self.naive.end(old)

    @rule(at=st.integers(0, 11), step=st.sampled_from([-1, 1]))
    def step(self, at: int, step: int) -> None:
        """One page swaps with its neighbour."""
        pages, old = self.naive.pages, self.naive.begin()
        if at < len(pages):
            self.strip.step([pages[at]["key"]], step)
            if 0 <= at + step < len(pages):
                pages[at], pages[at + step] = pages[at + step], pages[at]
        self.naive.end(old)

    @rule(places=SOME, by=st.sampled_from([-90, 90, 180, 360]))
    def rotate(self, places: set[int], by: int) -> None:
        """Pages turn."""
        keys, old = self.chosen(places), self.naive.begin()
        self.strip.rotate(keys, by)
        for page in self.naive.pages:
            if page["key"] in keys and by != 360:
                page["turn"] = ((page["turn"] or 0) + by) % 360
        self.naive.end(old)

    @rule(
        at=st.integers(0, 11), shape=st.sampled_from([None, ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))])
    )
    def corners(self, at: int, shape: Any) -> None:
        """A page's corners are set, or left to the program again."""
        pages, old = self.naive.pages, self.naive.begin()
        if at < len(pages):
            if shape is None:
                self.strip.reset_corners(pages[at]["key"])
            else:
                self.strip.set_corners(pages[at]["key"], shape)
            pages[at]["corners"] = shape
        self.naive.end(old)

    @rule(at=st.integers(0, 11))
    def retake(self, at: int) -> None:
        """A page is taken again."""
        pages, old = self.naive.pages, self.naive.begin()
        if at < len(pages):
            name = f"again-{self.naive.next}.jpg"
            self.strip.replace(pages[at]["key"], Path(name))
            pages[at].update(file=name, turn=None, corners=None, dropped="", kept=False)
        self.naive.end(old)

    @rule(places=SOME, paper=PAPERS)
    def assign(self, places: set[int], paper: int | None) -> None:
        """Pages become a paper's."""
        keys, old = self.chosen(places), self.naive.begin()
        self.strip.assign(keys, paper)
        for page in self.naive.pages:
            page["paper"] = paper if page["key"] in keys else page["paper"]
        self.naive.end(old)

    @rule(at=st.integers(0, 11), paper=PAPERS)
    def split(self, at: int, paper: int | None) -> None:
        """From here on it is another paper."""
        pages, old = self.naive.pages, self.naive.begin()
        if at < len(pages):
            self.strip.split_from(pages[at]["key"], paper)
            for place in [place for place in self.naive.run(at) if place >= at]:
                pages[place]["paper"] = paper
        self.naive.end(old)

    @rule(at=st.integers(0, 11))
    def merge(self, at: int) -> None:
        """A run joins the one before."""
        pages, old = self.naive.pages, self.naive.begin()
        if at < len(pages):
            self.strip.merge_back(pages[at]["key"])
            run = self.naive.run(at)
            for place in run if run[0] else []:
                pages[place]["paper"] = pages[run[0] - 1]["paper"]
        self.naive.end(old)

    @rule(places=SOME)
    def drop(self, places: set[int]) -> None:
        """Blank sides stand aside."""
        keys, old = self.chosen(places), self.naive.begin()
        self.strip.drop_blank(keys)
        for page in self.naive.pages:
            if page["key"] in keys and not page["kept"]:
                page["dropped"] = "blank"
        self.naive.end(old)

    @rule(places=SOME)
    def restore(self, places: set[int]) -> None:
        """They come back."""
        keys, old = self.chosen(places), self.naive.begin()
        self.strip.restore(keys)
        for page in self.naive.pages:
            if page["key"] in keys and page["dropped"]:
                page.update(dropped="", kept=True)
        self.naive.end(old)

    @precondition(lambda self: len(self.naive.pages) >= 2)
    @rule(data=st.data(), flipped=st.booleans(), uneven=st.sampled_from(["first", "last"]))
    def interleave(self, data: st.DataObject, flipped: bool, uneven: str) -> None:
        """Two stacks become sheets: each page once, backs with their fronts."""
        keys = [page["key"] for page in self.naive.pages]
        cut = data.draw(st.integers(1, len(keys) - 1))
        fronts, backs = keys[:cut], keys[cut:]
        old = self.naive.begin()
        self.strip.interleave(fronts, backs, flipped=flipped, uneven=uneven)  # type: ignore[arg-type]
        by_key = {page["key"]: page for page in self.naive.pages}
        backs = backs[::-1] if flipped else backs
        shift = len(fronts) - len(backs) if uneven == "last" else 0
        places = [(at, 0, key) for at, key in enumerate(fronts)]
        places += [(at + shift, 1, key) for at, key in enumerate(backs)]
        for at, side, key in places:
            if side:
                front = fronts[min(max(at, 0), len(fronts) - 1)]
                by_key[key]["paper"] = by_key[front]["paper"]
        self.naive.pages = [by_key[key] for _, _, key in sorted(places)]
        self.naive.end(old)

    @rule(places=SOME)
    def select(self, places: set[int]) -> None:
        """Choosing is no step."""
        self.strip.select(self.chosen(places))

    @rule()
    def undo(self) -> None:
        """The last change is taken back."""
        assert self.strip.can_undo == bool(self.naive.before)
        self.strip.undo()
        if self.naive.before:
            self.naive.after.append(self.naive.pages)
            self.naive.pages = self.naive.before.pop()

    @rule()
    def redo(self) -> None:
        """And done again."""
        assert self.strip.can_redo == bool(self.naive.after)
        self.strip.redo()
        if self.naive.after:
            self.naive.before.append(self.naive.pages)
            self.naive.pages = self.naive.after.pop()

    @invariant()
    def same_pages(self) -> None:
        """Both tell the same pages, and the choice is sensible."""
        state = self.strip.state
        assert [as_dict(page) for page in state.pages] == self.naive.pages
        assert list(state.selected) == [key for key in state.keys if key in state.selected]
        assert (state.current in state.selected) if state.selected else state.current is None


StripMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestStripAgainstAList = StripMachine.TestCase
