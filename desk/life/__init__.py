"""Vòng đời hồ sơ: what may be done to a dossier after its reception, and how it stands."""
