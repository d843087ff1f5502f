"""Set-up and freezing."""
