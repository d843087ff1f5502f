"""Chốt ngày: the day's figures, what is still open, the signed tally."""
