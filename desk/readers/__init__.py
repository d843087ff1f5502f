"""Đầu đọc mã của quầy: how this desk's code readers are judged, found, listened to and understood."""
