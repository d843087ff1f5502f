"""Seeded, plainly fictional papers and photographs of them: to measure the page finder and to try the program."""
