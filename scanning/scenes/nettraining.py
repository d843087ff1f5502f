"""Trains the corner net on a processor from seeds and writes its ONNX file; torch is imported here only.

The recipe: pictures of `netdata` (family `train`), first at half size, then at full size; every batch is
mirrored, zoomed and recoloured at random. Needs torch and onnx, which the product does not.
"""

# ruff: noqa: ANN401 - torch is not installed where the types are checked

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from scanning.scenes import bands
from scanning.scenes.netdata import WILD_FROM
from scanning.scenes.netshape import corner_net

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SEED = 20261129
WILD = 3
"""How much oftener a wild picture is drawn than one of those the first run was made of."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of the training: `shrink` 2 is half size, `batches` how many, `rate` the highest step.

    `banded` is the part of the pages that get a coloured band at an edge when they are drawn; `stopped` is
    the batch after which a longer stage was broken off.
    """

    shrink: int
    batches: int
    rate: float
    warm: int = 30
    batch: int = 16
    banded: float = 0.0
    stopped: int | None = None


RECIPE = (
    Stage(2, 300, 4e-3, batch=32),
    Stage(2, 900, 3e-3),
    Stage(1, 140, 1.5e-3),
    Stage(1, 150, 2e-3),
    Stage(1, 240, 1.6e-3),
)
FURTHER = (
    (20261201, Stage(1, 1000, 2.2e-3, warm=40, stopped=525)),
    (20261203, Stage(1, 400, 1.6e-3, warm=20, banded=0.3)),
    (20261205, Stage(1, 180, 1.3e-3, warm=10, banded=0.3)),
)
"""Seed and stage of three more calls, a `Crew` of four each, every one from the file of the one before."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Trainers beside one another: each has its own batches, their weights become one every `every` batches.

    The first is number 0. They meet in the folder `out`, so that each may be a process of its own.
    """

    number: int
    of: int
    every: int = 25


