"""Số hoá: pages from camera and files, through the imaging leaf into the record."""
