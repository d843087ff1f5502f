"""DHIS2 `dataValueSets`: a day's values under the collector's own codes, then its completion, then read back.

The shapes are those of DHIS2's documentation; no live server was asked. A day is sent only when every field
and measure that the mapping names is known; what the mapping does not name stays here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from desk.sending.https import failed, json_of, unproven, wait_of, way_of
from desk.sending.outcome import Outcome
from desk.sending.postgres import values_of
from desk.sending.secrets import SecretError, no_secret, told_secret
from desk.sending.wire import TIMEOUT, Answer, exchange
from desk.sending.wire_faults import WireError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.sending.outcome import Package
    from desk.sending.secrets import Ask

_SCHEMES = {
    "dataElementIdScheme": "CODE",
    "orgUnitIdScheme": "CODE",
    "categoryOptionComboIdScheme": "CODE",
    "dataSetIdScheme": "CODE",
}
_MODE = {"importStrategy": "CREATE_AND_UPDATE", "atomic": "true"}
_DENIED = {401, 403}
_WRONG = {400, 404, 415, 422}
_MOST_CONFLICTS, _LONGEST_TOLD = 5, 600


class Dhis2Transport:
    """One DHIS2 server; the mapping file names data set, unit, elements by measure and combos by field."""

    def __init__(self, options: Mapping[str, str], *, ask: Ask = no_secret, timeout: float = TIMEOUT) -> None:
        self._options, self._secret, self._timeout = options, ask, timeout

    def reachable(self) -> Outcome:
        """Whether the server lets us in and the mapping can be read; nothing is written there."""
        try:
            self._mapping()
            answer = self._ask("GET", "/api/system/info", None)
        except (WireError, SecretError, MappingError) as failure:
            return _failed(failure)
        if answer.status < 400 and json_of(answer.body):
            return Outcome("delivered")
        denied = answer.status in _DENIED
        told = f"HTTP {answer.status}"
        return Outcome("again", error="sync.denied" if denied else unproven(answer), told=told)

    def tried(self, package: Package) -> Outcome:
        """What the server says of a day without keeping it (`dryRun`): conflicts before anything is sent."""
        try:
            payload = payload_of(package, self._mapping())
            return self._put(payload, dry=True) or Outcome("delivered")
        except (WireError, SecretError, MappingError) as failure:
            return _failed(failure)

    def acknowledged(self, package: Package) -> Outcome:
        """What was read back is acknowledged; asking is sending again, which replaces like by like."""
        return self.send(package)

    def answered(self, names: Sequence[str]) -> Sequence[str]:
        """Nothing is ever only laid down here."""
        return names

    def send(self, package: Package) -> Outcome:
        """Values, completion, proof."""
        try:
            payload = payload_of(package, self._mapping())
            refused = self._put(payload, dry=False)
            if refused is not None:
                return refused
            answer = self._ask("POST", "/api/completeDataSetRegistrations", completion_of(payload))
            if answer.status in _DENIED:
                return Outcome("denied", error="sync.denied", told=f"HTTP {answer.status}")
            if answer.status >= 300:
                return Outcome("again", error=unproven(answer), told=f"HTTP {answer.status}")
            return self._proven(payload)
        except (WireError, SecretError, MappingError) as failure:
            return _failed(failure)

    def _mapping(self) -> Mapping[str, Any]:
        try:
            return mapping_of(Path(self._options["mapping_file"]))
        except (OSError, ValueError) as failure:
            raise MappingError("sync.no_mapping", type(failure).__name__) from failure

    def _put(self, payload: Mapping[str, Any], *, dry: bool) -> Outcome | None:
        """Hand the values over; None where every one was taken."""
        query = _SCHEMES | _MODE | ({"dryRun": "true"} if dry else {})
        return judged(self._ask("POST", "/api/dataValueSets?" + urlencode(query), payload))

    def _proven(self, payload: Mapping[str, Any]) -> Outcome:
        """Read back what stands there; only the same values are proof."""
        query = urlencode(
            {key: payload[key] for key in ("dataSet", "period", "orgUnit")} | _SCHEMES | {"idScheme": "CODE"}
        )
        answer = self._ask("GET", f"/api/dataValueSets.json?{query}", None)
        if answer.status != 200:
            return Outcome("again", error=unproven(answer), told=f"HTTP {answer.status}")
        found = json_of(answer.body).get("dataValues")
        rows = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
        there = {place(one): str(one.get("value")) for one in rows}
        if all(there.get(place(one)) == one["value"] for one in payload["dataValues"]):
            return Outcome("sent", receipt=json.dumps({"values": len(payload["dataValues"])}))
        return Outcome("again", error="sync.not_proven", told="read back")

    def _ask(self, method: str, path: str, payload: Mapping[str, Any] | None) -> Answer:
        token = told_secret("token", self._options, self._secret)
        if not token:
            raise SecretError("sync.no_token")
        headers = {"Accept": "application/json", "Authorization": f"ApiToken {token}"}
        body = None
        if payload is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(payload, ensure_ascii=False).encode("utf-8")
        base = urlsplit(self._options["url"]).path.rstrip("/")
        way = way_of(self._options, self._secret, self._timeout)
        return exchange(way, method, base + path, body=body, headers=headers)


class MappingError(Exception):
    """A mapping that is no mapping, or lacks a field of the day: `code` of its sentence, `told` which."""

    def __init__(self, code: str, told: str) -> None:
        super().__init__(code)
        self.code, self.told = code, told


def _failed(failure: WireError | SecretError | MappingError) -> Outcome:
    """A mapping is for a person to mend; what came to no answer goes again."""
    if isinstance(failure, MappingError):
        return Outcome("refused", error=failure.code, told=failure.told)
    return failed(failure)


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
        MappingError: a field of the day that the mapping has no combination for.
    """
    tally = json.loads(package.body)["tally"]
    values = values_of(tally)
    for field in {field for field, _ in values}:
        if field not in mapping["combos"]:
            raise MappingError("sync.not_mapped", field[:80])
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


