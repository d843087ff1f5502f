"""Files of every kind that can be digitised, whole and spoiled in seeded ways, and a child that opens them.

The child has a limit on its memory; the parent one on the time a file may take. What a decoder does to its
process is then a finding, not the end of the tests.
"""

from __future__ import annotations

import io
import multiprocessing
import random
import resource
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pikepdf
from PIL import Image

MEMORY = 3 << 30
SECONDS = 10.0
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample" / "to-khai-1.jpg"
_HUGE = (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x00\x00\x00\x00", b"\xff\xff\xff\x7f")


def whole_files(folder: Path) -> dict[str, bytes]:
    """One small file of each kind, by name."""
    page = Image.open(SAMPLE).convert("RGB").resize((400, 300))
    deep = Image.fromarray((np.random.default_rng(0).random((100, 120)) * 65535).astype("uint16"))
    turned = Image.Exif()
    turned[0x112] = 6
    files = {
        "a.jpg": _saved(page, "JPEG", exif=turned),
        "progressive.jpg": _saved(page, "JPEG", progressive=True),
        "cmyk.jpg": _saved(page.convert("CMYK"), "JPEG"),
        "a.png": _saved(page, "PNG"),
        "palette.png": _saved(page.convert("P"), "PNG"),
        "deep.png": _saved(deep, "PNG"),
        "clear.png": _saved(page.convert("RGBA"), "PNG"),
        "a.bmp": _saved(page, "BMP"),
        "a.webp": _saved(page, "WEBP"),
        "a.gif": _saved(page.convert("P"), "GIF", save_all=True, append_images=[page.convert("P")]),
        "lzw.tif": _saved(page, "TIFF", compression="tiff_lzw"),
        "jpeg.tif": _saved(page, "TIFF", compression="jpeg"),
        "fax4.tif": _saved(page.convert("1"), "TIFF", compression="group4"),
        "fax3.tif": _saved(page.convert("1"), "TIFF", compression="group3"),
        "several.tif": _saved(page, "TIFF", save_all=True, append_images=[page, page.convert("L")]),
        "deep.tif": _saved(deep, "TIFF"),
        "a.pdf": _saved(page, "PDF", save_all=True, append_images=[page.convert("1")]),
    }
    files |= _pdfs(files["a.pdf"])
    files["phone.heic"] = _heic(page, folder)
    return files


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _pdfs(plain: bytes) -> dict[str, bytes]:
    made = {}
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        for name, options in (
            ("locked.pdf", {"encryption": pikepdf.Encryption(owner="a", user="b")}),
            ("packed.pdf", {"object_stream_mode": pikepdf.ObjectStreamMode.generate}),
        ):
            out = io.BytesIO()
            pdf.save(out, **options)
            made[name] = out.getvalue()
    return made


def _heic(image: Image.Image, folder: Path) -> bytes:
    """A phone's picture, made by an independent encoder: nothing of ours writes this kind."""
    source, out = folder / "heic-source.png", folder / "heic-made.heic"
    image.save(source)
    subprocess.run(["heif-enc", "-q", "50", "-o", str(out), str(source)], check=True, capture_output=True)
    return out.read_bytes()


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """The bytes cut short, flipped, overwritten, repeated, thinned out or with absurd numbers in them."""
    out = bytearray(data)
    for _ in range(1 if chance.random() < 0.7 else 2):
        at = chance.randrange(len(out)) if out else 0
        way = chance.randrange(7) if out else -1
        if way == 0:
            del out[at:]
        elif way == 1:
            for _ in range(chance.choice((1, 2, 8, 64))):
                out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
        elif way == 2:
            for _ in range(chance.choice((1, 4, 16))):
                out[chance.randrange(min(len(out), 512))] = chance.randrange(256)
        elif way == 3:
            length = chance.randrange(1, 200)
            out[at : at + length] = chance.randbytes(length)
        elif way == 4:
            start, length = chance.randrange(len(out)), chance.randrange(1, 400)
            out[at:at] = out[start : start + length]
        elif way == 5:
            del out[at : at + chance.randrange(1, 300)]
        elif way == 6:
            out[at : at + 4] = chance.choice(_HUGE)
    return bytes(out)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: `opened`, the code it was refused with, `bug: …`, `crashed` or `hung`."""

    file: Path
    what: str


def outcomes(files: Sequence[Path]) -> Iterator[Outcome]:
    """Open every file in a child, which is replaced when it dies or takes too long."""
    context = multiprocessing.get_context("spawn")
    waiting = list(files)
    while waiting:
        ours, theirs = context.Pipe()
        child = context.Process(target=_open_all, args=(theirs, waiting), daemon=True)
        child.start()
        theirs.close()
        while waiting:
            what = _answer(ours, started=len(waiting) < len(files))
            yield Outcome(waiting.pop(0), what)
            if what in {"crashed", "hung"}:
                break
        child.kill()
        child.join()
        ours.close()


def _answer(pipe: Connection, *, started: bool) -> str:
    if not pipe.poll(SECONDS if started else 6 * SECONDS):  # a fresh child first loads its libraries
        return "hung"
    try:
        return str(pipe.recv())
    except EOFError:
        return "crashed"


def _open_all(pipe: Connection, files: Sequence[Path]) -> None:
    from scanning.errors import ScanningError
    from scanning.loading.load import count_pages, load_image

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for file in files:
        try:
            for page in range(min(3, count_pages(file))):
                load_image(file, page=page)
            pipe.send("opened")
        except ScanningError as refused:
            pipe.send(refused.code)
        except Exception as bug:
            pipe.send(f"bug: {bug!r}")
