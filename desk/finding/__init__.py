"""Tra cứu: from a scanned or typed text to the dossier it means."""
