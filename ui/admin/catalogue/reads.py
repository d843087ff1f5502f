"""What the catalogue asks of the record and saves in it; every function runs on the desk pool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.admin.catalogue import model
from ui.admin.parts.sheet import ON

if TYPE_CHECKING:
    from datetime import date

    from desk.catalogue.rows import CatalogueEntry
    from ui.admin.catalogue.model import Draft
    from ui.services import Services


def read_entries(services: Services, text: str) -> tuple[CatalogueEntry, ...]:
    """Every procedure that fits a text (desk pool)."""
    return services.catalogue.entries(text)


def read_units(services: Services) -> tuple[str, ...]:
    """Every unit known here (desk pool)."""
    return services.process.units()


def save_house(services: Services, draft: Draft) -> CatalogueEntry:
    """Save only the office's own marks of a procedure (desk pool)."""
    if "nicknames" in draft.changed:
        services.catalogue.set_nicknames(draft.code, draft.values.get("nicknames", ""))
    return services.catalogue.set_favourite(draft.code, draft.values.get("favourite") == ON)


def save_version(services: Services, draft: Draft, day: date) -> CatalogueEntry:
    """Save a typed procedure from a day on (desk pool)."""
    return services.catalogue.save(model.entry_of(draft), valid_from=day)
