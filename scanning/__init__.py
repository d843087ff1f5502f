"""From light to searchable page: sources, page finding, clean-up, reading, PDF/A."""
