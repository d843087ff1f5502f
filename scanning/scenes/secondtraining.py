"""Trains the net of the second look from seeds: quads near and far from the true one, laid flat and judged.

Pictures are those `netdata.write` made; quads are drawn at random around the truth. Needs torch and onnx.
"""

# ruff: noqa: ANN401 - torch is not installed where the types are checked

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from scanning.finding.second_look import UNIT, Closer, moved, placed_on_crop, upright
from scanning.scenes.bands import band_beside, banded, painted
from scanning.scenes.frames_on import evenly_off, frame_printed
from scanning.scenes.netshape import second_net
from scanning.scenes.scoring import overlap
from scanning.scenes.secondpictures import Pictures

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Points = NDArray[np.float64]

SEED = 20261130
QUADS = 6
"""Quads tried on every picture drawn."""
PICTURES = 10
FARTHEST = 0.5
BAND_LEFT_OUT, BAND_ANYWHERE = 0.35, 0.2
"""How often a quad that leaves out a part gets that part printed over, and any quad's page a band."""


@dataclass(frozen=True, slots=True)
class SecondStage:
    """One part of the training: how many batches, the highest step, the seed, whether bands are printed.

    `offered` is the part of the quads tried that are the search's own, on pictures where they are known;
    `frames` how often a page gets an ornamental frame printed, and a drawn quad lies evenly inside its page.
    """

    batches: int
    rate: float
    seed: int
    bands: bool = False
    offered: float = 0.6
    frames: float = 0.0


RECIPE = (
    SecondStage(2600, 3e-3, SEED),
    SecondStage(1800, 2e-3, 20261142),
    SecondStage(800, 1.8e-3, 20261204, bands=True, offered=0.7),
    SecondStage(350, 1.5e-3, 20261206, bands=True, frames=0.45),
)
"""The first without offers, the others with them; the second's last 100 batches, of hardly any step, were
left out. The third with the corner net as `nettraining.FURTHER` leaves it, on the pictures of `WEAK` too. The
fourth prints ornamental frames, on 480 pictures of `FRAMED` too; it was broken off after 275 batches."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A crop, how well its quad overlaps the page, and where the corners should go (rows of 8)."""

    crop: NDArray[np.uint8]
    overlap: float
    shift: Floats


def tried_quads(
    closer: Closer, truth: Points | None, offers: Floats, rng: np.random.Generator, *, stage: SecondStage
) -> list[Tried]:
    """Quads on one picture, some of them `offers` of the search, each mirrored and recoloured at random."""
    height, width = closer.levels[0].shape[:2]
    found: list[Tried] = []
    while len(found) < QUADS:
        offered = len(offers) > 0 and rng.random() < stage.offered
        one = offers[int(rng.integers(0, len(offers)))] if offered else _drawn(truth, (width, height), rng)
        if stage.frames and truth is not None and not offered and rng.random() < stage.frames:
            one = moved(upright(truth), evenly_off(rng))
        if one is None:
            continue
        quad = upright(one.astype(np.float64))
        good, shift = 0.0, np.zeros((4, 2), np.float32)
        if truth is not None:
            good = overlap(quad, truth)
            shift = _shift(quad, truth)
        crop = closer.crop(quad)
        if stage.bands and truth is not None and good > 0.3:
            _print_band(crop, shift, rng)
        if stage.frames and truth is not None and good > 0.3 and rng.random() < stage.frames:
            frame_printed(crop, shift, rng)
        crop = _relit(crop, rng)
        if rng.random() < 0.5:
            crop, shift = crop[:, ::-1], shift[[1, 0, 3, 2]] * np.array([-1, 1], np.float32)
        if rng.random() < 0.5:
            crop, shift = crop[::-1], shift[[3, 2, 1, 0]] * np.array([1, -1], np.float32)
        found.append(Tried(np.ascontiguousarray(crop), good, shift.astype(np.float32)))
    return found


