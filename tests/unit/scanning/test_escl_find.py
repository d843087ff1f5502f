"""Finding network scanners: what is announced is a claim, what is typed has many shapes."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from zeroconf import ServiceInfo, Zeroconf

from scanning.devices.escl import EsclDriver, scanner_at
from scanning.devices.escl_address import Base, announced, bases
from scanning.devices.escl_find import SERVICES, announcement, listen, own_addresses
from scanning.errors import ScanningError
from tests.helpers.escl_double import device
from tests.helpers.patience import PROMPT

HERE = ("127.0.0.1",)
Announce = Callable[..., None]


@pytest.fixture
def announce() -> Iterator[Announce]:
    """Announces a scanner on the loopback, as a device does in its network."""
    radio = Zeroconf(interfaces=list(HERE))

    def tell(
        name: str, port: int, *, secure: bool = False, addresses: tuple[str, ...] = HERE, **said: str
    ) -> None:
        service = SERVICES[0] if secure else SERVICES[1]
        packed = [socket.inet_aton(one) for one in addresses]
        radio.register_service(
            ServiceInfo(
                service,
                f"{name}.{service}",
                addresses=packed,
                port=port,
                properties=said,
                server="qmc-test.local.",
            )
        )

    yield tell
    radio.close()


def test_a_scanner_that_announces_itself_is_found_with_its_tree(announce: Announce) -> None:
    with device(root="scan", name="Máy quét 1") as double:
        announce("Máy quét 1", double.port, rs="scan", ty="QMC 100")
        [found] = EsclDriver(interfaces=HERE, listening=1).scanners()
    assert (found.device, found.name) == (double.url, "Máy quét 1")


def test_an_address_of_another_network_does_not_hide_the_right_one(announce: Announce) -> None:
    with device() as double:
        announce("Máy quét 2", double.port, addresses=("127.0.0.99", "127.0.0.1"), rs="eSCL")
        [found] = EsclDriver(interfaces=HERE, listening=1).scanners()
    assert found.device == double.url


def test_one_device_announced_twice_and_typed_as_well_is_one_row(announce: Announce) -> None:
    with device() as double, device(secure=True) as door:
        announce("Máy quét 3", double.port, rs="eSCL")
        announce("Máy quét 3", door.port, secure=True, rs="/eSCL/")
        [found] = EsclDriver(interfaces=HERE, listening=1).scanners()
        assert found.device == door.url  # the encrypted door goes first
        [typed] = EsclDriver(addresses=(double.url,), interfaces=HERE, listening=1).scanners()
        assert typed.device == double.url  # what a person typed goes before both


def test_an_announcement_that_nobody_stands_behind_is_not_listed(announce: Announce) -> None:
    with device() as gone:
        pass
    announce("Ma", gone.port, rs="eSCL")
    announce("Trang web", 1, rs="../../etc", adminurl="http://[")
    assert EsclDriver(interfaces=HERE, listening=1).scanners() == ()


def test_no_network_is_no_wait() -> None:
    began = time.monotonic()
    assert listen(60, interfaces=()) == ()
    assert time.monotonic() - began < PROMPT


def test_a_network_that_refuses_multicast_hides_no_typed_scanner(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise OSError(19, "no such device")

    monkeypatch.setattr("zeroconf.Zeroconf", refuses)
    with device() as double:
        driver = EsclDriver(addresses=(double.url,), interfaces=HERE, listening=0.1)
        assert [one.device for one in driver.scanners()] == [double.url]


def test_the_own_addresses_leave_the_loopback_out() -> None:
    assert not any(one.startswith("127.") for one in own_addresses())


def test_what_a_device_says_of_itself_is_read_whatever_its_letters() -> None:
    info = SimpleNamespace(
        properties={
            b"TY": "Máy in".encode(),
            b"rs": b"",
            b"UUID": b"ABC",
            b"adminURL": b"http://in.lan/web",
            b"x": None,
        },
        server="in-1.local.",
        port=80,
        parsed_scoped_addresses=lambda: ["fe80::1%eth0", "fe80::2", "169.254.3.4", "192.0.2.8", "10.1.2.3"],
    )
    found = announcement(info, SERVICES[1], f"Tên.{SERVICES[1]}")
    assert (found.name, found.uuid) == ("Máy in", "abc")
    assert [one.host for one in found.places] == [
        "10.1.2.3", "192.0.2.8", "169.254.3.4", "fe80::1%eth0", "fe80::2", "in-1.local", "in.lan",
    ]  # fmt: skip
    assert found.places[0].path("ScannerStatus") == "/ScannerStatus"  # rs= names the root itself


@pytest.mark.parametrize(
    ("typed", "first", "count"),
    [
        ("192.168.1.5", "https://192.168.1.5/eSCL", 4),
        (" 192.168.1.5:8080 ", "http://192.168.1.5:8080/eSCL", 2),
        ("192.168.1.5:443", "https://192.168.1.5/eSCL", 2),
        ("http://192.168.1.5", "http://192.168.1.5/eSCL", 1),
        ("HTTPS://in.local/eSCL/ScannerCapabilities", "https://in.local/eSCL", 1),
        ("http://in.local/web/index.html", "http://in.local/web/index.html", 2),
        ("2001:db8::5", "https://[2001:db8::5]/eSCL", 4),
        ("[2001:db8::5]:8080", "http://[2001:db8::5]:8080/eSCL", 2),
        ("http://[fe80::1%25eth0]/eSCL", "http://[fe80::1%eth0]/eSCL", 1),
        ("máy-in.local", "https://xn--my-in-xqa.local/eSCL", 4),
    ],
)
def test_an_address_is_understood_as_people_write_it(typed: str, first: str, count: int) -> None:
    found = bases(typed)
    assert (found[0].url, len(found)) == (first, count)
    assert bases(found[0].url)[0] == found[0]  # what is kept is understood again


@pytest.mark.parametrize(
    "typed",
    [
        "", "a b", "a..b", "http://", "http://h:99999", "h:x", "user:pw@h", "http://h/?a=1", "h/../x", "-h",
        "http://h/\r\nX: y", "ftp://h", "[::1", "h#x", "h" * 300,
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_where_it_is_typed(typed: str) -> None:
    with pytest.raises(ScanningError) as refused:
        bases(typed)
    assert (refused.value.code, refused.value.environment) == ("scanner.bad_address", False)


def test_a_typed_scanner_has_a_row_before_it_is_asked() -> None:
    info = scanner_at("192.168.1.5")
    assert (info.driver, info.device, info.name, info.address) == (
        "escl", "192.168.1.5", "192.168.1.5", "192.168.1.5",
    )  # fmt: skip
    assert scanner_at("http://h:81/x").device == "http://h:81/x"


def test_a_host_alone_is_tried_at_every_usual_door() -> None:
    with device() as double:
        with pytest.raises(ScanningError) as refused:
            EsclDriver(interfaces=()).ask("127.0.0.1:1")
        assert refused.value.code == "scanner.not_found"
        assert EsclDriver(interfaces=()).ask(f"127.0.0.1:{double.port}").device == double.url
        assert EsclDriver(interfaces=()).ask(f"http://127.0.0.1:{double.port}/web").device == double.url


def test_the_interface_of_this_machine_is_not_told_to_the_device() -> None:
    assert Base("http", "fe80::1%eth0", 8080).header == "[fe80::1]:8080"


def test_a_flood_of_hosts_and_a_port_of_nought_lead_nowhere() -> None:
    assert announced(["192.0.2.1"], 0, secure=False, root=None) == ()
    assert announced(["a b", ""], 80, secure=False, root=None) == ()
