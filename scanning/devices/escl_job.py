"""One scan on an eSCL device, from the request to the last page, with every way it may go wrong.

A page is given once. When an answer breaks off it is asked for again only where the device's own count says
that it still holds the page; otherwise the run ends and says so: a page left out in silence is the worst
that can happen.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scanning.devices import escl_xml
from scanning.devices.escl_faults import FEEDER_FAULTS, fault
from scanning.devices.escl_http import (
    MOST_PAGE,
    LateError,
    LostError,
    Patience,
    StoppedError,
    UnreachableError,
)
from scanning.devices.escl_page import arrived
from scanning.devices.escl_request import scan_settings
from scanning.devices.escl_trust import ChangedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scanning.devices.escl_address import Base
    from scanning.devices.escl_http import Answer, Client
    from scanning.devices.escl_page import Arrived
    from scanning.devices.escl_request import Request
    from scanning.devices.escl_xml import Job as DeviceJob
    from scanning.devices.escl_xml import Status

_PAPER_LEFT = {"ScannerAdfLoaded", "ScannerAdfProcessing"}
_ENDED = {404, 410}
_PAUSE = 0.5
_LONGEST_PAUSE = 3.0
_AWAY = 8  # times a device that cannot be reached is tried again
_ONCE_MORE = 2  # times a broken answer is asked for again
_PATIENT = 12  # times the end of a feeder is doubted while the device says it goes on
_STEP = 0.05


@dataclass(slots=True)
class Job:
    """A scan under way; `pages` counts what was handed on."""

    client: Client
    base: Base
    asked: Request
    version: str
    cancelled: Callable[[], bool]
    pages: int = 0
    path: str = ""

    def run(self, take: Callable[[Arrived], bool]) -> None:
        """Scan; `take` gets each page and answers whether more are wanted. The device is told of the end.

        Raises:
            ScanningError: one of the faults of `scanning.devices.driver`.
        """
        try:
            for page in self._attempts():
                self.pages += 1
                if not take(page):
                    break
        except StoppedError as reason:
            self.end()
            raise fault("scanner.cancelled", self.pages) from reason
        except LateError as reason:
            self.end()
            raise fault("scanner.timeout", self.pages) from reason
        except LostError as reason:
            self.end()
            raise fault("scanner.io_error", self.pages, reason=str(reason)) from reason
        except UnreachableError as reason:
            raise fault("scanner.io_error" if self.path else "scanner.not_found", self.pages) from reason
        except ChangedError as reason:
            raise fault("scanner.not_trusted", self.pages) from reason
        except BaseException:  # also a full disk: the feeder must not run on
            self.end()
            raise
        self.end()  # some keep the glass for a job that nobody closes
        self._nothing_came()

    def end(self) -> None:
        """Tell the device that no more is wanted, if it still listens."""
        if not self.path:
            return
        limits = self.client.limits
        with_haste = Patience(limits.farewell, limits.farewell)
        hasty = replace(self.client, limits=replace(limits, connect=limits.farewell))
        try:
            hasty.ask(self.base, "DELETE", self.path, patience=with_haste)
        except (LateError, LostError, UnreachableError, ChangedError):
            return

    def _nothing_came(self) -> None:
        if not self.pages:
            raise fault("scanner.io_error" if self.asked.source == "flatbed" else "scanner.no_paper", 0)

    # ---- the request ----------------------------------------------------------------------------

    def _begin(self) -> None:
        """Ask for the scan until the device takes it; one that is busy is given a little while."""
        document = scan_settings(self.asked, self.version)
        limits = self.client.limits
        end = time.monotonic() + limits.busy
        while True:
            answer = self.client.ask(
                self.base,
                "POST",
                self.base.path("ScanJobs"),
                patience=self._patience(limits.begin),
                body=document,
            )
            if answer.status in {200, 201}:
                self.base = replace(answer.base, root=self.base.root)
                self.path = self._job_path(answer)
                return
            self._refused(answer, still=time.monotonic() < end)
            self._pause(answer)

    def _job_path(self, answer: Answer) -> str:
        """The job's own path; its host is left aside, because devices name one that is not theirs."""
        path = urlsplit(answer.headers.get("location", "")).path.rstrip("/")
        if not path:
            running = [job for job in self._status().jobs if job.running]
            path = urlsplit(running[0].uri).path if len(running) == 1 else ""
        if not path:
            raise LostError("no job")
        if not path.startswith("/"):
            path = self.base.path(path)
        root = f"/{self.base.root}/" if self.base.root else "/"
        if "/ScanJobs/" in path and not path.startswith(root):
            path = self.base.path("ScanJobs/" + path.rpartition("/")[2])
        return path

    def _refused(self, answer: Answer, *, still: bool) -> None:
        """Say why a request was not taken; answers where it may be taken a little later."""
        if answer.status in {401, 403}:
            raise fault("scanner.locked", 0)
        status = self._status()
        self._blame(status)
        if self.asked.source != "flatbed" and status.feeder == "ScannerAdfEmpty":
            raise fault("scanner.no_paper", 0)
        if answer.status == 503 or (answer.status == 409 and status.state in {"Processing", "Testing"}):
            if still:
                return
            raise fault("scanner.busy", 0)
        if answer.status in {400, 404, 405, 409, 415, 422}:
            raise fault("scanner.unsupported", 0, status=answer.status)
        raise fault("scanner.io_error", 0, status=answer.status)

    # ---- the pages ------------------------------------------------------------------------------

    def _attempts(self) -> Iterator[Arrived]:
        """The pages; what lies on the glass is still there when its picture broke off: it is asked twice."""
        try:
            self._begin()
            yield from self._arriving()
        except LostError:
            if self.asked.source != "flatbed" or self.pages or not self.path:
                raise
            self.end()
            self._begin()
            yield from self._arriving()

    def _arriving(self) -> Iterator[Arrived]:
        while True:
            found = self._next()
            if not found:
                return
            yield from found
            if self.asked.source == "flatbed":
                return

    def _next(self) -> tuple[Arrived, ...]:
        """The next page, or none at the end; a whole feeder where the device gives it as one PDF."""
        end = time.monotonic() + self.client.limits.page
        doubts = broken = away = 0
        while True:
            answer = None
            try:
                answer = self._document(max(0.0, end - time.monotonic()))
                if answer.status == 200:
                    return self._whole(answer.body)
            except LostError as reason:
                broken += 1
                if reason.partial and (found := arrived(reason.partial, self.asked)):
                    return found  # all of it came, only the length was wrong
                self._once_more(reason, broken)
            except UnreachableError:
                away += 1  # nothing was asked yet, so nothing can be lost
                if away > _AWAY:
                    raise
            else:
                if self._is_over(answer, doubts):
                    return ()
                doubts += 1
            self._pause(answer)

    def _document(self, seconds: float) -> Answer:
        path = f"{self.path}/NextDocument"
        return self.client.ask(self.base, "GET", path, patience=self._patience(seconds), most=MOST_PAGE)

    def _whole(self, body: bytes) -> tuple[Arrived, ...]:
        found = arrived(body, self.asked)
        if not found:
            raise LostError("no picture")
        return found

    def _is_over(self, answer: Answer, doubts: int) -> bool:
        """Whether an answer without a page is the end; raises where it is a fault."""
        status = self._status()
        self._blame(status)
        job = status.job(self.path)
        if job is not None and job.state == "Canceled":
            raise fault("scanner.cancelled", self.pages, where="device")
        if job is not None and job.state == "Aborted":
            raise fault("scanner.io_error", self.pages, reason="aborted")
        if answer.status in _ENDED:
            return not self._goes_on(status, job, doubts)
        if answer.status == 503:
            return False
        if answer.status == 409 and self.asked.source != "flatbed" and status.feeder == "ScannerAdfEmpty":
            return True
        raise fault("scanner.io_error", self.pages, status=answer.status)

    def _goes_on(self, status: Status, job: DeviceJob | None, doubts: int) -> bool:
        """Whether "no more" means "not yet": some devices say it while the next sheet is on its way."""
        if job is None or not job.running or doubts >= _PATIENT:
            return False
        waits = self.pages == 0 if self.asked.source == "flatbed" else status.feeder in _PAPER_LEFT
        return waits or job.left > 0

    def _once_more(self, reason: LostError, broken: int) -> None:
        """Allow a broken page to be asked for again, where the device says that it still has it.

        Makers count differently: pages scanned, or pages given. A count equal to what came is safe in both.
        """
        if broken > _ONCE_MORE:
            raise reason
        self._pause(None)  # counts lag behind
        status = self._status()
        self._blame(status)
        job = status.job(self.path)
        if job is None or not job.running or job.done != self.pages:
            raise reason
        if not self.pages and job.left <= 0:  # a device that always says nought does not count
            raise reason

    # ---- small things ---------------------------------------------------------------------------

    def _status(self) -> Status:
        """How the device stands; empty where it does not say."""
        patience = self._patience(self.client.limits.document)
        try:
            answer = self.client.ask(self.base, "GET", self.base.path("ScannerStatus"), patience=patience)
            return escl_xml.status(answer.body) if answer.status == 200 else escl_xml.Status("")
        except (LateError, LostError, UnreachableError, escl_xml.BadXmlError):
            return escl_xml.Status("")

    def _blame(self, status: Status) -> None:
        """Raise what the feeder complains of."""
        code = FEEDER_FAULTS.get(status.feeder) if self.asked.source != "flatbed" else None
        if code is not None:
            raise fault(code, self.pages, feeder=status.feeder)

    def _patience(self, seconds: float) -> Patience:
        return Patience(seconds, self.client.limits.silence, self.cancelled)

    def _pause(self, answer: Answer | None) -> None:
        """Wait as long as the device wishes, within reason."""
        wish = answer.headers.get("retry-after", "") if answer is not None else ""
        seconds = min(float(wish), _LONGEST_PAUSE) if wish.isascii() and wish.isdigit() else _PAUSE
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.cancelled():
                raise StoppedError
            time.sleep(_STEP)