def batch_of(
    planes: NDArray[np.uint8], truth: Floats, rng: np.random.Generator, *, shrink: int, banded: float = 0.0
) -> tuple[NDArray[np.uint8], Floats]:
    """Pictures varied at random and the maps they should give, both channel first."""
    count, height, width = len(planes), planes.shape[1] // shrink, planes.shape[2] // shrink
    seen = np.zeros((count, height, width, 4), np.uint8)
    corners, page = np.zeros((count, 4, 2), np.float32), truth[:, 4] > 0
    for index in range(count):
        zoom = float(np.exp(rng.uniform(-0.25, 0.25))) if rng.random() < 0.6 else 1.0
        printed = banded > 0 and bool(page[index]) and rng.random() < banded
        seen[index], corners[index] = _varied(
            planes[index], truth[index], rng, zoom=zoom, shrink=shrink, printed=printed
        )
    maps = maps_of(corners, page, (width // 2, height // 2))
    return np.ascontiguousarray(seen.transpose(0, 3, 1, 2)), maps


def _varied(
    planes: NDArray[np.uint8],
    truth: Floats,
    rng: np.random.Generator,
    *,
    zoom: float,
    shrink: int,
    printed: bool,
) -> tuple[NDArray[np.uint8], Floats]:
    """One picture zoomed about a point, mirrored and recoloured; its corners in pixels of what comes out."""
    left, top, wide, high = (float(part) for part in truth[:4])
    corners = truth[5:].reshape(4, 2).astype(np.float64)
    about = np.array([left + wide * rng.uniform(0.2, 0.8), top + high * rng.uniform(0.2, 0.8)])
    shift = about - zoom * about
    way = np.array([[zoom, 0, shift[0]], [0, zoom, shift[1]]])
    if shrink > 1:
        way = way / shrink
        way[:, 2] += (1 / shrink - 1) / 2
    size = (planes.shape[1] // shrink, planes.shape[0] // shrink)
    small = cv2.blur(planes, (shrink, shrink)) if shrink > 1 else planes
    turned = cv2.warpAffine(small, way, size).astype(np.uint8, copy=False)
    corners = corners @ way[:, :2].T + way[:, 2]
    if printed:
        bands.banded(turned, corners, rng)
    low = np.floor((np.array([left, top]) + 0.5) / shrink).astype(int)
    high_end = np.ceil((np.array([left + wide, top + high]) + 0.5) / shrink).astype(int)
    inside = np.zeros_like(turned)
    box = (slice(low[1], high_end[1]), slice(low[0], high_end[0]))
    inside[box] = _recoloured(turned[box], rng)
    if rng.random() < 0.5:
        inside, corners = inside[:, ::-1], np.array([size[0] - 1, 0]) + corners * [-1, 1]
    if rng.random() < 0.5:
        inside, corners = inside[::-1], np.array([0, size[1] - 1]) + corners * [1, -1]
    return inside, corners.astype(np.float32)


def _recoloured(part: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Other light: channels swapped, gains, at times grey, a little noise; edges stronger or weaker."""
    colours: NDArray[np.floating[Any]] = part[:, :, :3].astype(np.float32)
    if rng.random() < 0.3:
        colours = colours[:, :, rng.permutation(3)]
    if rng.random() < 0.1:
        colours = np.repeat(colours.mean(axis=2, keepdims=True), 3, axis=2)
    colours = colours * rng.uniform(0.75, 1.15) * rng.uniform(0.93, 1.07, size=3) + rng.uniform(-8, 8)
    edges = part[:, :, 3:].astype(np.float32) * rng.uniform(0.8, 1.2)
    spread = rng.uniform(0, 5)
    both = np.concatenate([colours, edges], axis=2)
    both += rng.standard_normal(both.shape[:2], dtype=np.float32)[:, :, None] * np.float32(spread)
    return np.asarray(both.clip(0, 255), dtype=np.uint8)


def maps_of(corners: Floats, page: NDArray[np.bool_], size: tuple[int, int]) -> Floats:
    """Inside, sides and corners as maps (count × 3 × rows × columns) of half size; empty without a page."""
    width, height = size
    places = (corners + 0.5) / 2 - 0.5
    maps = np.zeros((len(corners), 3, height, width), np.float32)
    x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)[:, None]
    unit = width / 128
    for index in np.flatnonzero(page):
        quad = places[index]
        inside = np.zeros((height, width), np.uint8)
        cv2.fillConvexPoly(inside, np.round(quad * 256).astype(np.int32), 255, cv2.LINE_AA, 8)
        maps[index, 0] = inside / np.float32(255)
        near = np.full((height, width), np.inf, np.float32)
        for start, end in zip(quad, np.roll(quad, -1, axis=0), strict=True):
            along = end - start
            length = max(float(along @ along), 1e-6)
            part = (((x - start[0]) * along[0] + (y - start[1]) * along[1]) / length).clip(0, 1)
            near = np.minimum(
                near, (x - start[0] - part * along[0]) ** 2 + (y - start[1] - part * along[1]) ** 2
            )
            blob = np.exp(-((x - start[0]) ** 2 + (y - start[1]) ** 2) / (2 * (0.6 + 1.2 * unit) ** 2))
            maps[index, 2] = np.maximum(maps[index, 2], blob)
        maps[index, 1] = np.exp(-near / (2 * (0.4 + 0.6 * unit) ** 2))
    return maps


def train(
    data: Path,
    out: Path,
    *,
    report: Callable[[str], None],
    recipe: tuple[Stage, ...] = RECIPE,
    start: Path | None = None,
    every: int = 200,
    crew: Crew | None = None,
    seed: int = SEED,
) -> None:
    """Run the recipe on the pictures in `data`; `out` gets `corner.pt` now and then and at the end."""
    import torch
    from torch import nn

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    own = crew.number if crew else 0
    rng = np.random.default_rng([seed, own] if crew else seed)
    net = corner_net(nn, nn.functional).to(memory_format=torch.channels_last)
    if start is not None:
        net.load_state_dict(torch.load(start)["net"])
    mean = {name: part.detach().clone() for name, part in net.state_dict().items()}
    shards = _shards(data)
    told = time.perf_counter()
    for turn, stage in enumerate(recipe):
        steps = torch.optim.AdamW(net.parameters(), lr=stage.rate, weight_decay=1e-4)
        tally: list[float] = []
        last = stage.stopped or stage.batches
        for number in range(last):
            rate = _rate(stage, number)
            for group in steps.param_groups:
                group["lr"] = rate
            planes, truth = _drawn(shards, rng, count=stage.batch)
            seen, maps = batch_of(planes, truth, rng, shrink=stage.shrink, banded=stage.banded)
            inputs = torch.from_numpy(seen).float().to(memory_format=torch.channels_last)
            loss = _loss(torch, net(inputs), torch.from_numpy(maps))
            steps.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            steps.step()
            if crew and ((number + 1) % crew.every == 0 or number + 1 == last):
                _met(torch, net, crew, out / f"met-{turn}-{number + 1}")
            _follow(mean, net.state_dict(), keep=min(0.995, 1 - 1 / (number + 2)))
            tally.append(float(loss.detach()))
            if (number + 1) % every == 0 or number + 1 == last:
                spent = time.perf_counter() - told
                line = {
                    "shrink": stage.shrink,
                    "batch": number + 1,
                    "loss": float(np.mean(tally[-every:])),
                    "s": spent,
                }
                report(json.dumps(line))
                if own == 0:
                    torch.save({"net": net.state_dict(), "mean": mean}, out / "corner.pt")
                shards = _shards(data)


def _met(torch: Any, net: Any, crew: Crew, place: Path) -> None:
    """The net gets the mean of the weights of the whole crew; waits until the last has come."""
    place.mkdir(exist_ok=True)
    torch.save(net.state_dict(), place / f"{crew.number}.part")
    (place / f"{crew.number}.part").rename(place / f"{crew.number}.pt")
    files = [place / f"{one}.pt" for one in range(crew.of)]
    while not all(file.exists() for file in files):
        time.sleep(0.1)
    states = [torch.load(file) for file in files]
    for name, kept in net.state_dict().items():
        if kept.dtype.is_floating_point:
            kept.copy_(torch.stack([state[name] for state in states]).mean(dim=0))


def _shards(folder: Path) -> list[tuple[NDArray[np.uint8], Floats, int]]:
    """The pictures made so far (what is not written yet has an empty box) and how often they are drawn."""
    found = []
    for path in sorted(folder.glob("truth-*.npy")):
        truth = np.load(path, mmap_mode="r")
        done = int((truth[:, 2] > 0).sum())
        if done:
            planes = np.load(path.with_name(path.name.replace("truth", "planes")), mmap_mode="r")
            often = WILD if int(path.stem.split("-")[1]) >= WILD_FROM else 1
            found.append((planes[:done], np.array(truth[:done, :13]), often))
    return found


def _drawn(
    shards: list[tuple[NDArray[np.uint8], Floats, int]], rng: np.random.Generator, *, count: int
) -> tuple[NDArray[np.uint8], Floats]:
    sizes = np.array([often * len(truth) for _, truth, often in shards], float)
    which = rng.choice(len(shards), size=count, p=sizes / sizes.sum())
    rows = [(shard, int(rng.integers(0, len(shards[shard][1])))) for shard in which]
    return np.stack([shards[s][0][r] for s, r in rows]), np.stack([shards[s][1][r] for s, r in rows])


def _rate(stage: Stage, number: int) -> float:
    if number < stage.warm:
        return stage.rate * (number + 1) / stage.warm
    return stage.rate * (0.02 + 0.98 * 0.5 * (1 + float(np.cos(np.pi * number / stage.batches))))


def _follow(mean: dict[str, Any], now: dict[str, Any], *, keep: float) -> None:
    for name, part in now.items():
        if part.dtype.is_floating_point:
            mean[name].mul_(keep).add_(part.detach(), alpha=1 - keep)
        else:
            mean[name].copy_(part)


def _loss(torch: Any, logits: Any, maps: Any) -> Any:
    """Cross-entropy of all maps, the thin ones weighted, with Dice on the inside."""
    entropy = torch.nn.functional.binary_cross_entropy_with_logits(logits, maps, reduction="none")
    weights = torch.ones_like(maps)
    weights[:, 1] += 5 * maps[:, 1]
    weights[:, 2] += 20 * maps[:, 2]
    inside, wanted = torch.sigmoid(logits[:, 0]), maps[:, 0]
    shared = (inside * wanted).sum(dim=(1, 2))
    dice = 1 - (2 * shared + 20) / (inside.sum(dim=(1, 2)) + wanted.sum(dim=(1, 2)) + 20)
    parts = (entropy * weights).mean(dim=(0, 2, 3))
    return parts[0] + 2 * parts[1] + 2 * parts[2] + 0.5 * dice.mean()


def export(checkpoint: Path, model: Path) -> None:
    """Write the averaged weights as ONNX with 16-bit numbers, opened at full size."""
    import onnx
    import torch
    from torch import nn

    net = corner_net(nn, nn.functional)
    net.load_state_dict(torch.load(checkpoint)["mean"])
    net.eval()
    whole = nn.Sequential(net, nn.Sigmoid())
    torch.onnx.export(
        whole,
        (torch.zeros(1, 4, 192, 256),),
        str(model),
        input_names=["planes"],
        output_names=["maps"],
        opset_version=17,
        dynamo=False,
    )
    packed = halved(onnx.load(str(model)), onnx)
    packed.metadata_props.add(key="licence", value="Apache-2.0")
    packed.metadata_props.add(key="seed", value=str(SEED))
    onnx.save(packed, str(model))


def halved(model: Any, onnx: Any) -> Any:
    """The model with its large tables stored in 16 bits and widened again when it is opened."""
    kept, casts = [], []
    for table in model.graph.initializer:
        numbers = onnx.numpy_helper.to_array(table)
        if numbers.dtype != np.float32 or numbers.size < 64:
            kept.append(table)
            continue
        kept.append(onnx.numpy_helper.from_array(numbers.astype(np.float16), f"{table.name}.half"))
        casts.append(
            onnx.helper.make_node("Cast", [f"{table.name}.half"], [table.name], to=onnx.TensorProto.FLOAT)
        )
    nodes = list(model.graph.node)
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(kept)
    model.graph.node.extend([*casts, *nodes])
    onnx.checker.check_model(model)
    return model
