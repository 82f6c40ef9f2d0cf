"""What a command line of `convert` asks for, and whether its parts go together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from ..batch import Limits, Recipe, default_workers, holds_several, is_url, without_file_scheme
from ..i18n import gettext as _
from ..model import Adaptation, UsageError
from . import streams

DASK = "dask"


@dataclass(frozen=True)
class Order:
    """The command line of `convert`."""

    inputs: tuple[str, ...]
    recipe: Recipe
    limits: Limits
    outs: tuple[Path, ...]
    """The files that a single input becomes, where they are named."""
    directory: str | None
    """A folder here, or the URL of one."""
    formats: tuple[str, ...]
    formats_given: bool
    report: Path | None
    decisions: Path | None
    reject: str | None
    meta: str | None
    jobs: int
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    engine: str
    scheduler: str
    quiet: bool
    verbose: int

    @property
    def folder(self) -> Path | None:
        """The folder of a single file."""
        return Path(self.directory) if self.directory else None

    @cached_property
    def single(self) -> bool:
        """Whether one file here is to be converted: not several, no folder, no archive with several files."""
        if len(self.inputs) != 1:
            return False
        name = self.inputs[0]
        return not (is_url(name) or is_url(self.directory or "") or holds_several(Path(name)))

    @property
    def targets(self) -> list[Path]:
        """The files that a single input becomes."""
        if self.outs:
            return list(self.outs)
        path = Path(self.inputs[0])
        return [(self.folder or path.parent) / f"{path.stem}.{suffix}" for suffix in self.formats]


def order_of(given: Mapping[str, Any], *, formats_given: bool) -> Order:
    """The order that the parameters of the command come to.

    Args:
        given: the parameters, by name.
        formats_given: whether `--to` stands on the command line.
    """
    rest = dict(given)
    rest["overwrite"] = rest.pop("force")
    rest["words"] = tuple(sorted(rest["words"]))
    rest["untouched"] = tuple(sorted(rest["untouched"]))
    rest["adapt"] = Adaptation(rest.pop("duplex"), rest.pop("seal"), rest.pop("word_margins"))
    recipe = Recipe(**{field.name: rest.pop(field.name) for field in fields(Recipe)})
    limits = Limits(rest.pop("timeout"), rest.pop("memory"))
    rest["inputs"] = tuple(map(without_file_scheme, rest["inputs"]))
    rest["outs"] = tuple(map(Path, rest.pop("output")))
    rest["directory"] = without_file_scheme(rest["directory"]) if rest["directory"] else None
    for name in ("report", "decisions"):
        rest[name] = Path(rest[name]) if rest[name] else None
    rest["jobs"] = rest["jobs"] or default_workers()
    return Order(**rest, recipe=recipe, limits=limits, formats_given=formats_given)


def check(order: Order) -> None:
    """Refuse what does not go together, before anything is read.

    Raises:
        UsageError: for the first of it.
        StyleError: there is no such style, or it holds a wrong key or value.
    """
    _check_outs(order)
    if not order.single:
        _check_alone(order)
    if bool(order.scheduler) != (order.engine == DASK):
        raise UsageError(_("A cluster takes both: --engine dask --scheduler ADDRESS."))
    if order.recipe.revisions != "none" and "docx" not in _formats(order):
        raise UsageError(_("--revisions shows repairs in a Word file; add docx to --to."))
    if order.report:
        streams.check_report(order.report)
    if order.recipe.style != "auto":
        from .. import stylesheets  # noqa: PLC0415

        stylesheets.load(str(order.recipe.style))


def _check_outs(order: Order) -> None:
    if order.outs and order.directory:
        raise UsageError(_("Give either -o for one file or -d for a folder, not both."))
    if order.outs and not order.single:
        raise UsageError(_("-o names one file; for several inputs give a folder with -d."))
    if order.outs and order.formats_given and set(order.formats) != set(_formats(order)):
        message = _("-o {path} and --to differ; give one of them.")
        raise UsageError(message.format(path=streams.listed(order.outs)))
    if "-" in order.inputs and not (order.single and order.outs):
        raise UsageError(_("Give -o to say where the text from stdin goes."))


def _check_alone(order: Order) -> None:
    for option, value in (
        ("--report", order.report),
        ("--reject", order.reject),
        ("--meta", order.meta),
        ("--decisions", order.decisions),
    ):
        if value:
            raise UsageError(_("{option} belongs to one input file.").format(option=option))


def _formats(order: Order) -> Sequence[str]:
    return [path.suffix.lower().lstrip(".") for path in order.outs] or order.formats
