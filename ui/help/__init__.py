"""Trợ giúp: why a date is what it is, the keys, the guided tour."""
