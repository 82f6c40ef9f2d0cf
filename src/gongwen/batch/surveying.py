"""A first, cheap pass over the files of a folder: what they tell of each other, before any is converted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .. import api
from ..model import Folder
from ..reading import is_slow
from ..repairing.folders import FEWEST, Glance, concerning, glance, together
from .jobs import Job, Limits
from .pool import Pool
from .similar import groups, sketch

SURVEY = "gongwen.batch.surveying:look"
_SHARE = 0.25
"""Part of the time of a file that a look may take; what takes longer tells nothing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of a file, and what copies of it are told by."""

    glance: Glance = field(default_factory=Glance)
    sketch: bytes = b""


def survey(jobs: Sequence[Job], workers: int, limits: Limits | None = None) -> dict[Path, Folder]:
    """For each source what is known from the files that go into the same output folder.

    Files that cannot be read tell nothing; whoever converts them says why. The result is the same whatever
    the number of workers and the order of the files.
    """
    by_root: defaultdict[Path | None, set[Path]] = defaultdict(set)
    for job in jobs:
        by_root[job.root].add(job.source)
    sources = [source for found in by_root.values() if len(found) >= FEWEST for source in found]
    if not sources:
        return {}
    seen = _look_at_all(sources, workers, limits or Limits())
    known: dict[Path, Folder] = {}
    for found in by_root.values():
        looks = {source: seen.get(source, Seen()) for source in sorted(found)}
        folder = _together(list(looks.values()))
        known |= {source: concerning(folder, look.glance) for source, look in looks.items()}
    return known


def look(source: Path) -> Seen:
    """In a worker: look at one file; what another program has to open for it tells nothing."""
    if is_slow(source):
        return Seen()
    try:
        text = api.read(source).text
        return Seen(glance(text), sketch(text))
    except MemoryError:
        raise
    except Exception:  # whoever converts it says what is wrong
        return Seen()


def _look_at_all(sources: Sequence[Path], workers: int, limits: Limits) -> Mapping[Path, Seen]:
    short = Limits(max(1.0, limits.timeout * _SHARE), limits.memory)
    seen = {}
    with Pool(SURVEY, min(workers, len(sources)), short) as pool:
        pool.start(sources)
        for ended in pool.ended():
            if ended.failure is None:
                seen[ended.task] = ended.answer
    return seen


def _together(seen: Sequence[Seen]) -> Folder:
    return together([one.glance for one in seen], groups([one.sketch for one in seen]))
