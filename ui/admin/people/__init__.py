"""Công dân: who is known here, who may be entered twice, merging with undo."""
