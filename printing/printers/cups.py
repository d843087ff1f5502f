"""CUPS: the printers of a Linux machine, spoken to by IPP, in numbers and keywords that know no language.

A job is made first and its document sent second: whatever breaks in between, its number tells afterwards
whether anything was printed (RFC 8011 §4.2.4, §4.3.1).
"""

from __future__ import annotations

import getpass
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from printing.printers import ipp, ipp_http
from printing.printers.driver import PrinterError, PrinterInfo, Progress, SendOptions, Sent
from printing.printers.ipp import Value
from printing.printers.papers import SIZES, media_for, offered

if TYPE_CHECKING:
    from collections.abc import Callable

    from printing.printers.driver import State

PREFIX = "cups:"
_CREATE, _SEND, _CANCEL, _JOB, _PRINTER = 0x0005, 0x0006, 0x0008, 0x0009, 0x000B
_CUPS_DEFAULT, _CUPS_PRINTERS = 0x4001, 0x4002
_NOT_FOUND, _NOT_ACCEPTING = 0x0406, 0x0506
_IDLE, _PROCESSING, _STOPPED = 3, 4, 5
_COLLECTION = 0x34
_WANTED = (
    "printer-name", "printer-info", "printer-location", "printer-make-and-model", "printer-state",
    "printer-state-reasons", "printer-is-accepting-jobs", "media-supported", "media-source-supported",
)  # fmt: skip
_PAPER = ("media-empty", "media-needed")
_PAUSED = ("paused", "moving-to-paused")
_AWAY = ("offline", "offline-report", "connecting-to-device", "timed-out", "shutdown")
_ENDS = {9: "done", 8: "failed", 7: "cancelled"}


