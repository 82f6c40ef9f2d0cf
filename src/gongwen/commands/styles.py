"""`gongwen styles`: the layouts there are."""

from __future__ import annotations

import rich_click as click

from ..i18n import gettext as _
from ..i18n import language
from . import streams
from .options import Command


def command() -> click.Command:
    """The command, in the user's language."""

    @click.command("styles", cls=Command, help=_("List the layouts: name, what it is for, its file."))
    def styles() -> None:
        from rich.table import Table  # noqa: PLC0415

        from .. import stylesheets  # noqa: PLC0415

        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        for title in (_("Name"), _("Layout"), _("File")):
            table.add_column(title, no_wrap=True)
        for name in stylesheets.names():
            label = stylesheets.load(name).labels.get(language(), name)
            table.add_row(name, label, str(stylesheets.path_of(name)))
        streams.print_table(table)
        streams.messages().print(
            _('Your own layout is a TOML file that begins with extends = "general"; give it with --style.')
        )

    return styles
