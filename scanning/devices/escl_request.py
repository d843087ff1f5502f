"""What an eSCL scanner is asked for, in its own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from scanning.devices.driver import Colour, Source

COLOURS: dict[Colour, str] = {"colour": "RGB24", "grey": "Grayscale8", "lineart": "BlackAndWhite1"}
UNITS = 300  # eSCL measures in three-hundredths of an inch


@dataclass(frozen=True, slots=True)
class Request:
    """One scan in a scanner's own words; the area in three-hundredths of an inch."""

    source: Source
    dpi: int
    colour: str
    form: str  # media type of the pages
    width: int
    height: int
    extended: bool = False


def scan_settings(asked: Request, version: str) -> bytes:
    """The `ScanSettings` document that asks for a scan."""
    tray = "Platen" if asked.source == "flatbed" else "Feeder"
    duplex = "" if tray == "Platen" else f"<scan:Duplex>{str(asked.source == 'duplex').lower()}</scan:Duplex>"
    form = f"<pwg:DocumentFormat>{escape(asked.form)}</pwg:DocumentFormat>"
    if asked.extended:
        form += f"<scan:DocumentFormatExt>{escape(asked.form)}</scan:DocumentFormatExt>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<scan:ScanSettings xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm" \
xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03">
<pwg:Version>{escape(version)}</pwg:Version>
<scan:Intent>Document</scan:Intent>
<pwg:ScanRegions><pwg:ScanRegion>
<pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>
<pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset>
<pwg:Width>{asked.width}</pwg:Width><pwg:Height>{asked.height}</pwg:Height>
</pwg:ScanRegion></pwg:ScanRegions>
<pwg:InputSource>{tray}</pwg:InputSource>{duplex}
<scan:ColorMode>{asked.colour}</scan:ColorMode>
<scan:XResolution>{asked.dpi}</scan:XResolution><scan:YResolution>{asked.dpi}</scan:YResolution>
{form}
</scan:ScanSettings>
""".encode()
