"""Sentences of a story about printers and cameras that fail, and how they are mended."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

from tests.helpers.story import Story, step

PAPERS = "Giay", "Het"  # a printer that prints, one that waits for paper

# ---- printers --------------------------------------------------------------------------------------------


@step(r"the counter prints on a printer that (has no paper|goes)")
def _prints_on(story: Story, how: str) -> None:
    queue = PAPERS[how == "has no paper"]
    story.desk("printers", "setting", "--printer", f"cups:{queue}")


@step(r"paper is put into the printer")
def _give_paper(story: Story) -> None:
    story.spooler.give_paper()


@step(r"the printer is stopped")
def _stop(story: Story) -> None:
    story.spooler.do("cupsdisable", PAPERS[0])


@step(r"the printer goes again")
def _go(story: Story) -> None:
    story.spooler.do("cupsenable", PAPERS[0])


@step(r"the computer's printing is gone")
def _gone(story: Story) -> None:
    story.spooler.stop()


@step(r"the computer's printing is back")
def _back(story: Story) -> None:
    story.spooler.start()


def _out(story: Story) -> list[Path]:
    return sorted((one for queue in PAPERS for one in story.spooler.printed(queue)), key=os.path.getmtime)


@step(r"(\d+) papers? (?:has|have) come out of the printer")
def _came_out(story: Story, count: str) -> None:
    story.window.until(lambda: len(_out(story)) >= int(count), f"{count} papers came out")
    assert len(_out(story)) == int(count), _out(story)


@step(r"nothing has come out of the printer")
def _nothing_out(story: Story) -> None:
    assert _out(story) == []


@step(r"the last paper (reads|does not read) “(.+)”")
def _last_reads(story: Story, how: str, words: str) -> None:
    done = subprocess.run(
        ["pdftotext", str(_out(story)[-1]), "-"], check=True, capture_output=True, text=True
    )
    assert (words in " ".join(done.stdout.split())) is (how == "reads"), done.stdout


@step(r"(\d+) papers? (?:waits|wait) for the printer")
def _wait_for(story: Story, count: str) -> None:
    story.window.until(lambda: len(_jobs(story)) == int(count), f"{count} papers wait")


def _jobs(story: Story) -> list[object]:
    return [one for one in story.desk("jobs", "list")["jobs"] if one["state"] not in {"done", "cancelled"}]


# ---- cameras ---------------------------------------------------------------------------------------------


@step(r"a sheet lies under the desk's camera")
def _sheet(story: Story) -> None:
    _film(story, 1)


@step(r"the desk's camera sees nothing but darkness")
def _darkness(story: Story) -> None:
    import cv2
    import numpy as np

    path = story.keep / "dark.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 8.0, (800, 450))
    for _ in range(16):
        writer.write(np.zeros((450, 800, 3), np.uint8))
    writer.release()
    story.camera = Path(f"film:{path}")


@step(r"the page under the camera is kept")
def _kept(story: Story) -> None:
    kept = story.data / "captures"
    story.window.until(lambda: list(kept.glob("strip-*/capture-*.jpg")), "the page is kept")


def _film(story: Story, sheet: int) -> None:
    from scanning.scenes.footage import Laid, film

    shot = film(story.keep / "sheet.avi", [Laid(sheet, 60.0)], fps=4.0, size=(800, 450))
    story.camera = Path(f"film:{shot.path}")


def _camera_process(story: Story, other: str = "") -> int:
    """The program's child that holds the film open, as the child of a real camera holds its device."""
    film = str(story.camera).partition(":")[2]

    def found() -> int:
        for one in Path("/proc").glob("[0-9]*"):
            try:
                holds = any(str(fd.readlink()) == film for fd in (one / "fd").iterdir())
            except OSError:
                continue
            if holds and one.name not in {str(os.getpid()), other}:
                return int(one.name)
        return 0

    return story.window.until(found, "the camera's process runs")


@step(r"the camera stops answering")
def _hangs(story: Story) -> None:
    _fails(story, signal.SIGSTOP)


@step(r"the camera's driver dies")
def _dies(story: Story) -> None:
    _fails(story, signal.SIGKILL)


def _fails(story: Story, how: signal.Signals) -> None:
    process = _camera_process(story)
    story.noted["camera"] = str(process)
    os.kill(process, how)


@step(r"the camera comes back by itself")
def _comes_back(story: Story) -> None:
    _camera_process(story, story.noted["camera"])


@step(r"(\d+) pages? (?:has|have) been captured")
def _captured(story: Story, count: str) -> None:
    def pages() -> int:
        kinds = {".jpg", ".png", ".tif", ".tiff"}
        return sum(one.suffix in kinds for one in (story.data / "captures").rglob("*.*"))

    story.window.until(lambda: pages() >= int(count), f"{count} pages were captured")
