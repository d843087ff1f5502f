"""Bàn giao: many dossiers handed over at once by scanning their slips."""