class CupsDriver:
    """This machine's spooler, or another print server where `server` names it."""

    name = "cups"

    def __init__(self, server: ipp_http.Server | None = None) -> None:
        self._server = server or ipp_http.usual_server()
        self._numbers = count(1)

    def printers(self) -> tuple[PrinterInfo, ...]:
        """Every queue, the default one marked."""
        found = self._ask(_CUPS_PRINTERS, "/", [_requested()])
        usual = self._ask(_CUPS_DEFAULT, "/", [_requested("printer-name")])
        default = _first(usual.group(ipp.PRINTER), "printer-name")
        rows = (_info(fields, default) for fields in found.all(ipp.PRINTER))
        return tuple(row for row in rows if row.name)

    def printer(self, key: str) -> PrinterInfo | None:
        """One queue as it stands now."""
        fields = self._fields(key)
        return _info(fields, "") if fields else None

    def send(self, key: str, pdf: bytes, options: SendOptions, *, begun: Callable[[str], None]) -> Sent:
        """Make a job, tell its number, send the document."""
        fields = self._there(key)
        how = _job_fields(pdf, options, fields.get("media-supported", []))
        return self._hand_over(key, pdf, "application/pdf", options.title, how, begun)

    def send_raw(self, key: str, data: bytes, options: SendOptions, *, begun: Callable[[str], None]) -> Sent:
        """The same with bytes that the printer itself understands."""
        self._there(key)
        return self._hand_over(key, data, "application/vnd.cups-raw", options.title, [], begun)

    def _there(self, key: str) -> dict[str, list[Any]]:
        fields = self._fields(key)
        if not fields:
            raise PrinterError("printer.not_found", printer=key)
        return fields

    def _hand_over(
        self, key: str, document: bytes, kind: str, title: str, how: list[Value], begun: Callable[[str], None]
    ) -> Sent:
        made = self._ask(
            _CREATE, _path(key),
            [_uri(self._server, key), _user(), Value("job-name", ipp.NAME, (title,))],
            how,
        )  # fmt: skip
        _check(made, key)
        number = _first(made.group(ipp.JOB), "job-id")
        if not isinstance(number, int):
            raise PrinterError("printer.refused", printer=key)
        reference = f"{key}#{number}"
        begun(reference)
        try:
            taken = self._ask(
                _SEND, _path(key),
                [
                    _uri(self._server, key), Value("job-id", ipp.INTEGER, (number,)), _user(),
                    Value("document-format", ipp.MIME, (kind,)),
                    Value("last-document", ipp.BOOLEAN, (True,)),
                ],
                document=document,
            )  # fmt: skip
        except PrinterError as failure:
            if self.cancel(reference):  # an answer that was lost; nothing was printed and nothing will be
                raise PrinterError(failure.code, printer=key) from failure
            return Sent(reference, done=False)  # its number will tell
        if not taken.ok:
            self.cancel(reference)
            raise PrinterError("printer.refused", printer=key, status=taken.status)
        return Sent(reference, done=False)

    def progress(self, reference: str) -> Progress:
        """How a job stands, and what its printer lacks where it waits."""
        key, _, number = reference.rpartition("#")
        try:
            found = self._ask(
                _JOB, "/", [_uri(self._server, key), Value("job-id", ipp.INTEGER, (int(number),)), _user()]
            )
            fields = found.group(ipp.JOB)
            state = _first(fields, "job-state")
        except (PrinterError, ValueError):
            return Progress("unknown", "printer.no_spooler")
        if found.status == _NOT_FOUND:
            return Progress("unknown", "printer.lost")
        if not found.ok or not isinstance(state, int):
            return Progress("unknown", "printer.no_spooler")
        if state in _ENDS:
            ended: Any = _ENDS[state]
            return Progress(ended, "" if ended == "done" else "printer.aborted")
        printer = self._state_of(key)
        reason = f"printer.{printer}" if printer not in ("ready", "busy", "unknown") else ""
        return Progress("printing" if state == 5 else "waiting", reason)

    def cancel(self, reference: str) -> bool:
        """Take a job back; certain only where its printing had not begun.

        A job that waits again behind a printer that broke had begun (RFC 8011 §5.3.14: time-at-processing),
        and one may begin between the question and the taking back: what counts is what holds afterwards.
        """
        key, _, number = reference.rpartition("#")
        before = self.progress(reference)
        if before.stage in ("waiting", "printing"):
            try:
                answer = self._ask(
                    _CANCEL, "/jobs",
                    [_uri(self._server, key), Value("job-id", ipp.INTEGER, (int(number),)), _user()],
                )  # fmt: skip
            except PrinterError:
                return False
            return answer.ok and self._never_begun(key, number)
        return False

    def _never_begun(self, key: str, number: str) -> bool:
        """Whether a job is over and its printing never was begun."""
        try:
            found = self._ask(
                _JOB, "/", [_uri(self._server, key), Value("job-id", ipp.INTEGER, (int(number),)), _user()]
            )
        except PrinterError:
            return False
        fields = found.group(ipp.JOB) if found.ok else {}
        begun = fields.get("time-at-processing", [0])
        return _ENDS.get(_first(fields, "job-state")) == "cancelled" and not isinstance(begun[0], int)

    # ---- asking ---------------------------------------------------------------------------------

    def _fields(self, key: str) -> dict[str, list[Any]]:
        if not key.startswith(PREFIX):
            return {}
        found = self._ask(_PRINTER, _path(key), [_uri(self._server, key), _requested()])
        return found.group(ipp.PRINTER) if found.ok else {}

    def _state_of(self, key: str) -> State:
        try:
            fields = self._fields(key)
        except PrinterError:
            return "unknown"
        return _state(fields) if fields else "unknown"

    def _ask(
        self,
        operation: int,
        path: str,
        fields: list[Value],
        job: list[Value] | None = None,
        document: bytes = b"",
    ) -> ipp.Answer:
        head = [
            Value("attributes-charset", ipp.CHARSET, ("utf-8",)),
            Value("attributes-natural-language", ipp.LANGUAGE, ("en",)),
        ]
        message = ipp.request(operation, next(self._numbers), [*head, *fields], job or [])
        try:
            return ipp.answer(ipp_http.exchange(self._server, path, message, document))
        except ipp_http.UnreachableError as reason:
            raise PrinterError("printer.no_spooler") from reason
        except (ipp_http.LostError, ipp.BrokenAnswerError) as reason:
            raise PrinterError("printer.lost", begun=bool(document)) from reason


