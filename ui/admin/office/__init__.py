"""Đơn vị và điểm tiếp nhận: how the office is called and coded from a day on, and where it receives."""
