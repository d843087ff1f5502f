"""Sổ theo dõi ra vào: the dossiers of another system taken over as a table, and given away as one."""
