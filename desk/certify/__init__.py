"""Chứng thực: from a card and papers to a certified copy, its number in the book and its fee, in one step."""
