"""Hồ sơ: everything on record about one dossier, and what may be done to it now."""
