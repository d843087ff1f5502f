"""The window's frame: rail, top bar, key bar, page stack; no business of its own."""
