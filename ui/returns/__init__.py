"""Trả kết quả: one dossier, what goes back to the citizen, who takes it, one commit key."""
