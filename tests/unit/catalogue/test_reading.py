"""One procedure from outside: read strictly, every fault by its key."""

from __future__ import annotations

from typing import Any

import pytest

from desk.catalogue.reading import entry_data, read_entry
from desk.catalogue.shipped import shipped_procedures
from desk.errors import InputError
from desk.rows import AskCard

PLAIN: dict[str, Any] = {"code": "1.999001", "name": "Thủ tục thử", "field": "Lĩnh vực thử"}


def test_every_shipped_procedure_comes_back_from_its_own_form() -> None:
    for row in shipped_procedures():
        assert read_entry(entry_data(row.card)) == row.card


def test_everything_that_may_be_said_is_kept() -> None:
    given = {
        **PLAIN,
        "level": "xã", "time_limit": 3, "time_unit": "working_hour", "fee": 15000, "fee_per_page": True,
        "online_level": "Toàn trình", "yields_paper": False, "business": True, "non_territorial": True,
        "competent_unit": "Sở Tư pháp", "resolving_unit": "Phòng Kinh tế", "after_cutoff": "next_day",
        "suspended": True, "favourite": True, "nicknames": "thử ;  nháp; thử", "basis": "QĐ 1/QĐ-UBND",
        "source": "tự lập", "confidence": "high",
        "asks": [{"key": "so_ban", "label": "Số bản", "kind": "number"}],
        "components": [{"name": "Đơn", "applies": "group", "valid_days": 30, "copies": 2}],
    }  # fmt: skip
    card = read_entry(given)

    assert (card.time_limit, card.time_unit, card.fee, card.online_level) == (
        3,
        "working_hour",
        15000,
        "toàn trình",
    )
    assert card.nicknames == "thử; nháp"
    assert card.asks == (AskCard(key="so_ban", label="Số bản", kind="number"),)
    assert (card.components[0].applies, card.components[0].mandatory) == ("group", True)
    assert read_entry(entry_data(card)) == card


@pytest.mark.parametrize(
    ("change", "code", "key"),
    [
        ({"code": "1.00119"}, "catalogue.bad_code", "code"),
        ({"code": "0.001193"}, "catalogue.bad_code", "code"),
        ({"code": "2.000815.000.00.00.H55"}, "catalogue.bad_code", "code"),  # the portal's id, no mã TTHC
        ({"name": ""}, "catalogue.missing_key", "name"),
        ({"time_limit": 3, "time_unit": "fortnight"}, "catalogue.bad_value", "time_unit"),
        ({"time_limit": 3}, "catalogue.missing_key", "time_unit"),
        ({"time_unit": "working_day"}, "catalogue.missing_key", "time_limit"),
        ({"time_limit": 0, "time_unit": "working_day"}, "catalogue.bad_value", "time_limit"),
        ({"fee": -1}, "catalogue.bad_value", "fee"),
        ({"fee": "15000"}, "catalogue.bad_value", "fee"),
        ({"after_cutoff": "later"}, "catalogue.bad_value", "after_cutoff"),
        ({"suspended": 1}, "catalogue.bad_value", "suspended"),
        ({"colour": "red"}, "catalogue.unknown_key", "colour"),
        (
            {"components": [{"name": "A", "applies": "sometimes"}]},
            "catalogue.bad_value",
            "components[0].applies",
        ),
        ({"components": [{"name": "A"}, {"no": 1, "name": "B"}]}, "catalogue.bad_value", "components[1].no"),
        ({"components": [{"name": "A", "colour": 1}]}, "catalogue.unknown_key", "components[0].colour"),
        ({"asks": [{"key": "a", "label": "A", "kind": "choice"}]}, "catalogue.bad_value", "asks[0].choices"),
        ({"asks": [{"key": "a", "label": "A"}] * 2}, "catalogue.bad_value", "asks[1].key"),
        ({"asks": [{"key": f"a{n}", "label": "A"} for n in range(5)]}, "catalogue.bad_value", "asks"),
    ],
)
def test_a_fault_is_named_by_its_key(change: dict[str, Any], code: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        read_entry({**PLAIN, **change})

    assert (caught.value.code, caught.value.details["key"]) == (code, key)


@pytest.mark.parametrize(
    ("level", "non_territorial", "other"),
    [
        ("", False, False), ("xã", False, False), ("công an xã", False, False), ("Phường", False, False),
        ("đặc khu", False, False), ("tỉnh", False, True), ("cấp tỉnh", True, False), ("Bộ", False, True),
    ],
)  # fmt: skip
def test_a_procedure_of_another_level_is_marked_unless_it_is_non_territorial(
    level: str, non_territorial: bool, other: bool
) -> None:
    assert read_entry({**PLAIN, "level": level, "non_territorial": non_territorial}).other_level is other
