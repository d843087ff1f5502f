"""Tiếp nhận: one page, four numbered steps, one commit key."""
