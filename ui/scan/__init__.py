"""Quét: the live picture, the pages captured from it, and the guard that hears a code reader's burst."""
