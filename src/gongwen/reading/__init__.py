"""Bytes to `Source`: encodings, Word files, web pages."""

from .door import read

__all__ = ["read"]
