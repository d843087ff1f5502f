"""The ways SANE backends name sources, modes, resolutions and areas, as people's devices listed them."""

from __future__ import annotations

import pytest

from scanning.devices.driver import ScanSettings
from scanning.devices.sane import arguments
from scanning.devices.sane_options import mode_arguments, read_options, resolutions, source_arguments
from scanning.devices.sane_run import fault_of
from scanning.errors import ScanningError

BROTHER_ADS = """
All options specific to device `brother4:net1;dev0':
  Mode:
    --mode Black & White|Gray[Error Diffusion]|True Gray|24bit Color[Fast] [24bit Color[Fast]]
        Select the scan mode
    --resolution 100|150|200|300|400|600|1200|2400|4800|9600dpi [200]
        Sets the resolution of the scanned image.
    --source Automatic Document Feeder(left aligned)|Automatic Document Feeder(left aligned,Duplex)|Automatic Document Feeder(centrally aligned)|Automatic Document Feeder(centrally aligned,Duplex) [Automatic Document Feeder(left aligned)]
        Selects the scan source (such as a document-feeder).
    --brightness -50..50% (in steps of 1) [inactive]
        Controls the brightness of the acquired image.
  Geometry:
    -l 0..211.9mm (in steps of 0.0999908) [0]
    -t 0..812.8mm (in steps of 0.0999908) [0]
    -x 0..211.9mm (in steps of 0.0999908) [211.881]
    -y 0..812.8mm (in steps of 0.0999908) [812.767]
"""  # noqa: E501 - as it was printed
FUJITSU = """
  Standard:
    --source Flatbed|ADF Front|ADF Back|ADF Duplex [Flatbed]
    --mode Lineart|Halftone|Gray|Color [Lineart]
    --resolution 50..600dpi (in steps of 1) [600]
  Geometry:
    --page-width 0..224.846mm (in steps of 0.0211639) [inactive]
    --page-height 0..2750.47mm (in steps of 0.0211639) [inactive]
    -l 0..227.809mm (in steps of 0.0211639) [0]
    -t 0..296.972mm (in steps of 0.0211639) [0]
    -x 0..227.809mm (in steps of 0.0211639) [215.872]
    -y 0..296.972mm (in steps of 0.0211639) [279.364]
"""
HP_GLASS_ONLY = """
  Scan mode:
    --mode Lineart|Gray|Color [Color]
    --resolution 75|100|150|200|300|600|1200dpi [75]
  Advanced:
    --batch-scan[=(yes|no)] [no] [advanced]
    --source Flatbed [Flatbed] [advanced]
    --duplex[=(yes|no)] [inactive]
"""
EPSON = """
    --mode Lineart|Gray|Color [Lineart]
    --depth 8|16bit [inactive]
    --resolution 75|150|200|240|300|400|600|1200dpi [75]
    --source Flatbed|Automatic Document Feeder [Flatbed]
    --adf-mode Simplex|Duplex [inactive]
"""
AIRSCAN = """
  Standard:
    --resolution 100|200|300dpi [300]
    --mode Color|Gray [Color]
    --source Flatbed|ADF|ADF Duplex [Flatbed]
  Geometry:
    -l 0..215.9mm [0]
    -t 0..297.18mm [0]
    -x 0..215.9mm [215.9]
    -y 0..297.18mm [297.18]
"""
FILM = """
    --source Normal|Transparency Adapter|Negative|ADF [Normal]
    --mode Gray|Color|48 bits color|16 bits gray|Lineart [Color]
    --x-resolution auto|75|150|300dpi [75]
    --y-resolution auto|75|150|300dpi [75]
    -x 0..2550pel [2550]
    -y 0..3508pel [3508]
"""
NO_SOURCE = """
    --mode Binary|Grayscale|RGB [RGB]
    --resolution 300dpi [300]
"""


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        (
            BROTHER_ADS,
            {
                "feeder": ("--source", "Automatic Document Feeder(left aligned)"),
                "duplex": ("--source", "Automatic Document Feeder(left aligned,Duplex)"),
            },
        ),
        (
            FUJITSU,
            {
                "flatbed": ("--source", "Flatbed"),
                "feeder": ("--source", "ADF Front"),
                "duplex": ("--source", "ADF Duplex"),
            },
        ),
        (HP_GLASS_ONLY, {"flatbed": ("--source", "Flatbed")}),
        (
            EPSON,
            {
                "flatbed": ("--source", "Flatbed"),
                "feeder": ("--source", "Automatic Document Feeder"),
                "duplex": ("--source", "Automatic Document Feeder", "--adf-mode", "Duplex"),
            },
        ),
        (
            AIRSCAN,
            {
                "flatbed": ("--source", "Flatbed"),
                "feeder": ("--source", "ADF"),
                "duplex": ("--source", "ADF Duplex"),
            },
        ),
        (FILM, {"flatbed": ("--source", "Normal"), "feeder": ("--source", "ADF")}),
        (NO_SOURCE, {"flatbed": ()}),
        ("", {"flatbed": ()}),
    ],
    ids=["brother", "fujitsu", "hp", "epson", "airscan", "film", "none", "silent"],
)
def test_sources_by_whatever_name(text: str, sources: dict[str, tuple[str, ...]]) -> None:
    assert source_arguments(read_options(text)) == sources


