"""`gongwen convert`: repaired, set, and written as Word and PDF; one file or many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rich_click as click
from click.core import ParameterSource

from ..i18n import gettext as _
from .options import Command, common_options, repair_options, word_options
from .outputoptions import output_options, page_options, review_options, style_options
from .severaloptions import choice_options, worker_options

if TYPE_CHECKING:
    from .order import Order


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
    @output_options
    @style_options
    @page_options
    @review_options
    @repair_options
    @word_options
    @choice_options
    @worker_options
    @common_options
    @click.pass_context
    def convert(ctx: click.RichContext, /, **given: Any) -> int:
        from .order import order_of  # noqa: PLC0415  # as a batch needs it, which help does not

        to = ctx.get_parameter_source("formats")
        return _run(order_of(given, formats_given=to is ParameterSource.COMMANDLINE))

    return convert


def _run(order: Order) -> int:
    from .order import check  # noqa: PLC0415

    check(order)
    if order.single:
        from .single import convert_one  # noqa: PLC0415

        convert_one(order)
        return 0
    from .folders import convert_many  # noqa: PLC0415

    return convert_many(order)
