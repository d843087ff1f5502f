"""The shelves of `desk` as screens reach them: part of `ui.services.Services`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desk.catalogue.doors import CatalogueDoors
    from desk.certify.doors import CertifyDoors
    from desk.dates.doors import DateDoors
    from desk.imaging.doors import ImagingDoors
    from desk.intake.doors import IntakeDoors
    from desk.life.doors import LifeDoors
    from desk.lists.doors import ListDoors
    from desk.numbers.doors import NumberDoors
    from desk.office.doors import HouseDoors
    from desk.paper.doors import WordDoors
    from desk.paying.doors import PayingDoors
    from desk.people.doors import PeopleDoors
    from desk.printing.doors import PrintDoors
    from desk.process.doors import ProcessDoors
    from desk.queue.doors import QueueDoors
    from desk.readers.doors import ReaderDoors
    from desk.reports.doors import ReportDoors
    from desk.sending.doors import SendDoors
    from desk.templates.doors import TemplateDoors


class ShelfServices(Protocol):
    """One open office, reached shelf by shelf."""

    @property
    def life(self) -> LifeDoors:
        """Return what may be done to a dossier now."""
        ...

    @property
    def lists(self) -> ListDoors:
        """Return work lists and calls."""
        ...

    @property
    def dates(self) -> DateDoors:
        """Return the calendar and its administration."""
        ...

    @property
    def queue(self) -> QueueDoors:
        """Return the numbers people wait with."""

    @property
    def catalogue(self) -> CatalogueDoors:
        """Return the catalogue and its administration."""
        ...

    @property
    def process(self) -> ProcessDoors:
        """Return internal steps, hand-over, workload."""
        ...

    @property
    def paying(self) -> PayingDoors:
        """Return what fees are paid with."""
        ...

    @property
    def people(self) -> PeopleDoors:
        """Return who is known here."""
        ...

    @property
    def words(self) -> WordDoors:
        """Return forms, templates and standard sentences."""
        ...

    @property
    def templates(self) -> TemplateDoors:
        """Return the office's own words for its papers, from draft to version."""
        ...

    @property
    def printing(self) -> PrintDoors:
        """Return what waits for paper, and this machine's printers."""
        ...

    @property
    def sending(self) -> SendDoors:
        """Return what is on its way to whoever collects."""
        ...

    @property
    def house(self) -> HouseDoors:
        """Return rules, profile and reception points."""
        ...

    @property
    def readers(self) -> ReaderDoors:
        """Return code readers of this machine."""
        ...

    @property
    def imaging(self) -> ImagingDoors:
        """Return scanners, their buttons, and strips of pages."""
        ...

    @property
    def intake(self) -> IntakeDoors:
        """Return receptions on their way, kept as they are typed."""
        ...

    @property
    def certify(self) -> CertifyDoors:
        """Return certification at once: kinds, price, the books."""
        ...

    @property
    def reports(self) -> ReportDoors:
        """Return reports and books of a period."""
        ...

    @property
    def numbers(self) -> NumberDoors:
        """Return how the shares move, and where the work lies."""
        ...
