"""The template editor's services on real records."""
