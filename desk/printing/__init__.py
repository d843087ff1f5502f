"""In giấy: what waits for paper, on which printer it goes, and what became of it."""
