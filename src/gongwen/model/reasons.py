"""Why something failed, in the user's language: what system and libraries say in English alone."""

from __future__ import annotations

import errno
import re

from ..i18n import gettext as _

_PLACE = re.compile(r"(?P<what>.*?) \(at line (?P<line>\d+), column (?P<column>\d+)\)", re.DOTALL)


def reason_of(error: Exception) -> str:
    """What an error of the system, of a decoder or a parser means, for use in a message."""
    if isinstance(error, OSError):
        return _of_system(error)
    if isinstance(error, UnicodeDecodeError):
        return _("it is no UTF-8 text")
    return placed(str(error))


def placed(told: str) -> str:
    """What the TOML parser says, with its place: `Invalid value (at line 1, column 7)`."""
    found = _PLACE.fullmatch(told)
    if not found:
        return told
    return _("{what} (at line {line}, column {column})").format(**found.groupdict())


def _of_system(error: OSError) -> str:
    told = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.ENOTDIR: _("a file is in the place of a folder"),
        errno.EISDIR: _("it is a folder"),
        errno.EEXIST: _("there is a file already"),
        errno.EACCES: _("permission denied"),
        errno.EPERM: _("permission denied"),
        errno.EROFS: _("the disk can only be read"),
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("the disk is full"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.EIO: _("the disk does not answer"),
    }
    return told.get(error.errno or 0, error.strerror or str(error))
