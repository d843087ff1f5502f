"""Random acts, valid and invalid, upon a real office and upon the model, compared after every step."""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from desk.errors import InputError
from desk.folding import fold
from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.life.act import commit_act
from desk.life.show import show
from desk.numbers.tally import tally
from desk.office.opened import Office
from models.tables import Dossier, Event, Procedure
from tests.integration.life import reckoning as time_of
from tests.integration.life.model import FROM, KEYS, Life, Model, RefusedError, count

TERMS: dict[str, tuple[int | None, str | None]] = {
    "T.1": (None, "same_day"),
    "T.2": (3, "working_day"),
    "T.3": (12, "calendar_day"),
    "T.4": (5, "working_hour"),
    "T.5": (None, None),
    "T.6": (1, "working_day"),
}
ELSEWHERE = "Chi cục Thử nghiệm"
UNITS = ("Phòng Kinh tế", "Phòng Văn hoá - Xã hội", ELSEWHERE)
LAST_STEPS = 40
MOST_OPEN = 40


@dataclass(slots=True)
class MovingClock:
    """A clock that stands where the play puts it."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


def with_procedures(office: Office) -> None:
    """Terms of every unit, under codes of their own."""
    with office.write("test.procedures") as uow:
        for code, (limit, unit) in TERMS.items():
            uow.session.add(
                Procedure(
                    code=code, name=f"Thủ tục {code}", name_fold=fold(f"Thủ tục {code}"), field="Thử nghiệm",
                    time_limit=limit, time_unit=unit, valid_from=date(2000, 1, 1), valid_to=None,
                )
            )  # fmt: skip
        uow.commit()


class Play:
    """One office, one model, one die."""

    def __init__(self, office: Office, *, seed: int, start: datetime) -> None:
        self.seed = seed
        self.dice = random.Random(seed)
        self.clock = MovingClock(start)
        self.office = replace(office, clock=self.clock)
        self.model = Model()
        self.start = start
        self.steps = 0
        self.done = 0
        self.refused = 0
        self.last: deque[str] = deque(maxlen=LAST_STEPS)
        self.events = self._newest_event()

    def go(self, steps: int) -> None:
        """So many steps; a failure names the seed and the last of them."""
        try:
            for _ in range(steps):
                self.step()
            self.look_at_everything()
        except BaseException as failure:
            story = "\n".join(self.last)
            failure.add_note(f"seed {self.seed}, step {self.steps}; the last steps:\n{story}")
            raise

    def step(self) -> None:
        """One act or reception, then the comparison; now and then the whole record."""
        self.steps += 1
        self._pass_time()
        live = [one for one in self.model.lives.values() if one.state not in {3, 8}]
        if not live or (len(live) < MOST_OPEN and self.dice.random() < 0.06):
            self.receive()
        else:
            self.act(self.dice.choice([*live, self.dice.choice([*self.model.lives.values()])]))
        if self.steps % 400 == 0:
            self.look_at_everything()

    def _pass_time(self) -> None:
        """Mostly a few minutes; now and then a night; seldom the machine's clock is set back."""
        chance = self.dice.random()
        if chance < 0.02:
            self.clock.moment -= timedelta(minutes=self.dice.randrange(1, 3 * 24 * 60))
        elif chance < 0.12:
            self.clock.moment += timedelta(minutes=self.dice.randrange(60, 24 * 60))
        else:
            self.clock.moment += timedelta(minutes=self.dice.randrange(0, 40))
        if self.clock.moment.hour < 6 and self.dice.random() < 0.7:
            self.clock.moment = self.clock.moment.replace(hour=7, minute=30)

    # ---- receptions ------------------------------------------------------------------------------

    def receive(self) -> None:
        """At the counter, with a supplement asked for at once, online and waiting, or for elsewhere."""
        now = self.clock.moment
        code, (limit, unit) = self.dice.choice([*TERMS.items()])
        way = self.dice.choice(["counter", "counter", "counter", "asked", "online", "elsewhere"])
        data: dict[str, Any] = {
            "command_id": f"{self.seed}-{self.steps}",
            "channel": "online" if way == "online" else self.dice.choice(["direct", "postal", "online"]),
            "procedure": code,
            "applicant": {"full_name": "NGUYỄN VĂN MẪU", "id_number": f"{999090000000 + self.steps}"},
            "components": [{"no": 1, "name": "Đơn"}],
        }
        if way == "asked":
            data["supplement"] = {"components": [{"no": 2, "name": "Giấy khác"}], "reason": "thiếu"}
        if way == "online":
            data["registered"] = True
        if way == "elsewhere":
            data["competent_unit"] = ELSEWHERE
        done = commit_reception(self.office, command_from(data, base=self.office.data))
        life = Life(
            code=done.code, limit=limit, unit=unit, received=now, online=data["channel"] == "online",
            state={"asked": 5, "online": 1}.get(way, 2), competent=data.get("competent_unit", ""),
        )  # fmt: skip
        if life.state == 2:
            life.start(now)
        life.told = True
        life.requests = int(way == "asked")
        life.log(now, "receive")
        self.model.lives[life.code] = life
        self.model.taken.add(life.code)
        self._say(f"{now:%d/%m %H:%M} receive {way} {code} -> {done.code} {done.state} {done.due_at}")
        assert (int(done.state), done.due_at) == (life.state, life.due_current)
        self.events = self._newest_event()

    # ---- acts ------------------------------------------------------------------------------------

    def act(self, life: Life) -> None:
        """An act, mostly a lawful one; the office and the model must agree upon it."""
        now = self.clock.moment
        lawful = [verb for verb in FROM if life.state in FROM[verb]]
        steady = {"paid", "correct", "reconcile", "note", "rate"}
        moving = [verb for verb in lawful if verb not in steady] or lawful
        chance = self.dice.random()
        verb = self.dice.choice(moving if chance < 0.7 else lawful if chance < 0.85 else [*FROM])
        payload = self._payload(verb, life, now)
        if self.dice.random() < 0.08 and payload:
            payload.pop(self.dice.choice([*payload]))
        code = self.dice.choice([life.code, *sorted(life.numbers)])
        before = replace(life, past=[*life.past], numbers={*life.numbers})
        expected = ""
        try:
            self.model.act(life.code, verb, payload, now)
        except RefusedError as failure:
            expected = str(failure)
            self.model.lives[life.code] = before
        told, state, due, seq = self._ask(code, verb, payload)
        self._say(f"{now:%d/%m %H:%M} {life.code[-4:]} {verb} {payload} -> {told or state} {due}")
        assert told == expected, (
            f"{verb} {payload} on {life.code}: {told or 'done'}, wanted {expected or 'done'}"
        )
        after = self.model.lives[life.code]
        if expected:
            self.refused += 1
            if self.dice.random() < 0.12:
                self._compare(life.code)
        else:
            self.done += 1
            assert seq == self.events + 1, "a refused act left an event, or an act left two"
            self.events = seq
            assert (state, due) == (after.state, after.due_current)
            if self.dice.random() < 0.06:
                self._compare(life.code)

    def _ask(self, code: str, verb: str, payload: dict[str, Any]) -> tuple[str, int, datetime | None, int]:
        try:
            done = commit_act(self.office, code, verb, payload)
        except InputError as failure:
            return failure.code, 0, None, 0
        return "", int(done.state), done.due_at, done.event_seq

    def _payload(self, verb: str, life: Life, now: datetime) -> dict[str, Any]:
        """The keys of an act, mostly right."""
        maker = getattr(self, "_for_" + verb.replace("-", "_"), None)
        return {} if maker is None else maker(life, now)

    def _override(self, times: int) -> dict[str, Any]:
        if (times and self.dice.random() < 0.8) or self.dice.random() < 0.05:
            role = self.dice.choice(["head", "admin", "head", "admin", "clerk"])
            return {"override": {"reason": "hồ sơ đặc biệt", "role": role}}
        return {}

    def _for_request_supplement(self, life: Life, now: datetime) -> dict[str, Any]:
        return {"components": [{"no": 1}], "reason": "chưa rõ", **self._override(life.requests)}

    def _for_supplement(self, life: Life, now: datetime) -> dict[str, Any]:
        return {"components": [{"no": self.dice.choice([1, 2, 3]), "name": "Giấy bổ sung"}]}

    def _for_refuse(self, life: Life, now: datetime) -> dict[str, Any]:
        return {"reason": "không đủ điều kiện", "legal_basis": "Điều 17"}

    def _for_hand_over(self, life: Life, now: datetime) -> dict[str, Any]:
        to = self.dice.choice(["", *UNITS])
        return {"to": to} if to else {}

    def _for_await_payment(self, life: Life, now: datetime) -> dict[str, Any]:
        return self.dice.choice([{}, {"amount": 50000}])

    def _for_paid(self, life: Life, now: datetime) -> dict[str, Any]:
        return self.dice.choice([{}, {"amount": 70000, "method": "online", "receipt_no": "BL-1"}])

    def _for_extend(self, life: Life, now: datetime) -> dict[str, Any]:
        after = max(life.due_current or now, now)
        days = self.dice.choice([-400, -1, 0, 1, 3, 3, 5, 5, 10, 366 * 3])
        new = datetime.combine(
            (after + timedelta(days=days)).date(),
            self.dice.choice([time_of.CLOSING, time_of.CLOSING, datetime.min.time().replace(hour=10)]),
            time_of.HERE,
        )
        return {"due_at": new.isoformat(), "reason": "việc khó", **self._override(life.extensions)}

    def _for_stop(self, life: Life, now: datetime) -> dict[str, Any]:
        return {"reason": "người nộp đề nghị"}

    def _for_correct(self, life: Life, now: datetime) -> dict[str, Any]:
        given: dict[str, Any] = {"phone": f"0999{self.dice.randrange(10**6):06d}"}
        chance = self.dice.random()
        if chance < 0.3:
            return {"set": {}, "reason": "kết quả sai", "result_error": True}
        if chance < 0.4:
            given["shoe_size"] = 42
        elif chance < 0.5 and life.phone:
            given["phone"] = life.phone
        return {"set": given, "reason": "ghi nhầm"}

    def _for_reconcile(self, life: Life, now: datetime) -> dict[str, Any]:
        known = sorted(self.model.taken)
        fresh = f"000.00.01.H19-{now:%y%m%d}-{self.steps:06d}"
        return {"official_code": self.dice.choice(known) if self.dice.random() < 0.2 else fresh}

    def _for_rate(self, life: Life, now: datetime) -> dict[str, Any]:
        return {"score": self.dice.choice([1, 3, 4, 5, 5, 6, 0])}

    def _for_note(self, life: Life, now: datetime) -> dict[str, Any]:
        return {"text": "gọi lại sau"}

    # ---- comparing -------------------------------------------------------------------------------

    def _newest_event(self) -> int:
        with self.office.read() as session:
            return int(session.scalar(select(func.max(Event.seq))) or 0)

    def _compare(self, code: str) -> None:
        """What `show` says of one dossier, against the model and against reason."""
        view, life = show(self.office, code), self.model.lives[code]
        clock = view.clock
        assert int(view.state) == life.state
        assert clock["start_at"] == life.started
        assert clock["due_original"] == life.due_original
        assert clock["due_current"] == life.due_current
        assert clock["finished_at"] == life.finished
        assert clock["returned_at"] == life.returned
        assert set(view.next_acts) == {verb for verb in FROM if life.state in FROM[verb]}
        assert {one.verb for one in view.actions} == set(view.next_acts)
        over = {one.verb for one in view.actions if one.needs_override}
        wanted = {"request-supplement"} if life.requests else set()
        wanted |= {"extend"} if life.extensions else set()
        assert over == wanted & set(view.next_acts)
        assert clock["used_minutes"] >= 0
        assert all(one.minutes_left >= 0 and one.minutes_over >= 0 for one in view.countdowns)
        assert all(one["to"] is None or one["from"] <= one["to"] for one in clock["pauses"])
        waits = [one for one in clock["pauses"] if one["to"] is None]
        assert len(waits) == (1 if life.state in {5, 6} and _was_accepted(life) else 0)

    def look_at_everything(self) -> None:
        """Every row, the chain of events, and three periods counted twice."""
        assert self._newest_event() == self.events, "a refused act left an event"
        with self.office.read() as session:
            rows = session.execute(
                select(
                    Dossier.code, Dossier.state, Dossier.clock_start_at, Dossier.due_original,
                    Dossier.due_current, Dossier.finished_at, Dossier.returned_at, Dossier.fee_amount,
                )
            ).all()  # fmt: skip
        recorded = {tuple(row) for row in rows}
        wanted = {
            (one.code, one.state, one.started, one.due_original, one.due_current, one.finished,
             one.returned, one.fee)
            for one in self.model.lives.values()
        }  # fmt: skip
        assert not recorded ^ wanted, f"recorded {recorded - wanted}, wanted {wanted - recorded}"
        assert broken_links_of(self.office) == []
        days = (self.clock.moment - self.start).days + 4
        for _ in range(3):
            first = self.start.date() + timedelta(days=self.dice.randrange(-2, days))
            last = first + timedelta(days=self.dice.choice([0, 0, 6, 30]))
            counted = tally(self.office, first, last).total
            assert counted["received_total"] == counted["settled_total"] + counted["pending_total"]
            assert {key: counted[key] for key in KEYS} == count([*self.model.lives.values()], first, last)

    def _say(self, line: str) -> None:
        self.last.append(f"{self.steps:>6} {line}")


def _was_accepted(life: Life) -> bool:
    return any(one.state in {2, 4, 6, 9, 10} for one in life.past)


def broken_links_of(office: Office) -> list[tuple[int, str]]:
    """The chain of events, hashed anew from the bytes in the record."""
    import hashlib
    import json

    columns = select(
        Event.seq, Event.at, Event.actor, Event.verb, Event.subject, Event.details, Event.prev, Event.hash
    ).order_by(Event.seq)
    with office.read() as session:
        rows = session.execute(columns).all()
    broken, expected, before = [], 1, "0" * 64
    for seq, at, actor, verb, subject, details, prev, stored in rows:
        body = {
            "seq": seq, "at": at.astimezone(tz=_UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "actor": actor,
            "verb": verb, "subject": subject, "details": json.loads(details),
        }  # fmt: skip
        text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        wanted = hashlib.sha256((prev + text).encode("utf-8")).hexdigest()
        if (seq, prev, wanted) != (expected, before, stored):
            broken.append((seq, "link"))
        expected, before = seq + 1, stored
    return broken


_UTC = UTC
