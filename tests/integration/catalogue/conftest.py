"""An office on each engine, as the tests of the record have them."""

from __future__ import annotations

from tests.integration.record.conftest import _founded, either_office, office

__all__ = ["_founded", "either_office", "office"]
