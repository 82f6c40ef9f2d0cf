"""The options of `convert` for many files: which of them, by how many workers, here or on a cluster."""

from __future__ import annotations

import rich_click as click

from ..i18n import gettext as _
from .options import F, WholeNumber, with_options


def choice_options(command: F) -> F:
    """`--include`, `--exclude`."""
    return with_options(
        command,
        click.option(
            "--include",
            multiple=True,
            metavar="GLOB",
            help=_("Of a folder only files whose name or path below it is like this: *.txt, 2024/*."),
        ),
        click.option(
            "--exclude", multiple=True, metavar="GLOB", help=_("Of a folder not the files like this.")
        ),
    )


def worker_options(command: F) -> F:
    """`-j`, `--timeout`, `--memory`, `--engine`, `--scheduler`."""
    return with_options(
        command,
        click.option(
            "-j",
            "--jobs",
            type=WholeNumber(1),
            metavar="N",
            help=_("How many files to convert side by side; default: one for each processor."),
        ),
        click.option(
            "--timeout",
            type=WholeNumber(1),
            default=120,
            show_default=True,
            metavar="SECONDS",
            help=_("How long one file of several may take."),
        ),
        click.option(
            "--memory",
            type=WholeNumber(512),
            default=2048,
            show_default=True,
            metavar="MB",
            help=_("How much memory one file of several may take, where the system can hold it to that."),
        ),
        click.option(
            "--engine",
            type=click.Choice(["local", "dask"]),
            default="local",
            show_default=True,
            help=_(
                "Where several files are converted: on this machine, or on a cluster with a shared folder."
            ),
        ),
        click.option(
            "--scheduler",
            default="",
            metavar="ADDRESS",
            help=_("The dask scheduler of the cluster: tcp://10.0.0.1:8786."),
        ),
    )
