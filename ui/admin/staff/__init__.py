"""Cán bộ: who works at the counter; added, corrected, leaving it and coming back."""
