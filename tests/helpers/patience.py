"""One bound for «does not wait»: far above what a busy machine needs, far below what it would wait for."""

PROMPT = 10.0  # seconds; how quick it really is belongs in the bench
