"""Settings of paying: the office's account that citizens transfer fees to; none as long as it is not told."""

from __future__ import annotations

from typing import Any

from desk.office.declared import Declared, phrase
from desk.paying.vietqr import ACCOUNT, BANK

_HOLDER = 60


def bank(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept a bank's six digits, or nothing."""
    return isinstance(value, str) and (not value or BANK.fullmatch(value) is not None)


def account(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept a number of an account, or nothing: digits, at some banks letters of the alphabet."""
    return isinstance(value, str) and (not value or ACCOUNT.fullmatch(value) is not None)


def holder(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept the name of whom the account belongs to, or nothing."""
    return value == "" or phrase(_HOLDER)(value)


PAYING: tuple[Declared, ...] = (
    Declared(
        key="payment.bank",
        default="",
        accepts=bank,
        help="Mã BIN 6 số của ngân hàng nhận phí chuyển khoản (VietQR). Để trống là không in mã.",
        help_en="The six-digit code (BIN) of the bank that receives fees (VietQR). Empty: no code is shown.",
    ),
    Declared(
        key="payment.bank_name",
        default="",
        accepts=holder,
        help="Tên ngân hàng nhận phí, in cạnh mã cho người chuyển bằng tay.",
        help_en="The bank's name, printed beside the code for who transfers by hand.",
    ),
    Declared(
        key="payment.account",
        default="",
        accepts=account,
        help="Số tài khoản nhận phí chuyển khoản: 6 đến 19 chữ số hoặc chữ cái không dấu, viết liền. "
        "Tài khoản kho bạc chỉ có chữ số; chữ cái chỉ có ở tài khoản thu hộ, ví điện tử.",
        help_en="The account that receives fees: 6 to 19 digits or plain letters, without blanks. "
        "A treasury account has digits alone; letters stand in collection accounts and wallets.",
    ),
    Declared(
        key="payment.holder",
        default="",
        accepts=holder,
        help="Tên chủ tài khoản nhận phí, để công dân đối chiếu trước khi chuyển.",
        help_en="Whom the account belongs to, for the citizen to check before transferring.",
    ),
)
