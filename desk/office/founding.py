"""Founding an office: record, keys, profile, staff and catalogue, all of it or nothing."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.office import config as machine
from desk.office.bootstrap import OfficeCreated, engine_of, introduce
from desk.office.identity import Identity
from desk.office.keys import RECEIPT_FILE, TALLY_FILE, OfficeKeys, facts, make_keys
from desk.office.office_file import OfficeFile, read_office_file, training_office
from desk.office.opened import Office
from desk.office.paths import DataPaths
from desk.office.rows import ProfileCard
from desk.record.durable import locked, make_folder, move_file, sync_file
from desk.record.failures import record_failures, surroundings
from models.errors import RecordError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from desk.clock import Clock
    from desk.rows import OfficeCard

SINCE_EVER = date(2000, 1, 1)


def found(
    paths: DataPaths, *, training: bool, office_file: Path | None, clock: Clock, database: str
) -> OfficeCreated:
    """Make a new office; see `desk.office.bootstrap.create_office`."""
    described = read_office_file(office_file) if office_file else training_office()
    with surroundings(otherwise="data.unwritable"):
        if paths.config.exists():
            raise InputError("office.exists", data=str(paths.root))
        make_folder(paths.root)
        work = DataPaths(paths.root / f".init-{secrets.token_hex(4)}")
        with locked(paths.root):
            _sweep_unfinished(paths)
            work.root.mkdir()
            try:
                return _create(paths, work, described, training=training, clock=clock, database=database)
            finally:
                shutil.rmtree(work.root, ignore_errors=True)


def _create(
    paths: DataPaths, work: DataPaths, described: OfficeFile, *, training: bool, clock: Clock, database: str
) -> OfficeCreated:
    from models.schema import HEAD
    from models.upgrade import bring_up_to_date, stored_revision

    keys = _keys_for(paths, work)
    engine = engine_of(work, database)
    try:
        with record_failures(work.root):
            if stored_revision(engine) is not None:
                raise InputError("office.exists", data=str(paths.root))
            bring_up_to_date(engine)
        procedures = _fill(engine, work, described, training=training, clock=clock, keys=keys)
        settings = machine.OfficeConfig(
            office=described.card.code, training=training, counter=described.card.counter, database=database
        )
        with record_failures():
            first = described.staff[0].username
            identity, _ = introduce(engine, settings, clock=clock, user=first, trusted=True)
            card = identity.card_on(clock.now().date())
    finally:
        engine.dispose()
    machine.save(work.config, settings)
    _put_in_place(work, paths)
    return OfficeCreated(data=paths.root, office=card, schema=HEAD, procedures=procedures)


def _keys_for(paths: DataPaths, work: DataPaths) -> OfficeKeys:
    """Keys left by an `init` that was killed are taken over; a key is never overwritten."""
    for name in (RECEIPT_FILE, TALLY_FILE):
        if (paths.keys / name).is_file():
            make_folder(work.keys, mode=0o700)
            shutil.copy2(paths.keys / name, work.keys / name)
    return make_keys(work.keys)


def _fill(
    engine: Engine, work: DataPaths, described: OfficeFile, *, training: bool, clock: Clock, keys: OfficeKeys
) -> int:
    """Write profile, staff and catalogue and the first event; answers how many procedures there are."""
    from models.office import OfficeProfile
    from models.schema import HEAD
    from models.staff import Staff

    card = described.card
    office = Office(
        data=work.root,
        identity=Identity(
            [_profile(card, training=training, today=clock.now().date())], counter=card.counter
        ),
        actor=described.staff[0].card(),
        clock=clock,
        lang="vi",
        engine=engine,
        keys=keys,
    )
    with office.write("office.create") as uow:
        today = uow.now.date()
        uow.session.add(OfficeProfile(**asdict(_profile(card, training=training, today=today))))
        for entry in described.staff:
            uow.session.add(
                Staff(
                    username=entry.username,
                    full_name=entry.full_name,
                    role=entry.role,
                    os_account=entry.os_account,
                    active=True,
                )
            )
            uow.session.flush()  # ids in the order of the file: the first is who acts by default
        procedures = _load_catalogue(uow.session)
        uow.record(
            "office.created",
            subject=card.code,
            details={
                "code": card.code,
                "training": training,
                "schema": HEAD,
                "procedures": procedures,
                "key_id": facts(keys).key_id,
            },
        )
        uow.commit()
    return procedures


def _profile(card: OfficeCard, *, training: bool, today: date) -> ProfileCard:
    return ProfileCard(
        valid_from=today, code=card.code, name=card.name, parent=card.parent, place=card.place,
        address=card.address, hotline=card.hotline, lookup_url=card.extra.get("lookup_url", ""),
        training=training,
    )  # fmt: skip


def _load_catalogue(session: Session) -> int:
    """Copy the shipped catalogue into the record, where the office may edit it.

    The source table knows no first day, so its rows hold since long before any dossier.
    """
    from desk.catalogue.shipped import shipped_procedures
    from desk.folding import fold
    from models.procedure import Procedure, ProcedureComponent

    rows = shipped_procedures()
    for row in rows:
        card = row.card
        parts = [
            ProcedureComponent(
                no=part.no, name=part.name, mandatory=part.mandatory, condition=part.condition,
                from_database=part.from_database,
            )
            for part in card.components
        ]  # fmt: skip
        procedure = Procedure(
            code=card.code, name=card.name, name_fold=fold(card.name), field=card.field, level=card.level,
            time_limit=card.time_limit, time_unit=card.time_unit, fee=card.fee,
            online_level=card.online_level, source=card.source, confidence=card.confidence,
            yields_paper=row.yields_paper, business=row.business, non_territorial=row.non_territorial,
            valid_from=SINCE_EVER, components=parts,
        )  # fmt: skip
        session.add(procedure)
    session.flush()
    return len(rows)


def _put_in_place(work: DataPaths, paths: DataPaths) -> None:
    """Move the finished parts to their names, `office.toml` last: before it, there is no office."""
    for folder in paths.folders:
        make_folder(folder)
    make_folder(paths.keys, mode=0o700)
    for name in (RECEIPT_FILE, TALLY_FILE):
        move_file(work.keys / name, paths.keys / name)
    if work.database.exists():
        sync_file(work.database)
        move_file(work.database, paths.database)
    move_file(work.config, paths.config)


def _sweep_unfinished(paths: DataPaths) -> None:
    """Make room after an `init` that was killed; anything that may be a real record is refused.

    The caller holds the folder's lock.
    """
    if paths.config.exists() or _holds_dossiers(paths.database):
        raise InputError("office.exists", data=str(paths.root))
    for leftover in paths.root.glob(".init-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    for suffix in ("", "-wal", "-shm"):
        paths.database.with_name(paths.database.name + suffix).unlink(missing_ok=True)


def _holds_dossiers(database: Path) -> bool:
    """A record without `office.toml` is only thrown away where it certainly holds nothing yet."""
    from sqlalchemy.exc import DBAPIError

    from models.engine import open_engine

    if not database.exists():
        return False
    engine = open_engine(database)
    try:
        with engine.connect() as connection:
            events = connection.exec_driver_sql("SELECT count(*) FROM event").scalar_one()
            dossiers = connection.exec_driver_sql("SELECT count(*) FROM dossier").scalar_one()
        return bool(dossiers) or int(events) != 1
    except (DBAPIError, RecordError):
        return True
    finally:
        engine.dispose()
