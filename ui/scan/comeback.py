"""When a camera that failed is tried again by itself."""

from __future__ import annotations

_WAITS = (1.0, 2.0, 4.0, 8.0)
_BY_HAND = frozenset({"camera.denied", "camera.not_a_source"})  # trying again mends nothing


class Comeback:
    """Seconds until the next try: soon at first, then now and then, from the start once it worked."""

    def __init__(self) -> None:
        self._tries = 0

    def after(self, code: str) -> float | None:
        """How long to wait after this failure; None where only a person can mend it."""
        if code in _BY_HAND:
            return None
        wait = _WAITS[min(self._tries, len(_WAITS) - 1)]
        self._tries += 1
        return wait

    def worked(self) -> None:
        """It gives pictures again."""
        self._tries = 0
