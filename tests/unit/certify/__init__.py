"""Certification: fees and what is read."""
