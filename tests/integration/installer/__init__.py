"""Set-up, self-test and freezing, with real processes."""
