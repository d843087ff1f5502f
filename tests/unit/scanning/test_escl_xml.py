"""What a device says of itself is read without trusting it: no sentence of it harms or hangs the reader."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanning.devices.escl_xml import BadXmlError, capabilities, parse, status
from tests.helpers.escl_double import EsclDouble, Habits

BOMB = (
    b"<!DOCTYPE lolz [<!ENTITY lol 'lol'>"
    + b"".join(b"<!ENTITY l%d '%s'>" % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><ScannerStatus>&l9;</ScannerStatus>"
)


def documents() -> list[bytes]:
    double = EsclDouble(Habits())
    double.server.server_close()
    return [double.capabilities(), double.status()]


def test_prefixes_and_namespaces_differ_from_maker_to_maker() -> None:
    found = capabilities(
        b"""<?xml version="1.0"?><ScannerCapabilities xmlns="urn:x" xmlns:p="urn:y"><p:Version>2.0</p:Version>
        <p:MakeAndModel> May quet  </p:MakeAndModel><UUID>urn:uuid:AB-1</UUID>
        <SettingProfiles><SettingProfile name="a"><ColorModes><ColorMode>RGB24</ColorMode></ColorModes>
        <DocumentFormats><p:DocumentFormat>Image/JPEG</p:DocumentFormat></DocumentFormats>
        <SupportedResolutions><ResolutionRange><XResolutionRange><Min>100</Min><Max>600</Max><Normal>300</Normal>
        <Step>1</Step></XResolutionRange></ResolutionRange></SupportedResolutions></SettingProfile></SettingProfiles>
        <Adf><AdfSimplexInputCaps><MaxWidth>2550</MaxWidth><MaxHeight>4200</MaxHeight>
        <SettingProfiles><SettingProfile ref="a"/></SettingProfiles></AdfSimplexInputCaps>
        <AdfOptions><AdfOption>DetectPaperLoaded</AdfOption><AdfOption>Duplex</AdfOption></AdfOptions></Adf>
        </ScannerCapabilities>"""
    )
    assert (found.model, found.uuid, found.sources) == ("May quet", "ab-1", ("feeder", "duplex"))
    assert found.trays["feeder"].formats == ("image/jpeg",)
    assert found.trays["feeder"].colours == ("RGB24",)
    assert [found.trays["feeder"].nearest(dpi) for dpi in (75, 200, 1200)] == [100, 200, 600]
    assert found.resolutions == (100, 150, 200, 240, 300, 400, 600)


def test_a_job_is_known_by_its_name_however_its_address_is_written() -> None:
    def says(uri: str) -> bytes:
        return (
            f"<ScannerStatus><State>Idle</State><Jobs><JobInfo><JobUri>{uri}</JobUri>"
            "<ImagesCompleted>2</ImagesCompleted><JobState>Completed</JobState></JobInfo></Jobs></ScannerStatus>"
        ).encode()

    for uri in ("/eSCL/ScanJobs/AB-1", "http://h/eSCL/ScanJobs/ab-1/", "ab-1"):
        job = status(says(uri)).job("/eSCL/ScanJobs/ab-1")
        assert job is not None
        assert (job.done, job.left, job.running) == (2, -1, False)
    assert status(says("other")).job("/eSCL/ScanJobs/ab-1") is None


def test_other_letters_than_utf_8_are_read() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><ScannerStatus><State>Idle</State></ScannerStatus>'
    assert status(text.encode("utf-16")).state == "Idle"


@pytest.mark.parametrize(
    "document",
    [
        BOMB,
        BOMB.decode().encode("utf-16"),
        b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><ScannerStatus/>",
        b"<?xml version='1.0' encoding='x-unknown'?><ScannerStatus/>",
        b"<ScannerStatus>" + b"<a>" * 100_000,
        b"<ScannerStatus " + b"a='1' " * 100_000 + b"/>",
        b"\0" * 100_000,
    ],
    ids=["bomb", "bomb in other letters", "file", "unknown letters", "deep", "attributes", "nothing"],
)
def test_a_document_made_to_harm_is_refused_at_once(document: bytes) -> None:
    began = time.process_time()
    with pytest.raises(BadXmlError):
        status(document)
    assert time.process_time() - began < 1


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(documents()), st.data())
def test_a_damaged_document_is_read_or_refused_and_nothing_else(document: bytes, data: st.DataObject) -> None:
    damaged = bytearray(document)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        kind = data.draw(st.sampled_from(("turn", "drop", "double")))
        if kind == "turn":
            damaged[at] = data.draw(st.integers(0, 255))
        elif kind == "drop":
            del damaged[at : at + data.draw(st.integers(1, 200))]
        else:
            damaged[at:at] = damaged[at : at + 100]
        if not damaged:
            break
    for read in (parse, capabilities, status):
        try:
            read(bytes(damaged))
        except BadXmlError:
            continue
