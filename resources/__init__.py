"""Data files the program ships: one door, `path()`, so that the frozen program finds them too."""

from __future__ import annotations

from pathlib import Path


def path(*parts: str) -> Path:
    """Return the absolute path of a shipped file, e.g. `path("catalogue", "procedures.csv")`."""
    return Path(__file__).resolve().parent.joinpath(*parts)
