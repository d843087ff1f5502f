"""The page strip and what keeps it."""
