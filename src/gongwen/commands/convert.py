"""`gongwen convert`: repaired, set, and written as Word and PDF; one file or many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click
from click.core import ParameterSource

from ..decisions import beside, kept
from ..files import check_target, make_folder
from ..i18n import gettext as _
from ..model import Adaptation, UnsupportedFormat, UnwritableOutput, UsageError
from . import streams
from .options import Command, FormatList, batch_options, common_options, repair_options

if TYPE_CHECKING:
    from rich.console import Console

    from ..api import Result
    from ..model.review import Review


@dataclass(frozen=True, slots=True)
class Order:
    """The command line of `convert`."""

    inputs: tuple[str, ...]
    out: Path | None
    directory: str | None
    """A folder here, or the URL of one."""
    formats: tuple[str, ...]
    formats_given: bool
    style: str
    report: Path | None
    mode: str
    revisions: str
    decisions: Path | None
    colors: str
    duplex: bool | None
    seal: bool | None
    word_margins: str | None
    level: str
    script: str
    reject: str | None
    words: frozenset[str]
    untouched: frozenset[str]
    uniform_masks: bool
    model: str
    meta: str | None
    jobs: int
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    timeout: int
    memory: int
    engine: str
    scheduler: str
    force: bool
    quiet: bool
    verbose: int

    @property
    def folder(self) -> Path | None:
        """The folder of a single file."""
        return Path(self.directory) if self.directory else None

    @property
    def adapt(self) -> Adaptation:
        """What the documents want otherwise than their style says."""
        return Adaptation(self.duplex, self.seal, self.word_margins)


def command() -> click.Command:
    """The command, in the user's language."""

    @click.command(
        "convert",
        cls=Command,
        help=_(
            "Repair texts, set them after the standard and write them as Word and PDF beside the input."
            " A folder or an archive (.zip) is converted with all in it into a folder NAME-gongwen beside it."
        ),
    )
    @click.argument("inputs", nargs=-1, required=True, metavar="IN…", help=_("Files or folders; - is stdin."))
    @click.option("-o", "--output", metavar="OUT", help=_("The file to write; its suffix is its format."))
    @click.option("-d", "--directory", metavar="DIR", help=_("The folder to write into; made if need be."))
    @click.option(
        "--to",
        "formats",
        type=FormatList(),
        default="docx,pdf",
        show_default=True,
        metavar="FORMATS",
        help=_("What to write: docx, pdf, txt, md, with commas between them."),
    )
    @click.option(
        "--style",
        default="auto",
        show_default=True,
        metavar="NAME|FILE",
        help=_("The layout: auto, a name that “gongwen styles” lists, or a TOML file of your own."),
    )
    @click.option(
        "--duplex/--simplex",
        default=None,
        help=_("Mirrored margins, for print on both sides; default: what the style says."),
    )
    @click.option(
        "--seal/--no-seal",
        default=None,
        help=_("Room for the seals of those who sign; default: what the style says."),
    )
    @click.option(
        "--word-margins",
        type=click.Choice(["9704", "33476.2"]),
        help=_("Margins of the Word file: 37 and 35 mm (GB/T 9704), or 34.6 and 32.6 mm (GB/T 33476.2)."),
    )
    @click.option(
        "--meta",
        metavar="FILE",
        help=_("Elements that the text does not hold, as TOML: issuer, number, signer, copies …"),
    )
    @click.option(
        "--report",
        metavar="FILE",
        help=_("Write what was changed and why: .html to read, .json for programs."),
    )
    @click.option(
        "--mode",
        type=click.Choice(["word", "fine"]),
        default="word",
        show_default=True,
        help=_("Break lines where Word breaks them, or best over the whole paragraph."),
    )
    @click.option(
        "--revisions",
        type=click.Choice(["all", "doubtful", "none"]),
        default="none",
        show_default=True,
        help=_("Show repairs in the Word file as revisions on the source: all, those not certain, or none."),
    )
    @click.option(
        "--decisions",
        metavar="FILE",
        help=_("Where refused repairs of a reviewed Word file are kept; default: NAME.decisions.json."),
    )
    @click.option(
        "--colors",
        type=click.Choice(["rgb", "cmyk"]),
        default="rgb",
        show_default=True,
        help=_("Colors of the PDF: for offices and archives, or the inks of a print shop."),
    )
    @repair_options
    @batch_options
    @common_options
    @click.pass_context
    def convert(
        ctx: click.RichContext,
        /,
        *,
        inputs: tuple[str, ...],
        output: str | None,
        directory: str | None,
        report: str | None,
        decisions: str | None,
        jobs: int | None,
        **rest: object,
    ) -> int:
        from ..batch import default_workers, without_file_scheme  # noqa: PLC0415

        given = ctx.get_parameter_source("formats") is ParameterSource.COMMANDLINE
        order = Order(
            inputs=tuple(map(without_file_scheme, inputs)),
            out=Path(output) if output else None,
            directory=without_file_scheme(directory) if directory else None,
            report=Path(report) if report else None,
            decisions=Path(decisions) if decisions else None,
            jobs=jobs or default_workers(),
            formats_given=given,
            **rest,  # type: ignore[arg-type]
        )
        return _run(order)

    return convert


