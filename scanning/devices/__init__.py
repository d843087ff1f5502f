"""Máy quét: one interface over scanners, each in a child process that may hang or die."""
