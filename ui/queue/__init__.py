"""Số thứ tự in the window: the chip, its panel, and the window people take a number from."""