def _path(key: str) -> str:
    return f"/printers/{quote(key.removeprefix(PREFIX), safe='')}"


def _uri(server: ipp_http.Server, key: str) -> Value:
    return Value("printer-uri", ipp.URI, (f"{server.uri}{_path(key)}",))


def _user() -> Value:
    return Value("requesting-user-name", ipp.NAME, (getpass.getuser(),))


def _requested(*names: str) -> Value:
    return Value("requested-attributes", ipp.KEYWORD, names or _WANTED)


def _first(fields: dict[str, list[Any]], name: str) -> Any:  # noqa: ANN401 - a value of any kind
    return next(iter(fields.get(name, ())), None)


def _check(answer: ipp.Answer, key: str) -> None:
    if answer.ok:
        return
    codes = {_NOT_FOUND: "printer.not_found", _NOT_ACCEPTING: "printer.refusing"}
    raise PrinterError(codes.get(answer.status, "printer.refused"), printer=key, status=answer.status)


def _job_fields(pdf: bytes, options: SendOptions, media: list[Any]) -> list[Value]:
    """Copies, paper and tray; the page is printed to scale, never blown up to the sheet."""
    fields = [Value("print-scaling", ipp.KEYWORD, ("none",))]
    if options.copies > 1:
        fields.append(Value("copies", ipp.INTEGER, (options.copies,)))
    paper = media_for(pdf, media)
    if options.tray:
        members = [Value("media-source", ipp.KEYWORD, (options.tray,))]
        if paper:
            # By its sides (PWG 5100.7, hundredths of a millimetre): CUPS passes a mere name by beside a tray.
            sides = zip(("x-dimension", "y-dimension"), SIZES[paper], strict=True)
            size = tuple(Value(name, ipp.INTEGER, (side * 100,)) for name, side in sides)
            members.append(Value("media-size", _COLLECTION, (size,)))
        fields.append(Value("media-col", _COLLECTION, (tuple(members),)))
    elif paper:
        fields.append(Value("media", ipp.KEYWORD, (paper,)))
    return fields


def _info(fields: dict[str, list[Any]], default: Any) -> PrinterInfo:  # noqa: ANN401 - the default's name
    name = str(_first(fields, "printer-name") or "")
    return PrinterInfo(
        key=f"{PREFIX}{name}",
        name=str(_first(fields, "printer-info") or name) if name else "",
        state=_state(fields),
        model=str(_first(fields, "printer-make-and-model") or ""),
        place=str(_first(fields, "printer-location") or ""),
        default=bool(name) and name == default,
        papers=offered(fields.get("media-supported", [])),
        trays=tuple(str(one) for one in fields.get("media-source-supported", []) if one != "auto"),
        idle=_first(fields, "printer-state") == _IDLE,
    )


def _state(fields: dict[str, list[Any]]) -> State:
    """One word for a printer, what hinders most first; a report or a warning alone hinders nothing."""
    reasons = [str(one) for one in fields.get("printer-state-reasons", [])]
    hard = [one.removesuffix("-error") for one in reasons if not one.endswith(("-warning", "-report"))]
    state = _first(fields, "printer-state")
    if any(one.startswith(_PAPER) for one in hard):
        return "out_of_paper"
    if any(one.startswith(_AWAY) for one in hard if one != "connecting-to-device"):
        return "offline"
    if any(one.startswith(_PAUSED) for one in hard):
        return "paused"
    if _first(fields, "printer-is-accepting-jobs") is False:
        return "refusing"
    if state == _STOPPED:
        return "stopped"
    return "busy" if state == _PROCESSING else "ready"
