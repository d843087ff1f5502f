"""Số liệu: how the shares move and where the work lies, as pictures, tables and files."""
