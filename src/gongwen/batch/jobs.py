"""What the parts of a batch tell each other: a job, how it is done and within which limits, its outcome."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from ..model import Adaptation, Folder, Notice, Style
from .mounts import Mount


@dataclass(frozen=True, slots=True)
class Job:
    """One input and the files that it becomes."""

    source: Path
    targets: tuple[Path, ...]
    root: Path | None = None
    """The output folder, which holds manifest and index; None where files go beside their inputs."""

    @property
    def name(self) -> str:
        """What the manifest calls the job: its path below the output folder, without a format's suffix."""
        first = self.targets[0].with_suffix("")
        return (first.relative_to(self.root) if self.root else first).as_posix()


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a file is converted, alone or in a batch."""

    style: str | Style = "auto"
    """By its name, or itself where it is the user's own: other machines do not have the file."""
    mode: str = "word"
    revisions: str = "none"
    level: str = "likely"
    script: str = "auto"
    colors: str = "rgb"
    adapt: Adaptation = field(default_factory=Adaptation)
    overwrite: bool = False
    words: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()
    uniform_masks: bool = False
    model: str = ""

    @property
    def arguments(self) -> dict[str, Any]:
        """As `gongwen.convert` takes them, but for `overwrite`, which is a matter of the single file."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "overwrite"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take."""

    timeout: float = 120.0
    """Seconds."""
    memory: int = 2048
    """MiB that a worker may allocate, where the system can hold it to that."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is given."""

    job: Job
    recipe: Recipe
    ours: tuple[Path, ...] = ()
    """Targets that exist and may be replaced, for an earlier run made them and nobody changed them since."""
    foreign: tuple[Path, ...] = ()
    """Targets behind a URL that exist and are not known to be ours."""
    decided: bool = False
    """Whether decisions are kept beside the first target, behind a URL."""
    folder: Folder | None = None
    """What is known from all files together."""
    mounts: tuple[Mount, ...] = ()
    """Local folders that stand for some behind URLs."""


class State(StrEnum):
    """What became of a file."""

    CONVERTED = "converted"
    UNCHANGED = "unchanged"
    """It was converted by an earlier run, and neither it nor the settings changed."""
    FAILED = "failed"
    EARLIER = "earlier"
    """It was left out this time; what is told of it is what an earlier run told."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    job: Job
    error: str = ""
    """One line for the user; empty when all went well."""
    changed: int = 0
    suggested: int = 0
    noted: int = 0
    notices: tuple[Notice, ...] = ()
    families: tuple[tuple[str, int], ...] = ()
    """Classes of the repairs that were made, and how many there are of each."""
    title: str = ""
    characters: int = 0
    seconds: float = 0.0
    sketch: bytes = b""
    """What likely duplicates are told by; see `similar`."""
    hashes: tuple[str, ...] = ()
    """SHA-256 of each target."""
    read: str = ""
    """SHA-256 of the bytes that were converted; nothing for a file in an archive."""
    unchanged: bool = False
    earlier: bool = False

    @property
    def state(self) -> State:
        """Converted, unchanged, failed, or left out this time."""
        if self.error:
            return State.FAILED
        if self.earlier:
            return State.EARLIER
        return State.UNCHANGED if self.unchanged else State.CONVERTED
