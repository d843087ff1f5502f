"""Tiếp nhận: from a card and papers to a received dossier."""
