"""What a counter hands in, and a dossier received there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.office.opened import Office
from tests.integration.record.conftest import either_office

__all__ = ["either_office"]


def a_command(**values: Any) -> dict[str, Any]:
    """A complete reception without pages; `values` replace keys."""
    return {
        "channel": "direct",
        "procedure": "1.004873",
        "applicant": {
            "id_card": "999090001234|025123456|NGUYỄN VĂN MẪU|05031990|Nam|12 đường Mẫu, phường Mẫu|01052021"
        },
        "phone": "0999118264",
        "components": [{"no": 1, "kind": "original", "copies": 1}],
        "fee": {"amount": 15000, "method": "cash"},
        **values,
    }


@pytest.fixture
def received(office: Office) -> str:
    """The code of one dossier received on Monday morning."""
    return commit_reception(office, command_from(a_command(), base=office.data)).code


@pytest.fixture(scope="session")
def sample_page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small photographed form as a JPEG."""
    from desk.trial.samples import page_photo

    return page_photo(tmp_path_factory.mktemp("pages") / "p.jpg", size=(1280, 960)).read_bytes()


@pytest.fixture
def photo(sample_page: bytes, tmp_path: Path) -> Path:
    """A page photo of this test's own."""
    file = tmp_path / "trang.jpg"
    file.write_bytes(sample_page)
    return file
