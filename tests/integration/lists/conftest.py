"""The office of the calendar's tests, for what waits in it."""

from tests.integration.dates.conftest import either_office, founded, office

__all__ = ["either_office", "founded", "office"]
