"""`gongwen fonts`: which face draws each role on this machine, and how to get a better one."""

from __future__ import annotations

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
        for line in advice(resolutions):
            streams.messages().print(line)

    return fonts


def remark(resolution: Resolution) -> str:
    """Whether the face is of the class that the role asks for, and what it lacks."""
    parts = [_("a stand-in") if resolution.face.stand_in else _("as it should be")]
    if resolution.holes:
        message = ngettext(
            "lacks {count} character: {characters}",
            "lacks {count} characters: {characters}",
            len(resolution.holes),
        )
        shown = resolution.holes[:_HOLES_SHOWN] + ("…" if len(resolution.holes) > _HOLES_SHOWN else "")
        parts.append(message.format(count=len(resolution.holes), characters=shown))
    return _("; ").join(parts)


def advice(resolutions: list[Resolution]) -> list[str]:
    """What to do about the roles that a stand-in draws."""
    roles = [resolution.role.value for resolution in resolutions if resolution.face.stand_in]
    if not roles:
        return []
    return [
        _(
            "For {roles} install the official faces (仿宋_GB2312, 楷体_GB2312, 方正小标宋简体), or free ones:"
            " on Debian and Ubuntu apt install fonts-noto-cjk texlive-lang-chinese."
        ).format(roles=_(", ").join(roles)),
        _("Font files in another folder are found when GONGWEN_FONT_PATH names it."),
    ]
