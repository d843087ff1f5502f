"""Use cases of the counter, free of Qt: what the clerk does, one module per task."""
