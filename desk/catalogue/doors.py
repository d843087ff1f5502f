"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from desk.catalogue.rows import CatalogueEntry, CatalogueReport
    from desk.office.opened import Office


@dataclass(frozen=True, slots=True)
class CatalogueDoors:
    """The catalogue and its administration."""

    _office: Office

    def entries(self, text: str = "", *, on: date | None = None) -> tuple[CatalogueEntry, ...]:
        """Every procedure that fits a text, as it stands on a day (default: today)."""
        from desk.catalogue.admin import entries

        return entries(self._office, text, on=on)

    def entry(self, code: str, *, on: date | None = None) -> CatalogueEntry:
        """One procedure with everything on it and all its versions."""
        from desk.catalogue.admin import entry

        return entry(self._office, code, on=on)

    def save(
        self, entry: Mapping[str, Any], *, valid_from: date | None = None, valid_to: date | None = None
    ) -> CatalogueEntry:
        """Keep a procedure from a day on; the version before ends the day before."""
        from desk.catalogue.admin import save

        return save(self._office, entry, valid_from=valid_from, valid_to=valid_to)

    def end(self, code: str, valid_to: date) -> CatalogueEntry:
        """End the version in force on a day with that day."""
        from desk.catalogue.admin import end

        return end(self._office, code, valid_to)

    def set_favourite(self, code: str, on: bool) -> CatalogueEntry:
        """Mark a procedure to stand first, or take the mark away."""
        from desk.catalogue.admin import set_favourite

        return set_favourite(self._office, code, on)

    def set_nicknames(self, code: str, text: str) -> CatalogueEntry:
        """What people call a procedure, separated by semicolons."""
        from desk.catalogue.admin import set_nicknames

        return set_nicknames(self._office, code, text)

    def import_file(
        self, path: Path, *, dry_run: bool = False, start: date | None = None, new_units: bool = False
    ) -> CatalogueReport:
        """Read a table into the catalogue, all rows or none."""
        from desk.catalogue.import_table import import_file

        return import_file(self._office, path, dry_run=dry_run, start=start, new_units=new_units)

    def export_file(self, path: Path) -> int:
        """Write the whole catalogue as a table; answers the number of rows."""
        from desk.catalogue.import_table import export_file

        return export_file(self._office, path)
