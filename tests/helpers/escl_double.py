"""A network scanner that speaks eSCL on the loopback: glass, feeder, both sides, a pace, and every bad habit.

Written from the protocol, not from our client; `sane-airscan` scans from it as well (test_escl_airscan).
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

PWG = "http://www.pwg.org/schemas/2010/12/sm"
SCAN = "http://schemas.hp.com/imaging/escl/2011/05/03"
UUID = "4509a320-00a0-008f-00b6-00ab00c0ffee"


@cache
def picture(number: int, width: int, height: int, kind: str = "JPEG", mode: str = "RGB") -> bytes:
    """A numbered sheet of that size as a file; no two are alike."""
    from PIL import Image, ImageDraw

    sheet = Image.new(mode, (width, height), 255 if mode == "L" else (250, 248, 244))
    ink = ImageDraw.Draw(sheet)
    ink.rectangle((10, 10, width - 10, height - 10), outline=0, width=3)
    for line in range(number + 1):
        ink.rectangle((30, 30 + 24 * line, width // 2, 42 + 24 * line), fill=0)
    out = BytesIO()
    sheet.save(out, kind)
    return out.getvalue()


@dataclass
class Habits:
    """How the device behaves; everything is well where nothing is said. Page numbers count from 0."""

    sheets: int = 3
    pace: float = 0.0  # seconds for each page
    feeder: str = ""  # an AdfState shown whatever is true
    fault_at: int = -1  # the feeder stops at this page …
    fault: str = "ScannerAdfJam"  # … showing this …
    fault_status: int = 409  # … and answering this; 0 hangs up
    busy_posts: int = 0  # so many requests are refused with 503
    busy_pages: int = 0  # so many times a page is not ready yet
    retry_after: str = ""
    early_end_at: int = -1  # once says 404 before this page although it goes on
    half_at: int = -1  # this page breaks off in the middle …
    half_times: int = 1  # … so many times
    keeps_broken: bool = False  # and is given again afterwards
    counts: bool = True  # whether jobs tell how many pages were given
    length_error: int = 0  # added to Content-Length
    chunked: bool = False
    no_length: bool = False
    silent_at: int = -1  # this page is never answered
    drip_at: int = -1  # this page comes byte by byte
    hang_up_at: int = -1  # this page's answer is lost before its first byte
    formats: tuple[str, ...] = ("image/jpeg", "application/pdf")
    dpi_given: int = 0  # answers with another resolution than asked
    colours: tuple[str, ...] = ("RGB24", "Grayscale8")
    trays: tuple[str, ...] = ("PlatenInputCaps", "AdfSimplexInputCaps", "AdfDuplexInputCaps")
    resolutions: tuple[int, ...] = (75, 100, 150, 200, 300, 600)
    capabilities: bytes | None = None  # this instead of the true document
    status_body: bytes | None = None
    location: str = "{base}/ScanJobs/{job}"
    post_status: int = 0
    password: bool = False
    redirect: str = ""  # where everything is sent on to
    job_state_at_fault: str = ""
    root: str = "eSCL"
    uuid: str = UUID
    model: str = "Thử nghiệm QMC 100"
    name: str = ""
    serial: str = "SN0001"


@dataclass
class ScanJob:
    """One job of the device."""

    settings: dict[str, str]
    pages: list[bytes]
    given: int = 0
    state: str = "Processing"
    marks: dict[str, int] = field(default_factory=dict)

    def once(self, what: str, times: int = 1) -> bool:
        self.marks[what] = self.marks.get(what, 0) + 1
        return self.marks[what] <= times


class EsclDouble:
    """The device: its habits may be changed while it runs; what was asked of it is kept."""

    def __init__(
        self, habits: Habits | None = None, *, secure: bool = False, host: str = "127.0.0.1"
    ) -> None:
        self.habits = habits or Habits()
        self.jobs: dict[str, ScanJob] = {}
        self.posted: list[dict[str, str]] = []
        self.deleted: list[str] = []
        self.requests: list[tuple[str, str]] = []
        self.loaded = self.habits.sheets
        self.adf = ""
        self.halves = 0
        self.ending = threading.Event()
        device = self

        class Handler(_Handler):
            double = device

        kind = _Server6 if ":" in host else _Server
        self.server = kind((host, 0), Handler)
        self.secure = secure
        if secure:
            self.server.socket = _secure(self.server.socket)
        self.port = int(self.server.server_address[1])
        shown = f"[{host}]" if ":" in host else host
        self.url = f"{'https' if secure else 'http'}://{shown}:{self.port}/{self.habits.root}".rstrip("/")
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> EsclDouble:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ending.set()
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()

    def load(self, sheets: int) -> None:
        """A clerk puts paper in and clears what was wrong."""
        self.loaded, self.adf = sheets, ""

    @property
    def feeder(self) -> str:
        if self.habits.feeder:
            return self.habits.feeder
        return self.adf or ("ScannerAdfLoaded" if self.loaded > 0 else "ScannerAdfEmpty")

    # ---- documents ------------------------------------------------------------------------------

    def capabilities(self) -> bytes:
        habits = self.habits
        formats = "".join(f"<pwg:DocumentFormat>{one}</pwg:DocumentFormat>" for one in habits.formats)
        formats += "".join(
            f"<scan:DocumentFormatExt>{one}</scan:DocumentFormatExt>" for one in habits.formats
        )
        colours = "".join(f"<scan:ColorMode>{one}</scan:ColorMode>" for one in habits.colours)
        dpi = "".join(
            f"<scan:DiscreteResolution><scan:XResolution>{one}</scan:XResolution>"
            f"<scan:YResolution>{one}</scan:YResolution></scan:DiscreteResolution>"
            for one in habits.resolutions
        )
        caps = (
            "<scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>2550</scan:MaxWidth>"
            "<scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>3508</scan:MaxHeight>"
            "<scan:MaxScanRegions>1</scan:MaxScanRegions><scan:SettingProfiles><scan:SettingProfile>"
            f"<scan:ColorModes>{colours}</scan:ColorModes>"
            f"<scan:DocumentFormats>{formats}</scan:DocumentFormats>"
            f"<scan:SupportedResolutions><scan:DiscreteResolutions>{dpi}</scan:DiscreteResolutions>"
            "</scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles>"
        )
        trays = {name: f"<scan:{name}>{caps}</scan:{name}>" for name in habits.trays}
        platen = trays.pop("PlatenInputCaps", "")
        platen = f"<scan:Platen>{platen}</scan:Platen>" if platen else ""
        feeder = "".join(trays.values())
        options = "<scan:AdfOptions><scan:AdfOption>DetectPaperLoaded</scan:AdfOption></scan:AdfOptions>"
        adf = f"<scan:Adf>{feeder}<scan:FeederCapacity>50</scan:FeederCapacity>{options}</scan:Adf>"
        name = f"<scan:ScannerName>{habits.name}</scan:ScannerName>" if habits.name else ""
        return _document(
            "ScannerCapabilities",
            f"<pwg:Version>2.63</pwg:Version><pwg:MakeAndModel>{habits.model}</pwg:MakeAndModel>{name}"
            f"<pwg:SerialNumber>{habits.serial}</pwg:SerialNumber><scan:UUID>{habits.uuid}</scan:UUID>"
            f"{platen}{adf if feeder else ''}",
        )

    def status(self) -> bytes:
        jobs = "".join(
            f"<scan:JobInfo><pwg:JobUri>/{self.habits.root}/ScanJobs/{name}</pwg:JobUri>"
            f"<pwg:JobUuid>{name}</pwg:JobUuid><scan:Age>1</scan:Age>"
            + (
                f"<pwg:ImagesCompleted>{job.given}</pwg:ImagesCompleted>"
                f"<pwg:ImagesToTransfer>{len(job.pages) - job.given}</pwg:ImagesToTransfer>"
                if self.habits.counts and job.state == "Processing"
                else f"<pwg:ImagesCompleted>{job.given}</pwg:ImagesCompleted>"
                if self.habits.counts
                else ""
            )
            + f"<pwg:JobState>{job.state}</pwg:JobState></scan:JobInfo>"
            for name, job in reversed(self.jobs.items())
        )
        working = any(job.state == "Processing" for job in self.jobs.values())
        state = "Processing" if working else "Idle"
        return _document(
            "ScannerStatus",
            f"<pwg:Version>2.63</pwg:Version><pwg:State>{state}</pwg:State>"
            f"<scan:AdfState>{self.feeder}</scan:AdfState><scan:Jobs>{jobs}</scan:Jobs>",
        )

    # ---- jobs -----------------------------------------------------------------------------------

    def begin(self, document: bytes) -> str | None:
        """Take a job and answer its name; None where the feeder has no paper."""
        root = ElementTree.fromstring(document)
        settings = {one.tag.rpartition("}")[2]: (one.text or "").strip() for one in root.iter()}
        self.posted.append(settings)
        feeding = settings.get("InputSource") == "Feeder"
        if feeding and self.feeder not in {"ScannerAdfLoaded", "ScannerAdfProcessing"}:
            return None
        sides = 2 if settings.get("Duplex") == "true" else 1
        count = self.loaded * sides if feeding else 1
        dpi = self.habits.dpi_given or int(settings.get("XResolution", "300"))
        width, height = (round(int(settings[side]) * dpi / 300) for side in ("Width", "Height"))
        mode = "L" if settings.get("ColorMode") == "Grayscale8" else "RGB"
        form = settings.get("DocumentFormat") or settings.get("DocumentFormatExt") or "image/jpeg"
        kind = {"application/pdf": "PDF", "image/png": "PNG"}.get(form, "JPEG")
        pages = [picture(at, width, height, kind, mode) for at in range(count)]
        if kind == "PDF" and feeding:
            pages = [_together(pages)]
            self.loaded = 0
        name = f"{len(self.jobs) + 1:04x}-dead-beef"
        self.jobs[name] = ScanJob(settings, pages)
        return name


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False


class _Server6(_Server):
    import socket

    address_family = socket.AF_INET6


class _Handler(BaseHTTPRequestHandler):
    double: EsclDouble
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, ssl.SSLError):
            self.close_connection = True

    def _answer(self, status: int, body: bytes = b"", /, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if body:
            self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _sent_away(self) -> bool:
        device, habits = self.double, self.double.habits
        device.requests.append((self.command, self.path))
        if habits.redirect:
            self._answer(302, Location=habits.redirect.format(path=self.path, port=device.port))
        elif habits.password:
            self._answer(401, WWW_Authenticate="Basic")
        elif not self.path.startswith(f"/{habits.root}/" if habits.root else "/"):
            self._answer(404)
        else:
            return False
        return True

    def do_GET(self) -> None:
        if self._sent_away():
            return
        device, habits = self.double, self.double.habits
        if self.path.endswith("/ScannerCapabilities"):
            self._answer(200, habits.capabilities or device.capabilities())
        elif self.path.endswith("/ScannerStatus"):
            self._answer(200, habits.status_body or device.status())
        elif self.path.endswith("/NextDocument"):
            self._next(device.jobs.get(self.path.split("/")[-2]))
        else:
            self._answer(404)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        document = self.rfile.read(length)
        if self._sent_away():
            return
        device, habits = self.double, self.double.habits
        if habits.busy_posts > 0:
            habits.busy_posts -= 1
            self._busy()
            return
        if habits.post_status:
            self._answer(habits.post_status)
            return
        name = device.begin(document)
        if name is None:
            self._answer(409)
            return
        where = habits.location.format(base=device.url, job=name, root=habits.root)
        self._answer(201, b"", **({"Location": where} if where else {}))

    def do_DELETE(self) -> None:
        name = self.path.rpartition("/")[2]
        self.double.requests.append(("DELETE", self.path))
        self.double.deleted.append(name)
        job = self.double.jobs.get(name)
        if job is not None:
            job.state = "Canceled"
        self._answer(200 if job else 404)

    def _busy(self) -> None:
        wish = self.double.habits.retry_after
        self._answer(503, b"", **({"Retry-After": wish} if wish else {}))

    def _next(self, job: ScanJob | None) -> None:
        device, habits = self.double, self.double.habits
        if job is None or job.state == "Canceled":
            self._answer(404)
            return
        at = job.given
        feeding = job.settings.get("InputSource") == "Feeder"
        if feeding and at == habits.fault_at:
            device.adf = habits.fault
            job.state = habits.job_state_at_fault or "Aborted"
            if habits.fault_status:
                self._answer(habits.fault_status)
            self.close_connection = True
            return
        if at == habits.early_end_at and job.once("early"):
            self._answer(404)
            return
        if at >= len(job.pages):
            job.state = "Completed"
            self._answer(404)
            return
        if job.once(f"busy{at}", habits.busy_pages):
            self._busy()
            return
        if habits.pace:
            device.ending.wait(habits.pace)
        if at == habits.silent_at:
            device.ending.wait(30)
            self.close_connection = True
            return
        self._page(job, at)

    def _page(self, job: ScanJob, at: int) -> None:
        device, habits = self.double, self.double.habits
        body = job.pages[at]
        broken = at == habits.half_at and device.halves < habits.half_times
        device.halves += broken
        lost = at == habits.hang_up_at and job.once("lost")
        sides = 2 if job.settings.get("Duplex") == "true" else 1
        if not ((broken or lost) and habits.keeps_broken):
            job.given += 1
            if job.settings.get("InputSource") == "Feeder" and job.given % sides == 0:
                device.loaded = max(0, device.loaded - 1)
        if lost:
            self.close_connection = True
            return
        self.send_response(200)
        kinds = {b"%PDF": "application/pdf", b"\x89PNG": "image/png"}
        self.send_header("Content-Type", kinds.get(body[:4], "image/jpeg"))
        if habits.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif habits.no_length:
            self.send_header("Connection", "close")
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(len(body) + habits.length_error))
        self.end_headers()
        if broken:
            self._send(body[: len(body) // 2], cut=True)
            self.close_connection = True
        elif at == habits.drip_at:
            self._drip(body)
        else:
            self._send(body)
            if habits.length_error:
                self.close_connection = True

    def _send(self, body: bytes, *, cut: bool = False) -> None:
        if not self.double.habits.chunked:
            self.wfile.write(body)
            return
        for at in range(0, len(body), 1000):
            block = body[at : at + 1000]
            self.wfile.write(b"%x;part=1\r\n%s\r\n" % (len(block), block))
        if not cut:
            self.wfile.write(b"0\r\nX-Pages: 1\r\n\r\n")

    def _drip(self, body: bytes) -> None:
        for at in range(len(body)):
            self.wfile.write(body[at : at + 1])
            if self.double.ending.wait(0.02):
                break
        self.close_connection = True


def _document(name: str, inside: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<scan:{name} xmlns:scan="{SCAN}" xmlns:pwg="{PWG}">{inside}</scan:{name}>'.encode()


def _together(pages: list[bytes]) -> bytes:
    import pikepdf

    out, whole = BytesIO(), pikepdf.new()
    for page in pages:
        with pikepdf.open(BytesIO(page)) as one:
            whole.pages.extend(one.pages)
    whole.save(out)
    return out.getvalue()


@cache
def _pair() -> tuple[bytes, bytes]:
    """A certificate as a printer makes it for itself, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "NPI0000")])
    now = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=365))  # run out long ago, as they do
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return made.public_bytes(pem), secret


def _secure(listening: Any) -> ssl.SSLSocket:
    import tempfile

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate, key = _pair()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pair.pem"
        file.write_bytes(certificate + key)
        context.load_cert_chain(file)
    return context.wrap_socket(listening, server_side=True, do_handshake_on_connect=False)


@contextmanager
def device(**habits: Any) -> Iterator[EsclDouble]:
    """A running device with these habits."""
    secure, host = habits.pop("secure", False), habits.pop("host", "127.0.0.1")
    with EsclDouble(Habits(**habits), secure=secure, host=host) as double:
        yield double
