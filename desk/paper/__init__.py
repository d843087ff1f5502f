"""Biểu mẫu: from the record to the frozen sheets that are printed."""
