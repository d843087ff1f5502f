"""Việc cần làm: what waits for a human hand, by whom and until when."""
