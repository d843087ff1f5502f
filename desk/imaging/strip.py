"""Dải trang as the window works it: one state at a time, every change undoable, none of it lost.

Free of Qt. A strip belongs to one thread; only `take_in` of its folder may be called from others. Each
change is handed to the journal of the strip's recovery folder (`desk.imaging.recovery`), which writes it
on its own thread; the pages themselves lie in that folder before they are in the strip.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desk.imaging import strip_changes as changes
from desk.imaging.strip_changes import SAME, Same
from desk.imaging.strip_duplex import interleaved
from desk.rows.strip import GivenPage, StripPage, StripState

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from desk.imaging.recovery import StripFolder
    from desk.imaging.strip_duplex import Uneven
    from desk.rows import Note
    from desk.rows.strip import Corners, Origin, SplitPlan

__all__ = ["SAME", "STEPS_KEPT", "Strip"]

STEPS_KEPT = 200


@dataclass(frozen=True, slots=True)
class _Step:
    """What a change was called and the state before it (in `undo`) or after it (in `redo`)."""

    name: str
    state: StripState


class Strip:
    """The pages of one piece of work at the counter.

    Guarantees: a change that changes nothing leaves no step; `undo` gives back exactly the state before,
    the choice of pages included; a change that fails (a full disk) leaves the strip as it was.
    """

    def __init__(
        self,
        state: StripState | None = None,
        *,
        folder: StripFolder | None = None,
    ) -> None:
        self._state = state or StripState()
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._next = max((page.key for page in self._state.pages), default=0) + 1
        self._listener: Callable[[], None] = _nobody
        self.folder = folder

    @property
    def state(self) -> StripState:
        """The strip as it is now."""
        return self._state

    @property
    def trouble(self) -> Note | None:
        """Why the last change could not be kept for a next start; None while all is well."""
        return self.folder.trouble if self.folder is not None else None

    def listen(self, listener: Callable[[], None]) -> None:
        """Be called after every change, also of the choice of pages, instead of who showed it before.

        A strip goes on into a window built anew: what showed it in the old one is gone.
        """
        self._listener = listener

    # ---- steps ----------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to do again."""
        return bool(self._redo)

    @property
    def undo_name(self) -> str:
        """What `undo` would take back: the name of the method that did it, "" where there is nothing."""
        return self._undo[-1].name if self._undo else ""

    @property
    def redo_name(self) -> str:
        """What `redo` would do again."""
        return self._redo[-1].name if self._redo else ""

    def undo(self) -> None:
        """Take the last change back."""
        if self._undo:
            step = self._undo.pop()
            self._redo.append(_Step(step.name, self._state))
            self._show(step.state)

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._redo:
            step = self._redo.pop()
            self._undo.append(_Step(step.name, self._state))
            self._show(step.state)

    # ---- pages in and out -----------------------------------------------------------------------

    def append(
        self,
        pages: Iterable[GivenPage | Path],
        *,
        component: int | None = None,
        origin: Origin = "camera",
    ) -> None:
        """Add pages after the last one of their paper, else at the end; they stand chosen.

        A file from outside the strip's folder is copied into it first, which takes a moment: hand over what
        `folder.take_in` answered where that matters.

        Raises:
            SurroundingsError: the disk is full or failing; no page was added, those there are safe.
        """
        new = self._made(pages, component, origin)
        self._do("append", changes.inserted(self._state, new))

    def insert(
        self,
        at: int,
        pages: Iterable[GivenPage | Path],
        *,
        component: int | None = None,
        origin: Origin = "camera",
    ) -> None:
        """Put pages in before the one now at `at`; otherwise as `append`."""
        new = self._made(pages, component, origin)
        self._do("insert", changes.inserted(self._state, new, at))

    def replace(self, key: int, page: GivenPage | Path, *, origin: Origin = "camera") -> None:
        """Chụp lại: another picture in a page's place; fails as `append`."""
        if self._state.page(key) is not None:
            new = self._given(page)
            self._do("replace", changes.retaken(self._state, key, new, origin=origin))

    def remove(self, keys: Collection[int]) -> None:
        """Take pages out; their files stay until the work is done, so that `undo` finds them."""
        self._do("remove", changes.removed(self._state, keys))

    # ---- order ----------------------------------------------------------------------------------

    def move(self, keys: Collection[int], to: int, *, component: int | Same | None = SAME) -> None:
        """Move pages into the gap before the page now at `to`, and to another paper where one is named."""
        self._do("move", changes.moved(self._state, keys, to, component))

    def step(self, keys: Collection[int], step: int) -> None:
        """Move pages one place towards the front (−1) or the end (+1)."""
        self._do("move", changes.stepped(self._state, keys, step))

    def interleave(
        self, fronts: Sequence[int], backs: Sequence[int], *, flipped: bool = True, uneven: Uneven = ""
    ) -> None:
        """Quét hai mặt bằng tay: put each back after its front.

        Raises:
            InputError: `strip.stacks_differ` where the numbers differ and `uneven` says nothing.
        """
        self._do("interleave", interleaved(self._state, fronts, backs, flipped=flipped, uneven=uneven))

    # ---- a page's picture -----------------------------------------------------------------------

    def rotate(self, keys: Collection[int], by: int = 90, *, found: Mapping[int, int] | None = None) -> None:
        """Turn pages clockwise from how they are shown; `found` says by key how the program turned them."""
        self._do("rotate", changes.turned(self._state, keys, by, found))

    def face(self, keys: Collection[int], turn: int | None) -> None:
        """Say how far pages must be turned (0, 90, 180, 270); None leaves it to the program again."""
        self._do("rotate", changes.faced(self._state, keys, turn))

    def set_corners(self, key: int, corners: Corners) -> None:
        """Set a page's corners in pixels of its unturned picture."""
        self._do("set_corners", changes.cornered(self._state, key, corners))

    def reset_corners(self, key: int) -> None:
        """Leave a page's corners to the program again."""
        self._do("reset_corners", changes.cornered(self._state, key, None))

    # ---- papers ---------------------------------------------------------------------------------

    def assign(self, keys: Collection[int], component: int | None) -> None:
        """Give pages to a paper, or to none."""
        self._do("assign", changes.assigned(self._state, keys, component))

    def split_from(self, key: int, component: int | None) -> None:
        """Từ trang này là giấy tờ khác: from here to the end of the run it is another paper's."""
        self._do("split", changes.split_from(self._state, key, component))

    def merge_back(self, key: int) -> None:
        """The run this page stands in belongs to the paper of the page before it."""
        self._do("merge", changes.merged_back(self._state, key))

    def apply_split(self, plan: SplitPlan) -> None:
        """Do what a plan of separators says, in one step."""
        self._do("split", changes.split_by(self._state, plan))

    # ---- blank sides ----------------------------------------------------------------------------

    def drop_blank(self, keys: Collection[int]) -> None:
        """Set blank sides aside where they stand; do it last, after putting stacks together and splitting."""
        self._do("drop", changes.dropped(self._state, keys))

    def restore(self, keys: Collection[int]) -> None:
        """Take pages back that stand aside, blank or separators."""
        self._do("restore", changes.restored(self._state, keys))

    # ---- the choice -----------------------------------------------------------------------------

    def select(self, keys: Sequence[int], current: int | None = None) -> None:
        """Choose pages; leaves no step."""
        self._show(changes.selected(self._state, keys, current))

    # ---- inside ---------------------------------------------------------------------------------

    def _made(
        self, pages: Iterable[GivenPage | Path], component: int | None, origin: Origin
    ) -> list[StripPage]:
        made = []
        for given in [self._given(page) for page in pages]:
            made.append(
                StripPage(
                    self._next,
                    given.file,
                    page=given.page,
                    turn=given.turn,
                    corners=given.corners,
                    component=component,
                    origin=origin,
                    kept=given.blank == "keep",
                )
            )
            self._next += 1
        return made

    def _given(self, page: GivenPage | Path) -> GivenPage:
        given = GivenPage(page) if isinstance(page, Path) else page
        return given if self.folder is None else self.folder.inside(given)

    def _do(self, name: str, state: StripState) -> None:
        if state is self._state or state == self._state:
            return
        self._undo.append(_Step(name, self._state))
        del self._undo[:-STEPS_KEPT]
        self._redo.clear()
        self._show(state)

    def _show(self, state: StripState) -> None:
        if state == self._state:
            return
        self._state = state
        if self.folder is not None:
            self.folder.keep(state)
        self._listener()


def _nobody() -> None:
    """Nobody shows the strip yet."""
