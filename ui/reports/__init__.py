"""Báo cáo: every report and book of a period, looked at, saved as a file, printed."""
