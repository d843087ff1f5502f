"""`python -m ui.trial DATA ROUNDS`: receptions and returns in one window, what stays in memory as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path


def main() -> int:
    """Write what was held early and at the end."""
    from ui.features import without_features

    without_features()
    from ui.trial.endurance import endured

    early, late = endured(Path(sys.argv[1]), rounds=int(sys.argv[2]))
    sys.stdout.write(json.dumps({"early": asdict(early), "late": asdict(late)}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
