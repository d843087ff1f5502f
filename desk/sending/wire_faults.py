"""Why an exchange failed, as the code of a plain sentence: name, network, certificate, time."""

from __future__ import annotations

import errno
import http.client
import ssl

# OpenSSL's numbers for what is wrong with a certificate (x509_vfy.h)
_CERTIFICATES = {
    9: "sync.cert_early", 10: "sync.cert_expired", 62: "sync.cert_name", 64: "sync.cert_name",
    2: "sync.cert_unknown", 18: "sync.cert_unknown", 19: "sync.cert_unknown", 20: "sync.cert_unknown",
    21: "sync.cert_unknown",
}  # fmt: skip
_NO_NETWORK = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL}
_WANTS_OURS = ("CERTIFICATE_REQUIRED", "HANDSHAKE_FAILURE", "BAD_CERTIFICATE", "UNKNOWN_CA", "CERT")
OFFLINE = frozenset({"sync.no_network", "sync.no_name"})


class WireError(OSError):
    """An exchange without a whole answer: `code` of its sentence, `told` in a word for who repairs it."""

    def __init__(self, code: str, told: str = "") -> None:
        super().__init__(code)
        self.code, self.told = code, told


def looked_up_fault(failure: Exception) -> WireError:
    """Why a name led nowhere."""
    if isinstance(failure, TimeoutError):
        return WireError("sync.timed_out", "DNS")
    return WireError("sync.no_name", "DNS")


def fault_of(failure: Exception, *, late: bool) -> WireError:
    """What a failure means; `late`: the deadline had passed, so that everything after it means the same."""
    if isinstance(failure, ssl.SSLCertVerificationError):
        code = _CERTIFICATES.get(failure.verify_code, "sync.cert_unknown")
        return WireError(code, f"X509 {failure.verify_code}")
    if late or isinstance(failure, TimeoutError):
        return WireError("sync.timed_out")
    if isinstance(failure, ssl.SSLEOFError):
        return WireError("sync.cut_off", "TLS")
    if isinstance(failure, ssl.SSLError):
        reason = str(failure.reason or "TLS")
        wants = "ALERT" in reason and any(word in reason for word in _WANTS_OURS)
        return WireError("sync.client_cert" if wants else "sync.tls_failed", reason[:60])
    if isinstance(failure, ConnectionRefusedError):
        return WireError("sync.nobody_there")
    if isinstance(failure, OSError) and failure.errno in _NO_NETWORK:
        return WireError("sync.no_network", errno.errorcode[failure.errno or 0])
    if isinstance(failure, http.client.IncompleteRead | http.client.RemoteDisconnected | ConnectionError):
        return WireError("sync.cut_off", type(failure).__name__)
    if isinstance(failure, http.client.HTTPException):
        return WireError("sync.no_http", type(failure).__name__)
    return WireError("sync.unreachable", type(failure).__name__)
