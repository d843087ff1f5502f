"""What the second look's net learns from: pictures of `netdata.write`, and what the search offers on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from scanning.finding.closer import complete, favourites
from scanning.finding.field import edge_field
from scanning.finding.judge import judged
from scanning.finding.lines import candidate_lines
from scanning.finding.page import BELIEVED_LINES, looked_at
from scanning.finding.quads import candidate_quads
from scanning.finding.second_look import Closer
from scanning.scenes.netdata import FRAMED, ROW

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Points = NDArray[np.float64]

WHOLE = 4
"""How much oftener a picture with its search image is drawn than a canvas alone."""
FRAMED_OFTENER = 4
"""How much oftener still those with ornamental frames are: few were made, and they are handed in daily."""
OFFERS = 24
"""How many of the search's own quads are kept for every picture."""


class Pictures:
    """The pictures made so far: search images with the true corners, or the corner net's canvases alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[tuple[int, int], Closer] = {}
        self.look_again()

    def look_again(self) -> None:
        """Take in what has been made since."""
        self._shards: list[tuple[Any, ...]] = []
        self._weights: list[float] = []
        for path in sorted(self._folder.glob("truth-*.npy")):
            rows = np.load(path, mmap_mode="r")
            whole = rows.shape[1] == ROW
            names = ("views", "sizes", "offers") if whole else ("planes",)
            files = [path.with_name(path.name.replace("truth", name)) for name in names]
            beside = [np.load(file, mmap_mode="r") if file.exists() else None for file in files]
            done = int((rows[:, 2] > 0).sum())
            if done:
                self._shards.append((np.array(rows[:done]), *beside))
                framed = int(path.stem.split("-")[1]) in FRAMED
                self._weights.append(done * (WHOLE if whole else 1) * (FRAMED_OFTENER if framed else 1))

    def drawn(self, rng: np.random.Generator) -> tuple[Closer, Points | None, Floats]:
        """One picture at random, its corners, what the search offers; what is seen once is kept."""
        counts = np.array(self._weights, float)
        number = int(rng.choice(len(counts), p=counts / counts.sum()))
        rows, *beside = self._shards[number]
        index = int(rng.integers(0, len(rows)))
        paged = rows[index, 4] > 0
        if len(beside) == 1:
            truth = rows[index, 5:13].reshape(4, 2).astype(np.float64) if paged else None
            return Closer((np.array(beside[0][index]),)), truth, np.zeros((0, 4, 2), np.float32)
        views, sizes, offers = beside
        if (number, index) not in self._seen:
            width, height = sizes[index]
            small = np.array(views[index, :height, :width])
            self._seen[number, index] = Closer.of(small, edge_field(small))
        known = offers[index] if offers is not None else np.zeros((0, 4, 2), np.float32)
        truth = rows[index, 13:21].reshape(4, 2).astype(np.float64) if paged else None
        return self._seen[number, index], truth, known[np.abs(known).sum(axis=(1, 2)) > 0]


def write_offers(folder: Path, first: int, *, count: int = OFFERS) -> None:
    """For every search image of a shard the quads the search likes most: what the net must tell apart."""
    views, sizes = (np.load(folder / f"{name}-{first}.npy", mmap_mode="r") for name in ("views", "sizes"))
    rows = np.load(folder / f"truth-{first}.npy", mmap_mode="r")
    offers = np.lib.format.open_memmap(
        str(folder / f"offers-{first}.npy"), mode="w+", dtype=np.float32, shape=(len(rows), count, 4, 2)
    )
    for index in range(int((rows[:, 2] > 0).sum())):
        width, height = sizes[index]
        quads = offered(np.array(views[index, :height, :width]), count=count)
        offers[index, : len(quads)] = quads


def offered(small: NDArray[np.uint8], *, count: int) -> Floats:
    """The judge's favourites on a search image, no two alike."""
    field = looked_at(small, net=True)
    lines = candidate_lines(small, field, limit=BELIEVED_LINES)
    quads = candidate_quads(field, lines)
    if not len(quads.corners):
        return np.zeros((0, 4, 2), np.float32)
    rows = favourites(quads, judged(quads.features), count=count)
    found = [complete(quads, row, len(lines), field.size)[0] for row in rows]
    return np.array(found, np.float32).reshape(-1, 4, 2)
