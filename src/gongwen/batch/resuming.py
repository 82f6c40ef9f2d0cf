"""What is left to do in a folder where an earlier run was: nothing twice, and no work of other hands undone.

An output is replaced only where the manifest holds its hash and it has not changed since. Where a run was
killed in the middle, a file may be there without a note of it; the worker then converts its input beside it
and accepts it if it is the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from .. import stylesheets
from ..decisions import beside
from ..files import digest
from ..i18n import gettext as _
from ..i18n import language
from ..model import Folder, Style, UsageError, reason_of
from .desk import Desk
from .jobs import Job, Outcome, Recipe, Task
from .manifest import History, Key, read_history


@dataclass(slots=True)
class Agenda:
    """What is to be done, and what is settled already."""

    jobs: Sequence[Job]
    tasks: list[Task] = field(default_factory=list)
    settled: dict[Job, Outcome] = field(default_factory=dict)
    """Jobs that are unchanged, or whose outputs somebody edited."""
    keys: dict[Job, Key] = field(default_factory=dict)
    fresh: list[Path] = field(default_factory=list)
    """Targets that no earlier run made or began; what stands there is none of ours."""
    leftovers: set[int] = field(default_factory=set)
    """Processes that wrote into the folders before."""
    desk: Desk = field(default_factory=Desk)
    stale: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    """For each output folder the paths below it of what earlier runs made, and no job makes now."""
    earlier: list[Outcome] = field(default_factory=list)
    """Of files that are left out this time, what an earlier run told."""

    @property
    def roots(self) -> list[Path]:
        """The output folders that keep a manifest and an index."""
        return list(dict.fromkeys(job.root for job in self.jobs if job.root))


def agenda(
    jobs: Sequence[Job],
    recipe: Recipe,
    folders: Mapping[Path, Folder] | None = None,
    desk: Desk | None = None,
    aside: Sequence[Job] = (),
) -> Agenda:
    """Compare jobs with the manifests of their output folders.

    Args:
        jobs: what is to be done.
        recipe: how.
        folders: for each source what is known from the files beside it; a key holds it, too.
        desk: where files are that are behind URLs.
        aside: jobs that are left out this time, of which an earlier run may tell.

    Raises:
        StyleError: there is no such style, or it holds a wrong key or value.
        UsageError: the model cannot be read.
    """
    folders = folders or {}
    found = Agenda(jobs, desk=desk or Desk())
    if isinstance(recipe.style, str) and recipe.style.endswith(stylesheets.SUFFIX):
        recipe = replace(recipe, style=stylesheets.load(recipe.style))
    histories = {root: read_history(root) for root in found.roots}
    made = {target for job in jobs for target in job.targets}
    found.earlier += _earlier(aside, histories, made, found.desk)
    made.update(target for outcome in found.earlier for target in outcome.job.targets)
    for root, history in histories.items():
        others = [name for name in history.made if root / name not in made]
        found.stale[root] = tuple(sorted(name for name in others if found.desk.is_there(root / name)))
    found.leftovers = {owner for history in histories.values() for owner in history.owners}
    settings = _settings(recipe)
    inputs: dict[Path, str] = {}
    for job in jobs:
        history = histories[job.root] if job.root else History()
        if job.root:
            found.keys[job] = _key(job, settings + _known(folders.get(job.source)), inputs)
        decided = found.desk.is_elsewhere(beside(job.targets[0]))
        known = folders.get(job.source)
        task = Task(job, recipe, decided=decided, folder=known, mounts=found.desk.mounts)
        if recipe.overwrite:
            found.tasks.append(task)
        elif settled := _unchanged(job, found.keys.get(job), history, found.desk):
            found.settled[job] = settled
        else:
            _weigh(found, task, history)
    return found


def _earlier(
    aside: Sequence[Job], histories: Mapping[Path, History], made: Set[Path], desk: Desk
) -> Iterator[Outcome]:
    """What earlier runs told of jobs that are left out now, where what they made is still there."""
    for job in aside:
        history = histories.get(job.root) if job.root else None
        record = history.records.get(job.name) if history else None
        if history and record and job.root:
            job = replace(job, targets=tuple(job.root / name for name in record.outputs))  # noqa: PLW2901
            told = _told(job, history, desk) if made.isdisjoint(job.targets) else None
            if told:
                yield replace(told, earlier=True)


def _unchanged(job: Job, key: Key | None, history: History, desk: Desk) -> Outcome | None:
    """What an earlier run told of the job, where nothing that it depends on changed."""
    record = history.records.get(job.name)
    told = _told(job, history, desk) if record and record.key == key else None
    return replace(told, unchanged=True) if told else None


def _told(job: Job, history: History, desk: Desk) -> Outcome | None:
    """What an earlier run told of the job, where all that it made is there."""
    record = history.records.get(job.name)
    if record is None or job.name in history.begun or not all(map(desk.is_there, job.targets)):
        return None
    try:
        return record.outcome_of(job)
    except (TypeError, ValueError, LookupError, AttributeError):
        return None  # a damaged line


def _weigh(found: Agenda, task: Task, history: History) -> None:
    """Tell our targets from those that somebody edited and those that were never ours."""
    job, desk = task.job, found.desk
    ours: list[Path] = []
    others: list[Path] = []
    for target in job.targets:
        made = history.made.get(_below(target, job.root))
        if made and desk.is_there(target):
            (ours if desk.digest(target) == made else others).append(target)
        elif job.name not in history.begun:
            found.fresh.append(target)
    if others and job.name not in history.begun:
        message = _("{path} was edited since it was made, so it stays as it is; give --force to replace it.")
        found.settled[job] = Outcome(job, message.format(path=others[0]))
    else:
        foreign = [path for path in job.targets if path not in ours and desk.is_elsewhere(path)]
        found.tasks.append(replace(task, ours=tuple(ours), foreign=tuple(foreign)))


def _below(target: Path, root: Path | None) -> str:
    return target.relative_to(root).as_posix() if root else ""


def _key(job: Job, settings: str, inputs: dict[Path, str]) -> Key:
    file = _file_of(job.source)
    if file not in inputs:
        inputs[file] = _digest(file)
    formats = ",".join(target.suffix for target in job.targets)
    asked = f"{settings} {formats} {job.source.name}"  # a name may stand in the text as a header
    return Key(inputs[file], hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest())


def _file_of(source: Path) -> Path:
    """The file itself, or the archive that it lies in."""
    return next((path for path in (source, *source.parents) if path.is_file()), source)


def _digest(path: Path) -> str:
    """The SHA-256, or nothing where the file cannot be read: whoever converts it says why."""
    try:
        return digest(path)
    except OSError:
        return ""


def _known(folder: Folder | None) -> str:
    """What is known of the folder, always in the same words."""
    if folder is None or folder == Folder():
        return ""
    return json.dumps([sorted(folder.recurring), sorted(folder.deleted)])


def _settings(recipe: Recipe) -> str:
    """All that was asked for; styles and models by what they hold, for a file may change under its name.

    What repairs say of themselves in a Word file with revisions, they say in the user's language.
    """
    asked: Mapping[str, object] = asdict(replace(recipe, overwrite=False, style="", model=""))
    style = "auto" if recipe.style == "auto" else repr(_style(recipe.style))
    speaks = "" if recipe.revisions == "none" else language()
    return json.dumps([asked, style, _hashes_of_model(recipe.model), speaks], sort_keys=True)


def _style(style: str | Style) -> Style:
    return stylesheets.load(style) if isinstance(style, str) else style


def _hashes_of_model(model: str) -> list[str]:
    """Of the file, of those that hold its weights where they are apart, and of its characters."""
    if not model:
        return []
    path = Path(model)
    try:
        parts = sorted(file for file in path.parent.iterdir() if file.name.startswith(path.name))
        return [digest(file) for file in (*parts, path.with_name("vocab.txt"))]
    except OSError as error:
        message = _("{file}: cannot be read: {error}")
        raise UsageError(message.format(file=error.filename, error=reason_of(error))) from error
