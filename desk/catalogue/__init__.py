"""Danh mục thủ tục: what this office receives, and finding it by a few letters."""
