"""The corner net's shape, in torch: needed by the trainer only, the product runs the exported file."""

# ruff: noqa: ANN401 - torch is not installed where the types are checked

from __future__ import annotations

from typing import Any

WIDTHS = (16, 24, 48, 80, 96)
LANES = 32
MAPS = 3
"""Inside the page, its sides, its corners: maps of half the canvas's size."""


def corner_net(nn: Any, functional: Any) -> Any:
    """A small encoder and decoder of inverted bottlenecks: 4 planes in, `MAPS` maps (no sigmoid) out."""

    def joined(inner: int, outer: int, *, side: int = 1, step: int = 1, groups: int = 1) -> Any:
        """Convolution and normalisation."""
        return nn.Sequential(
            nn.Conv2d(inner, outer, side, step, side // 2, groups=groups, bias=False), nn.BatchNorm2d(outer)
        )

    class Bottleneck(nn.Module):  # type: ignore[misc]
        """Widen, look around, narrow; added to what came in where the shape stays."""

        def __init__(self, inner: int, outer: int, *, step: int = 1, side: int = 3, widen: int = 3) -> None:
            super().__init__()
            middle = inner * widen
            self.way = nn.Sequential(
                joined(inner, middle),
                nn.ReLU(inplace=True),
                joined(middle, middle, side=side, step=step, groups=middle),
                nn.ReLU(inplace=True),
                joined(middle, outer),
            )
            self.plain = inner == outer and step == 1

        def forward(self, seen: Any) -> Any:
            return seen + self.way(seen) if self.plain else self.way(seen)

    class Smooth(nn.Module):  # type: ignore[misc]
        """A depthwise look around and a mix of lanes, added to what came in."""

        def __init__(self, lanes: int) -> None:
            super().__init__()
            self.way = nn.Sequential(
                joined(lanes, lanes, side=5, groups=lanes), joined(lanes, lanes), nn.ReLU(inplace=True)
            )

        def forward(self, seen: Any) -> Any:
            return seen + self.way(seen)

    class CornerNet(nn.Module):  # type: ignore[misc]
        """Canvas → logits of the maps."""

        def __init__(self) -> None:
            super().__init__()
            one, two, three, four, five = WIDTHS
            self.stem = nn.Sequential(joined(4, one, side=3, step=2), nn.ReLU(inplace=True))
            self.stage2 = nn.Sequential(
                joined(one, two, side=3, step=2), nn.ReLU(inplace=True), Bottleneck(two, two, widen=2)
            )
            self.stage3 = nn.Sequential(
                Bottleneck(two, three, step=2, side=5), *(Bottleneck(three, three, side=5) for _ in range(2))
            )
            self.stage4 = nn.Sequential(
                Bottleneck(three, four, step=2, side=5), *(Bottleneck(four, four, side=5) for _ in range(2))
            )
            self.stage5 = nn.Sequential(
                Bottleneck(four, five, step=2, side=5), *(Bottleneck(five, five, side=5) for _ in range(2))
            )
            self.lanes = nn.ModuleList([nn.Conv2d(width, LANES, 1) for width in WIDTHS[1:]])
            self.smooth = nn.ModuleList([Smooth(LANES) for _ in range(4)])
            self.fine = nn.Sequential(joined(LANES, LANES, side=3), nn.ReLU(inplace=True))
            self.head = nn.Conv2d(LANES, MAPS * 4, 1)
            self.shuffle = nn.PixelShuffle(2)

        def forward(self, planes: Any) -> Any:
            seen = planes * (1 / 128.0) - 1.0
            stem = self.stem(seen)
            stages = [self.stage2(stem)]
            for stage in (self.stage3, self.stage4, self.stage5):
                stages.append(stage(stages[-1]))
            total = None
            for index in (3, 2, 1, 0):
                lane = self.lanes[index](stages[index])
                if total is not None:
                    lane = lane + functional.interpolate(total, scale_factor=2.0, mode="nearest")
                total = self.smooth[index](lane)
            return self.shuffle(self.head(self.fine(total)))

    return CornerNet()


SECOND_WIDTHS = (16, 24, 36, 44)
SECOND_NUMBERS = 9
"""How well the quad sits (no sigmoid), and eight shifts of its corners."""


def second_net(nn: Any) -> Any:
    """Plain convolutions down to 7 × 5 cells, then all of them together: 4 planes in, 9 numbers out."""

    def joined(inner: int, outer: int, step: int) -> list[Any]:
        return [
            nn.Conv2d(inner, outer, 3, step, 1, bias=False),
            nn.BatchNorm2d(outer),
            nn.ReLU(inplace=True),
        ]

    class Scaled(nn.Module):  # type: ignore[misc]
        """Bytes to numbers around 0."""

        def forward(self, planes: Any) -> Any:
            return planes * (1 / 128.0) - 1.0

    one, two, three, four = SECOND_WIDTHS
    return nn.Sequential(
        Scaled(),
        *joined(4, one, 2),
        *joined(one, two, 2),
        *joined(two, two, 1),
        *joined(two, three, 2),
        *joined(three, three, 1),
        *joined(three, three, 1),
        *joined(three, four, 2),
        *joined(four, four, 1),
        nn.Conv2d(four, 16, 1),
        nn.ReLU(inplace=True),
        nn.Flatten(),
        nn.Linear(16 * 35, 64),
        nn.ReLU(inplace=True),
        nn.Linear(64, SECOND_NUMBERS),
    )
