"""A collector and a network that misbehave: each fault ends in time, is named, and proves nothing."""

import hashlib
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.sending.https import HttpsTransport
from desk.sending.outcome import Outcome, Package
from tests.helpers.certificates import Authority, Pair
from tests.helpers.rough_server import Rough, Talk, http, listening, proxy, rough_server

BODY = b'{"tally":{}}'
SHA = "ab" * 32
PACKAGE = Package("26734", "2026-11-20", 2, "tally-26734-2026-11-20-r2.json", BODY, SHA)
STORED = http("201 Created", json.dumps({"sha256": SHA, "received_at": "2026-11-20T10:00:00Z"}).encode())
SECONDS = 0.8


def put(rough: Rough, **options: str) -> Outcome:
    return HttpsTransport({"url": rough.url, **options}, timeout=SECONDS).send(PACKAGE)


def says(data: bytes) -> Callable[[Talk], None]:
    return lambda talk: talk.say(data)


def drips_head(talk: Talk) -> None:
    talk.say(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    talk.drip(b"a")


def drips_body(talk: Talk) -> None:
    talk.say(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    talk.drip(b" ")


def floods(talk: Talk) -> None:
    talk.say(b"HTTP/1.1 200 OK\r\n\r\n")
    talk.drip(b"x" * 65536, 0)


def says_nothing(talk: Talk) -> None:
    talk.rough.gone.wait(5)


PORTAL = http("200 OK", b"<!doctype html><title>Dang nhap</title>", "Content-Type: text/html")
FAULTS: list[tuple[str, Callable[[Talk], None], str]] = [
    ("a byte of the head now and then", drips_head, "sync.timed_out"),
    ("a byte of the body now and then", drips_body, "sync.timed_out"),
    ("silence", says_nothing, "sync.timed_out"),
    ("an answer without end", floods, "sync.answer_too_large"),
    ("a captive portal with 200", says(PORTAL), "sync.portal"),
    ("a portal that says so", says(http("511 Network Authentication Required")), "sync.portal"),
    ("another hash", says(http("200 OK", b'{"sha256":"00"}')), "sync.not_proven"),
    ("JSON that is no object", says(http("200 OK", b"[]")), "sync.not_proven"),
    ("deep JSON", says(http("200 OK", b"[" * 100_000)), "sync.not_proven"),
    ("half a body", says(STORED[:-10]), "sync.cut_off"),
    ("half a head", says(b"HTTP/1.1 200 OK\r\nContent-"), "sync.not_proven"),
    ("nothing and gone", says(b""), "sync.cut_off"),
    ("another protocol", says(b"SSH-2.0-mau\r\n"), "sync.no_http"),
    ("busy", says(http("503 Service Unavailable")), "sync.busy"),
    ("too many", says(http("429 Too Many Requests")), "sync.busy"),
    ("a bad gateway", says(http("502 Bad Gateway", b"<html>")), "sync.not_proven"),
]


@pytest.mark.parametrize(("manner", "code"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_a_fault_ends_in_time_is_named_and_goes_again(manner: Callable[[Talk], None], code: str) -> None:
    with rough_server(manner) as rough:
        begun = time.monotonic()
        outcome = put(rough)
        took = time.monotonic() - begun
    assert (outcome.result, outcome.error) == ("again", code)
    assert took < SECONDS + 3


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
)
def test_a_redirect_is_never_followed_and_the_key_goes_nowhere_else(status: str, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("bi-mat", encoding="utf-8")
    with rough_server(says(STORED)) as elsewhere:
        manner = says(http(status, b"", f"Location: {elsewhere.url}/v1/tallies/26734/2026-11-20/2"))
        with rough_server(manner) as rough:
            outcome = put(rough, token_file=str(tmp_path / "token"))
        assert elsewhere.heard == []
    assert (outcome.result, outcome.error) == ("again", "sync.redirected")
    assert "Authorization: Bearer bi-mat" in rough.heard[0]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (("Retry-After: 7",), 7),
        (("Retry-After: 999999999999",), 3600),
        (("Retry-After: -5",), 0),
        (("Retry-After: soon",), 0),
        # a date is reckoned from the server's own clock: this machine's may be days off
        (("Retry-After: Fri, 20 Nov 2026 10:02:00 GMT", "Date: Fri, 20 Nov 2026 10:00:00 GMT"), 120),
        (("Retry-After: Fri, 20 Nov 2026 09:00:00 GMT", "Date: Fri, 20 Nov 2026 10:00:00 GMT"), 0),
        (("Retry-After: Sat, 21 Nov 2026 10:00:00 GMT", "Date: Fri, 20 Nov 2026 10:00:00 GMT"), 3600),
        (("Retry-After: Fri, 20 Nov 2026 10:02:00 GMT",), 0),
        ((), 0),
    ],
)
def test_the_wait_asked_for_is_kept_within_an_hour(headers: tuple[str, ...], seconds: int) -> None:
    with rough_server(says(http("429 Too Many Requests", b"", *headers))) as rough:
        assert put(rough).wait == seconds


def test_the_digest_and_the_key_of_the_request_are_those_of_the_file() -> None:
    import base64

    with rough_server(says(STORED)) as rough:
        assert put(rough).result == "sent"
    head = rough.heard[0]
    digest = base64.b64encode(hashlib.sha256(BODY).digest()).decode()
    assert head.startswith("PUT /v1/tallies/26734/2026-11-20/2 HTTP/1.1")
    assert f"Content-Digest: sha-256=:{digest}:" in head
    assert 'Idempotency-Key: "26734/2026-11-20/r2"' in head


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    outcome = HttpsTransport({"url": f"http://127.0.0.1:{port}"}, timeout=SECONDS).send(PACKAGE)
    assert (outcome.result, outcome.error) == ("again", "sync.nobody_there")


def test_a_name_that_is_not_found_and_one_that_is_never_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    way = HttpsTransport({"url": "https://thu.tinh.example"}, timeout=SECONDS)

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "no answer")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert way.send(PACKAGE).error == "sync.no_name"
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(5))
    begun = time.monotonic()
    assert way.send(PACKAGE).error == "sync.timed_out"
    assert time.monotonic() - begun < SECONDS + 2
    over.set()


