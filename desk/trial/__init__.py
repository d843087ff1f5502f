"""Chạy thử: sample papers, a played day, large made offices and the bench."""
