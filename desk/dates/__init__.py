"""Lịch và ngày hẹn: working days, office hours, the promised moment."""