# ---- TLS -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


def serving(pair: Pair, *, wants: Path | None = None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.cert, pair.key)
    if wants is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(wants)
    return context


def put_secure(
    rough: Rough, ca: Path | None, ask: Callable[[str], str] = lambda _: "", **options: str
) -> Outcome:
    told = {"url": rough.secure, **options} | ({"ca_file": str(ca)} if ca else {})
    return HttpsTransport(told, ask=ask, timeout=5).send(PACKAGE)


def test_a_collector_with_an_authority_of_its_own_is_believed_by_its_file_only(province: Authority) -> None:
    good = province.pair("good")
    with rough_server(says(STORED), serving(good)) as rough:
        assert put_secure(rough, province.file).result == "sent"
        unknown = put_secure(rough, None)
    assert (unknown.result, unknown.error) == ("again", "sync.cert_unknown")
    assert len(rough.heard) == 1  # the second one was told nothing


@pytest.mark.parametrize(
    ("name", "how", "code"),
    [
        ("old", {"days": (-20, -2)}, "sync.cert_expired"),
        ("young", {"days": (2, 20)}, "sync.cert_early"),
        ("other", {"host": "khac.tinh.example"}, "sync.cert_name"),
        ("elsewhere", {"host": "127.0.0.9"}, "sync.cert_name"),
    ],
)
def test_a_bad_certificate_is_told_by_what_is_wrong_with_it(
    province: Authority, name: str, how: dict[str, tuple[int, int]], code: str
) -> None:
    with rough_server(says(STORED), serving(province.pair(name, **how))) as rough:  # type: ignore[arg-type]
        outcome = put_secure(rough, province.file)
    assert (outcome.result, outcome.error) == ("again", code)
    assert rough.heard == []


