"""Keeps PySide from reading the source of every module that is imported.

PySide looks for its own name in each one, in case that uses the switch `from __feature__ import …`. None here
does. Reading some 700 files costs a start a tenth of a second of processor time and 20 MB that stay.
"""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_ASIDE = -1  # PySide's mark of a module that uses no feature


class _Marks(MetaPathFinder):
    """Finds nothing; notes each module as one without features before it is loaded."""

    def __init__(self, noted: dict[str, int]) -> None:
        self._noted = noted

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Leave the finding to the others."""
        del path, target
        self._noted.setdefault(fullname, _ASIDE)
        return None


def without_features() -> bool:
    """Do it for all that is imported from now on; False where this PySide works otherwise: no harm."""
    import shiboken6  # noqa: F401 - brings the switch along

    noted = getattr(sys.modules.get("shibokensupport.feature"), "pyside_feature_dict", None)
    if not isinstance(noted, dict):
        return False
    if not any(isinstance(finder, _Marks) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Marks(noted))
    return True
