"""A real X server without a screen, for journeys with real keys and real pixels."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(slots=True)
class Display:
    """One Xvfb process; `environment` points a child at it, `shot()` reads its pixels.

    The server picks a free number by itself, so several may run at once.
    """

    width: int = 1366
    height: int = 768
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="qmc-x-")))
    number: int | None = None
    process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Display:
        """Starts the server and learns its number."""
        program = shutil.which("Xvfb")
        if program is None:
            message = "Xvfb is missing: python3 dev.py test installs it"
            raise RuntimeError(message)
        reading, writing = os.pipe()
        command = [
            program,
            "-displayfd",
            str(writing),
            "-nolisten",
            "tcp",
            "-noreset",
            "-fbdir",
            str(self.folder),
        ]
        command += ["-screen", "0", f"{self.width}x{self.height}x24"]
        with (self.folder / "server.log").open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            told = answer.readline().strip()
        if not told:
            self.__exit__(None, None, None)
            message = "Xvfb did not start"
            raise RuntimeError(message)
        self.number = int(told)
        return self

    @property
    def environment(self) -> dict[str, str]:
        """What a child needs to open its window here and not offscreen."""
        return {"DISPLAY": f":{self.number}", "QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": ""}

    def xdotool(self, *arguments: str) -> str:
        """Sends keys and clicks: `display.xdotool("key", "Return")`."""
        done = subprocess.run(
            ["xdotool", *arguments],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, **self.environment},
            timeout=60,
        )
        return done.stdout.strip()

    def focus(self, title: str) -> None:
        """Waits for the window called `title` and gives it the keyboard, as a window manager would."""
        window = self.xdotool("search", "--sync", "--onlyvisible", "--name", title).splitlines()[0]
        self.xdotool("windowfocus", "--sync", window)

    def write(self, text: str) -> None:
        """Types `text` into the window that has the keyboard, as a barcode reader would."""
        self.xdotool("type", "--delay", "4", text)

    def key(self, *names: str) -> None:
        """Presses keys one after another, by their X names."""
        self.xdotool("key", "--delay", "20", *names)

    def shot(self) -> Image:
        """What a person would see now, read from the server's own frame buffer (XWD file)."""
        from PIL import Image

        raw = (self.folder / "Xvfb_screen0").read_bytes()
        header, width, height, colours = _xwd_header(raw)
        stride = _word(raw, 12)
        pixels = raw[header + colours * 12 :][: stride * height]
        return Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX", stride)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops the server and removes its files."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def _word(raw: bytes, index: int) -> int:
    """The `index`-th 32-bit word of an XWD header (always big-endian)."""
    return int(struct.unpack_from(">I", raw, index * 4)[0])


def _xwd_header(raw: bytes) -> tuple[int, int, int, int]:
    """Header size, width, height and number of colours of an XWD dump (X11/XWDFile.h)."""
    return _word(raw, 0), _word(raw, 4), _word(raw, 5), _word(raw, 19)
