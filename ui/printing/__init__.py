"""In giấy: what waits for paper at this desk, and the printers of this machine."""
