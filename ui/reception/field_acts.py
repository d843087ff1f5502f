"""What the page asks beside person, procedure and papers: purpose, note, how it came, how it goes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.reception.command import NEW_GROUP

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ui.reception.draft import Channel, Draft
    from ui.reception.paper_acts import Edit


class FieldActs:
    """Each takes one field over the presenter's draft; what is typed by letters leaves no step for Ctrl+Z."""

    def __init__(self, draft: Callable[[], Draft], edit: Edit) -> None:
        self._draft, self._edit = draft, edit

    def purpose(self, text: str) -> None:
        """What the result is for, where the procedure asks."""
        self._edit(replace(self._draft(), purpose=text), undoable=False)

    def answer(self, key: str, text: str) -> None:
        """Answer a question of the procedure."""
        draft = self._draft()
        self._edit(replace(draft, answers={**draft.answers, key: text}), undoable=False)

    def copies(self, copies: int) -> None:
        """How many copies of the result are asked for."""
        self._edit(replace(self._draft(), copies=max(1, min(99, copies))), undoable=False)

    def note(self, text: str) -> None:
        """A note for the resolving unit; not printed on the receipt."""
        self._edit(replace(self._draft(), note=text), undoable=False)

    def group(self, *, on: bool) -> None:
        """Nộp theo nhóm: this dossier and the next ones share a number, until it is taken off."""
        draft = self._draft()
        self._edit(replace(draft, group=(draft.group or NEW_GROUP) if on else ""), undoable=False)

    def switch_group(self) -> None:
        """Ctrl+G: into the group or out of it."""
        self.group(on=not self._draft().group)

    def channel(self, channel: Channel) -> None:
        """How the dossier came: at the counter, by post, online."""
        self._edit(replace(self._draft(), channel=channel))

    def return_by(self, how: str) -> None:
        """Where the result will be collected."""
        self._edit(replace(self._draft(), return_by=how))

    def fee_method(self, how: str) -> None:
        """How the fee was paid, or that it is waived."""
        self._edit(replace(self._draft(), fee_method=how))

    def fee(self, changes: Mapping[str, str]) -> None:
        """What was typed of the money: another amount, cash handed over, the receipt's number, why exempt."""
        self._edit(replace(self._draft(), **changes), undoable=False)  # type: ignore[arg-type]

    def paper_format(self, paper: str) -> None:
        """Which paper the receipt is printed on."""
        self._edit(replace(self._draft(), paper_format=paper), undoable=False)
