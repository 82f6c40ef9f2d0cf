"""Folders behind URLs (`s3://`, `sftp://`, `ftp://` …), each with a local folder that stands for it.

What is read is fetched into that folder, what was made there is delivered from it; no other module opens a
URL. fsspec does it here, with whatever package the protocol needs.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from ..files import temporary_prefix
from ..i18n import gettext as _
from ..model import UnreadableInput, UnwritableOutput, UsageError, reason_of
from .patience import NoAnswer, in_time

T = TypeVar("T")

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+(://|::)")
"""Two letters at least before the colon, for one is a drive of Windows."""
_SECRET = re.compile(r"(?<=//)[^/@]*@")
_PATIENCE = 120.0
_LISTING = 10
"""So much longer may it take to list what is in a place; it has answered before."""
_PAUSES = (0.0, 0.3, 2.0)
"""Seconds before an attempt; a connection may have been closed, a store may be too busy for a moment."""
_FINAL = (FileNotFoundError, FileExistsError, PermissionError, IsADirectoryError, NotADirectoryError)
"""What is so the second time, too."""
_SILENT = 3
"""A place that gave no answer so many times, one after the other, is not asked any more."""


def is_url(name: str) -> bool:
    """Whether a name on the command line is a URL."""
    return _URL.match(name) is not None


def without_file_scheme(name: str) -> str:
    """A name on the command line, that of a local file as a path: `file:///share/in` is `/share/in`."""
    if not name.lower().startswith("file://"):
        return name
    from urllib.request import url2pathname  # noqa: PLC0415  # loads ssl, 30 ms of every command

    return url2pathname(urlsplit(name).path)


def without_secret(url: str) -> str:
    """A URL as it may be shown: without user and password."""
    return _SECRET.sub("", url)


@dataclass(frozen=True, slots=True)
class Mount:
    """A folder behind a URL and the local one that stands for it; machines have local ones of their own."""

    local: Path
    url: str
    patience: float = _PATIENCE
    """Seconds in which one file must have come or gone."""

    def names(self) -> list[str]:
        """The files below the folder; none where it does not exist.

        Raises:
            UnreadableInput: The place does not answer.
        """
        return self._reach(self.local, _names, times=_LISTING)

    def is_file(self) -> bool:
        """Whether it is no folder but a file.

        Raises:
            UnreadableInput: The place does not answer.
        """
        return self._reach(self.local, lambda fs, key: bool(fs.isfile(key)))

    def exists(self, path: Path) -> bool:
        """Whether there is a file.

        Raises:
            UnreadableInput: The place does not answer.
        """
        return self._reach(path, _exists)

    def fetch(self, path: Path) -> None:
        """Make the file at a local path what it is behind the URL.

        Raises:
            UnreadableInput: It cannot be fetched.
        """
        path.write_bytes(self.content(path))

    def digest(self, path: Path) -> str:
        """The SHA-256 of what is behind the URL.

        Raises:
            UnreadableInput: It cannot be fetched.
        """
        return hashlib.sha256(self.content(path)).hexdigest()

    def deliver(self, path: Path) -> None:
        """Put a local file where its URL says; it appears there whole.

        Raises:
            UnwritableOutput: It cannot be written.
        """
        self._reach(path, lambda fs, key: _put(fs, path, key), writing=True)

    def remove(self, path: Path) -> None:
        """Remove a file, if that can be done."""
        with suppress(UnwritableOutput):
            self._reach(path, lambda fs, key: fs.rm_file(key), writing=True)

    def address(self, path: Path) -> str:
        """The URL of a local path, as it may be shown."""
        return _joined(without_secret(self.url), path.relative_to(self.local).as_posix())

    def content(self, path: Path) -> bytes:
        """What is in a file behind the URL.

        Raises:
            UnreadableInput: It cannot be fetched.
        """
        return self._reach(path, lambda fs, key: bytes(fs.cat_file(key)))

    def _reach(
        self, path: Path, action: Callable[[Any, str], T], *, writing: bool = False, times: int = 1
    ) -> T:
        """Do something with what a local path stands for, within the patience, or so many times that."""
        name = path.relative_to(self.local).as_posix()
        try:
            if _silent[self] >= _SILENT:
                raise NoAnswer(_("it gave no answer {count} times").format(count=_SILENT))
            found = in_time(
                self.patience * times,
                lambda: _with_file_system(self.url, lambda fs, root: action(fs, _joined(root, name))),
            )
        except UsageError:
            raise
        except Exception as error:  # every protocol has classes of its own
            self._count(error)
            reason = reason_of(error) or type(error).__name__
            if writing:
                message = _("{path} cannot be written ({reason}); choose another place.")
                raise UnwritableOutput(message.format(path=self.address(path), reason=reason)) from error
            message = _("{path} cannot be read ({reason}).")
            raise UnreadableInput(message.format(path=self.address(path), reason=reason)) from error
        _silent.pop(self, None)
        return found

    def _count(self, error: Exception) -> None:
        """Remember whether the place answers."""
        if isinstance(error, NoAnswer):
            _silent[self] += 1
        else:
            _silent.pop(self, None)


_silent: Counter[Mount] = Counter()
"""How many times a place gave no answer since it gave the last one."""


def mount_of(path: Path, mounts: Iterable[Mount]) -> Mount | None:
    """The mount that a local path lies in, the innermost if several."""
    found = [mount for mount in mounts if path.is_relative_to(mount.local)]
    return max(found, key=lambda mount: len(mount.local.parts), default=None)


def shown(text: str, mounts: Iterable[Mount]) -> str:
    """A message in which local folders are called by the URLs that they stand for."""
    for mount in sorted(mounts, key=lambda mount: -len(mount.local.parts)):
        text = text.replace(str(mount.local), mount.address(mount.local))
    return text


def _with_file_system(url: str, action: Callable[[Any, str], T]) -> T:
    """Do it, over new connections if it does not go at once."""
    for attempt, pause in enumerate(_PAUSES, 1):
        time.sleep(pause)
        fs, root = opened(url)
        try:
            return action(fs, root)
        except _FINAL:
            raise
        except Exception:
            if attempt == len(_PAUSES):
                raise
            type(fs).clear_instance_cache()
    raise AssertionError  # there is a last attempt


def opened(url: str) -> tuple[Any, str]:
    """The file system of a URL, with a connection for each thread, and what it calls the place.

    Raises:
        UsageError: fsspec is not installed, or not what the protocol needs.
    """
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415  # an extra
    except ImportError as error:
        message = _("{url} needs fsspec: pip install 'gongwen[dask]'.")
        raise UsageError(message.format(url=without_secret(url))) from error
    try:
        fs, root = url_to_fs(url)
    except (ImportError, ValueError) as error:
        message = _("{url} cannot be opened: {reason}")
        raise UsageError(message.format(url=without_secret(url), reason=error)) from error
    return fs, root


def _joined(root: str, name: str) -> str:
    return root if name == "." else f"{root.rstrip('/')}/{name}"


def _names(fs: Any, root: str) -> list[str]:
    fs.invalidate_cache()
    names = (name.removeprefix(root).lstrip("/") for name in fs.find(root))
    return [
        name for name in names if name and not name.endswith("/")
    ]  # else marks of folders, on object stores


def _exists(fs: Any, key: str) -> bool:
    fs.invalidate_cache()
    return bool(fs.isfile(key))


def _put(fs: Any, source: Path, key: str) -> None:
    """Write beside the target and rename; where nothing can be renamed, in one step.

    A file system without a `mv` of its own copies and deletes; such are the object stores, where
    what is put appears when it is whole.
    """
    from fsspec import AbstractFileSystem  # noqa: PLC0415

    if type(fs).mv is AbstractFileSystem.mv:
        fs.put_file(str(source), key)
        return
    folder = key.rpartition("/")[0]
    fs.makedirs(folder, exist_ok=True)
    temporary = f"{folder}/{temporary_prefix()}{secrets.token_hex(4)}{source.suffix}"
    try:
        fs.put_file(str(source), temporary)
        try:
            fs.mv(temporary, key)
        except Exception:  # some servers replace nothing
            fs.rm_file(key)
            fs.mv(temporary, key)
    except BaseException:
        with suppress(Exception):
            fs.rm_file(temporary)
        raise
