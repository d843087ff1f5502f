"""DHIS2 `dataValueSets`: a day's values under the collector's own codes, then its completion, then read back.

The shapes are those of DHIS2's documentation; no live server was asked. A day is sent only when every field
and measure that the mapping names is known; what the mapping does not name stays here.
"""

from __future__ import annotations

import http.client
import json
import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from desk.sending.https import TIMEOUT, read_body
from desk.sending.outcome import Outcome
from desk.sending.postgres import values_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.sending.outcome import Package

_SCHEMES = {
    "dataElementIdScheme": "CODE",
    "orgUnitIdScheme": "CODE",
    "categoryOptionComboIdScheme": "CODE",
    "dataSetIdScheme": "CODE",
}
_MODE = {"importStrategy": "CREATE_AND_UPDATE", "atomic": "true"}
_DENIED = {401, 403}
_WRONG = {400, 404, 415, 422}


class Dhis2Transport:
    """One DHIS2 server; the mapping file names data set, unit, elements by measure and combos by field."""

    def __init__(self, options: Mapping[str, str], *, timeout: float = TIMEOUT) -> None:
        self._options = options
        self._timeout = timeout

    def reachable(self) -> Outcome:
        """Whether the server answers and the mapping can be read."""
        try:
            mapping_of(Path(self._options["mapping_file"]))
            status, _ = self._ask("GET", "/api/system/info", None)
        except (OSError, http.client.HTTPException, ValueError) as failure:
            return Outcome("again", error="sync.unreachable", told=type(failure).__name__)
        return (
            Outcome("delivered")
            if status < 400
            else Outcome("again", error="sync.denied", told=f"HTTP {status}")
        )

    def acknowledged(self, package: Package) -> Outcome:
        """What was read back is acknowledged; asking is sending again, which replaces like by like."""
        return self.send(package)

    def send(self, package: Package) -> Outcome:
        """Values, completion, proof."""
        try:
            mapping = mapping_of(Path(self._options["mapping_file"]))
            payload = payload_of(package, mapping)
            status, body = self._ask("POST", "/api/dataValueSets?" + urlencode(_SCHEMES | _MODE), payload)
            outcome = judged(status, body)
            if outcome is not None:
                return outcome
            status, body = self._ask("POST", "/api/completeDataSetRegistrations", completion_of(payload))
            if status >= 400:
                return Outcome("again", error="sync.not_proven", told=f"HTTP {status}")
            return self._proven(payload)
        except KeyError as failure:
            return Outcome("refused", error="sync.not_mapped", told=str(failure)[:80])
        except (OSError, http.client.HTTPException, ValueError) as failure:
            return Outcome("again", error="sync.unreachable", told=type(failure).__name__)

    def _proven(self, payload: Mapping[str, Any]) -> Outcome:
        """Read back what stands there; only the same values are proof."""
        query = urlencode(
            {key: payload[key] for key in ("dataSet", "period", "orgUnit")} | _SCHEMES | {"idScheme": "CODE"}
        )
        status, body = self._ask("GET", f"/api/dataValueSets.json?{query}", None)
        if status != 200:
            return Outcome("again", error="sync.not_proven", told=f"HTTP {status}")
        there = {place(one): str(one.get("value")) for one in body.get("dataValues", [])}
        if all(there.get(place(one)) == one["value"] for one in payload["dataValues"]):
            return Outcome("sent", receipt=json.dumps({"values": len(payload["dataValues"])}))
        return Outcome("again", error="sync.not_proven", told="read back")

    def _ask(self, method: str, path: str, payload: Mapping[str, Any] | None) -> tuple[int, dict[str, Any]]:
        import time

        parts = urlsplit(self._options["url"])
        assert parts.hostname is not None  # a target without one is no target
        token = Path(self._options["token_file"]).read_text(encoding="utf-8").strip()
        headers = {"Accept": "application/json", "Authorization": f"ApiToken {token}"}
        data = None
        if payload is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(payload, ensure_ascii=False).encode("utf-8")
        deadline = time.monotonic() + self._timeout
        connection: http.client.HTTPConnection
        if parts.scheme == "http":
            connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=self._timeout)
        else:
            context = ssl.create_default_context(cafile=self._options.get("ca_file"))
            connection = http.client.HTTPSConnection(
                parts.hostname, parts.port, timeout=self._timeout, context=context
            )
        try:
            connection.request(method, parts.path.rstrip("/") + path, body=data, headers=headers)
            answer = connection.getresponse()
            body = read_body(answer, connection, deadline)
        finally:
            connection.close()
        value = json.loads(body) if body.strip() else {}
        if not isinstance(value, dict):
            raise ValueError("not an object")
        return answer.status, value


