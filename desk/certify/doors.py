"""Chứng thực for the window: the kinds, the quote, certifying, striking, and the book of a period."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from desk.certify.rows import Certified, ExpressKind, Quote, RecentRow, Struck
    from desk.office.opened import Office


@dataclass(frozen=True, slots=True)
class CertifyDoors:
    """One office's certification, safe to share between threads."""

    _office: Office

    def kinds(self) -> tuple[ExpressKind, ...]:
        """The procedures certified at once, in the order of the fee table."""
        from desk.certify.quoting import kinds

        return kinds(self._office)

    def usual_papers(self) -> tuple[str, ...]:
        """Names of papers often certified, those of this office's own book first."""
        from desk.certify.usual import usual_papers

        return usual_papers(self._office)

    def usual_signer(self) -> str:
        """Who signs certifications by the office's rule; "" is left to the pen."""
        from desk.office.rules import rule

        with self._office.read() as session:
            return str(rule(session, "certification.signer"))

    def quote(self, command: Mapping[str, Any]) -> Quote:
        """What a draft with the keys of the `certify` file would cost; the person may still be missing.

        Raises:
            InputError: `certify.missing_key`, `certify.bad_value`, `certify.not_express`.
        """
        from desk.certify.given import quote_command
        from desk.certify.quoting import quote

        procedure, documents, days = quote_command(command)
        return quote(self._office, procedure, documents, extra_days=days)

    def certify(
        self,
        command: Mapping[str, Any],
        *,
        base: Path | None = None,
        paper: str | None = None,
        queued: bool = False,
    ) -> Certified:
        """Certify and hand over, or receive with a date; `command` has the keys of the `certify` file.

        `queued`: its paper also goes to this counter's printer.
        """
        from desk.certify.certifying import certify
        from desk.certify.given import certify_command

        day = self._office.clock.now().date().isoformat()
        given = certify_command(command, base=base or Path.cwd(), day=day)
        return certify(self._office, given, paper=paper, queued=queued)

    def strike(self, code: str, reason: str = "", *, command_id: str | None = None) -> Struck:
        """Strike the numbers of a certification; they stay in the book with the reason.

        Without a reason it is taken back at once at the counter, and the book says so.
        """
        from desk.certify.striking import strike
        from desk.wording import sentence

        said = reason or sentence("certify.why.undone", "vi")
        return strike(self._office, code, said, command_id=command_id)

    def recent(self, limit: int = 12) -> tuple[RecentRow, ...]:
        """What was certified today, newest first."""
        from desk.certify.recent import recent

        return recent(self._office, limit)

    def write_book(self, first: date, last: date, path: Path) -> int:
        """Write the certification books of a period as PDF, CSV or XLSX; answers the lines."""
        from desk.paper.certification_book import write_books

        return write_books(self._office, first, last, path).rows
