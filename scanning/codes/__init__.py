"""Codes: QR and CODE128 out of photographs, never a guessed text."""
