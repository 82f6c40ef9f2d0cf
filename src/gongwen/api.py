"""What `import gongwen` offers: read, repair, parse, typeset, write, and all of it in `convert`."""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from . import metadata, outputs, parsing, reading, repairing, reporting, revising
from .decisions import load_refusals, refusals_of
from .i18n import gettext as _
from .model import (
    NOTHING,
    Adaptation,
    Document,
    Edit,
    Folder,
    Given,
    Level,
    Notice,
    Pages,
    Refusal,
    Repaired,
    Source,
    Style,
    UsageError,
    kept_in,
)

if TYPE_CHECKING:
    from .checking import Verdict

Input = str | os.PathLike[str] | bytes | BinaryIO
Elements = str | os.PathLike[str] | Mapping[str, object] | None
"""Elements given beside a text: a TOML file, or a mapping as it would hold."""
Rejections = str | os.PathLike[str] | Sequence[Refusal | Edit | Mapping[str, object]] | None


@dataclass(frozen=True, slots=True)
class Result:
    """What `convert` made of one input."""

    source: Source
    repaired: Repaired
    document: Document
    paths: tuple[Path, ...]
    notices: tuple[Notice, ...]

    @property
    def report(self) -> reporting.Report:
        """The JSON object of the report, format `gongwen-report/1`."""
        return reporting.build(self.repaired, self.document, self.notices)


def read(source: Input, *, name: str | None = None) -> Source:
    """Read a file, bytes or an open binary file.

    Raises:
        UnreadableInput: It is missing, empty, damaged, or in no encoding that can be told.
        UnsupportedFormat: Its format is not one of those that are read.
    """
    if not (isinstance(source, str | os.PathLike | bytes) or hasattr(source, "read")):
        message = _("read takes a path, bytes or a file open for reading bytes, not {type}.")
        raise UsageError(message.format(type=type(source).__name__))
    if isinstance(source, io.TextIOBase):
        raise UsageError(_("Open the file for reading bytes (mode rb), or give its text to read_text."))
    return reading.read(source, name=name)


def read_text(text: str, name: str = "") -> Source:
    """A source of text that is already decoded."""
    if not isinstance(text, str):
        raise UsageError(_("read_text takes text, not {type}.").format(type=type(text).__name__))
    return Source.from_text(text, name)


def repair(
    source: Source,
    *,
    level: str | Level = Level.LIKELY,
    reject: Rejections = None,
    script: str = "auto",
    words: Collection[str] = (),
    untouched: Collection[str] = (),
    folder: Folder | None = None,
    uniform_masks: bool = False,
    model: str | os.PathLike[str] | None = None,
) -> Repaired:
    """Repair what copying and scraping broke; every difference is an edit of the result.

    Args:
        source: What `read` or `read_text` gave.
        level: `certain`, `likely` or `all`: the least sure repairs that are applied.
        reject: Repairs that were refused: a decisions file or a report by its path, or edits, entries of a
            report, refusals.
        script: `auto`, `keep` or `simplified`.
        words: Words that the text may use though no dictionary has them: people, places, offices, phrases.
        untouched: Phrases that no repair may change.
        folder: What is known from the other files of its folder.
        uniform_masks: Whether masked names and dates (xx大学, *月*日) are all written with the sign ×.
        model: A masked language model in ONNX, `vocab.txt` beside it: a second opinion on what is doubtful.
    """
    if not isinstance(source, Source):
        raise UsageError(
            _("repair takes what read or read_text gave, not {type}.").format(type=type(source).__name__)
        )
    if script not in ("auto", "keep", "simplified"):
        raise UsageError(_("Unknown script {script}: use auto, keep or simplified.").format(script=script))
    refused = _refusals(reject, source)
    mend = partial(
        repairing.repair,
        level=level_of(level),
        script=script,
        words=_phrases("words", words),
        untouched=_phrases("untouched", untouched),
        folder=folder,
        uniform_masks=uniform_masks,
        model=os.fspath(model) if model else "",
    )
    kept = metadata.front_matter(source.text).length
    if not kept:
        return mend(source, refused=refused)
    behind, refused = metadata.source_behind(source, kept), metadata.refusals_behind(refused, kept)
    repaired = mend(behind, refused=refused)
    edits = metadata.edits_behind(repaired.edits, kept)
    return Repaired(source, source.text[:kept] + repaired.text, edits)


