"""Cán bộ của đơn vị: added, corrected, closed when they leave the counter, opened again; never removed.

A closed person stays in every history and stops being offered. Who may open an office is decided by
`desk.office.staff`; here nobody is ever locked out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.office.rows import StaffChange, StaffMember, StaffStanding
from desk.office.staff import ADMINISTERS, ROLES, USERNAME, account, same_account
from desk.reasons import told_of
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import Note

MAX_ACCOUNT = 64
MAX_NAME = 40  # of a user name, as the record keeps it
_FIELDS = ("full_name", "role", "account", "active")


def all_staff(office: Office) -> tuple[StaffMember, ...]:
    """Every member of staff, those at work first, in the order they came."""
    with office.read() as session:
        return _members(session, here=office.actor.username)


def staff_standing(office: Office) -> StaffStanding:
    """The staff, and whether the person here may change it: head or administrator; anyone to practise.

    Where nobody at work is either, whoever acts may: an office founded by a clerk alone is not stuck.
    """
    members = all_staff(office)
    return StaffStanding(
        members=members,
        may_change=office.card.training or _is_trusted(members, office.actor.username),
        viewing=bool(office.reading),
        account=account(),
    )


def change_staff(
    office: Office, changes: Sequence[StaffChange], *, another: bool = False
) -> tuple[StaffMember, ...]:
    """Add and change members of staff, all of it or nothing; answers those touched.

    Args:
        office: the open office.
        changes: what is to change, one for each person.
        another: a new person of the same full name as one on record is another one, not the same twice.

    Raises:
        InputError: `auth.role`, `staff.bad_value`, `staff.unknown`, `staff.same_name`,
            `staff.username_taken`, `staff.last`, `staff.last_account`, `staff.last_admin`.
    """
    here = office.actor.username
    with office.write("staff.change") as uow:
        uow.take_turn()  # two desks at once: the second sees what the first left
        before = _members(uow.session, here=here)
        if not office.card.training and not _is_trusted(before, here):
            raise InputError("auth.role", role=office.actor.role, roles=sorted(ADMINISTERS))
        names = [_apply(uow, one, another=another) for one in changes]
        after = _members(uow.session, here=here)
        _keep_a_way_in(before, after, training=office.card.training)
        uow.commit()
    return tuple(one for one in after if one.username in names)


def find_member(members: Sequence[StaffMember], text: str) -> StaffMember:
    """The member of staff of this user name, or of this full name where only one has it.

    Raises:
        InputError: `staff.unknown`, `staff.ambiguous`.
    """
    from desk.office.office_file import clean

    wanted = (clean(text) or "").casefold()
    known = [one.username for one in members]
    found = [one for one in members if one.username == wanted]
    found = found or [one for one in members if one.full_name.casefold() == wanted]
    if not found:
        raise InputError("staff.unknown", key="username", given=text[:MAX_NAME], allowed=known)
    if len(found) > 1:
        raise InputError("staff.ambiguous", key="username", allowed=[one.username for one in found])
    return found[0]


def namesake(members: Sequence[StaffMember], full_name: str) -> StaffMember | None:
    """Who on record has this full name already, those at work first."""
    from desk.office.office_file import clean

    wanted = (clean(full_name) or "").casefold()
    return next((one for one in members if wanted and one.full_name.casefold() == wanted), None)


def notes_on(office: Office, member: StaffMember) -> tuple[Note, ...]:
    """What keeps a member of staff at work from opening the office by themselves."""
    if office.card.training or not member.active:
        return ()
    if not member.account:
        return (note("staff.no_account", office.lang, username=member.username),)
    shared = [one for one in all_staff(office) if one.active and same_account(one.account, member.account)]
    if len(shared) < 2:
        return ()
    names = ", ".join(one.username for one in shared)
    return (note("staff.shared_account", office.lang, account=member.account, usernames=names),)


def _members(session: Session, *, here: str) -> tuple[StaffMember, ...]:
    from sqlalchemy import select

    from models.staff import Staff

    rows = session.scalars(select(Staff).order_by(Staff.active.desc(), Staff.id))
    return tuple(
        StaffMember(
            username=row.username, full_name=row.full_name, role=row.role, account=row.os_account,
            active=row.active, here=row.username == here,
        )
        for row in rows
    )  # fmt: skip


def _is_trusted(members: Sequence[StaffMember], username: str) -> bool:
    at_work = {one.username: one for one in members if one.active}
    trusted = {name for name, one in at_work.items() if one.role in ADMINISTERS}
    return username in (trusted or at_work)


def _apply(uow: UnitOfWork, change: StaffChange, *, another: bool) -> str:
    """Write one change; answers the user name. The same again changes nothing."""
    from sqlalchemy import select

    from models.staff import Staff

    members = _members(uow.session, here="")
    given = _checked(change)
    if change.new:
        return _add(uow, members, change, given, another=another)
    row = uow.session.scalars(select(Staff).where(Staff.username == change.username)).first()
    if row is None:
        known = [one.username for one in members]
        raise InputError("staff.unknown", key="username", given=change.username[:MAX_NAME], allowed=known)
    if given.get("full_name", row.full_name) != row.full_name:
        others = [one for one in members if one.username != row.username]
        _refuse_namesake(others, given, another=another)
    before = {name: getattr(row, "os_account" if name == "account" else name) for name in _FIELDS}
    changed = [name for name in given if before[name] != given[name]]
    if not changed:
        return row.username
    for name in changed:
        setattr(row, "os_account" if name == "account" else name, given[name])
    uow.session.flush()
    _record(uow, row.username, _verb(changed, active=row.active), before, given, changed)
    return row.username


def _add(
    uow: UnitOfWork,
    members: Sequence[StaffMember],
    change: StaffChange,
    given: dict[str, str | bool],
    *,
    another: bool,
) -> str:
    from models.staff import Staff

    if "full_name" not in given:
        raise _bad("full_name", None, expected="line", limit=_max_text())
    taken = {one.username for one in members}
    if change.username in taken:
        raise InputError("staff.username_taken", key="username", given=change.username)
    _refuse_namesake(members, given, another=another)
    username = change.username or _free_name(str(given["full_name"]), taken)
    values = {"role": "clerk", "account": "", "active": True, **given}
    uow.session.add(
        Staff(
            username=username, full_name=values["full_name"], role=values["role"],
            os_account=values["account"], active=values["active"],
        )
    )  # fmt: skip
    uow.session.flush()
    _record(uow, username, "staff.added", {}, values, list(_FIELDS))
    return username


def _refuse_namesake(members: Sequence[StaffMember], given: dict[str, str | bool], *, another: bool) -> None:
    other = namesake(members, str(given["full_name"]))
    if other is not None and not another:
        code = "staff.same_name" if other.active else "staff.same_name_closed"
        raise InputError(code, key="full_name", username=other.username)


def _free_name(full_name: str, taken: set[str]) -> str:
    """A user name made of a full name that nobody has: `lan.nt`, else `lan.nt2`."""
    from desk.office.setup import username_of

    made = username_of(full_name) or "can-bo"
    number, name = 2, made
    while name in taken:
        name = f"{made[: MAX_NAME - len(str(number))]}{number}"
        number += 1
    return name


def _checked(change: StaffChange) -> dict[str, str | bool]:
    """What is to change, cleaned, field by field."""
    from desk.office.office_file import clean

    if change.username and USERNAME.fullmatch(change.username) is None:
        raise _bad("username", change.username, expected="user name")
    given: dict[str, str | bool] = {}
    if change.full_name is not None:
        name = clean(change.full_name)
        if not name or not any(letter.isalpha() for letter in name):
            raise _bad("full_name", change.full_name, expected="line", limit=_max_text())
        given["full_name"] = name
    if change.role is not None:
        if change.role not in ROLES:
            raise _bad("role", change.role, allowed=list(ROLES))
        given["role"] = change.role
    if change.account is not None:
        name = clean(change.account)
        if name is None or len(name) > MAX_ACCOUNT:
            raise _bad("account", change.account, expected="line or nothing", limit=MAX_ACCOUNT)
        given["account"] = name
    if change.active is not None:
        if not isinstance(change.active, bool):
            raise _bad("active", change.active, expected="true/false")
        given["active"] = change.active
    return given


def _bad(key: str, value: object, **allowed: object) -> InputError:
    return InputError("staff.bad_value", key=key, **told_of(key, value), **allowed)


def _max_text() -> int:
    from desk.office.office_file import MAX_TEXT

    return MAX_TEXT


def _verb(changed: Sequence[str], *, active: bool) -> str:
    if "active" not in changed:
        return "staff.changed"
    return "staff.reopened" if active else "staff.closed"


def _record(
    uow: UnitOfWork,
    username: str,
    verb: str,
    before: dict[str, str | bool],
    after: dict[str, str | bool],
    changed: Sequence[str],
) -> None:
    """An event tells the user name, role, account and state; of the full name only that it changed."""
    told = [name for name in changed if name != "full_name"]
    uow.record(
        verb,
        subject=username,
        details={
            "username": username,
            "fields": list(changed),
            "from": {name: before[name] for name in told if name in before},
            "to": {name: after[name] for name in told},
        },
    )


def _keep_a_way_in(before: Sequence[StaffMember], after: Sequence[StaffMember], *, training: bool) -> None:
    """Refuse what would leave nobody who can open the office, or nobody who can change it."""
    if not any(one.active for one in after):
        raise InputError("staff.last", key="active")
    if training:
        return

    def ways(members: Sequence[StaffMember], roles: frozenset[str]) -> bool:
        return any(one.active and one.account and one.role in roles for one in members)

    for code, roles in (("staff.last_account", frozenset(ROLES)), ("staff.last_admin", ADMINISTERS)):
        if ways(before, roles) and not ways(after, roles):
            raise InputError(code, key="active")
