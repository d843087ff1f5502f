"""Which lives dossiers live, and how often: a commune's mix, with every state present however small it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.trial.make_office_lives import live

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from desk.trial.make_office_lives import Life


def usual(life: Life) -> None:
    """Received, handed over, resolved, returned; about 2 % late."""
    _taken_in(life)
    if life.row["term_unit"] == "same_day" and life.random.random() < 0.3:
        _ended(life)  # trả ngay: never leaves the counter
        return
    life.hand_over()
    if life.random.random() < 0.15:
        life.hand_over(days=1, to="Văn phòng HĐND và UBND")
    if life.random.random() < 0.1:
        life.reconcile()
    _ended(life)


def short_of_papers(life: Life) -> None:
    """Asked for more on the way; a few never bring it."""
    _taken_in(life)
    life.hand_over()
    life.ask(days=life.random.randrange(3))
    _answered(life)


def sent_back_at_once(life: Life) -> None:
    """Asked for more at the counter; the clock starts when all is there."""
    life.received_short()
    _answered(life)


def owing(life: Life) -> None:
    """Waits for the citizen's money."""
    _taken_in(life)
    life.hand_over()
    life.await_payment()
    life.pay()
    _ended(life)


def late_with_apology(life: Life) -> None:
    """Given a later date in good time."""
    _taken_in(life)
    life.hand_over()
    life.extend()
    _ended(life)


def refused(life: Life) -> None:
    """Not accepted, with the law's reason."""
    if life.row["channel"] == "online":
        life.registered()
    else:
        life.received()
    life.refuse()


def withdrawn(life: Life) -> None:
    """The applicant asks to stop; one in three thinks again."""
    _taken_in(life)
    life.hand_over()
    life.withdraw()
    if life.random.random() < 0.33:
        life.resume()
        _ended(life)
    else:
        life.stop()


def noted(life: Life) -> None:
    """The usual, with some words beside it."""
    _taken_in(life)
    life.note()
    life.hand_over()
    _ended(life)


def put_right(life: Life) -> None:
    """The result had an error: corrected within three working days."""
    _taken_in(life)
    life.hand_over()
    life.ready()
    life.give()
    life.mend()
    life.ready()
    life.give()


def left_registered(life: Life) -> None:
    """Online, and nobody looked yet."""
    life.row["channel"] = "online"
    life.registered()


def left_short(life: Life) -> None:
    """Still waiting for papers."""
    life.received()
    life.ask(days=0)


def left_owing(life: Life) -> None:
    """Still waiting for money."""
    life.received()
    life.hand_over()
    life.await_payment()


def left_withdrawing(life: Life) -> None:
    """Wants to stop; nobody decided yet."""
    life.received()
    life.hand_over()
    life.withdraw()


def left_stopped(life: Life) -> None:
    """Stopped at the applicant's wish."""
    left_withdrawing(life)
    life.stop()


def left_refused(life: Life) -> None:
    """Refused at the counter."""
    life.received()
    life.refuse()


def left_processing(life: Life) -> None:
    """In the hands of a unit."""
    life.received()
    life.hand_over()


def left_ready(life: Life) -> None:
    """Waits to be fetched."""
    life.received()
    life.ready()


def left_returned(life: Life) -> None:
    """Fetched."""
    life.received()
    life.ready()
    life.give()


def left_received(life: Life) -> None:
    """Received, and not handed on yet."""
    life.received()


EVERY_STATE: tuple[Callable[[Life], None], ...] = (
    left_registered, left_received, left_refused, left_processing, left_short, left_owing,
    left_withdrawing, left_stopped, left_ready, left_returned,
)  # fmt: skip
_MIX: Sequence[tuple[Callable[[Life], None], float]] = (
    (usual, 87.0), (short_of_papers, 3.0), (sent_back_at_once, 1.5), (owing, 2.0), (late_with_apology, 2.0),
    (refused, 1.5), (withdrawn, 1.0), (noted, 1.6), (put_right, 0.4),
)  # fmt: skip
_FATES = tuple(fate for fate, _ in _MIX)
_WEIGHTS = tuple(weight for _, weight in _MIX)


def lived(life: Life, *, number: int, first_open: int) -> None:
    """Live a dossier's life; ten in a row from `first_open` on are left one in each state."""
    place = number - first_open
    if 0 <= place < len(EVERY_STATE):
        live(life, EVERY_STATE[place])
    else:
        live(life, chosen(life.random))


def chosen(random: Random) -> Callable[[Life], None]:
    """A fate as a commune meets it."""
    return random.choices(_FATES, weights=_WEIGHTS)[0]


def _taken_in(life: Life) -> None:
    """At the counter at once; online after somebody looked."""
    if life.row["channel"] == "online" and life.random.random() < 0.5:
        life.registered()
        life.accept()
    else:
        life.received()


def _answered(life: Life) -> None:
    if life.random.random() < 0.08:
        life.stop(unanswered=True)
        return
    life.supplement()
    if not life.handed:
        life.hand_over()
    _ended(life)


def _ended(life: Life) -> None:
    life.ready(late=life.random.random() < 0.02)
    life.give()
    if life.random.random() < 0.15:
        life.rate()