@pytest.mark.parametrize(
    ("text", "colour", "grey", "lineart"),
    [
        (BROTHER_ADS, "24bit Color[Fast]", "True Gray", "Black & White"),
        (FUJITSU, "Color", "Gray", "Lineart"),
        (AIRSCAN, "Color", "Gray", "Gray"),  # no black and white: the richer one, never less than asked
        (FILM, "Color", "Gray", "Lineart"),
        (NO_SOURCE, "RGB", "Grayscale", "Binary"),
    ],
    ids=["brother", "fujitsu", "airscan", "film", "none"],
)
def test_modes_by_whatever_name(text: str, colour: str, grey: str, lineart: str) -> None:
    options = read_options(text)
    words = [mode_arguments(options, one) for one in ("colour", "grey", "lineart")]
    assert words == [("--mode", colour), ("--mode", grey), ("--mode", lineart)]


def test_a_device_without_colour_refuses_colour() -> None:
    options = read_options("    --mode Gray|Lineart [Gray]\n    --source Flatbed [Flatbed]\n")
    assert mode_arguments(options, "colour") is None
    with pytest.raises(ScanningError) as caught:
        arguments(options, ScanSettings())
    assert caught.value.code == "scanner.unsupported"


def test_eight_bits_are_asked_for_where_there_are_more() -> None:
    assert mode_arguments(read_options(EPSON), "colour") == ("--mode", "Color", "--depth", "8")


def test_resolutions_are_a_list_or_the_usual_ones_of_a_range() -> None:
    assert resolutions(read_options(AIRSCAN)) == (100, 200, 300)
    assert resolutions(read_options(FUJITSU)) == (75, 100, 150, 200, 240, 300, 400, 600)
    assert resolutions(read_options(FILM)) == (75, 150, 300)
    assert resolutions(read_options(NO_SOURCE)) == (300,)


@pytest.mark.parametrize(("asked", "taken"), [(200, 200), (150, 200), (250, 300), (600, 300)])
def test_never_less_than_the_resolution_asked_for_where_there_is_more(asked: int, taken: int) -> None:
    words, dpi = arguments(read_options(AIRSCAN), ScanSettings(dpi=asked))
    assert dpi == taken
    assert ("--resolution", str(taken)) in words


def test_the_source_is_chosen_first_and_the_paper_before_the_area() -> None:
    words, _ = arguments(read_options(FUJITSU), ScanSettings(source="duplex", width_mm=210, height_mm=297))
    assert words == [
        ("--source", "ADF Duplex"),
        ("--mode", "Color"),
        ("--resolution", "200"),
        ("--page-width", "210"),
        ("--page-height", "297"),
        ("-l", "0"),
        ("-t", "0"),
        ("-x", "210"),
        ("-y", "297"),
    ]


def test_an_area_in_pixels_is_told_in_pixels() -> None:
    words, dpi = arguments(read_options(FILM), ScanSettings(dpi=150, width_mm=127, height_mm=254))
    assert dpi == 150
    assert words[-2:] == [("-x", "750"), ("-y", "1500")]
    assert ("--x-resolution", "150", "--y-resolution", "150") in words


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("scanimage: sane_start: Document feeder jammed", "scanner.jammed"),
        ("scanimage: open of device fujitsu:x failed: Invalid argument", "scanner.not_found"),
        ("scanimage: open of device genesys:x failed: Device busy", "scanner.busy"),
        ("scanimage: open of device x failed: Access to resource has been denied", "scanner.no_access"),
        ("scanimage: no SANE devices found", "scanner.not_found"),
        ("scanimage: sane_start: Lamp not ready, please retry", "scanner.busy"),
        ("Scanned page 3. (scanner status = 5)\nBatch terminated, 3 pages scanned", ""),
    ],
)
def test_complaints_of_scanimage_become_codes(said: str, code: str) -> None:
    assert fault_of(said) == code
