"""Theo hạn: what waits for a human hand, whom to call, who holds how much."""
