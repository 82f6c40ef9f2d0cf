"""One command at a time writes to a place behind a URL, where there are no locks: a small file says who.

Its owner writes it anew every minute. It is void where that ceased, or where its owner is of this machine and
has ended. Two commands that begin in the same moment both read it again after they wrote it: one of them at
most finds itself. On a store that shows late what was written, that may be none.
"""

from __future__ import annotations

import json
import platform
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..i18n import gettext as _
from ..model import GongwenError, UnreadableInput, UnwritableOutput
from .mounts import Mount
from .scratch import is_abandoned

NAME = "gongwen-lock.json"
_FORMAT = "gongwen-lock/1"
_BEAT = 60.0
"""Seconds after which it is written anew."""
_VOID = 600.0
"""Seconds after which it counts for nothing; clocks of two machines may differ by some minutes."""


@contextmanager
def claim(mount: Mount, place: Path) -> Iterator[None]:
    """Have a place for oneself while the block runs.

    Args:
        mount: the place.
        place: a folder of this process, as `scratch` gives it: by that others see that it lives.

    Raises:
        UnwritableOutput: another one has it, or it cannot be written.
    """
    if other := _other(mount, ""):
        raise _taken(mount, other)
    entry = {
        "format": _FORMAT,
        "token": secrets.token_hex(8),
        "host": platform.node(),
        "place": str(place),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    _write(mount, entry)
    if other := _other(mount, entry["token"]):
        raise _taken(mount, other)
    over = threading.Event()
    beating = threading.Thread(target=_beat, args=(mount, entry, over), daemon=True)
    beating.start()
    try:
        yield
    finally:
        over.set()
        beating.join(mount.patience)
        mount.remove(mount.local / NAME)


def _other(mount: Mount, token: str) -> Mapping[str, Any] | None:
    """The claim that is there, if it is not the one with that token and not void."""
    path = mount.local / NAME
    if not mount.exists(path):
        return None
    try:
        entry = json.loads(mount.content(path))
        if entry["token"] == token or _is_void(entry):
            return None
    except (UnreadableInput, ValueError, KeyError, TypeError):  # removed just now, or none of ours
        return None
    found: Mapping[str, Any] = entry
    return found


def _is_void(entry: Mapping[str, Any]) -> bool:
    if entry["host"] == platform.node() and is_abandoned(Path(entry["place"])):
        return True
    return time.time() - float(entry["seen"]) > _VOID


def _write(mount: Mount, entry: Mapping[str, Any]) -> None:
    path = mount.local / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({**entry, "seen": time.time()}), encoding="ascii")
    try:
        mount.deliver(path)
    finally:
        path.unlink()


def _beat(mount: Mount, entry: Mapping[str, Any], over: threading.Event) -> None:
    while not over.wait(_BEAT):
        with suppress(GongwenError, OSError):  # whoever works there will see what is wrong
            _write(mount, entry)


def _taken(mount: Mount, other: Mapping[str, Any]) -> UnwritableOutput:
    message = _(
        "Another gongwen (on {host}, since {since}) is writing into {path}; wait until it is done, or remove "
        "{lock} if there is none."
    )
    address = mount.address(mount.local)
    lock = mount.address(mount.local / NAME)
    told = message.format(host=other["host"], since=other.get("since", "?"), path=address, lock=lock)
    return UnwritableOutput(told)
