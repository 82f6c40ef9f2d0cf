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
_NAMES = 3


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
        if lines:
            streams.messages().print(
                _("Font files in other folders are found when GONGWEN_FONT_PATH names them.")
            )

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
