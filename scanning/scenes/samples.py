"""The shipped sample papers of one reception: a card, three pages, the result; made from a seed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.scenes import cards, forms, photograph
from scanning.scenes.camera import View, seen_corners
from scanning.scenes.desks import desk
from scanning.scenes.scene import A4

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SEED = 20261123
LARGEST = 390_000
"""Bytes of one picture: the sample travels with the program."""
_PAGE_SIZE = (1560, 2080)
_CARD_SIZE = (1600, 1200)
_PAGES = (
    ("to-khai-1.jpg", "to_khai", "wood", 7.0),
    ("to-khai-2.jpg", "don", "dark", -4.0),
    ("giay-kem-theo.jpg", "thu", "light", 2.5),
    ("ket-qua.jpg", "quyet_dinh", "granite", -6.0),
)


def build(folder: Path, seed: int = SEED) -> tuple[Path, ...]:
    """Write five JPEGs, `sample.json` (a `receive` file) and `ket-qua.json` (an `act` file) into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    payload = cards.payload(rng)
    written = [_saved(folder / "the-can-cuoc.jpg", _card_photo(payload, rng))]
    person = payload.split("|")[2].upper()
    for name, kind, top, turn in _PAGES:
        sheet = forms.form(kind, rng, dpi=200, person=person)
        written.append(_saved(folder / name, _photo(sheet.bgr, top, turn, rng)))
    written += [
        _written(folder / "sample.json", _reception(payload)),
        _written(folder / "ket-qua.json", _result()),
    ]
    return tuple(written)


def _reception(payload: str) -> dict[str, object]:
    return {
        "channel": "direct",
        "procedure": "1.004873",
        "applicant": {"id_card": payload},
        "phone": "0900000000",
        "components": [
            {"no": 1, "kind": "original", "copies": 1, "pages": ["to-khai-1.jpg", "to-khai-2.jpg"]},
            {"no": 3, "kind": "copy", "copies": 1, "pages": ["giay-kem-theo.jpg"]},
        ],
        "copies": 1,
        "fee": {"amount": 15000, "method": "cash"},
        "return_by": "counter",
        "note": "Hồ sơ mẫu, mọi thông tin đều là giả định.",
    }


def _result() -> dict[str, object]:
    title = "Giấy xác nhận tình trạng hôn nhân (bản mẫu)"
    return {"result": {"pages": ["ket-qua.jpg"], "number": "01/XN-MAU", "title": title, "electronic": False}}


def _photo(sheet: NDArray[np.uint8], top: str, turn: float, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A page on a table as a clerk's phone sees it: near, a little askew, one soft shadow."""
    view = View(tilt=9.0, heading=float(rng.uniform(0, 360)), turn=turn, cover=0.66, focal=1.15)
    corners = seen_corners(view, paper=A4, size=_PAGE_SIZE)
    canvas = desk(top, rng, size=_PAGE_SIZE, family="judge")
    canvas = np.asarray(cv2.GaussianBlur(canvas, (0, 0), 1.2))
    photograph.lay(canvas, sheet, corners, lift=0.5, rng=rng)
    photograph.slope_of_light(canvas, rng, depth=0.18)
    photograph.cast_shadow(canvas, rng, depth=0.16, soft=40)
    return photograph.expose(canvas, photograph.Finish(0.5, 0.7, 95), rng)


def _card_photo(payload: str, rng: np.random.Generator) -> NDArray[np.uint8]:
    made = cards.card(rng, dpi=400, text=payload)
    view = View(tilt=6.0, heading=40.0, turn=5.0, cover=0.5, focal=1.15)
    corners = seen_corners(view, paper=cards.CARD_MM, size=_CARD_SIZE)
    canvas = desk("wood", rng, size=_CARD_SIZE, family="judge")
    photograph.lay(canvas, made.bgr, corners, lift=0.6, rng=rng)
    photograph.slope_of_light(canvas, rng, depth=0.12)
    return photograph.expose(canvas, photograph.Finish(0.6, 0.8, 95), rng)


def _saved(path: Path, bgr: NDArray[np.uint8]) -> Path:
    """The picture at the best JPEG quality that keeps it below `LARGEST`."""
    for quality in range(88, 30, -4):
        packed = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
        if len(packed) < LARGEST:
            break
    path.write_bytes(packed)
    return path


def _written(path: Path, content: dict[str, object]) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
