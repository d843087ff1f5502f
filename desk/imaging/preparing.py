"""Pages worked while the clerk goes on, so that saving only merges them and a bad one is named at once.

What is kept lies in the office's `prepared/` folder under hashes of the captures; it is nobody's record.
It goes when its dossier is saved, and after a day in any case.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desk.clock import SystemClock
from desk.errors import DeskError, SurroundingsError
from desk.imaging.digitising import scanning_failures, shared_pool, source_of
from desk.imaging.pages import check_pages
from desk.rows import GivenPage, PagePicture, PreparedPage
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from desk.clock import Clock
    from desk.office.opened import Office
    from desk.rows import Suggestion
    from scanning.work.job import PageDone

KEPT = timedelta(days=1)
UNSURE = "page.corners_unsure"
LOOKED_AT = 4  # pages of one file in which fields are looked for
BLURRED_BELOW = 0.5  # print at 200 dpi smeared over some six pixels; the live picture asks for more


def prepared_folder(office: Office) -> Path:
    """Where an office keeps pages worked ahead; it is made with the first of them."""
    return office.data / "prepared"


def prepare_page(
    office: Office, page: Path | GivenPage, *, cancelled: Callable[[], bool] | None = None
) -> PreparedPage:
    """Work a page ahead and say what was found; a page that cannot be worked is an answer too.

    May be called from any thread; takes as long as digitising the page, and no time when it was done before.
    """
    from scanning.work.prepared import prepare

    given = GivenPage(page) if isinstance(page, Path) else page
    try:
        check_pages([given.file])
        with scanning_failures():
            done = prepare(source_of(given), prepared_folder(office), pool=shared_pool(), cancelled=cancelled)
    except DeskError as failure:
        trouble = note(failure.code, office.lang, **failure.details)
        bad = not isinstance(failure, SurroundingsError)
        return PreparedPage(given.file, trouble=trouble, unreadable=bad, given=given)
    return PreparedPage(
        given.file,
        given=given,
        rotation=done[0].rotation,
        unsure=any(UNSURE in one.warnings for one in done),
        pages=len(done),
        blank=all(one.blank for one in done),
        blurred=any(not one.blank and one.sharpness < BLURRED_BELOW for one in done),
        sharpness=min(one.sharpness for one in done),
        corners=done[0].corners,
        warnings=tuple(
            note(code, office.lang) for code in dict.fromkeys(code for one in done for code in one.warnings)
        ),
        suggestions=suggestions_of(done, today=office.clock.now().date()),
    )


def suggestions_of(done: Sequence[PageDone], *, today: date) -> tuple[Suggestion, ...]:
    """Gợi ý: what the first pages of a file say of themselves; a long file's later pages are its text."""
    from desk.imaging.suggestions import PageSize, suggest

    return tuple(
        one
        for number, page in enumerate(done[:LOOKED_AT], start=1)
        if page.words
        for one in suggest(
            page.words,
            PageSize(page.width * page.word_dpi / 72, page.height * page.word_dpi / 72),
            today=today,
            page=number,
        )
    )


def picture(page: GivenPage, side: int, *, flat: bool = True) -> PagePicture:
    """A page as a small picture; from any thread.

    Raises:
        InputError: `page.*` or `image.*`: it cannot be shown.
    """
    from scanning.work.preview import preview

    check_pages([page.file])
    with scanning_failures():
        seen = preview(source_of(page), side=side, flat=flat)
    high, wide = seen.bgr.shape[:2]
    rgb = seen.bgr[:, :, ::-1].tobytes()
    return PagePicture(wide, high, rgb, seen.source_width, seen.source_height)


def forget_pages(office: Office, digests: Iterable[str]) -> None:
    """Remove what was worked ahead of captures that are in the record now."""
    from scanning.work.prepared import forget

    for digest in digests:
        forget(prepared_folder(office), digest)


def warm_up(office: Office, *, wall: Clock | None = None) -> None:
    """Start the page workers before the first page comes, and remove pages nobody saved for a day."""
    from scanning.work.prepared import sweep

    sweep(prepared_folder(office), before=((wall or SystemClock()).now() - KEPT).timestamp())
    shared_pool().warm(1)  # pages come one by one; a second worker would hold 140 MB for nothing
