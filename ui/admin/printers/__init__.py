"""Máy in: which form goes to which printer of this machine, and a try of each."""
