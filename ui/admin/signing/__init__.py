"""Khóa của đơn vị: which keys there are, since when, the public one as a file, a new one for check tags."""
