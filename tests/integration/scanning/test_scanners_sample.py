"""The sample scanner of a training office keeps the contract of all drivers."""

from __future__ import annotations

from functools import partial

import pytest

from scanning.devices.driver import ScannerInfo
from scanning.devices.sample import SCANNER, SampleDriver
from tests.helpers.scanner_contract import Maker, Rig, ScannerContract


class SampleRig(Rig):
    """Paper and luck as the driver's own fields."""

    def scanner(self) -> ScannerInfo:
        return SCANNER

    def maker(self, *, sheets: int = 3, fault: str = "", after: int = 0, slow: bool = False) -> Maker:
        return partial(
            SampleDriver, sheets=sheets, fault=fault, fault_after=after, pace=0.25 if slow else 0.0
        )


class TestSample(ScannerContract):
    """The contract of all drivers."""

    @pytest.fixture
    def rig(self) -> Rig:
        return SampleRig()