def level_of(level: str | Level) -> Level:
    """The level of that name.

    Raises:
        UsageError: There is none.
    """
    if isinstance(level, Level):
        return level
    names = {"certain": Level.CERTAIN, "likely": Level.LIKELY, "all": Level.DOUBTFUL}
    if level not in names:
        raise UsageError(_("Unknown level {level}: use certain, likely or all.").format(level=level))
    return names[level]


def _phrases(name: str, given: Collection[str]) -> frozenset[str]:
    """A list of words or phrases, each without blanks round it.

    Raises:
        UsageError: It is no list of texts.
    """
    if isinstance(given, str) or not all(isinstance(phrase, str) for phrase in given):
        raise UsageError(_("{name} takes a list of texts.").format(name=name))
    return frozenset(phrase.strip() for phrase in given) - {""}


def _refusals(reject: Rejections, source: Source) -> Sequence[Refusal]:
    """What is refused: as given, and in a Word file that somebody reviewed."""
    reviewed = source.review.refusals if source.review else ()
    if reject is None:
        return reviewed
    given = load_refusals(reject) if isinstance(reject, str | os.PathLike) else refusals_of(reject)
    return (*given, *reviewed)


def parse(text: Repaired | str, *, meta: Elements = None) -> Document:
    """Tell what each line of a text is.

    Args:
        text: What `repair` gave, or text. Front matter in it is read, and is no part of the document.
        meta: Elements that the text does not hold: a TOML file by its path, or a mapping. They are added as
            blocks, or take the place of what the text has; a notice of the document says so.

    Raises:
        MetadataError: A key there or in the front matter is unknown, or a value wrong.
    """
    whole = text if isinstance(text, str) else text.text
    front = metadata.front_matter(whole)
    kept = NOTHING if isinstance(text, str) else kept_in(text)
    document = parsing.parse(whole, front.length, (front.given, _elements(meta)), kept)
    return replace(document, notices=front.notices + document.notices) if front.notices else document


def _elements(meta: Elements) -> Given:
    if meta is None:
        return ()
    return metadata.of_mapping(meta) if isinstance(meta, Mapping) else metadata.load(meta)


def style_for(
    document: Document, style: str | os.PathLike[str] | Style = "auto", adapt: Adaptation | None = None
) -> Style:
    """The layout of that name or file; `auto` takes the one that suits the document.

    Args:
        document: What `parse` gave.
        style: A layout by name or file, or `auto`.
        adapt: What this document wants otherwise: duplex, room for seals, margins of the Word file.

    Raises:
        StyleError: There is no such style, or it holds a wrong key or value.
    """
    from . import stylesheets  # noqa: PLC0415

    if style == "auto":
        style = document.layout if document.layout in stylesheets.names() else "general"
    found = style if isinstance(style, Style) else stylesheets.load(os.fspath(style))
    return found.adapted(adapt) if adapt else found


def typeset(
    document: Document,
    *,
    style: str | os.PathLike[str] | Style = "auto",
    mode: str = "word",
    adapt: Adaptation | None = None,
) -> Pages:
    """Set a document on pages.

    Args:
        document: What `parse` gave.
        style: A layout by name or file, or `auto`.
        mode: `word` breaks lines where Word breaks them, `fine` best over the whole paragraph.
        adapt: As for `style_for`.
    """
    from . import typesetting  # noqa: PLC0415

    if mode not in ("word", "fine"):
        raise UsageError(_("Unknown mode {mode}: use word or fine.").format(mode=mode))
    return typesetting.typeset(document, style_for(document, style, adapt), mode)


