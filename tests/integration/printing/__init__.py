"""Printed PDFs read back by independent readers."""
