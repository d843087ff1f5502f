"""What an eSCL scanner says of itself and its jobs, read without trusting it.

Documents are small and flat. One with a document type, entities, endless depth or no end is refused: nothing
a scanner sends can make the reader fetch, expand or fill anything. Makers differ in prefixes and namespaces,
so elements are known by their local names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat  # no expansion: a document type ends the reading before any entity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scanning.devices.driver import Source

MOST_BYTES = 1 << 20
_MOST_NODES = 20_000
_DEEPEST = 40
_MOST_TEXT = 4096


class BadXmlError(Exception):
    """The document is none, or one that nobody should read."""


@dataclass(slots=True)
class Node:
    """One element: its local name, its own text, its children in order."""

    name: str
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def every(self, name: str) -> Iterator[Node]:
        """The elements of that name at any depth, in order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.every(name)

    def first(self, name: str) -> Node | None:
        """The first element of that name at any depth."""
        return next(self.every(name), None)

    def said(self, name: str, default: str = "") -> str:
        """The text of the first element of that name."""
        found = self.first(name)
        return found.text if found else default

    def number(self, name: str, default: int = 0) -> int:
        """The whole number in the first element of that name; the default where there is none."""
        try:
            return int(self.said(name)[:12])
        except ValueError:
            return default


class _Reader:
    """Builds nodes from expat's calls and stops at what no scanner needs."""

    def __init__(self) -> None:
        self.root = Node("")
        self._open = [self.root]
        self._nodes = 0

    def begin(self, name: str, _attributes: dict[str, str]) -> None:
        self._nodes += 1
        if self._nodes > _MOST_NODES or len(self._open) > _DEEPEST:
            raise BadXmlError("size")
        node = Node(name.rpartition(":")[2])
        self._open[-1].children.append(node)
        self._open.append(node)

    def end(self, _name: str) -> None:
        node = self._open.pop()
        node.text = node.text.strip()

    def text(self, data: str) -> None:
        node = self._open[-1]
        if len(node.text) < _MOST_TEXT:
            node.text += data[:_MOST_TEXT]

    def refuse(self, *_: object) -> None:
        raise BadXmlError("document type")


def parse(document: bytes) -> Node:
    """The root element.

    Raises:
        BadXmlError: no XML, too large, too deep, or with a document type.
    """
    if len(document) > MOST_BYTES:
        raise BadXmlError("size")
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.EntityDeclHandler = reader.refuse
    try:
        parser.Parse(document.lstrip(), True)
    except (expat.ExpatError, ValueError, LookupError) as reason:
        raise BadXmlError("no XML") from reason
    if not reader.root.children:
        raise BadXmlError("empty")
    return reader.root.children[0]


@dataclass(frozen=True, slots=True)
class Tray:
    """What one way of taking paper can do: the glass, the feeder's front, or both sides."""

    width: int  # at most, in three-hundredths of an inch
    height: int
    resolutions: tuple[int, ...]
    range: tuple[int, int] | None  # least and most, where any in between goes
    colours: tuple[str, ...]
    formats: tuple[str, ...]
    extended: bool = False  # whether it speaks of formats the newer way

    def nearest(self, dpi: int) -> int:
        """The resolution to ask for: the wished one, else the next finer, else the finest there is."""
        if self.range and self.range[0] <= dpi <= self.range[1]:
            return dpi
        choices = sorted({*self.resolutions, *(self.range or ())})
        return next((one for one in choices if one >= dpi), choices[-1] if choices else dpi)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a scanner is and can do."""

    version: str
    model: str
    name: str
    serial: str
    uuid: str
    trays: dict[Source, Tray]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The ways of taking paper, the glass first."""
        return tuple(self.trays)

    @property
    def resolutions(self) -> tuple[int, ...]:
        """Resolutions every tray offers, of those that a counter uses."""
        usual = (75, 100, 150, 200, 240, 300, 400, 600)
        return tuple(dpi for dpi in usual if all(tray.nearest(dpi) == dpi for tray in self.trays.values()))


