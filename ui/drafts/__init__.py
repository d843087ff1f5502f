"""Bản nháp: what is typed at any screen, kept, put aside and taken up again."""
