"""What a code that is none of ours seems to be, in one word the window can put into a sentence."""

from __future__ import annotations

import re
import unicodedata

_STARTS = (
    ("wifi:", "wifi"),
    ("000201", "payment"),  # EMVCo QR, which VietQR is
    ("begin:vcard", "contact"),
    ("mecard:", "contact"),
    ("begin:vcalendar", "event"),
    ("begin:vevent", "event"),
    ("tel:", "phone"),
    ("smsto:", "phone"),
    ("sms:", "phone"),
    ("mailto:", "email"),
    ("geo:", "place"),
    ("otpauth:", "secret"),
    ("p<", "passport"),
    ("idvnm", "passport"),
)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s|]+@[^@\s|]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+?84|0)[35789]\d{8}", re.ASCII)
_INSURANCE = re.compile(r"[A-Z]{2}\d{13}(?:\||$)|\d{10}\|", re.ASCII)
_TAX = re.compile(r"\d{10}(?:-\d{3})?", re.ASCII)
_SEALED = re.compile(r"[A-Za-z0-9+/=_.-]{80,}", re.ASCII)
_STRANGE = frozenset({"Cc", "Co", "Cn", "So", "Sk"})
_PROVINCES = 96  # 001 to 096; abroad from 101 on


def foreign(text: str) -> str:
    """Return what a tidy text seems to be.

    One of `wifi`, `payment`, `contact`, `event`, `phone`, `email`, `place`, `secret`, `passport`, `url`,
    `id_number`, `insurance`, `tax_code`, `product`, `digits`, `sealed`, `garbled`, `text`.
    """
    low = text.casefold()
    for start, kind in _STARTS:
        if low.startswith(start):
            return kind
    if _ADDRESS.fullmatch(text):
        return "url"
    if _EMAIL.fullmatch(text):
        return "email"
    if _INSURANCE.match(text):
        return "insurance"
    if text.isascii() and text.isdigit():
        return _number(text)
    if _TAX.fullmatch(text):
        return "tax_code"
    if _SEALED.fullmatch(text):
        return "sealed"
    return "garbled" if _garbled(text) else "text"


def _number(text: str) -> str:
    if _PHONE.fullmatch(text):
        return "phone"
    if len(text) == 12 and 1 <= int(text[:3]) <= _PROVINCES:
        return "id_number"
    if len(text) in {8, 12, 13, 14} and _checks(text):
        return "product"
    return "tax_code" if _TAX.fullmatch(text) else "digits"


def _checks(text: str) -> bool:
    """The last digit of a GTIN: weights 3 and 1 from the right."""
    body = reversed(text[:-1])
    weighed = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(body))
    return (10 - weighed % 10) % 10 == int(text[-1])


def _garbled(text: str) -> bool:
    """More signs than letters, or letters no reader should send."""
    strange = sum(
        letter == "\ufffd" or unicodedata.category(letter) in {"Cc", "Co", "Cn", "So", "Sk"}
        for letter in text
    )
    letters = sum(letter.isalnum() for letter in text)
    return strange > 0 or letters * 3 < len(text)
