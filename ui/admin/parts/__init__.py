"""Pieces that every section shares: an editable table, files in and out, dated changes."""
