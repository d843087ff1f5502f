"""Cameras: live pictures or files standing in for them, judged frame by frame."""
