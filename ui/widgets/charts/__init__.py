"""Pictures of numbers: drawn crisp, walked by arrows, told in words, written as PNG or PDF."""
