"""Lịch làm việc: days off and made up, office hours, and which open dossiers a change touches."""
