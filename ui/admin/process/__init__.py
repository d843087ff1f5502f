"""Quy trình nội bộ: which unit works on a procedure in which order, and for how many working hours."""
