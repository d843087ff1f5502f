"""The clerk's window as a process of its own on a real X server: real keys in, real pixels out."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from PIL import ImageChops

from tests.helpers.cli import ROOT, child_environment
from tests.helpers.x_monitors import part_screen
from tests.helpers.xvfb import Display

if TYPE_CHECKING:
    from PIL.Image import Image

Found = TypeVar("Found")
Area = tuple[int, int, int, int]
CLERK = 1366, 768
TITLE = "Quầy Một Cửa"
SIZES = 2, 3  # how many times larger OCR sees a picture
PAUSE = 0.08  # seconds between two looks
CALM, MOVED = 400, 1500  # differing pixels: a blinking caret and the clock; anything that was opened
READER_GAP_MS = 400  # a busy machine holds up the sender of keys; a real reader is never held up


class CounterWindow:
    """`python -m ui` on its own screen of 1366×768. Every wait has a deadline and watches the process.

    Where the body of the `with` fails, `screen.png` is left in `keep` and named in the error.
    """

    def __init__(
        self, data: Path, *, now: str, camera: Path, keep: Path, gap_ms: int = READER_GAP_MS,
        screens: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        self._data, self._now, self._camera, self._keep, self._gap = data, now, camera, keep, gap_ms
        self._screens = screens  # names of monitors side by side; one without a name where there are none
        self._display = Display(width=CLERK[0] * max(1, len(screens)))
        self._process: subprocess.Popen[bytes] | None = None
        self._log = keep / "window.log"
        self._ocr: Any = None
        self._seen: tuple[Image, str] | None = None

    def __enter__(self) -> CounterWindow:
        """Start, wait until the office is open, take the whole screen."""
        self._display.__enter__()
        if self._screens and self._display.number is not None:
            part_screen(self._display.number, self._screens, width=CLERK[0], height=CLERK[1])
        extra = {**self._display.environment, "QMC_CAMERA": str(self._camera)}
        extra["QMC_SCAN_GAP_MS"] = str(self._gap)
        command = [sys.executable, "-m", "ui", "--data", str(self._data), "--now", self._now]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*command, "--theme", "light"], cwd=ROOT, env=child_environment(extra), stderr=log
            )
        try:
            self.until(lambda: "tập huấn" in self._name(), "the office is open")
            window = self._window()
            self._display.xdotool("windowsize", "--sync", window, *map(str, CLERK))
            self._display.xdotool("windowmove", window, "0", "0")
            self._display.focus(TITLE)
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def _window(self) -> str:
        return self._display.xdotool("search", "--sync", "--onlyvisible", "--name", TITLE).split()[0]

    def _name(self) -> str:
        return self._display.xdotool("getwindowname", self._window())

    # ---- keys -----------------------------------------------------------------------------------

    def keys(self, *names: str) -> None:
        """Press keys by their X names; the window is calm before and after each."""
        for name in names:
            before = self._display.shot()
            self._display.key(name)
            self._settle(before, moved=0)

    def bounces(self, *names: str) -> None:
        """Press keys as a bouncing or impatient finger does: none waits for what the one before did."""
        before = self._display.shot()
        self._display.xdotool("key", "--delay", "5", *names)
        self._settle(before, moved=0)

    def hit(self, *names: str) -> None:
        """Press keys and wait for nothing."""
        self._display.xdotool("key", "--delay", "5", *names)

    def front(self) -> None:
        """Give the keys to a window built anew, as a window manager does."""
        self._display.focus(TITLE)

    def touches(self, x: int, y: int) -> None:
        """A finger on the screen."""
        self.changes(lambda: self._display.xdotool("mousemove", str(x), str(y), "click", "1"))

    def opens(self, name: str) -> None:
        """Press a key that changes what is seen, and wait for it."""
        before = self._display.shot()
        self._display.key(name)
        self._settle(before, moved=MOVED)

    def changes(self, act: Callable[[], object]) -> None:
        """Something outside the window happens that changes what is seen; wait for it."""
        before = self._display.shot()
        act()
        self._settle(before, moved=MOVED)

    def writes(self, text: str) -> None:
        """Type as a person does, slower than any reader, and wait until the window has taken it in."""
        before = self._display.shot()
        self._display.xdotool("type", "--delay", str(self._gap + 60), text)
        self._settle(before, moved=60)

    def scans(self, text: str) -> None:
        """Type as a code reader does: at once, Enter at the end, whatever has the focus."""
        before = self._display.shot()
        self._display.write(f"{text}\n")
        self._settle(before, moved=MOVED)

    def answers(self, name: str) -> None:
        """Press a key in the question that stands before the window, and wait until it is gone."""
        main, pid = self._window(), str(self._process.pid if self._process else 0)

        def question() -> list[str]:
            seen = self._display.xdotool("search", "--onlyvisible", "--pid", pid, "--name", ".").split()
            return [one for one in seen if one != main]

        found = self.until(question, "the question is asked")
        self._display.xdotool("windowfocus", "--sync", found[0])
        self._display.key(name)
        self.until(lambda: not question(), "the question is gone")
        self._display.focus(TITLE)

    # ---- waiting --------------------------------------------------------------------------------

    def until(self, ask: Callable[[], Found], what: str, *, seconds: float = 60) -> Found:
        """Ask again and again until the answer is true; fail when it takes too long or the window died."""
        deadline = time.monotonic() + seconds
        while True:
            found = ask()
            if found:
                return found
            if time.monotonic() > deadline:
                message = f"still waiting until {what} after {seconds:g} s"
                raise AssertionError(message)
            self._pause()

    def shows(self, code: str) -> None:
        """Wait until a QR on the screen reads `code`: what it belongs to is open, on any machine."""
        import zxingcpp

        def read() -> bool:
            return code in {one.text for one in zxingcpp.read_barcodes(self._display.shot().convert("L"))}

        self.until(read, f"{code} is on the screen")

    def says(self, words: str, *, at: Area | None = None) -> None:
        """Wait until the words stand on the screen in print, read as OCR reads them, marks and case aside."""
        from desk.folding import fold

        self.until(lambda: fold(words) in self.read(at), f"“{words}” is on the screen")

    def read(self, at: Area | None = None) -> str:
        """Everything that stands on the screen now, or in a part of it, without marks and capitals.

        Read at two sizes, one after the other: OCR passes over white words on a button at one of them.
        """
        from desk.folding import fold

        shot = self._display.shot().crop(at or (0, 0, *CLERK)).convert("L")
        if self._seen is None or _differing(self._seen[0], shot) > CALM:  # reading is slow: once each picture
            texts = []
            for size in SIZES:
                self._reader.SetImage(shot.resize((shot.width * size, shot.height * size)))
                texts.append(" ".join(fold(self._reader.GetUTF8Text()).split()))
            self._seen = shot, "\n".join(texts)
        return self._seen[1]

    @property
    def _reader(self) -> Any:
        if self._ocr is None:
            from tesserocr import PSM, PyTessBaseAPI

            from scanning.words.ready import tessdata_folder

            self._ocr = PyTessBaseAPI(path=str(tessdata_folder()), lang="vie", psm=PSM.SPARSE_TEXT)
        return self._ocr

    @property
    def process(self) -> int:
        """The number the system knows the program by."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """End the process as a power cut does: no signal it could answer."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def _pause(self) -> None:
        assert self._process is not None
        try:
            code = self._process.wait(timeout=PAUSE)
        except subprocess.TimeoutExpired:
            return
        message = f"the window ended with {code}"
        raise AssertionError(message)

    def _settle(self, before: Image, *, moved: int) -> None:
        """Wait until the screen differs from `before`, then until it stands still for three looks."""
        if moved:
            self.until(lambda: _differing(before, self._display.shot()) > moved, "the screen answers")
        still, last = 0, self._display.shot()
        deadline = time.monotonic() + 30
        while still < 3:
            self._pause()
            seen = self._display.shot()
            still = still + 1 if _differing(last, seen) < CALM else 0
            last = seen
            assert time.monotonic() < deadline, "the screen never comes to rest"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Keep what was seen where something failed; end the process and the screen."""
        if error is not None and self._display.number is not None:
            file = self._keep / "screen.png"
            self._display.shot().save(file)
            told = self._log.read_text("utf-8", "replace")[-3000:] if self._log.exists() else ""
            error.add_note(f"screen: {file}\n{told}")
        if self._ocr is not None:
            self._ocr.End()
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._display.__exit__(kind, error, trace)


def _differing(one: Image, other: Image) -> int:
    """How many pixels of two pictures differ clearly."""
    grey = ImageChops.difference(one, other).convert("L")
    return sum(grey.histogram()[24:])
