"""The options that more than one command has."""

from __future__ import annotations

from pathlib import Path

import click

profile_option = click.option(
    "--profile",
    "profile_path",
    type=click.Path(path_type=Path),
    envvar="TAILOR_PROFILE",
    help="Your facts; the default is shown by: tailor profile path.",
)
job_option = click.option("--job", default="", metavar="ID", help="Which row, for a file of several postings.")
