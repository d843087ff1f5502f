"""Gửi bảng kê: closed days on their way, said in the top bar and put right in one panel."""
