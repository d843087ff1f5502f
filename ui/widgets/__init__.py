"""The pieces every screen is made of: painted, crisp at any scale, reachable by keys, named for readers."""
