"""Numbers people wait with, on the record."""
