"""Gửi bảng tổng hợp: closed days on their way to whoever collects them, each at last exactly once."""
