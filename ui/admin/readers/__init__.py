"""Đầu đọc mã: how this desk's code readers are judged, their port, and a try with what was really read."""