def test_a_server_without_tls_behind_an_https_address(province: Authority) -> None:
    def plain(sock: socket.socket) -> None:
        sock.recv(100)
        sock.sendall(http("400 Bad Request"))

    with listening(plain) as port:
        outcome = put_secure(Rough(port), province.file)
    assert (outcome.result, outcome.error) == ("again", "sync.tls_failed")


def test_both_sides_prove_who_they_are(province: Authority, tmp_path: Path) -> None:
    good, office = province.pair("server"), province.pair("office", password="mo-ra")
    stranger = Authority(tmp_path / "la", "CA La").pair("stranger")
    mine = {"cert_file": str(office.cert), "key_file": str(office.key)}
    theirs = {"cert_file": str(stranger.cert), "key_file": str(stranger.key)}
    secret = {"key_password": "mo-ra"}
    with rough_server(says(STORED), serving(good, wants=province.file)) as rough:
        sent = put_secure(rough, province.file, lambda kind: secret.get(kind, ""), **mine)
        without = put_secure(rough, province.file)
        other = put_secure(rough, province.file, lambda _: "", **theirs)
        locked = put_secure(rough, province.file, lambda _: "sai", **mine)
        gone = put_secure(rough, province.file, cert_file=str(tmp_path / "khong-co.pem"))
    assert sent.result == "sent"
    assert (without.result, without.error) == ("again", "sync.client_cert")
    assert (other.result, other.error) == ("again", "sync.client_cert")
    assert (locked.error, gone.error) == ("sync.own_files", "sync.own_files")
    assert len(rough.heard) == 1


def test_a_handshake_that_never_ends_is_cut(province: Authority) -> None:
    with rough_server(says_nothing) as rough:
        begun = time.monotonic()
        way = HttpsTransport({"url": rough.secure, "ca_file": str(province.file)}, timeout=SECONDS)
        assert way.send(PACKAGE).error == "sync.timed_out"
        assert time.monotonic() - begun < SECONDS + 3


# ---- the proxy between ---------------------------------------------------------------------------


def test_a_proxy_lets_through_with_its_own_password_and_sees_no_tally(province: Authority) -> None:
    with proxy() as between, rough_server(says(STORED), serving(province.pair("behind"))) as rough:
        secret = {"proxy": "xa:mat-khau", "token": "bi-mat"}
        outcome = put_secure(rough, province.file, lambda kind: secret.get(kind, ""), proxy=between.url)
    assert outcome.result == "sent"
    assert between.heard[0].startswith(f"CONNECT 127.0.0.1:{rough.port} HTTP/1.1")
    assert "Proxy-Authorization: Basic eGE6bWF0LWtoYXU=" in between.heard[0]
    assert "bi-mat" not in between.heard[0]
    assert "Bearer bi-mat" in rough.heard[0]


@pytest.mark.parametrize("status", ["407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"])
def test_a_proxy_that_refuses_is_named(province: Authority, status: str) -> None:
    with proxy(http(status)) as between, rough_server(says(STORED)) as rough:
        outcome = put_secure(rough, province.file, proxy=between.url)
    assert (outcome.result, outcome.error, rough.heard) == ("again", "sync.proxy_refused", [])


def test_a_proxy_that_is_gone_is_named(province: Authority) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    with rough_server(says(STORED)) as rough:
        outcome = put_secure(rough, province.file, proxy=f"http://127.0.0.1:{port}")
    assert (outcome.result, outcome.error) == ("again", "sync.proxy_gone")


def test_the_systems_proxy_is_taken_where_the_target_says_so(
    province: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy() as between, rough_server(says(STORED), serving(province.pair("system"))) as rough:
        monkeypatch.setenv("https_proxy", between.url)
        monkeypatch.setenv("no_proxy", "")
        assert put_secure(rough, province.file).result == "sent"  # not asked for, not taken
        assert between.heard == []
        assert put_secure(rough, province.file, proxy="system").result == "sent"
        assert len(between.heard) == 1
