"""Số thứ tự: tickets of the day for offices without a queue machine."""
