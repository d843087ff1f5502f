"""Máy quét của quầy: the network scanners and the watched folder of this machine."""
