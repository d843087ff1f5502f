"""Chỉ tiêu của năm trên màn hình: indicators with formula and look ahead, targets set by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.numbers.behind import counts_dossiers
from desk.numbers.plans import plans, stand
from desk.rows.aims import Aim, AimSheet, PlanCard
from desk.wording import sentence

if TYPE_CHECKING:
    from datetime import date

    from desk.office.opened import Office

_MOST = 100


def aim_sheet(office: Office, first: date, last: date) -> AimSheet:
    """Every indicator of a period as far as it has run, with how it is counted and by what source."""
    found = stand(office, first, last)
    lang = office.lang
    return AimSheet(
        first=found.first,
        last=found.last,
        until=found.until,
        passed=found.passed,
        length=found.length,
        aims=tuple(
            Aim(
                value=one,
                name=sentence(f"indicator.{one.key}", lang),
                formula=sentence(f"formula.{one.key}", lang),
                source=sentence(f"formula.{one.key}.source", lang),
                need=ahead.need,
                expected=ahead.expected,
                of_expected=ahead.of_expected,
                reachable=ahead.reachable,
                counts_dossiers=counts_dossiers(one.key),
            )
            for one, ahead in zip(found.indicators, found.forecasts, strict=True)
        ),
    )


def plan_cards() -> tuple[PlanCard, ...]:
    """The shipped plans, as the window shows them."""
    return tuple(PlanCard(one.key, one.name, one.source, one.year, one.targets) for one in plans())


def set_target(office: Office, key: str, percent: float | None, valid_from: date | None = None) -> None:
    """Set or take away the target of one indicator from a day on; the others stay as they are on that day.

    Raises:
        InputError: `target.bad_value`, `auth.role`, `setting.bad_day`, `setting.has_held`.
    """
    from desk.numbers.indicators import KEYS, TARGETS_SETTING, load_targets
    from desk.office import settings
    from desk.office.staff import must_administer

    must_administer(office)
    if key not in KEYS or (percent is not None and not 0 <= percent <= _MOST):
        raise InputError("target.bad_value", key=key[:40])
    with office.write("targets.set") as uow:
        on = valid_from or uow.now.date()
        wanted = {**load_targets(uow.session, on), key: percent}
        settings.change(uow, TARGETS_SETTING, wanted, valid_from)
        uow.commit()
