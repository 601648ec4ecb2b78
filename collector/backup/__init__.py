"""Keeping an instance beyond its disk: a copy of everything in one file, and the way back."""
