"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from desk.office.citizen_screen import CitizenScreen
    from desk.office.diagnosis import Diagnosis, Work
    from desk.office.health import Trouble
    from desk.office.key_standing import KeyStanding
    from desk.office.opened import Office
    from desk.office.rows import PointCard, ProfileCard, RuleCard, StaffChange, StaffMember, StaffStanding


@dataclass(frozen=True, slots=True)
class HouseDoors:
    """Rules, office profile and reception points; changes are for the head and the administrator."""

    _office: Office

    def rules(self) -> tuple[RuleCard, ...]:
        """Every setting and rule of the law with what holds today, its source and its history."""
        from desk.office.house import rules

        return rules(self._office)

    def set_rule(
        self,
        key: str,
        value: Any,  # noqa: ANN401 - any JSON value
        *,
        valid_from: date | None = None,
    ) -> RuleCard:
        """Set a rule from a day on, default today."""
        from desk.office.house import set_rule

        return set_rule(self._office, key, value, valid_from=valid_from)

    def profiles(self) -> tuple[ProfileCard, ...]:
        """Every profile of this office, the oldest first."""
        from desk.office.house import all_profiles

        return all_profiles(self._office)

    def set_profile(self, fields: Mapping[str, str], *, valid_from: date) -> ProfileCard:
        """Say how the office is called or coded from a day on."""
        from desk.office.house import change_profile

        return change_profile(self._office, fields, valid_from=valid_from)

    def points(self) -> tuple[PointCard, ...]:
        """Every reception point, closed ones too."""
        from desk.office.house import all_points

        return all_points(self._office)

    def set_point(self, card: PointCard) -> PointCard:
        """Add a reception point or change one."""
        from desk.office.house import change_point

        return change_point(self._office, card)

    def staff(self) -> tuple[StaffMember, ...]:
        """Every member of staff, those at work first."""
        from desk.office.staffing import all_staff

        return all_staff(self._office)

    def staff_standing(self) -> StaffStanding:
        """The staff, and what the person at this desk may do about it."""
        from desk.office import staffing

        return staffing.staff_standing(self._office)

    def change_staff(
        self, changes: Sequence[StaffChange], *, another: bool = False
    ) -> tuple[StaffMember, ...]:
        """Add and change members of staff, all of it or nothing."""
        from desk.office.staffing import change_staff

        return change_staff(self._office, changes, another=another)

    def tour_step(self) -> int:
        """The step of the guided tour to go on with."""
        from desk.office.tour import tour_step

        return tour_step(self._office)

    def keep_tour(self, step: int) -> int:
        """Keep how far the guided tour is; in a training office only."""
        from desk.office.tour import keep_tour

        return keep_tour(self._office, step)

    def health(self) -> tuple[Trouble, ...]:
        """What is not as it should be around the record now."""
        from desk.office.health import health

        return health(self._office)

    def diagnosis(self) -> Diagnosis:
        """Facts of program, record and machine."""
        from desk.office.diagnosis import diagnosis

        return diagnosis(self._office)

    def works(self) -> tuple[Work, ...]:
        """What of others' work travels with the program."""
        from desk.office.diagnosis import works

        return works()

    def use_point(self, code: str) -> str:
        """Let this machine receive at a point from now on; empty is the main seat."""
        from desk.office.house import use_point

        return use_point(self._office, code)

    def keys(self) -> KeyStanding:
        """What may be told of the office's keys."""
        from desk.office.key_standing import standing

        return standing(self._office)

    def rotate_key(self) -> KeyStanding:
        """Make check tags with a new key from now on; those made before stay genuine."""
        from desk.office.key_rotation import rotate
        from desk.office.key_standing import standing

        rotate(self._office)
        return standing(self._office)

    def export_public_key(self, path: Path) -> str:
        """Write the public key of the tallies; answers its id."""
        from desk.office.key_standing import write_public_key

        return write_public_key(self._office, path).key_id

    def citizen_screen(self) -> CitizenScreen:
        """The citizen's monitor of this machine."""
        from desk.office.citizen_screen import read_screen

        return read_screen(self._office.data)

    def set_citizen_screen(self, screen: CitizenScreen) -> CitizenScreen:
        """Keep which monitor is the citizen's and what they may do there. Every clerk may."""
        from desk.office.citizen_screen import save_screen

        return save_screen(self._office.data, screen)
