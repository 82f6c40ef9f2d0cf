"""Bytes to `Source`: encodings, and a reader for each format."""

from .archive import members
from .door import read
from .formats import suffixes

__all__ = ["members", "read", "suffixes"]
