"""How examples are drawn for the record: the same every time, however busy the machine."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("record", deadline=None, derandomize=True)
settings.load_profile("record")
