"""Giới thiệu: version, record, machine and the licences of all that travels with the program."""
