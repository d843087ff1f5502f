"""Words: what is written on a page, in reading order."""
