"""Thiết bị của quầy: camera and printer of this machine, each with a live test."""
