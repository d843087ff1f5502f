"""Máy in: one interface over printers of this machine and its network."""
