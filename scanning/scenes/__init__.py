"""Seeded, plainly fictional papers and photographs of them: to measure the finder and try the program."""
