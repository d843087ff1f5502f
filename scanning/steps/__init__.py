"""Steps of clean-up: pure functions over one picture."""
