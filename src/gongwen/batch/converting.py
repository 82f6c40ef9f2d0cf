"""Converting one file in a worker process; what it loads (fonts, tables, models) stays for the next one."""

from __future__ import annotations

import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from .. import api
from ..decisions import beside, kept
from ..files import check_target, digest, temporary_prefix, write_atomically
from ..i18n import gettext as _
from ..model import BlockKind, GongwenError, Status, UnwritableOutput
from .jobs import Job, Outcome, Task
from .similar import sketch

_TITLE = 80
"""So many characters of a title are kept for the index."""


def convert_one(task: Task) -> Outcome:
    """Convert one file; whatever goes wrong is told in the outcome.

    Raises:
        MemoryError: for the pool to tell, whose worker then starts afresh.
    """
    job = task.job
    began = time.perf_counter()
    try:
        result = _convert(task)
        _keep_decisions(result, job)
    except GongwenError as error:
        return Outcome(job, " ".join(str(error).split()), seconds=time.perf_counter() - began)
    except MemoryError:
        raise
    except Exception as error:  # a defect of ours must not stop the batch
        frame = traceback.extract_tb(error.__traceback__)[-1]
        message = _("something unexpected happened ({error} in {place}); please report it")
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        return Outcome(job, message.format(error=type(error).__name__, place=place))
    edits = result.repaired.edits
    status = Counter(edit.status for edit in edits)
    families = Counter(
        family
        for edit in edits
        if edit.status is Status.APPLIED
        for family in {rule.partition(".")[0] for rule in edit.rules}
    )
    titles = [block.text for block in result.document.blocks if block.kind is BlockKind.TITLE]
    return Outcome(
        job,
        changed=status[Status.APPLIED],
        suggested=status[Status.SUGGESTED],
        noted=status[Status.NOTED],
        notices=result.notices,
        families=tuple(families.most_common()),
        title="".join(titles[:1]).replace("\n", "")[:_TITLE],
        characters=len(result.repaired.text),
        sketch=sketch(result.repaired.text),
        read=result.source.sha256 if job.source.is_file() else "",
        hashes=tuple(digest(target) for target in job.targets),
        seconds=time.perf_counter() - began,
    )


def _keep_decisions(result: api.Result, job: Job) -> None:
    """What was refused in a reviewed Word file, beside its first target."""
    path = beside(job.targets[0])
    text = kept(result.source.review, path) if result.source.review else ""
    if text:
        with write_atomically(path, overwrite=True) as file:
            file.write(text.encode("utf-8"))


def _convert(task: Task) -> api.Result:
    """Convert straight to the targets, unless one of them is there and it is not known whether it is ours."""
    job, recipe = task.job, task.recipe
    for target in job.targets:
        check_target(target, overwrite=True)
    strange = [path for path in job.targets if path.exists() and path not in task.ours]
    if strange and not recipe.overwrite:
        return _convert_beside(task, strange)
    return _convert_to(task, job.targets)


def _convert_to(task: Task, targets: Sequence[Path]) -> api.Result:
    recipe = task.recipe
    return api.convert(
        task.job.source,
        targets,
        **recipe.arguments,
        folder=task.folder,
        overwrite=recipe.overwrite or bool(task.ours),
    )


def _convert_beside(task: Task, strange: Sequence[Path]) -> api.Result:
    """Convert into a folder of its own; files that are there already must be just what comes out.

    They are where a run was killed between writing them and taking note of it.

    Raises:
        UnwritableOutput: one of them is not, so it is somebody else's.
    """
    targets = task.job.targets
    with tempfile.TemporaryDirectory(prefix=temporary_prefix(), dir=targets[0].parent) as place:
        made = {target: Path(place) / target.name for target in targets}
        result = _convert_to(task, list(made.values()))
        for target in strange:
            if digest(target) != digest(made[target]):
                message = _("{path} exists already and is not from this batch; give --force to replace it.")
                raise UnwritableOutput(message.format(path=target))
        for target, file in made.items():
            if target not in strange:
                file.replace(target)
    return result
