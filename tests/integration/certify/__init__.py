"""Certification at once, on real offices."""
