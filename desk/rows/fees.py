"""What a procedure costs, line by line, and what one dossier was asked to pay: frozen, free of the record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeeLine:
    """Khoản phí, lệ phí của thủ tục: its amount in đồng for a dossier, or for each copy of the result."""

    name: str
    amount: int
    per: str = "dossier"  # dossier | copy


@dataclass(frozen=True, slots=True)
class FeeItem:
    """Khoản thu của hồ sơ: what was asked for, `amount` đồng each."""

    name: str
    amount: int
    quantity: int = 1

    @property
    def sum(self) -> int:
        """Đồng in all."""
        return self.amount * self.quantity