def write(
    document: Document,
    path: str | os.PathLike[str],
    *,
    style: str | os.PathLike[str] | Style = "auto",
    mode: str = "word",
    colors: str = "rgb",
    adapt: Adaptation | None = None,
    overwrite: bool = True,
) -> Path:
    """Write a document as .docx, .pdf, .txt or .md, by the suffix of `path`; returns the path.

    Args:
        document: What `parse` gave.
        path: Where to.
        style: A layout by name or file, or `auto`.
        mode: As for `typeset`.
        colors: Of a PDF: `rgb`, or `cmyk` for a print shop (black ink alone, red as magenta and yellow).
        adapt: What this document wants otherwise than its style says.
        overwrite: Whether a file that is there is replaced.

    Raises:
        UnsupportedFormat: The suffix is none of these.
        UnwritableOutput: The place cannot be written, or holds a file and `overwrite` is off.
    """
    target = Path(path)
    chosen = style_for(document, style, adapt)
    _write_all(document, [target], chosen, mode, overwrite=overwrite, colors=colors)
    return target


def convert(
    source: Input | Source,
    targets: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    style: str | os.PathLike[str] | Style = "auto",
    mode: str = "word",
    level: str | Level = Level.LIKELY,
    script: str = "auto",
    reject: Rejections = None,
    words: Collection[str] = (),
    untouched: Collection[str] = (),
    folder: Folder | None = None,
    uniform_masks: bool = False,
    model: str | os.PathLike[str] | None = None,
    meta: Elements = None,
    revisions: str = "none",
    colors: str = "rgb",
    adapt: Adaptation | None = None,
    overwrite: bool = True,
) -> Result:
    """Read, repair, parse, typeset and write; one file for each target (or the only one), by its suffix.

    The arguments are those of the functions that it calls, and `revisions`: whether the .docx shows `all`
    repairs as revisions of Word, the `doubtful` ones only, or `none`.

    Raises:
        GongwenError: As the functions that it calls.
    """
    revising.check_mode(revisions)
    if isinstance(targets, str | os.PathLike):
        targets = [targets]
    paths = [Path(target) for target in targets]
    for path in paths:
        outputs.format_of(path)
    found = source if isinstance(source, Source) else read(source)
    repaired = repair(
        found,
        level=level,
        reject=reject,
        script=script,
        words=words,
        untouched=untouched,
        folder=folder,
        uniform_masks=uniform_masks,
        model=model,
    )
    document = parse(repaired, meta=meta)
    write_word = (
        None
        if revisions == "none"
        else partial(
            revising.write_revised,
            repaired=repaired,
            document=document,
            mode=revisions,
            refused=_refusals(reject, found),
        )
    )
    chosen = style_for(document, style, adapt)
    written = _write_all(
        document, paths, chosen, mode, overwrite=overwrite, colors=colors, write_word=write_word
    )
    notices = document.notices + written
    return Result(found, repaired, document, tuple(paths), found.notices + notices)


def _write_all(
    document: Document,
    paths: Sequence[Path],
    style: Style,
    mode: str,
    *,
    overwrite: bool,
    colors: str,
    write_word: outputs.WriteWord | None = None,
) -> tuple[Notice, ...]:
    """Set the pages, where there are any, and write every target."""
    pages = typeset(document, style=style, mode=mode) if outputs.need_pages(paths) else None
    return outputs.write_all(
        document, paths, style, pages, overwrite=overwrite, colors=colors, write_word=write_word
    )


def check(source: Input, *, name: str | None = None) -> Verdict:
    """Check a finished .pdf or .docx, whoever made it, against GB/T 9704—2012.

    Iterating the verdict gives its findings, each with rule, level (`error`, `warning`, `info`), page, place,
    what was found and what is wanted.

    Args:
        source: A path, bytes or an open binary file.
        name: What the file is called in messages; default its path.

    Raises:
        UnreadableInput: It is missing, damaged, wants a password, or is a scan without text.
        UnsupportedFormat: It is neither a PDF nor a Word file.
    """
    from .checking import check as check_  # noqa: PLC0415  # finished files are seldom checked
    from .checking.opening import load  # noqa: PLC0415

    if isinstance(source, io.TextIOBase):
        raise UsageError(_("Open the file for reading bytes (mode rb)."))
    return check_(*load(source, name))
