"""Quy trình nội bộ: planned steps, hand-over between units, who holds a dossier now."""
