"""Chứng thực: the screen where a citizen waits: card, papers, fee, F9."""
