"""Đầu đọc mã qua cổng nối tiếp: ports of this machine, and codes as bytes out of them."""
