"""Tổng hợp: tally, indicators, closing of the day and its signed file."""
