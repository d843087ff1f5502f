"""Lập đơn vị: the first run, before there is an office."""
