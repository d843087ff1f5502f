"""The record itself: one transaction at a time, events in a chain, numbers, files on the disk."""