def mapping_of(file: Path) -> Mapping[str, Any]:
    """The mapping of a collector: `data_set`, `org_unit`, `elements` by measure, `combos` by field.

    Raises:
        ValueError: it is no such file.
    """
    import tomllib

    found = tomllib.loads(file.read_text(encoding="utf-8"))
    texts = all(isinstance(found.get(key), str) for key in ("data_set", "org_unit"))
    tables = all(isinstance(found.get(key), dict) and found[key] for key in ("elements", "combos"))
    if not (texts and tables):
        raise ValueError("mapping")
    return found


def payload_of(package: Package, mapping: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a day as DHIS2 takes them; every mapped pair is told, zeros too.

    A correction from 5 to 0 must arrive, so nothing is left out.

    Raises:
        KeyError: a field of the day that the mapping has no combination for.
    """
    tally = json.loads(package.body)["tally"]
    values = values_of(tally)
    for field in {field for field, _ in values}:
        if field not in mapping["combos"]:
            raise KeyError(field)
    return {
        "dataSet": mapping["data_set"],
        "period": package.day.replace("-", ""),
        "orgUnit": mapping["org_unit"],
        "dataValues": [
            {
                "dataElement": element,
                "categoryOptionCombo": combo,
                "value": str(values.get((field, measure), 0)),
                "comment": f"r{package.revision} sha256:{package.sha256[:12]}",
            }
            for field, combo in sorted(mapping["combos"].items())
            for measure, element in sorted(mapping["elements"].items())
        ],
    }


def completion_of(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The registration that the day is complete."""
    return {
        "completeDataSetRegistrations": [
            {
                "dataSet": payload["dataSet"],
                "period": payload["period"],
                "organisationUnit": payload["orgUnit"],
                "completed": True,
            }
        ]
    }


def place(value: Mapping[str, Any]) -> tuple[str, str]:
    """Where a value stands within its day."""
    return str(value.get("dataElement")), str(value.get("categoryOptionCombo"))


def judged(status: int, body: Mapping[str, Any]) -> Outcome | None:
    """What an import summary says; None where every value was taken.

    Counts are never compared: older servers count an unchanged value as ignored, newer ones as updated.
    """
    if status in _DENIED:
        return Outcome("denied", error="sync.denied", told=f"HTTP {status}")
    if status in _WRONG:
        return Outcome("refused", error="sync.not_taken", told=f"HTTP {status}")
    summary = body.get("response") if isinstance(body.get("response"), dict) else body
    assert isinstance(summary, dict)
    conflicts = summary.get("conflicts") or []
    if status == 409 or conflicts or summary.get("rejectedIndexes"):
        told = "; ".join(
            f"{one.get('errorCode', '')} {one.get('value', '')}".strip()
            for one in conflicts[:5]
            if isinstance(one, dict)
        )
        return Outcome("refused", error="sync.conflicts", told=(told or f"HTTP {status}")[:300])
    if status != 200 or summary.get("status") not in {"SUCCESS", "OK"}:
        return Outcome("again", error="sync.not_proven", told=f"HTTP {status}")
    return None
