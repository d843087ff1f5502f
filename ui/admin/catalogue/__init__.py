"""Danh mục thủ tục: what this office receives, each version from a day on, its checklist and questions."""
