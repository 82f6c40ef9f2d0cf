"""Punctuation and blanks."""