def capabilities(document: bytes) -> Capabilities:
    """Read `ScannerCapabilities`.

    Raises:
        BadXmlError: as `parse`, or no capabilities of a scanner that takes paper.
    """
    root = parse(document)
    if root.name != "ScannerCapabilities":
        raise BadXmlError("no capabilities")
    shared = _profiles(root.first("SettingProfiles"))
    wanted: tuple[tuple[Source, str], ...] = (
        ("flatbed", "PlatenInputCaps"),
        ("feeder", "AdfSimplexInputCaps"),
        ("duplex", "AdfDuplexInputCaps"),
    )
    trays: dict[Source, Tray] = {}
    for source, element in wanted:
        found = root.first(element)
        if found is not None:
            trays[source] = _tray(found, shared)
    if "feeder" in trays and "duplex" not in trays and _says_duplex(root):
        trays["duplex"] = trays["feeder"]  # some makers name the ability only
    if not trays:
        raise BadXmlError("no tray")
    return Capabilities(
        version=root.said("Version", "2.0")[:12],
        model=root.said("MakeAndModel")[:80] or root.said("ModelName")[:80],
        name=root.said("ScannerName")[:80],
        serial=root.said("SerialNumber")[:80],
        uuid=root.said("UUID").lower().removeprefix("urn:uuid:")[:64],
        trays=trays,
    )


def _says_duplex(root: Node) -> bool:
    options = root.first("AdfOptions")
    return options is not None and any(one.text == "Duplex" for one in options.every("AdfOption"))


def _profiles(found: Node | None) -> Node:
    return found or Node("SettingProfiles")


def _tray(found: Node, shared: Node) -> Tray:
    def texts(*names: str) -> tuple[str, ...]:
        own = [one.text for name in names for one in found.every(name)]
        return tuple(dict.fromkeys(own or [one.text for name in names for one in shared.every(name)]))

    fixed = (*found.every("DiscreteResolution"), *shared.every("DiscreteResolution"))
    spans = (*found.every("ResolutionRange"), *shared.every("ResolutionRange"))
    span = spans[0].first("XResolutionRange") if spans else None
    return Tray(
        width=found.number("MaxWidth", 2550),
        height=found.number("MaxHeight", 4200),
        resolutions=tuple(sorted({one.number("XResolution") for one in fixed} - {0})),
        range=(span.number("Min"), span.number("Max")) if span is not None and span.number("Max") else None,
        colours=texts("ColorMode"),
        formats=tuple(one.lower() for one in texts("DocumentFormatExt", "DocumentFormat")),
        extended=bool(texts("DocumentFormatExt")),
    )


@dataclass(frozen=True, slots=True)
class Job:
    """One job as the scanner tells it; counts are -1 where it does not."""

    uri: str
    state: str  # Pending, Processing, Completed, Canceled, Aborted
    done: int = -1
    left: int = -1

    @property
    def running(self) -> bool:
        """Whether more pages may come."""
        return self.state in {"Pending", "Processing", "PendingHeld", "Started"}


@dataclass(frozen=True, slots=True)
class Status:
    """How a scanner stands: `Idle`, `Processing`, `Stopped` …, its feeder, its jobs."""

    state: str
    feeder: str = ""
    jobs: tuple[Job, ...] = ()

    def job(self, path: str) -> Job | None:
        """The job under that path; makers write it with or without host, prefix and capitals."""
        name = path.rstrip("/").rpartition("/")[2].lower()
        return next((one for one in self.jobs if one.uri.rpartition("/")[2].lower() == name), None)


def status(document: bytes) -> Status:
    """Read `ScannerStatus`.

    Raises:
        BadXmlError: as `parse`, or no status.
    """
    root = parse(document)
    if root.name != "ScannerStatus":
        raise BadXmlError("no status")
    jobs = tuple(
        Job(
            uri=one.said("JobUri").rstrip("/"),
            state=one.said("JobState"),
            done=one.number("ImagesCompleted", -1),
            left=one.number("ImagesToTransfer", -1),
        )
        for one in root.every("JobInfo")
    )
    return Status(root.said("State"), root.said("AdfState"), jobs)
