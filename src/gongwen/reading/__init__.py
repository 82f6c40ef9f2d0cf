"""Bytes to `Source`: encodings, and a reader for each format."""

from .door import read
from .formats import suffixes

__all__ = ["read", "suffixes"]
