"""`gongwen fonts`: which face draws each role on this machine, and how to get a better one."""

from __future__ import annotations

import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from ..i18n import gettext as _
from ..i18n import ngettext
from . import streams
from .options import Command

if TYPE_CHECKING:
    from ..typesetting.fonts import Resolution

_HOLES_SHOWN = 12
_NAMES = 3
_DEBIAN_PACKAGES = "fonts-noto-cjk fonts-noto-cjk-extra fonts-lxgw-wenkai texlive-lang-chinese"
_USER_FOLDER = "~/.local/share/fonts"
_PLATFORMS = {"win32": "windows", "darwin": "macos"}
_DISTRIBUTIONS = {
    "kylin": {"kylin", "openkylin", "neokylin", "uos", "uniontech", "deepin"},
    "debian": {"debian", "ubuntu", "linuxmint"},
}


def command() -> click.Command:
    """The command, in the user's language."""

    @click.command(
        "fonts", cls=Command, help=_("Show which face draws each role, and how to get better ones.")
    )
    def fonts() -> None:
        from rich.table import Table  # noqa: PLC0415

        from ..typesetting.fonts import resolve  # noqa: PLC0415

        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        table.add_column(_("Role"), no_wrap=True)
        table.add_column(_("Face"), no_wrap=True)
        table.add_column(_("Remark"), overflow="fold")
        table.add_column(_("File"), overflow="fold")
        resolutions = resolve()
        for resolution in resolutions:
            face = resolution.face
            table.add_row(resolution.role.value, face.family, remark(resolution), Path(face.path).name)
        streams.print_table(table)
        lines = [line for line in map(advice, resolutions) if line]
        for line in lines:
            streams.messages().print(line)
        for line in ways() if lines else ():
            streams.messages().print(line)

    return fonts


def remark(resolution: Resolution) -> str:
    """Whether the face is of the class that the role asks for, and what it lacks."""
    parts = [_("a stand-in") if resolution.face.stand_in else _("as it should be")]
    if resolution.refused:
        message = _("{names} may not be embedded")
        parts.append(message.format(names=_(", ").join(resolution.refused)))
    if resolution.holes:
        message = ngettext(
            "lacks {count} character: {characters}",
            "lacks {count} characters: {characters}",
            len(resolution.holes),
        )
        shown = resolution.holes[:_HOLES_SHOWN] + ("…" if len(resolution.holes) > _HOLES_SHOWN else "")
        parts.append(message.format(count=len(resolution.holes), characters=shown))
        if not resolution.missing:
            parts.append(_("other faces draw them"))
    return _("; ").join(parts)


def advice(resolution: Resolution) -> str:
    """What to do about a role that a stand-in draws; empty when none does."""
    from ..typesetting.fonts import candidates  # noqa: PLC0415

    if not resolution.face.stand_in:
        return ""
    official, free = candidates(resolution.role)
    names = _(", ").join(official[:_NAMES])
    if not free:
        return _("{role}: install {names}.").format(role=resolution.role.value, names=names)
    message = _("{role}: install {names}, or a free one: {free}.")
    return message.format(role=resolution.role.value, names=names, free=_(", ").join(free[:_NAMES]))


def ways() -> list[str]:
    """How to get better faces on this system; on one that is not known, all that is known."""
    known = {
        "debian": _("Debian, Ubuntu: sudo apt install {packages}").format(packages=_DEBIAN_PACKAGES),
        "windows": _(
            "Windows: Settings, Optional features, add “Chinese (Simplified) Supplemental Fonts”: "
            "仿宋, 楷体 and 黑体."
        ),
        "macos": _(
            "macOS: Font Book, download STFangsong, Kaiti SC, Heiti SC and Songti SC if they are grey."
        ),
        "kylin": _(
            "Kylin, UOS: faces of WPS Office are found; put those of the office into {folder}."
        ).format(folder=_USER_FOLDER),
    }
    own = system()
    lines = [known[own]] if own in known else list(known.values())
    return [
        *lines,
        _("方正小标宋 comes from its maker; most offices own it."),
        _("Font files in other folders are found when GONGWEN_FONT_PATH names them."),
    ]


def system() -> str:
    """The family of systems that this one is of; empty if it is none that is known."""
    if sys.platform in _PLATFORMS:
        return _PLATFORMS[sys.platform]
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return ""
    names = {release.get("ID", "").lower(), *release.get("ID_LIKE", "").lower().split()}
    return next((family for family, ids in _DISTRIBUTIONS.items() if names & ids), "")
