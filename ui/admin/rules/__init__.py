"""Quy tắc: every number the law gives and every choice of the office, with source, day and history."""
