"""Thiết lập: what the person who administers the office may look at and change, section by section."""
