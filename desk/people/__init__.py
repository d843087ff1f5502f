"""Công dân và tổ chức: what the office already knows of who stands at the counter."""
