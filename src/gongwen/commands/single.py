"""`gongwen convert` with one file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..decisions import beside, kept
from ..files import check_target, make_folder, real
from ..i18n import gettext as _
from ..model import UnsupportedFormat, UnwritableOutput, UsageError
from ..outputs import format_of
from . import streams
from .order import Order

if TYPE_CHECKING:
    from rich.console import Console

    from ..api import Result
    from ..model.review import Review


def convert_one(order: Order) -> None:
    """Convert the one input; all of its files are written, or none."""
    from ..api import convert, read  # noqa: PLC0415

    name, targets = order.inputs[0], order.targets
    _check_formats(targets)
    written = [*targets, *([order.report] if order.report else [])]
    source = read(streams.read_input(name))
    decisions = order.decisions or beside(targets[0])
    refused = kept(source.review, decisions) if source.review else ""
    _check_apart(name, [*written, *([decisions] if refused else [])])
    overwrite = order.recipe.overwrite
    _check_targets(
        [path for path in written if path.parent != order.folder or path.parent.is_dir()], overwrite
    )
    if order.folder:
        make_folder(order.folder)
    how = order.recipe.arguments
    result = convert(source, targets, **how, reject=order.reject, meta=order.meta, overwrite=overwrite)
    if order.report:
        streams.write_report(result.report, order.report, overwrite=overwrite)
    if refused:
        streams.write_text(refused, decisions, overwrite=True)
    _tell(result, written, decisions if refused else None, order)


def _check_formats(targets: Sequence[Path]) -> None:
    try:
        for target in targets:
            format_of(target)
    except UnsupportedFormat as error:
        raise UsageError(str(error)) from error


def _check_apart(name: str, paths: Sequence[Path]) -> None:
    """The input is never written, nor one file twice."""
    taken = {real(Path(name))} if name != "-" else set()
    for path in paths:
        if real(path) in taken:
            message = _(
                "{path} is an input itself or named twice; name another file with -o or folder with -d."
            )
            raise UnwritableOutput(message.format(path=path))
        taken.add(real(path))


def _check_targets(paths: Sequence[Path], overwrite: bool) -> None:
    """Say before any work which file could not be written.

    Raises:
        UnwritableOutput: for the first of them.
    """
    existing = [path for path in paths if path.exists() and not overwrite]
    if len(existing) > 1:
        message = _("{path} and {count} other files exist already; give --force to replace them.")
        raise UnwritableOutput(message.format(path=existing[0], count=len(existing) - 1))
    for path in paths:
        check_target(path, overwrite=overwrite)


def _tell(result: Result, written: Sequence[Path], decisions: Path | None, order: Order) -> None:
    """What was changed, what had been decided in a reviewed file, and where everything is."""
    console = streams.messages(quiet=order.quiet)
    if not order.quiet:
        from ..reporting import terminal  # noqa: PLC0415

        terminal.render(result.report, console, full=order.verbose > 0)
    if result.source.review:
        _tell_review(result.source.review, console)
    if decisions:
        message = _("What was refused stays refused with: --reject {path}")
        console.print(message.format(path=decisions), soft_wrap=True)
    paths = [*written, *([decisions] if decisions else [])]
    console.print(_("Written: {paths}").format(paths=streams.listed(paths)), soft_wrap=True)


def _tell_review(review: Review, console: Console) -> None:
    message = _("Reviewed: {accepted} accepted, {refused} refused, {open} left open.")
    told = message.format(accepted=len(review.accepted), refused=len(review.refused), open=len(review.open))
    console.print(told, style="bold")
