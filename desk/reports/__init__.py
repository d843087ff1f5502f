"""Báo cáo kỳ: tables of a period from the tally's own judges, written as XLSX, PDF or CSV."""
