"""Hands at the window: real keys on a training office, for measurements and for tests of endurance."""
