"""Mẫu giấy tờ: an office's own words for its papers, from the first draft to a version that stays."""
