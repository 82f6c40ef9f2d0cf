"""The manifest of an output folder: what was made there of what, a line of JSON a file, only appended to.

A run first notes which jobs it begins, then each outcome as it comes. After a `kill -9` the last line may be
half written; it is passed over. What was begun and has no outcome may or may not be there.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Any

from .. import __version__
from ..i18n import gettext as _
from ..i18n import noted, told
from ..model import Notice, UnwritableOutput, reason_of
from .jobs import Job, Outcome
from .locking import lock

NAME = "gongwen-manifest.jsonl"
_FORMAT = "gongwen-manifest/1"


@dataclass(frozen=True, slots=True)
class Key:
    """What an output depends on: where all is the same, so is the output."""

    input: str
    """SHA-256 of the file, of one in an archive that of the archive."""
    settings: str
    """SHA-256 of style, mode, level, script and formats."""
    version: str = __version__


@dataclass(frozen=True, slots=True)
class Record:
    """What an earlier run made of one job."""

    key: Key
    outputs: Mapping[str, str]
    """SHA-256 of each output by its path below the folder."""
    outcome: Mapping[str, Any]
    """The fields of the outcome but the job."""

    def outcome_of(self, job: Job) -> Outcome:
        """The outcome as that run told it, in the language of this one."""
        fields = dict(self.outcome)
        fields["notices"] = tuple(Notice(code, told(message)) for code, message in fields["notices"])
        fields["families"] = tuple((name, count) for name, count in fields["families"])
        fields["sketch"] = b64decode(fields["sketch"])
        return Outcome(job, **fields)


@dataclass(slots=True)
class History:
    """What the lines of a manifest come to."""

    records: dict[str, Record] = field(default_factory=dict)
    """The last success of each job, by name."""
    begun: set[str] = field(default_factory=set)
    """Jobs that were begun after that."""
    owners: set[int] = field(default_factory=set)
    """Processes that wrote the manifest."""
    made: dict[str, str] = field(default_factory=dict)
    """The last known SHA-256 of every output, by its path below the folder."""


class Manifest:
    """The manifest of one folder, open and locked while the block runs.

    Raises:
        UnwritableOutput: another run is writing into the folder, or the file cannot be written.
    """

    def __init__(self, root: Path) -> None:
        self._path = root / NAME
        self._file: FileIO

    def __enter__(self) -> Manifest:
        try:
            self._file = self._path.open("a+b", buffering=0)
        except OSError as error:
            raise self._unwritable(error) from error
        try:
            _lock(self._file, self._path)
            if self._ends_in_half_a_line():
                self._file.write(b"\n")  # so that it spoils no other
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._file.close()

    def begin(self, jobs: Iterable[Job]) -> None:
        """Note which jobs are about to be done."""
        names = [job.name for job in jobs]
        self._append({"format": _FORMAT, "version": __version__, "process": os.getpid(), "begins": names})

    def note(self, outcome: Outcome, key: Key) -> None:
        """Note what was made; a failure is no outcome to keep, for it is tried again.

        Where the file changed since its key was made, the bytes count that were read.
        """
        job = outcome.job
        assert job.root
        names = (target.relative_to(job.root).as_posix() for target in job.targets)
        fields = asdict(replace(outcome, notices=()))
        for unwanted in ("job", "error", "hashes", "read", "unchanged", "earlier"):
            del fields[unwanted]
        fields["notices"] = [(notice.code, noted(notice.message)) for notice in outcome.notices]
        fields["sketch"] = b64encode(outcome.sketch).decode("ascii")
        outputs = dict(zip(names, outcome.hashes, strict=True))
        self._append(
            {
                "name": job.name,
                "key": asdict(replace(key, input=outcome.read or key.input)),
                "outputs": outputs,
                "outcome": fields,
            }
        )

    def _ends_in_half_a_line(self) -> bool:
        if not self._file.seek(0, os.SEEK_END):
            return False
        self._file.seek(-1, os.SEEK_END)
        return self._file.read() != b"\n"

    def _append(self, entry: Mapping[str, Any]) -> None:
        line = json.dumps(entry, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"
        try:
            while line:
                line = line[self._file.write(line) :]
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> UnwritableOutput:
        message = _("{path} cannot be written ({reason}); choose another place.")
        return UnwritableOutput(message.format(path=self._path, reason=reason_of(error)))


def read_history(root: Path) -> History:
    """What earlier runs noted in a folder."""
    try:
        return _history((root / NAME).read_bytes())
    except OSError:
        return History()


def _history(data: bytes) -> History:
    """What the lines come to; those that are damaged or of another format are passed over."""
    history = History()
    for line in data.splitlines():
        try:
            _take(history, json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return history


def _take(history: History, entry: Any) -> None:
    if "begins" in entry:
        history.owners.add(int(entry["process"]))
        history.begun.update(entry["begins"])
        return
    name = entry["name"]
    history.records[name] = Record(Key(**entry["key"]), dict(entry["outputs"]), dict(entry["outcome"]))
    history.made.update(entry["outputs"])
    history.begun.discard(name)


def _lock(file: FileIO, path: Path) -> None:
    """Keep other runs out of the folder, where its file system knows locks."""
    try:
        lock(file)
    except (BlockingIOError, PermissionError):
        message = _("Another gongwen is writing into the folder {path}; wait until it is done.")
        raise UnwritableOutput(message.format(path=path.parent)) from None
    except OSError:
        return
