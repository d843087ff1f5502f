"""Where an office's data lies, and what lies where inside it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "quay-mot-cua"


def data_folder(given: str | Path | None = None) -> Path:
    """Return the data folder: given, else `QMC_DATA`, else chosen in the wizard, else the person's own."""
    if given:
        return Path(given).expanduser().absolute()
    from_surroundings = os.environ.get("QMC_DATA")
    if from_surroundings:
        return Path(from_surroundings).expanduser().absolute()
    return chosen_folder() or settings_folder()


def settings_folder() -> Path:
    """The platform's per-user folder: the data itself, where nothing else was chosen."""
    import platformdirs

    return Path(platformdirs.user_data_dir(PROGRAM, appauthor=False)).absolute()


def pointer_file() -> Path:
    """Where the wizard keeps which folder was chosen."""
    return settings_folder() / "folder.txt"


def chosen_folder() -> Path | None:
    """The folder the wizard was told to use, None where none was."""
    try:
        text = pointer_file().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Path(text) if text else None


@dataclass(frozen=True, slots=True)
class DataPaths:
    """The names inside a data folder; asking for one makes nothing."""

    root: Path

    @property
    def config(self) -> Path:
        """Machine settings; its presence is what makes a folder an office."""
        return self.root / "office.toml"

    @property
    def database(self) -> Path:
        """The record."""
        return self.root / "office.db"

    @property
    def keys(self) -> Path:
        """The office's keys, readable by its owner only."""
        return self.root / "keys"

    @property
    def attachments(self) -> Path:
        """One PDF for each component, in a folder for each dossier."""
        return self.root / "attachments"

    @property
    def originals(self) -> Path:
        """Untouched captures, named by their content."""
        return self.root / "originals"

    @property
    def staging(self) -> Path:
        """Pages being made ready."""
        return self.root / "staging"

    @property
    def captures(self) -> Path:
        """Pages taken with the camera for a reception not finished yet, kept 30 days."""
        return self.root / "captures"

    @property
    def drafts(self) -> Path:
        """Receptions as far as they are typed, readable by their owner only."""
        return self.root / "drafts"

    @property
    def desks(self) -> Path:
        """One folder for each window that has the office open here, held by it while it lives."""
        return self.root / "desks"

    @property
    def sending(self) -> Path:
        """Held by whoever sends closed days from this machine."""
        return self.root / "sending"

    @property
    def quarantine(self) -> Path:
        """Files no row knows, kept 30 days."""
        return self.root / "quarantine"

    @property
    def prints(self) -> Path:
        """Printed forms as PDF."""
        return self.root / "prints"

    @property
    def tallies(self) -> Path:
        """Signed tally files."""
        return self.root / "tallies"

    @property
    def logs(self) -> Path:
        """The program's logs, without names or numbers of people."""
        return self.root / "logs"

    @property
    def derived(self) -> Path:
        """What is worked out of the record to be quick; it may go at any time and names nobody."""
        return self.root / "derived"

    @property
    def copies(self) -> Path:
        """Copies of the record put aside before an upgrade."""
        return self.root / "copies"

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder an office starts with."""
        return (self.attachments, self.originals, self.staging, self.prints, self.tallies, self.logs)
