"""Unit tests of the printing leaf."""
