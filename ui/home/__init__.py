"""Bàn làm việc: what waits at this desk now, and how the month stands."""