def judged(answer: Answer) -> Outcome | None:
    """What an import summary says; None where every value was taken.

    Counts are never compared: older servers count an unchanged value as ignored, newer ones as updated.
    """
    status, told = answer.status, f"HTTP {answer.status}"
    if status in _DENIED:
        return Outcome("denied", error="sync.denied", told=told)
    if status in _WRONG:
        return Outcome("refused", error="sync.not_taken", told=told)
    body = json_of(answer.body)
    inner = body.get("response")
    summary = inner if isinstance(inner, dict) else body
    found = summary.get("conflicts")
    conflicts = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    if status == 409 or found or summary.get("rejectedIndexes"):
        return Outcome("refused", error="sync.conflicts", told=conflict_words(conflicts) or told)
    if status != 200 or summary.get("status") not in {"SUCCESS", "OK"}:
        return Outcome("again", error=unproven(answer), told=told, wait=wait_of(answer.headers))
    return None


def conflict_words(conflicts: Sequence[Mapping[str, Any]]) -> str:
    """What the server names: its code, what it says, which values it means; five, then how many more."""
    lines = []
    for one in conflicts[:_MOST_CONFLICTS]:
        indexes = one.get("indexes")
        places = ", ".join(str(at) for at in indexes[:5]) if isinstance(indexes, list) else ""
        said = " ".join(
            part for part in (str(one.get("errorCode") or ""), str(one.get("value") or "")) if part
        )
        lines.append(f"{said} [{places}]" if places else said)
    if len(conflicts) > _MOST_CONFLICTS:
        lines.append(f"+{len(conflicts) - _MOST_CONFLICTS}")
    return "; ".join(line for line in lines if line)[:_LONGEST_TOLD]
