"""Hiển thị và phím tắt: how the window looks for one person, and which keys do what."""
