"""Bytes to `Source`: encodings, and a reader for each format."""

from .archive import members
from .door import read
from .formats import is_slow, suffixes

__all__ = ["is_slow", "members", "read", "suffixes"]
