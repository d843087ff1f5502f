"""The house's use cases: read and change rules, profiles and points, each change one audited transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.office import points, profiles, settings
from desk.office.rows import RuleCard, RuleValue
from desk.office.staff import must_administer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.office.declared import Declared
    from desk.office.opened import Office
    from desk.office.rows import PointCard, ProfileCard


def rules(office: Office, *, on: date | None = None) -> tuple[RuleCard, ...]:
    """Every setting, the office's own first, with what is in force on a day (default: today)."""
    with office.read() as session:
        return tuple(_card(session, one, lang=office.lang, on=on) for one in settings.DECLARED)


def rule_card(office: Office, key: str, *, on: date | None = None) -> RuleCard:
    """One setting with its history.

    Raises:
        InputError: `setting.unknown`.
    """
    one = settings.declared(key)
    with office.read() as session:
        return _card(session, one, lang=office.lang, on=on)


def set_rule(
    office: Office,
    key: str,
    value: Any,  # noqa: ANN401 - any JSON value
    *,
    valid_from: date | None = None,
) -> RuleCard:
    """Set a rule from a day on (default today) and answer it as it then stands.

    Raises:
        InputError: `auth.role`, `setting.unknown`, `setting.bad_value`, `setting.bad_day`,
            `setting.has_held`; nothing was changed.
    """
    must_administer(office)
    with office.write("setting.change") as uow:
        settings.change(uow, key, value, valid_from)
        uow.commit()
    return rule_card(office, key)


def all_profiles(office: Office) -> tuple[ProfileCard, ...]:
    """Every profile of this office, the oldest first."""
    with office.read() as session:
        return profiles.profiles(session)


def change_profile(office: Office, fields: Mapping[str, str], *, valid_from: date) -> ProfileCard:
    """Say how the office is called or coded from a day on.

    Raises:
        InputError: `auth.role`, `office.unknown_key`, `office.bad_value`, `office.bad_day`,
            `office.has_held`, `office.code_used`; nothing was changed.
    """
    must_administer(office)
    given = {str(name): text for name, text in fields.items()}
    with office.write("office.profile") as uow:
        uow.on_rollback(lambda: _forget(office))
        card = profiles.set_profile(uow, valid_from=valid_from, **given)
        uow.commit()
    return card


def _forget(office: Office) -> None:
    """What was not committed is not remembered either."""
    with office.read() as session:
        office.identity.refresh(session)


def all_points(office: Office) -> tuple[PointCard, ...]:
    """Every reception point, closed ones too."""
    with office.read() as session:
        return points.points(session, here=office.point)


def change_point(office: Office, card: PointCard) -> PointCard:
    """Add a reception point or change one.

    Raises:
        InputError: `auth.role`, `point.bad_value`; nothing was changed.
    """
    must_administer(office)
    with office.write("point.set") as uow:
        done = points.set_point(uow, card)
        uow.commit()
    return done


def use_point(office: Office, code: str) -> str:
    """Let this machine receive at a point from now on; empty is the main seat. Every clerk may.

    Raises:
        InputError: `point.unknown`, `point.closed`; the old point still holds.
    """
    with office.write("point.use") as uow:
        chosen = points.use_point(uow, code)
        uow.commit()
    office.identity.use_point(chosen)
    return chosen


def _card(session: Session, one: Declared, *, lang: str, on: date | None) -> RuleCard:
    day = on or settings.today(session)
    stored = settings.history(session, one.key)
    held = [(first, value) for first, value in stored if first <= day]
    return RuleCard(
        key=one.key,
        value=held[-1][1] if held else one.default,
        default=one.default,
        valid_from=held[-1][0] if held else None,
        source=one.source,
        confidence=one.confidence,
        help=one.help_en if lang == "en" else one.help,
        history=tuple(RuleValue(value, first, planned=first > day) for first, value in stored),
    )
