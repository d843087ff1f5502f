"""One scan from the eSCL double as a test sees it: the pages told, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from scanning.devices.driver import FAULTS, ScannedPage, ScannerInfo, ScanSettings
from scanning.devices.escl import EsclDriver, Limits
from scanning.errors import ScanningError
from tests.helpers.escl_double import EsclDouble

HASTY = Limits(busy=0.3, silence=10)


@dataclass
class Run:
    """One scan as a test sees it."""

    pages: list[ScannedPage] = field(default_factory=list)
    code: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    count: int | None = None

    @property
    def lines(self) -> list[int]:
        """Which sheet each page shows: the double draws one bar more on each."""
        return [bars(page.file) for page in self.pages]


def bars(file: Path) -> int:
    with Image.open(file) as sheet:
        grey = sheet.convert("L")
        column = [grey.crop((40, y, 41, y + 1)).getextrema()[0] < 128 for y in range(30, grey.height - 20)]  # type: ignore[operator]
    return sum(1 for before, here in zip([False, *column], column, strict=False) if here and not before) - 1


def scanned(
    double: EsclDouble,
    folder: Path,
    *,
    source: str = "feeder",
    limits: Limits = HASTY,
    cancelled: Callable[[Run], bool] = lambda run: False,
    page: Callable[[ScannedPage], None] = lambda page: None,
    **settings: Any,
) -> Run:
    run = Run()
    driver = EsclDriver(interfaces=(), limits=limits)

    def told(one: ScannedPage) -> None:
        run.pages.append(one)
        page(one)

    wanted = ScanSettings(source=source, **{"dpi": 75, **settings})  # type: ignore[arg-type]
    try:
        run.count = driver.scan(
            ScannerInfo("escl", double.url, "thử"),
            wanted,
            folder,
            page=told,
            cancelled=lambda: cancelled(run),
        )
    except ScanningError as failure:
        run.code, run.details = failure.code, failure.details
    assert run.code in {"", *FAULTS}
    assert run.details.get("pages", len(run.pages)) == len(run.pages)
    assert [one.number for one in run.pages] == list(range(len(run.pages)))
    for one in run.pages:
        assert one.file.read_bytes()
    return run
