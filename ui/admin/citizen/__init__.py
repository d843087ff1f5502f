"""Màn hình công dân, số thứ tự: the citizen's monitor of this machine, and the office's queue numbers."""
