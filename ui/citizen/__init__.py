"""Cửa sổ công dân: what the citizen sees, signs and rates on a monitor of their own."""
