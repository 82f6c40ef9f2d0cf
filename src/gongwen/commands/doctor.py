"""`gongwen doctor`: what is missing on this machine, and what to do about it."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import rich_click as click

from ..i18n import gettext as _
from ..i18n import language
from . import streams
from .options import Command

_PACKAGES = {
    "chardet": "chardet",
    "click": "click",
    "lxml": "lxml.etree",
    "numpy": "numpy",
    "opencc": "opencc",
    "pdfminer.six": "pdfminer",
    "pillow": "PIL",
    "pylopdf-fonts-zh-cn": "pylopdf_fonts_zh_cn",
    "pypdfium2": "pypdfium2",
    "python-docx": "docx",
    "reportlab": "reportlab",
    "rich": "rich",
    "rich-click": "rich_click",
    "uharfbuzz": "uharfbuzz",
}
"""Distributions that gongwen depends on, and the module that each is imported as."""

_OPENCC_RIVALS = ("opencc-py", "opencc-python-reimplemented")
"""Distributions that install into the same folder as opencc; the last one wins without a word."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    found: str
    advice: str = ""
    """What to do; empty when all is well."""
    fatal: bool = False
    """Without it gongwen does not work rightly."""


def command() -> click.Command:
    """The command, in the user's language."""

    @click.command("doctor", cls=Command, help=_("Check this machine, and say what to do for each gap."))
    def doctor() -> int:
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        findings = list(examine())
        for finding in findings:
            sign, style = (
                ("✓", "green") if not finding.advice else ("✗", "red") if finding.fatal else ("!", "yellow")
            )
            told = Text(finding.found)
            if finding.advice:
                told.append("\n" + finding.advice, style=style)
            table.add_row(Text(sign, style=style), finding.what, told)
        streams.print_table(table)
        return 1 if any(finding.fatal and finding.advice for finding in findings) else 0

    return doctor


def examine() -> Iterator[Finding]:
    """All findings, in the order in which they are shown."""
    yield Finding("gongwen", _version("gongwen"))
    yield _python()
    for name, module in _PACKAGES.items():
        yield _package(name, module)
    yield _opencc()
    yield from _faces()
    yield _office()
    yield _cache()
    yield Finding(_("Language"), f"{language()} ({_encoding()})")


def _python() -> Finding:
    advice = "" if sys.version_info >= (3, 11) else _("Install Python 3.11 or newer.")
    return Finding("Python", f"{platform.python_version()}, {platform.platform()}", advice, fatal=True)


def _package(name: str, module: str) -> Finding:
    try:
        import_module(module)
        return Finding(name, _version(name))
    except Exception as error:  # a broken binary raises anything
        advice = _("Install it anew: {command}").format(command=f"pip install --force-reinstall {name}")
        return Finding(name, f"{type(error).__name__}: {error}", advice, fatal=True)


def _opencc() -> Finding:
    rivals = [name for name in _OPENCC_RIVALS if _installed(name)]
    what = _("OpenCC converts")
    if rivals:
        command = f"pip uninstall {' '.join(rivals)}; pip install --force-reinstall opencc"
        advice = _("They overwrite opencc: {command}").format(command=command)
        return Finding(what, ", ".join(rivals), advice, fatal=True)
    try:
        converted = import_module("opencc").OpenCC("t2s").convert("漢語")
    except Exception as error:
        converted = f"{type(error).__name__}: {error}"
    advice = (
        "" if converted == "汉语" else _("Install it anew: {command}").format(command="pip install opencc")
    )
    return Finding(what, f"漢語 → {converted}", advice, fatal=True)


def _installed(name: str) -> bool:
    try:
        _version(name)
    except ModuleNotFoundError:
        return False
    return True


def _version(name: str) -> str:
    """Of an installed package.

    Raises:
        ModuleNotFoundError: It is not installed.
    """
    from importlib import metadata  # noqa: PLC0415  # 10 ms, and all commands load this module

    return metadata.version(name)


def _faces() -> Iterator[Finding]:
    from ..model import FontError  # noqa: PLC0415
    from ..typesetting.fonts import resolve  # noqa: PLC0415
    from .fonts import advice, remark  # noqa: PLC0415

    try:
        resolutions = resolve()
    except FontError as error:
        yield Finding(_("Faces"), _("none"), str(error), fatal=True)
        return
    for resolution in resolutions:
        told = _("; ").join((resolution.face.family, remark(resolution)))
        yield Finding(resolution.role.value, told, advice(resolution))


def _office() -> Finding:
    from ..reading.office import find_extractor, find_office  # noqa: PLC0415

    what = _("Old formats (.doc .wps)")
    if found := find_office():
        return Finding(what, found)
    if found := find_extractor():
        return Finding(what, found, _("It loses automatic numbers such as 一、; LibreOffice keeps them."))
    advice = _("To read them, install LibreOffice; .docx and everything else is read without it.")
    return Finding(what, _("none"), advice)


def _cache() -> Finding:
    from ..typesetting.fontindex import cache_folder  # noqa: PLC0415

    folder = cache_folder()
    place = next(p for p in (folder, *folder.parents) if p.exists())
    advice = (
        "" if _writable(place) else _("Nothing may be written there; every start searches the fonts anew.")
    )
    return Finding(_("Cache"), str(folder), advice)


def _writable(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK)


def _encoding() -> str:
    return getattr(sys.stdout, "encoding", None) or "?"
