"""The live picture while a screen is open: read, judged, kept, each in a thread of its own.

Newest frame wins everywhere: a slow page finder, a camera that changes its size for a still or a slow
disk never hold up the preview. Nothing here waits for a device: a session that is stopped ends by itself.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from desk.errors import DeskError
from desk.imaging.seen_codes import CardFilm

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk.imaging.capture import CaptureSource, Frame
    from desk.imaging.digitising import Code
    from desk.rows import IdentityCard

FRAME_SECONDS = 1 / 30  # a source that answers at once is not read more often
LOOK_SECONDS = 0.06  # from one look to the next: the rest of the processor is for the pages themselves
CARD_SECONDS = 0.1  # between two tries to read a card
KEEP_SECONDS = 2.0  # a page whose picture is there is kept and told before the end of its camera is
BUSY_TRIES, BUSY_SECONDS = 4, 0.4  # another screen, or a program just closed, may still be letting it go
RELEASE_SECONDS = 6.0  # how long a session waits for the one before it to let the camera go


class LiveDoors(Protocol):
    """What a session needs of `desk`."""

    def open_source(self, spec: str) -> CaptureSource: ...  # noqa: D102
    def save_frame(self, frame: Frame, folder: Path | None = None) -> Path: ...  # noqa: D102
    def read_card(self, image: Path | Frame, film: CardFilm | None = None) -> IdentityCard | None: ...  # noqa: D102
    def read_codes(self, image: Path | Frame) -> tuple[Code, ...]: ...  # noqa: D102


class LiveSession:
    """One source from opening to closing. Safe to use from any thread; no call waits.

    Tells, from its own threads: `opened` CaptureSource, `frame` Frame (the next one only after `shown()`),
    `look` FrameLook, `kept` (Path, number of the asking), `unsaved` (DeskError, number), `card`
    IdentityCard, `code` text of any other code held before the camera, and once at the end `broke`
    Exception, unless it was stopped. `folder` answers where pages are kept, so that one is safe from a power
    cut before it is told; None: among the office's captures.
    """

    def __init__(
        self,
        doors: LiveDoors,
        spec: str,
        told: Callable[[LiveSession, str, Any], None],
        *,
        after: LiveSession | None = None,
    ) -> None:
        self._doors, self._spec, self._told, self._after = doors, spec, told, after
        self._state = threading.Condition()
        self._newest: Frame | None = None
        self._source: CaptureSource | None = None
        self._shown = True
        self._stopped = False
        self._keeping = False  # a still was taken and is on its way to the disk
        self._unknown = False  # a hand captured before any look had shown which page lies there
        self._passing = False  # the page that lies there is not the one waited for
        self._memory: Any = None  # of the session before
        self.asked = self._answered = 0
        self.auto = True
        self.wants_card = False
        self.wants_code = False  # every frame is tried for codes and cards; no page is taken
        self.folder: Callable[[], Path] | None = None
        self.before: Path | None = None  # the page captured last by a session before this one
        self._film = CardFilm()
        self._ended = threading.Event()
        self._judging = threading.Lock()  # page or card, never both: the window needs the processor too
        threading.Thread(target=self._run, name="live", daemon=True).start()

    # ---- orders -------------------------------------------------------------------------------------

    def stop(self) -> None:
        """Ask everything to end; nothing is told any more."""
        with self._state:
            self._stopped = True
            self._state.notify_all()

    def ended(self, seconds: float) -> bool:
        """Whether the source is closed, waited for at most so long."""
        return self._ended.wait(seconds)

    def shown(self) -> None:
        """The last frame was taken: send the next one."""
        self._shown = True

    def capture(self) -> int:
        """Ask for a page at full size, whatever the finder says; answers the number of the asking.

        Where that page was just captured by itself, hand and finder mean the same: nothing more is asked.
        """
        source = self._source
        if source is not None and source.just_taken():
            return self.asked
        self._unknown = source is None or not source.captured()
        return self._ask()

    def again(self) -> None:
        """Let the page that lies there be captured once more."""
        self.before = self._memory = None
        if self._source is not None:
            self._source.again()

    def pass_over(self) -> None:
        """Leave alone the page that lies there now: another one, or the hand, is waited for."""
        self._passing = True

    @property
    def memory(self) -> Any:  # noqa: ANN401 - as the source gives it
        """The page captured last, here or in a session before this one."""
        return self._memory if self._source is None else self._source.memory

    # ---- the threads --------------------------------------------------------------------------------

    def _run(self) -> None:
        """Open, read, close; every failure is told, none is raised."""
        after, self._after = self._after, None
        if after is not None:
            after.ended(RELEASE_SECONDS)
            self._memory = after.memory
        source: CaptureSource | None = None
        try:
            if self._stopped:
                return
            source = self._opened()
            source.recall(self._memory)
            self._source = source
            self._tell("opened", source)
            for work in (self._look_on, self._keep_on, self._read_cards):
                threading.Thread(target=work, args=(source,), name="live", daemon=True).start()
            self._read_on(source)
        except Exception as error:  # whatever it is, the window says it and goes on
            with self._state:
                self._state.wait_for(lambda: self._stopped or not self._keeping, KEEP_SECONDS)
            self._tell("broke", error)
        finally:
            self.stop()
            if source is not None:
                source.close()
            self._ended.set()

    def _opened(self) -> CaptureSource:
        for _ in range(BUSY_TRIES - 1):
            try:
                return self._doors.open_source(self._spec)
            except DeskError as error:
                if error.code != "camera.busy" or self._stopped:
                    raise
            self._pause(BUSY_SECONDS)
        return self._doors.open_source(self._spec)

    def _read_on(self, source: CaptureSource) -> None:
        began = time.monotonic()
        while not self._stopped:
            frame = source.read()
            with self._state:
                self._newest = frame
                self._state.notify_all()
            if self._shown:
                self._shown = False
                self._tell("frame", frame)
            self._pause(FRAME_SECONDS - (time.monotonic() - began))
            began = time.monotonic()

    @property
    def _takes_pages(self) -> bool:
        return self.auto and not (self.wants_card or self.wants_code)

    def _look_on(self, source: CaptureSource) -> None:
        seen: Frame | None = None
        while (frame := self._next(seen)) is not None:
            seen, began = frame, time.monotonic()
            self._remember(source, frame)
            if self._passing:
                self._passing = False
                source.pass_over()
            capturing = self._takes_pages and not self._unknown
            asked = self.asked
            try:
                with self._judging:
                    look = source.look(frame, capturing=capturing)
            except Exception:  # noqa: S112 - a frame that cannot be judged is no reason to stop
                continue
            unchanged = self._takes_pages and asked == self.asked  # not told otherwise, no hand came first
            if look.advice == "capture" and unchanged:
                self._ask()
            self._tell("look", look)
            self._pause(LOOK_SECONDS - (time.monotonic() - began))

    def _remember(self, source: CaptureSource, frame: Frame) -> None:
        """The page of the session before, looked at once; one that cannot be read is no reason to stop."""
        page, self.before = self.before, None
        if page is not None:
            with suppress(Exception):
                source.remember(page, frame)

    def _read_cards(self, source: CaptureSource) -> None:
        del source
        seen: Frame | None = None
        while (frame := self._next(seen)) is not None:
            seen = frame
            if self.wants_card or self.wants_code:
                self._read_one(frame)
            self._pause(CARD_SECONDS)

    def _read_one(self, frame: Frame) -> None:
        """A card looks for a while; any other code is seen at a glance or in the next frame."""
        card: IdentityCard | None = None
        texts: tuple[str, ...] = ()
        try:
            with self._judging:
                texts = tuple(one.text for one in self._doors.read_codes(frame))
                if not any(_other(text) for text in texts):
                    card = self._doors.read_card(frame, self._film)
        except DeskError:  # a code that is no card; the next frame is tried
            pass
        if not (self.wants_card or self.wants_code):
            return
        if card is not None:
            self._tell("card", card)
        for text in texts:
            if _other(text):
                self._tell("code", text)

    def _keep_on(self, source: CaptureSource) -> None:
        while self._wait_for_asking():
            try:
                still, folder = source.still(), self.folder
                self._taken()
                kept = self._doors.save_frame(still, folder() if folder is not None else None)
            except Exception as error:  # a full disk does not end the preview; a lost camera ends by itself
                self._tell("unsaved", (error, self._taken()))
            else:
                self._tell("kept", (kept, self._answered))
                self._note(source, still)
            self._kept()

    def _wait_for_asking(self) -> bool:
        """Wait for a page to be asked for; False when it is over."""
        with self._state:
            self._state.wait_for(lambda: self._stopped or self.asked > self._answered)
            return not self._stopped

    def _taken(self) -> int:
        """The number of the newest asking: all that came until the picture was there mean that picture."""
        with self._state:
            if not self._keeping:
                self._answered = self.asked
            self._keeping = True
            return self._answered

    def _kept(self) -> None:
        with self._state:
            self._keeping = False
            self._unknown = self._unknown and self.asked > self._answered
            self._state.notify_all()

    def _note(self, source: CaptureSource, still: Frame) -> None:
        """Know a page captured by hand before any look had shown it: it is not taken again by itself."""
        like = self._next(None) if self._unknown else None  # the still may be there before the first frame
        if like is not None:
            with suppress(Exception), self._judging:
                source.took(still, like)

    def _ask(self) -> int:
        with self._state:
            self.asked += 1
            self._state.notify_all()
            return self.asked

    def _pause(self, seconds: float) -> None:
        with self._state:
            self._state.wait_for(lambda: self._stopped, max(0.0, seconds))

    def _next(self, seen: Frame | None) -> Frame | None:
        """A frame newer than the one seen; None when it is over."""
        with self._state:
            self._state.wait_for(lambda: self._stopped or self._newest is not seen)
            return None if self._stopped else self._newest

    def _tell(self, kind: str, value: Any) -> None:  # noqa: ANN401 - as the kind says
        if not self._stopped:
            self._told(self, kind, value)


def _other(text: str) -> bool:
    """A code that is no whole card: a receipt, or something to be said for what it is."""
    from desk.intake.identity import looks_like_card

    return bool(text.strip()) and not looks_like_card(text)
