"""People at the counter, on real records."""
