"""Which input becomes which files.

A folder is searched with all below it, its tree is kept. Where two inputs of a folder differ in their
suffix alone (`a.txt`, `a.html`), their outputs keep the full name: `a.txt.docx`, `a.html.docx`. An archive
(.zip) is a folder: its files are named by paths that lead into it, `a.zip/speech.txt`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from unicodedata import normalize

from ..files import real
from ..i18n import gettext as _
from ..model import UnreadableInput, UnwritableOutput
from ..reading import members, suffixes
from .claims import NAME as LOCK
from .index import PAGE, SHEET
from .jobs import Job
from .manifest import NAME as MANIFEST
from .manifest import read_history

READABLE = suffixes()
"""Suffixes of the files that are taken from a folder; a file that is named is always tried."""

ARCHIVE = ".zip"
_OWN = (PAGE, SHEET, MANIFEST, LOCK)
SUFFIX = "-gongwen"
"""What the name of an output folder ends in where none is given."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a command line comes to."""

    jobs: tuple[Job, ...]
    renamed: tuple[Job, ...] = ()
    """Jobs whose targets keep the full name of their source, lest two write the same file."""
    left_out: tuple[tuple[str, int], ...] = ()
    """Suffixes of files in folders that are not read, and how many there are of each."""
    aside: tuple[Job, ...] = ()
    """What `include` and `exclude` leave out becomes where a run does not."""


@dataclass(frozen=True, slots=True)
class _Input:
    """A file to convert and the folder that its outputs go to."""

    path: Path
    folder: Path
    root: Path | None = None
    """The output folder as a whole."""


def holds_several(path: Path) -> bool:
    """Whether a path stands for any number of files: a folder, or an archive with more than one to read."""
    if path.is_dir():
        return True
    found = members(path) if path.suffix.lower() == ARCHIVE and path.is_file() else None
    return found is not None and len(found[0]) > 1


def worth_fetching(path: Path) -> bool:
    """Whether a file that lies elsewhere is needed here: it may be read, or is an archive."""
    return path.suffix.lower() in (*READABLE, ARCHIVE) and path.name not in _OWN