def _print_band(crop: NDArray[np.uint8], shift: Floats, rng: np.random.Generator) -> None:
    """At times a coloured band on the page: just where the quad leaves some of it out, or anywhere."""
    if rng.random() < BAND_LEFT_OUT:
        strip = band_beside(shift, rng)
        if strip is not None:
            painted(crop, placed_on_crop(strip), rng)
            return
    if rng.random() < BAND_ANYWHERE:
        banded(crop, placed_on_crop(UNIT + shift), rng)


def _drawn(truth: Points | None, size: tuple[int, int], rng: np.random.Generator) -> Points | None:
    """A quad as the search might offer it: nearly right, a side or two astray, or anything at all."""
    if truth is None or rng.random() < 0.04:
        wide = rng.uniform(0.2, 0.9, size=2) * size
        turn = rng.uniform(0, np.pi)
        box = cv2.boxPoints(
            (tuple(rng.uniform(0.2, 0.8, size=2) * size), tuple(wide), float(np.degrees(turn)))
        )
        quad = box.astype(np.float64) + rng.normal(size=(4, 2)) * 0.05 * wide.min()
    else:
        kind, shift = rng.random(), np.zeros((4, 2))
        shift += rng.normal(size=(4, 2)) * float(rng.choice([0.003, 0.01, 0.03]))
        if kind > 0.3:
            for side in rng.choice(4, size=int(rng.choice([1, 1, 2, 3])), replace=False):
                _side_astray(shift, int(side), rng)
        if kind > 0.92:
            turn, grown = rng.normal() * 0.2, np.exp(rng.normal() * 0.25)
            spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) * grown
            shift += (UNIT - 0.5) @ spin.T + 0.5 - UNIT + rng.normal(size=2) * 0.12
        quad = moved(upright(truth), shift.astype(np.float32))
    quad = upright(quad)
    if not np.isfinite(quad).all() or not cv2.isContourConvex(quad.astype(np.float32)):
        return None
    far = 0.35 * max(size)
    if (quad < -far).any() or (quad > np.array(size) + far).any():
        return None
    return quad if cv2.contourArea(quad.astype(np.float32)) > 0.01 * size[0] * size[1] else None


def _side_astray(shift: Points, side: int, rng: np.random.Generator) -> None:
    """One side moved out or in, its two ends not quite alike."""
    reach = float(np.clip(rng.exponential(0.12), 0.01, 0.5)) * float(rng.choice([-1, 1]))
    lean = float(rng.normal() * rng.choice([0.01, 0.05]))
    axis = 1 - side % 2
    ends = (side, (side + 1) % 4)
    shift[ends[0], axis] += reach + lean
    shift[ends[1], axis] += reach - lean


def _shift(quad: Points, truth: Points) -> Floats:
    """Where the true corners lie in the quad's own plane, less where the quad has them."""
    way = cv2.getPerspectiveTransform(quad.astype(np.float32), UNIT)
    order = min(
        (np.roll(_clockwise(truth), turn, axis=0) for turn in range(4)),
        key=lambda corners: float(np.abs(corners - quad).sum()),
    )
    there = cv2.perspectiveTransform(order[None].astype(np.float32), way)[0]
    return np.asarray((there - UNIT).clip(-2 * FARTHEST, 2 * FARTHEST), np.float32)


def _clockwise(quad: Points) -> Points:
    around = quad - quad.mean(axis=0)
    return quad[np.argsort(np.arctan2(around[:, 1], around[:, 0]))]