def _run(order: Order) -> int:
    _check_order(order)
    if _is_single(order):
        _convert_one(order)
        return 0
    from .folders import convert_many  # noqa: PLC0415

    return convert_many(order)


def _is_single(order: Order) -> bool:
    """Whether one file here is to be converted: not several, no folder, no archive with several files."""
    if len(order.inputs) != 1:
        return False
    from ..batch import holds_several, is_url  # noqa: PLC0415

    name = order.inputs[0]
    return not (is_url(name) or is_url(order.directory or "") or holds_several(Path(name)))


def _check_order(order: Order) -> None:
    """Refuse what does not go together, before anything is read."""
    single = _is_single(order)
    if order.out and order.directory:
        raise UsageError(_("Give either -o for one file or -d for a folder, not both."))
    if order.out and not single:
        raise UsageError(_("-o names one file; for several inputs give a folder with -d."))
    if order.out and order.formats_given and order.formats != (order.out.suffix.lower().lstrip("."),):
        raise UsageError(_("-o {path} and --to differ; give one of them.").format(path=order.out))
    if "-" in order.inputs and not (single and order.out):
        raise UsageError(_("Give -o to say where the text from stdin goes."))
    for option, value in (
        ("--report", order.report),
        ("--reject", order.reject),
        ("--meta", order.meta),
        ("--decisions", order.decisions),
    ):
        if value and not single:
            raise UsageError(_("{option} belongs to one input file.").format(option=option))
    if bool(order.scheduler) != (order.engine == "dask"):
        raise UsageError(_("A cluster takes both: --engine dask --scheduler ADDRESS."))
    if order.revisions != "none" and "docx" not in _formats(order):
        raise UsageError(_("--revisions shows repairs in a Word file; add docx to --to."))
    if order.report:
        streams.check_report(order.report)
    if order.style != "auto":
        from .. import stylesheets  # noqa: PLC0415

        stylesheets.load(order.style)


def _formats(order: Order) -> Sequence[str]:
    return [order.out.suffix.lower().lstrip(".")] if order.out else order.formats


def _check_targets(paths: Sequence[Path], order: Order) -> None:
    """Say before any work which file could not be written.

    Raises:
        UnwritableOutput: for the first of them.
    """
    existing = [path for path in paths if path.exists() and not order.force]
    if len(existing) > 1:
        message = _("{path} and {count} other files exist already; give --force to replace them.")
        raise UnwritableOutput(message.format(path=existing[0], count=len(existing) - 1))
    for path in paths:
        check_target(path, overwrite=order.force)


# One file.


def _convert_one(order: Order) -> None:
    from ..api import convert, format_of, read  # noqa: PLC0415

    name = order.inputs[0]
    targets = [order.out] if order.out else _targets(order)
    try:
        for target in targets:
            format_of(target)
    except UnsupportedFormat as error:
        raise UsageError(str(error)) from error
    written = [*targets, *([order.report] if order.report else [])]
    source = read(streams.read_input(name))
    decisions = order.decisions or beside(targets[0])
    refused = kept(source.review, decisions) if source.review else ""
    _check_apart(name, [*written, *([decisions] if refused else [])])
    _check_targets([path for path in written if path.parent != order.folder or path.parent.is_dir()], order)
    if order.folder:
        make_folder(order.folder)
    result = convert(
        source,
        targets,
        style=order.style,
        mode=order.mode,
        revisions=order.revisions,
        colors=order.colors,
        adapt=order.adapt,
        level=order.level,
        script=order.script,
        reject=order.reject,
        words=order.words,
        untouched=order.untouched,
        uniform_masks=order.uniform_masks,
        model=order.model,
        meta=order.meta,
        overwrite=order.force,
    )
    if order.report:
        streams.write_report(result.report, order.report, overwrite=order.force)
    if refused:
        streams.write_text(refused, decisions, overwrite=True)
    _tell(result, written, decisions if refused else None, order)


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


def _targets(order: Order) -> list[Path]:
    path = Path(order.inputs[0])
    folder = order.folder or path.parent
    return [folder / f"{path.stem}.{suffix}" for suffix in order.formats]


def _check_apart(name: str, paths: Sequence[Path]) -> None:
    """The input is never written, nor one file twice."""
    taken = {Path(name).resolve()} if name != "-" else set()
    for path in paths:
        if path.resolve() in taken:
            message = _(
                "{path} is an input itself or named twice; name another file with -o or folder with -d."
            )
            raise UnwritableOutput(message.format(path=path))
        taken.add(path.resolve())
