"""What a run keeps on this machine of places behind URLs: copies of sources, and outputs on their way.

Where no URL is given there is nothing on the desk, and every question is answered by the local disk.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ..files import digest, is_temporary
from ..model import GongwenError, UnreadableInput, UnwritableOutput
from .claims import claim
from .manifest import NAME as MANIFEST
from .mounts import Mount, is_url, mount_of, shown
from .scratch import scratch

_SIDE_BY_SIDE = 8
"""Files that are fetched at the same time."""
_OFTEN, _SHARE = 10.0, 0.05
"""Seconds between two copies of a manifest, and the part of the time that copying may take."""


class Desk:
    """Local folders that stand for those behind the URLs of a command line."""

    def __init__(self, patience: float = 120.0) -> None:
        """Nothing is on it yet.

        Args:
            patience: seconds in which one file must have come or gone.
        """
        self._patience = patience
        self._held = ExitStack()
        self._place: Path | None = None
        self.mounts: tuple[Mount, ...] = ()
        self._sources: dict[Mount, list[str]] = {}
        self._there: set[Path] = set()
        self._copied: dict[Path, tuple[float, float]] = {}

    def source(self, name: str) -> Path:
        """The local path of an input; what is behind a URL comes with `fetch`."""
        if not is_url(name):
            return Path(name)
        mount = self._mount(name)
        if mount.is_file():
            folder, _slash, own = mount.url.rpartition("/")
            mount = replace(mount, local=mount.local.parent, url=folder)
            self._sources[mount] = [own]
            self.mounts = (*self.mounts[:-1], mount)
            return mount.local / own
        self._sources[mount] = mount.names()
        return mount.local

    def output(self, name: str) -> Path:
        """The local path of an output folder, with the manifest that is there; ours alone until the end.

        Raises:
            UnwritableOutput: another command is writing there.
        """
        if not is_url(name):
            return Path(name)
        mount = self._inside_a_source(name) or self._mount(name)
        self._held.enter_context(claim(mount, self._own_place()))
        for own in mount.names():
            path = mount.local / own
            self._there.add(path)
            if is_temporary(path.name):
                mount.remove(path)
        if mount.local / MANIFEST in self._there:
            mount.local.mkdir(parents=True, exist_ok=True)
            mount.fetch(mount.local / MANIFEST)
        return mount.local

    def fetch(self, wanted: Callable[[Path], bool]) -> list[str]:
        """Fetch the sources; what cannot be fetched is an empty file here, and is tried again in its turn.

        Args:
            wanted: whether a file is one to read; of others there is the name alone.

        Returns:
            Those that no file here can be called like.
        """
        outputs = [mount.local for mount in self.mounts if mount not in self._sources]
        odd: list[str] = []
        todo: list[tuple[Mount, Path]] = []
        for mount, names in self._sources.items():
            for name in names:
                path = mount.local / name
                if any(path.is_relative_to(output) for output in outputs if output != mount.local):
                    continue
                if not _placed(path, name):
                    odd.append(name)
                elif wanted(path):
                    todo.append((mount, path))
        with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
            list(pool.map(_try_to_fetch, todo))
        return odd

    def is_there(self, output: Path) -> bool:
        """Whether an output is where it belongs."""
        return output in self._there if mount_of(output, self.mounts) else output.is_file()

    def is_elsewhere(self, output: Path) -> bool:
        """Whether an output is behind a URL, and is there."""
        return output in self._there and mount_of(output, self.mounts) is not None

    def digest(self, output: Path) -> str:
        """The SHA-256 of an output that is there, nothing where it cannot be read."""
        mount = mount_of(output, self.mounts)
        with suppress(OSError, UnreadableInput):
            return mount.digest(output) if mount else digest(output)
        return ""

    def keep(self, path: Path, *, now: bool = True) -> None:
        """Copy a file that is written here, such as a manifest, to where it belongs.

        Args:
            path: the file.
            now: at once; else only if the last copy is some time ago, and if that can be done.

        Raises:
            UnwritableOutput: It cannot be written there.
        """
        mount = mount_of(path, self.mounts)
        if mount is None:
            return
        last, took = self._copied.get(path, (0.0, 0.0))
        began = time.monotonic()
        if now or began - last >= max(_OFTEN, took / _SHARE):
            try:
                mount.deliver(path)
            except UnwritableOutput:
                if now:
                    raise
            self._copied[path] = (time.monotonic(), time.monotonic() - began)

    def shown(self, text: str) -> str:
        """A message in which places are called by their URLs."""
        return shown(text, self.mounts)

    def address(self, path: Path) -> str:
        """The URL of a path, if it is to be called so; a local file is one if the outputs lie elsewhere."""
        mount = mount_of(path, self.mounts)
        if mount:
            return mount.address(path)
        return path.absolute().as_uri() if self.mounts else ""

    def _inside_a_source(self, url: str) -> Mount | None:
        """Of an output folder that lies in an input or is one: below that, where planning passes it over."""
        url = url.rstrip("/")
        for source in self._sources:
            if f"{url}/".startswith(f"{source.url}/"):
                mount = replace(source, local=source.local / url[len(source.url) :].lstrip("/"), url=url)
                self.mounts = (*self.mounts, mount)
                return mount
        return None

    def _mount(self, url: str) -> Mount:
        url = url.rstrip("/")
        name = PurePosixPath(url.partition("://")[2]).name or "files"
        mount = Mount(self._own_place() / str(len(self.mounts)) / name, url, self._patience)
        self.mounts = (*self.mounts, mount)
        return mount

    def _own_place(self) -> Path:
        if self._place is None:
            self._place = self._held.enter_context(scratch())
        return self._place

    def clear(self) -> None:
        """Remove all local copies, and leave the places to others."""
        self._held.close()


@contextmanager
def desk(patience: float = 120.0) -> Iterator[Desk]:
    """A desk that is cleared at the end; errors call places by their URLs."""
    own = Desk(patience)
    try:
        yield own
    except GongwenError as error:
        raise type(error)(own.shown(str(error))) from error
    finally:
        own.clear()


def _placed(path: Path, name: str) -> bool:
    """Make an empty file for one that is going to be fetched; not for a name that leads elsewhere."""
    parts = name.split("/")
    if {"", ".", ".."} & set(parts) or any(c in name for c in "\0\\") or Path(name).anchor:
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError:
        return False
    return True


def _try_to_fetch(item: tuple[Mount, Path]) -> None:
    mount, path = item
    with suppress(UnreadableInput):
        mount.fetch(path)
