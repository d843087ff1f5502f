"""Thiết bị của quầy: camera, scanner and printer of this machine, each with a live test."""
