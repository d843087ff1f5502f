"""The shelves of `desk` with doors of their own, each bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    from desk.office.opened import Office
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


@dataclass(frozen=True, slots=True)
class Shelves:
    """One open office, reached shelf by shelf; a shelf's modules are imported when it is first asked for."""

    _office: Office

    @property
    def life(self) -> LifeDoors:
        """What may be done to a dossier now, and how its clock stands."""
        from desk.life.doors import LifeDoors

        return LifeDoors(self._office)

    @property
    def lists(self) -> ListDoors:
        """What waits for a human hand, and whom to call."""
        from desk.lists.doors import ListDoors

        return ListDoors(self._office)

    @property
    def numbers(self) -> NumberDoors:
        """How the office's shares move, and where its work lies."""
        from desk.numbers.doors import NumberDoors

        return NumberDoors(self._office)

    @property
    def reports(self) -> ReportDoors:
        """Reports and books of a period."""
        from desk.reports.doors import ReportDoors

        return ReportDoors(self._office)

    @property
    def dates(self) -> DateDoors:
        """The working calendar and its administration."""
        from desk.dates.doors import DateDoors

        return DateDoors(self._office)

    @property
    def catalogue(self) -> CatalogueDoors:
        """The catalogue and its administration."""
        from desk.catalogue.doors import CatalogueDoors

        return CatalogueDoors(self._office)

    @property
    def process(self) -> ProcessDoors:
        """Internal process: steps, hand-over, who holds what."""
        from desk.process.doors import ProcessDoors

        return ProcessDoors(self._office)

    @property
    def templates(self) -> TemplateDoors:
        """The office's own words for its papers."""
        from desk.templates.doors import TemplateDoors

        return TemplateDoors(self._office)

    @property
    def queue(self) -> QueueDoors:
        """Numbers people wait with, where the office has no queue machine."""
        from desk.queue.doors import QueueDoors

        return QueueDoors(self._office)

    @property
    def paying(self) -> PayingDoors:
        """What fees are paid with."""
        from desk.paying.doors import PayingDoors

        return PayingDoors(self._office)

    @property
    def people(self) -> PeopleDoors:
        """Who is known here, and what need not be asked twice."""
        from desk.people.doors import PeopleDoors

        return PeopleDoors(self._office)

    @property
    def words(self) -> WordDoors:
        """Printed forms, their dated wording and the standard sentences."""
        from desk.paper.doors import WordDoors

        return WordDoors(self._office)

    @property
    def printing(self) -> PrintDoors:
        """What waits for paper at this counter, and this machine's printers."""
        from desk.printing.doors import PrintDoors

        return PrintDoors(self._office)

    @property
    def sending(self) -> SendDoors:
        """Closed days on their way to whoever collects them."""
        from desk.sending.doors import SendDoors

        return SendDoors(self._office)

    @property
    def house(self) -> HouseDoors:
        """Rules, office profile and reception points."""
        from desk.office.doors import HouseDoors

        return HouseDoors(self._office)

    @property
    def readers(self) -> ReaderDoors:
        """Code readers of this machine: how they are judged, their port."""
        from desk.readers.doors import ReaderDoors

        return ReaderDoors(self._office)

    @property
    def imaging(self) -> ImagingDoors:
        """Scanners and scan buttons of this machine, and the pages' strip."""
        from desk.imaging.doors import ImagingDoors

        return ImagingDoors(self._office)

    @property
    def certify(self) -> CertifyDoors:
        """Certification at once: fees, the books, what is certified and struck."""
        from desk.certify.doors import CertifyDoors

        return CertifyDoors(self._office)

    @property
    def intake(self) -> IntakeDoors:
        """Receptions on their way: kept as they are typed, offered again."""
        from desk.intake.doors import IntakeDoors

        return IntakeDoors(self._office)
