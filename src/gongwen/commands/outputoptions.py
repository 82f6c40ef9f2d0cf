"""The options of `convert` that say what is written, and how it looks."""

from __future__ import annotations

import rich_click as click

from ..i18n import gettext as _
from .options import F, FormatList, all_formats, given_once, with_options


def output_options(command: F) -> F:
    """`-o`, `-d`, `--to`, `--report`."""
    return with_options(
        command,
        click.option(
            "-o",
            "--output",
            multiple=True,
            metavar="OUT",
            help=_("The file to write; its suffix is its format. May be given several times."),
        ),
        given_once("-d", "--directory", metavar="DIR", help=_("The folder to write into; made if need be.")),
        click.option(
            "--to",
            "formats",
            multiple=True,
            type=FormatList(),
            callback=all_formats,
            default=["docx,pdf"],
            show_default=True,
            metavar="FORMATS",
            help=_("What to write: docx, pdf, txt, md, with commas between them."),
        ),
        given_once(
            "--report",
            metavar="FILE",
            help=_("Write what was changed and why: .html to read, .json for programs."),
        ),
    )


def style_options(command: F) -> F:
    """`--style`, `--meta`, `--mode`, `--colors`."""
    return with_options(
        command,
        click.option(
            "--style",
            default="auto",
            show_default=True,
            metavar="NAME|FILE",
            help=_("The layout: auto, a name that “gongwen styles” lists, or a TOML file of your own."),
        ),
        given_once(
            "--meta",
            metavar="FILE",
            help=_("Elements that the text does not hold, as TOML: issuer, number, signer, copies …"),
        ),
        click.option(
            "--mode",
            type=click.Choice(["word", "fine"]),
            default="word",
            show_default=True,
            help=_("Break lines where Word breaks them, or best over the whole paragraph."),
        ),
        click.option(
            "--colors",
            type=click.Choice(["rgb", "cmyk"]),
            default="rgb",
            show_default=True,
            help=_("Colors of the PDF: for offices and archives, or the inks of a print shop."),
        ),
    )


def page_options(command: F) -> F:
    """`--duplex`, `--seal`, `--word-margins`."""
    return with_options(
        command,
        click.option(
            "--duplex/--simplex",
            default=None,
            help=_("Mirrored margins, for print on both sides; default: what the style says."),
        ),
        click.option(
            "--seal/--no-seal",
            default=None,
            help=_("Room for the seals of those who sign; default: what the style says."),
        ),
        click.option(
            "--word-margins",
            type=click.Choice(["9704", "33476.2"]),
            help=_("Margins of the Word file: 37 and 35 mm (GB/T 9704), or 34.6 and 32.6 mm (GB/T 33476.2)."),
        ),
    )


def review_options(command: F) -> F:
    """`--revisions`, `--decisions`."""
    return with_options(
        command,
        click.option(
            "--revisions",
            type=click.Choice(["all", "doubtful", "none"]),
            default="none",
            show_default=True,
            help=_(
                "Show repairs in the Word file as revisions on the source: all, those not certain, or none."
            ),
        ),
        given_once(
            "--decisions",
            metavar="FILE",
            help=_("Where refused repairs of a reviewed Word file are kept; default: NAME.decisions.json."),
        ),
    )
