"""Everything raised on purpose. Each message says what to do next; each class names an exit code."""

from __future__ import annotations

from typing import ClassVar


class GongwenError(Exception):
    """Base of all errors raised on purpose; its message is one line for the user."""

    exit_code: ClassVar[int] = 2


class UsageError(GongwenError):
    """A wrong option, level, script or settings file."""


class StyleError(GongwenError):
    """A style that does not exist or holds a wrong key or value."""


class MetadataError(GongwenError):
    """Elements given beside the text, in a file or in front of it, that cannot be understood."""


class FontError(GongwenError):
    """No face could be found that draws the text."""


class UnreadableInput(GongwenError):
    """The input is missing, empty, destroyed or in no encoding that can be told."""

    exit_code = 3


class UnsupportedFormat(GongwenError):
    """A file format that cannot be read or written."""

    exit_code = 3


class UnwritableOutput(GongwenError):
    """The output exists already, or its place cannot be written."""

    exit_code = 4