def _relit(crop: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Other light on a crop: channels swapped, gains, at times grey, noise; edges stronger or weaker."""
    colours: NDArray[np.floating[Any]] = crop.astype(np.float32)
    if rng.random() < 0.3:
        colours = colours[:, :, [*rng.permutation(3), 3]]
    if rng.random() < 0.12:
        colours[:, :, :3] = colours[:, :, :3].mean(axis=2, keepdims=True)
    gains = np.append(rng.uniform(0.75, 1.15) * rng.uniform(0.93, 1.07, size=3), rng.uniform(0.8, 1.2))
    colours *= gains.astype(np.float32)
    if rng.random() < 0.4:
        spread = np.float32(rng.uniform(1, 6))
        colours += spread * rng.standard_normal(colours.shape[:2], dtype=np.float32)[:, :, None]
    return np.asarray(colours.clip(0, 255), dtype=np.uint8)


def train_second(
    data: Path,
    out: Path,
    *,
    stage: SecondStage,
    report: Callable[[str], None],
    start: Path | None = None,
    every: int = 100,
) -> None:
    """One cosine over the stage's batches; `out` gets `second.pt` now and then and at the end."""
    import torch
    from torch import nn

    torch.manual_seed(stage.seed)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    rng = np.random.default_rng(stage.seed)
    net = second_net(nn).to(memory_format=torch.channels_last)
    if start is not None:
        net.load_state_dict(torch.load(start)["mean"])
    mean = {name: part.detach().clone() for name, part in net.state_dict().items()}
    steps = torch.optim.AdamW(net.parameters(), lr=stage.rate, weight_decay=1e-3)
    tally: list[list[float]] = []
    told, shelf = time.perf_counter(), Pictures(data)
    for number in range(stage.batches):
        cosine = 0.01 + 0.99 * 0.5 * (1 + np.cos(np.pi * number / stage.batches))
        now = stage.rate * min(1.0, (number + 1) / 100) * cosine
        for group in steps.param_groups:
            group["lr"] = float(now)
        made = [one for _ in range(PICTURES) for one in tried_quads(*shelf.drawn(rng), rng, stage=stage)]
        crops = np.stack([one.crop for one in made]).transpose(0, 3, 1, 2)
        inputs = torch.from_numpy(np.ascontiguousarray(crops)).float().to(memory_format=torch.channels_last)
        loss, parts = _loss(torch, net(inputs), made)
        steps.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        steps.step()
        keep = min(0.998, 1 - 1 / (number + 2))
        for name, part in net.state_dict().items():
            if part.dtype.is_floating_point:
                mean[name].mul_(keep).add_(part.detach(), alpha=1 - keep)
            else:
                mean[name].copy_(part)
        tally.append(parts)
        if (number + 1) % every == 0 or number + 1 == stage.batches:
            said = [round(float(value), 4) for value in np.mean(tally[-every:], axis=0)]
            line = {"batch": number + 1, "sits, shift": said, "s": round(time.perf_counter() - told)}
            report(json.dumps(line))
            torch.save({"net": net.state_dict(), "mean": mean}, out / "second.pt")
            shelf.look_again()


def _loss(torch: Any, said: Any, made: list[Tried]) -> tuple[Any, list[float]]:
    """Cross-entropy on how well the quads sit; absolute distance of the corners where they are in reach."""
    good = torch.tensor([one.overlap for one in made])
    shift = torch.tensor(np.stack([one.shift.reshape(8) for one in made]))
    target = ((good - 0.83) / 0.14).clamp(0, 1) ** 1.5
    sits = torch.nn.functional.binary_cross_entropy_with_logits(said[:, 0], target)
    near = ((good > 0.3) & (shift.abs().amax(dim=1) < FARTHEST)).float()
    away = torch.nn.functional.smooth_l1_loss(said[:, 1:], shift, beta=0.02, reduction="none").mean(dim=1)
    moved_away = (away * near).sum() / near.sum().clamp(min=1)
    return sits + 6 * moved_away, [float(sits.detach()), float(moved_away.detach())]


def export_second(checkpoint: Path, model: Path) -> None:
    """Write the averaged weights as ONNX with 16-bit numbers."""
    import onnx
    import torch
    from torch import nn

    from scanning.scenes.nettraining import halved

    net = second_net(nn)
    net.load_state_dict(torch.load(checkpoint)["mean"])
    net.eval()
    torch.onnx.export(
        net,
        (torch.zeros(2, 4, 112, 80),),
        str(model),
        input_names=["crops"],
        output_names=["said"],
        dynamic_axes={"crops": {0: "n"}, "said": {0: "n"}},
        opset_version=17,
        dynamo=False,
    )
    packed = halved(onnx.load(str(model)), onnx)
    packed.metadata_props.add(key="licence", value="Apache-2.0")
    packed.metadata_props.add(key="seed", value=str(SEED))
    onnx.save(packed, str(model))
