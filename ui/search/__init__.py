"""Tra cứu: dossiers, papers, people, procedures and commands in one list."""
