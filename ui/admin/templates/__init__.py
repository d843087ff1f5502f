"""Mẫu giấy tờ: an office words its papers anew and sees them printed while it types."""
