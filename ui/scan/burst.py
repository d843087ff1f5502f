"""A run of keys at a reader's pace: its letters, how fast it came, whether it can be a person's typing."""

from __future__ import annotations

from statistics import median

from desk.rows.readers import Heard, WedgeRules

LEAST = 6  # letters a scan has at least; of fewer only what nobody types at such a pace
SHORT_LEAST, SHORT_PACE = 3, 0.012
MOST_LETTERS = 4096  # more than any QR holds: the rest is not kept
_SHORT_SIGNS = frozenset("-|.:")


class Burst:
    """Letters that came one right after the other. No Qt; seconds of any one clock."""

    def __init__(self) -> None:
        self.text = ""
        self.composing = ""  # what an input method shows and has not committed
        self._gaps: list[float] = []

    def __bool__(self) -> bool:
        return bool(self.whole)

    @property
    def whole(self) -> str:
        """Everything that came, with what is still being composed."""
        return self.text + self.composing

    @property
    def overflowing(self) -> bool:
        """Whether this is longer than any code."""
        return len(self.text) >= MOST_LETTERS

    @property
    def slowest(self) -> float:
        """The longest pause inside it, in seconds; the one before its first key is not its own."""
        return max(self._gaps[1:], default=0.0)

    def came(self, gap: float) -> None:
        """Note the pause before a key."""
        if len(self._gaps) < MOST_LETTERS:
            self._gaps.append(max(0.0, gap))

    def add(self, letters: str) -> None:
        """Take letters."""
        self.text = (self.text + letters)[:MOST_LETTERS]

    def cut(self, count: int) -> bool:
        """Take the last letters back; False where there are not so many."""
        if count > len(self.text):
            return False
        self.text = self.text[: len(self.text) - count]
        return True

    def established(self, rules: WedgeRules) -> bool:
        """Whether no person can have typed this."""
        return len(self.whole) >= LEAST or bool(rules.prefix and self.whole.startswith(rules.prefix))

    def ended_by_key(self, rules: WedgeRules) -> bool:
        """Whether this is a scan when the reader's last key follows."""
        if self.established(rules):
            return True
        short = len(self.whole) >= SHORT_LEAST and self.slowest <= SHORT_PACE
        return short and bool(_SHORT_SIGNS & set(self.whole))

    def ended_by_silence(self, rules: WedgeRules) -> bool:
        """Whether this is a scan although no last key came: only what looks like nothing a person writes.

        A typing aid that expands a short form sends its letters just as fast.
        """
        if rules.end in {"enter", "tab"} or not self.established(rules):
            return self.overflowing
        from desk.finding.scanned import scan_shaped

        return self.overflowing or scan_shaped(rules.bare(self.whole))

    def heard(self, rules: WedgeRules, end: str) -> Heard:
        """What is told of it."""
        gaps = self._gaps[1:] or [0.0]
        return Heard(
            text=rules.bare(self.whole),
            via="keys",
            letters=len(self.whole),
            middle_ms=round(median(gaps) * 1000, 1),
            slowest_ms=round(max(gaps) * 1000, 1),
            end=end,
        )
