"""PDF: layers and words as one validated, searchable archive file."""
