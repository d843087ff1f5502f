"""Nơi nhận bảng kê: where closed days go, and what proves this office there."""
