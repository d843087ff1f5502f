"""Puts everything the program needs on a machine that has only Python: standard library alone.

`dev.py` at the root is its door. Nothing here is imported by the program itself.
"""
