"""Giấy ra máy in: the queue, its printers and its words."""