def plan(
    inputs: Sequence[Path],
    formats: Sequence[str],
    directory: Path | None = None,
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> Plan:
    """The jobs for files and folders, in the order given, folders sorted by name.

    Args:
        inputs: files and folders.
        formats: suffixes of the files to write, without the dot.
        include: of a folder only files that are like one of these globs; see `_is_like`.
        exclude: of a folder not those that are like one of these.
        directory: where everything goes; default beside each file, for a folder `NAME-gongwen` beside it.

    Raises:
        UnreadableInput: an input does not exist, or there is nothing to read in a folder.
        UnwritableOutput: an output would be an input.
    """
    found: dict[Path, _Input] = {}
    others: dict[Path, _Input] = {}
    left_out: Counter[str] = Counter()
    for given in inputs:
        if holds_several(given):
            folder = _output_folder(given, directory, alone=len(inputs) == 1)
            paths = _files(given, folder, formats, left_out)
            chosen = set(_chosen(paths, given, include, exclude))
            for path in paths:
                to = found if path in chosen else others
                to.setdefault(real(path), _Input(path, folder / _place(path, given), folder))
        elif given.exists():
            found.setdefault(real(given), _Input(given, directory or given.parent, directory))
        else:
            raise UnreadableInput(_("{name} does not exist; check the path.").format(name=given))
    names = _names(list(found.values()))
    jobs = [_job(item, name, formats) for item, name in names.items()]
    _check_inputs(jobs, set(found))
    renamed = [job for job, (item, name) in zip(jobs, names.items(), strict=True) if name != item.path.stem]
    return Plan(tuple(jobs), tuple(renamed), tuple(sorted(left_out.items())), _aside(found, others, formats))


def _aside(
    found: Mapping[Path, _Input], others: Mapping[Path, _Input], formats: Sequence[str]
) -> tuple[Job, ...]:
    """The jobs of a run over all files that are none of this one."""
    left = [item for path, item in others.items() if path not in found]
    names = _names([*found.values(), *left]) if left else {}
    return tuple(_job(item, names[item], formats) for item in left)


def _output_folder(given: Path, directory: Path | None, *, alone: bool) -> Path:
    place = real(given)
    name = place.name if given.is_dir() else place.stem
    if directory is None:
        return place.with_name(name + SUFFIX) if name else place / SUFFIX.strip("-")
    return directory if alone else directory / name


def _place(path: Path, given: Path) -> Path:
    """The folder of a file below the one that was given; an archive on the way is a folder of its name."""
    parts: list[str] = []
    here = given
    for part in path.parent.relative_to(given).parts:
        here /= part
        parts.append(here.stem if here.suffix.lower() == ARCHIVE and here.is_file() else part)
    return Path(*parts)


def _files(folder: Path, output: Path, formats: Sequence[str], left_out: Counter[str]) -> list[Path]:
    """The files below a folder that can be read, without hidden ones and the outputs of an earlier run."""
    readable: list[Path] = []
    closed: list[Path] = []
    paths = _walk(folder, real(output), closed) if folder.is_dir() else iter([folder])
    for path in paths:
        if path.name in _OWN:
            continue
        if path.exists() and not path.is_file():  # a pipe or a device, which may have no end
            left_out[path.name] += 1
            continue
        inside = members(path) if path.suffix.lower() == ARCHIVE else None
        if inside is not None:
            readable += [path / member for member in inside[0]]
            left_out.update(Path(member).suffix.lower() or Path(member).name for member in inside[1])
        elif path.suffix.lower() in READABLE:
            readable.append(path)
        else:
            left_out[path.suffix.lower() or path.name] += 1
    left_out.update(f"{path.relative_to(folder)}{os.sep}" for path in closed)
    if real(output) == real(folder):
        readable = _without_outputs(readable, formats)
    if not readable:
        message = _("There is nothing to read in the folder {path}; read are files ending in {suffixes}.")
        raise UnreadableInput(message.format(path=folder, suffixes=", ".join(READABLE)))
    return readable


def _chosen(paths: Sequence[Path], given: Path, include: Sequence[str], exclude: Sequence[str]) -> list[Path]:
    """The files of a folder that were asked for."""
    chosen = [
        path
        for path in paths
        if (not include or _is_like(path.relative_to(given), include))
        and not _is_like(path.relative_to(given), exclude)
    ]
    if not chosen:
        message = _("No file in {path} is left by --include and --exclude.")
        raise UnreadableInput(message.format(path=given))
    return chosen


def _is_like(path: Path, globs: Sequence[str]) -> bool:
    """Whether a glob is like the path below the folder, or, without a slash, like a part of it.

    `**/` stands for any folders or none.
    """
    wanted = {form.rstrip("/") for glob in globs for form in (glob, glob.replace("**/", ""))}
    return any(
        fnmatch(path.as_posix(), glob)
        or ("/" not in glob and any(fnmatch(part, glob) for part in path.parts))
        for glob in wanted
    )


def _without_outputs(paths: Sequence[Path], formats: Sequence[str]) -> list[Path]:
    """Without `a.docx` where an `a.txt` beside it is going to be just that, or was in an earlier run."""
    kinds = {".docx", ".pdf", *("." + suffix for suffix in formats)}
    sources = {path.with_suffix("") for path in paths if path.suffix.lower() not in kinds}
    return [p for p in paths if p.suffix.lower() not in kinds or p.with_suffix("") not in sources]


def _walk(folder: Path, output: Path, closed: list[Path]) -> Iterator[Path]:
    """The files below a folder, without what batches made in folders below it, as their manifests tell.

    Folders that cannot be opened are put to `closed`.
    """
    made: set[Path] = set()
    for place, folders, names in os.walk(folder, onerror=lambda e: closed.append(Path(e.filename))):
        here = Path(place)
        folders[:] = sorted(n for n in folders if not n.startswith(".") and real(here / n) != output)
        if MANIFEST in names and here != folder:
            made |= {here / name for name in read_history(here).made}
        for name in sorted(names):
            if not name.startswith((".", "~$")) and here / name not in made:  # ~$: Word's lock
                yield here / name


def _names(inputs: Iterable[_Input]) -> dict[_Input, str]:
    """What the outputs of each input are called, without the suffix of their format.

    Letter case and the two ways to write é are no difference, for they are none on Windows and macOS, and the
    output folder may lie there.
    """
    names = {item: item.path.stem for item in inputs}
    while True:
        taken = Counter(_place_of(item, name) for item, name in names.items())
        rivals = [item for item, name in names.items() if taken[_place_of(item, name)] > 1]
        short = [item for item in rivals if names[item] == item.path.stem != item.path.name]
        if not short:
            break
        names |= {item: item.path.name for item in short}
    firsts: set[str] = set()
    for item in rivals:
        name, number = names[item], 1
        if _place_of(item, name) in firsts:
            while taken[_place_of(item, name)]:
                number += 1
                name = f"{names[item]}-{number}"
            names[item] = name
            taken[_place_of(item, name)] += 1
        firsts.add(_place_of(item, name))
    return names


def _place_of(item: _Input, name: str) -> str:
    """An output as all systems tell it from others."""
    return normalize("NFC", str(item.folder / name)).casefold()


def _job(item: _Input, name: str, formats: Sequence[str]) -> Job:
    return Job(item.path, tuple(item.folder / f"{name}.{suffix}" for suffix in formats), item.root)


def _check_inputs(jobs: Iterable[Job], inputs: set[Path]) -> None:
    for job in jobs:
        for target in job.targets:
            if real(target) in inputs:
                message = _("{path} is an input itself; name another folder with -d, or a file with -o.")
                raise UnwritableOutput(message.format(path=target))
