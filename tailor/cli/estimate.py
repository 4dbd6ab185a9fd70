"""`tailor estimate`: read the options, calculate, print. No logic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from tailor.cli.options import format_option
from tailor.terminal.echo import echo
from tailor.terminal.errors import note, user_errors


def _show(name: str, style: str, **given: str | None) -> None:
    """Print the estimate of that name; its notes go to standard error."""
    with user_errors():
        from tailor.estimate import ESTIMATES
        from tailor.show.estimate import estimate_json, estimate_text

        done = ESTIMATES[name](**given)
        for said in done.notes:
            note(said)
        render = estimate_json if style == "json" else estimate_text
        echo(render(done), nl=False)


def _currency_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--currency", metavar="SIGN", help="$, €, £ or a code such as CHF.  [default: $]")(command)


@click.group(short_help="Arithmetic for a number that you do not have yet.")
def estimate() -> None:
    """Arithmetic for a number that you do not have yet, shown step by step.

    Each ends in words for a story of your profile. Write numbers as 80, 1,200, 1.2k or 5M, shares as 40% or 0.4, and
    quote a dollar sign ('$0.50'): a shell takes it for its own.

    \b
    Example:
      tailor estimate inference-cost --qps 80 --cost-per-call 0.0008 --cut 40%
      tailor estimate gpu-hours --help
    """


@estimate.command("inference-cost")
@click.option("--qps", required=True, metavar="N", help="Calls a second while the service is busy.")
@click.option("--cost-per-call", required=True, metavar="MONEY", help="What one call costs.")
@click.option("--cut", required=True, metavar="SHARE", help="How much of that cost is gone.")
@click.option("--duty", metavar="SHARE", help="How much of the time it runs at that load; around the clock by default.")
@_currency_option
@format_option
def inference_cost(style: str, **given: str | None) -> None:
    """Money a month that a cheaper call saves.

    \b
    Example:
      tailor estimate inference-cost --qps 80 --cost-per-call 0.0008 --cut 40% --duty 10%
    """
    _show("inference-cost", style, **given)


@estimate.command("gpu-hours")
@click.option("--gpus", required=True, metavar="N", help="GPUs of one run.")
@click.option("--hours-before", required=True, metavar="TIME", help="How long a run took: 31, 31h or 90 min.")
@click.option("--hours-after", required=True, metavar="TIME", help="How long it takes now.")
@click.option("--runs-per-month", required=True, metavar="N", help="Runs a month.")
@click.option("--price", metavar="MONEY", help="What a GPU costs an hour.")
@_currency_option
@format_option
def gpu_hours(style: str, **given: str | None) -> None:
    """GPU hours, and money, that a shorter run saves.

    \b
    Example:
      tailor estimate gpu-hours --gpus 8 --hours-before 31 --hours-after 6 --runs-per-month 30 --price 2.50
    """
    _show("gpu-hours", style, **given)


@estimate.command("latency-users")
@click.option("--requests-per-day", required=True, metavar="N", help="Requests a day.")
@click.option("--within-before", required=True, metavar="SHARE", help="How many were answered in time.")
@click.option("--within-after", required=True, metavar="SHARE", help="How many are now.")
@click.option("--budget", metavar="TIME", help="The latency budget, for the words: 100ms.")
@format_option
def latency_users(style: str, **given: str | None) -> None:
    """Requests a day that are now answered in time.

    \b
    Example:
      tailor estimate latency-users --requests-per-day 5M --within-before 92% --within-after 99% --budget 100ms
    """
    _show("latency-users", style, **given)


@estimate.command("fraud-loss", short_help="Money that is no longer lost to fraud.")
@click.option("--volume", metavar="MONEY", help="Money that goes through, a month.")
@click.option("--transactions", metavar="N", help="Or: transactions a month,")
@click.option("--average", metavar="MONEY", help="and what one is worth.")
@click.option("--loss-rate-before", required=True, metavar="SHARE", help="How much of the money was lost.")
@click.option("--loss-rate-after", required=True, metavar="SHARE", help="How much is lost now.")
@_currency_option
@format_option
def fraud_loss(style: str, **given: str | None) -> None:
    """Money a month, a quarter and a year that is no longer lost.

    \b
    Example:
      tailor estimate fraud-loss --volume 40M --loss-rate-before 0.30% --loss-rate-after 0.22%
      tailor estimate fraud-loss --transactions 1.2M --average 35 --loss-rate-before 0.30% --loss-rate-after 0.22%
    """
    _show("fraud-loss", style, **given)


@estimate.command("engineer-hours")
@click.option("--people", required=True, metavar="N", help="How many did the work.")
@click.option("--hours-before", required=True, metavar="TIME", help="Time of each a week: 3, 3h or 45 min.")
@click.option("--hours-after", required=True, metavar="TIME", help="Time of each a week now; 0 if none.")
@click.option("--rate", metavar="MONEY", help="What an hour costs.")
@click.option("--weeks", metavar="N", help="Working weeks a year.  [default: 46]")
@_currency_option
@format_option
def engineer_hours(style: str, **given: str | None) -> None:
    """Hours, and money, that people no longer spend.

    \b
    Example:
      tailor estimate engineer-hours --people 12 --hours-before 3h --hours-after 30min --rate 90
    """
    _show("engineer-hours", style, **given)


@estimate.command("storage")
@click.option("--size", required=True, metavar="SIZE", help="What is stored: 40TB or 40,000 GB.")
@click.option("--cut", required=True, metavar="SHARE", help="How much of it is gone.")
@click.option("--price", required=True, metavar="MONEY", help="What a GB costs a month.")
@_currency_option
@format_option
def storage(style: str, **given: str | None) -> None:
    """Money a month that smaller storage saves.

    \b
    Example:
      tailor estimate storage --size 40TB --cut 35% --price 0.023
    """
    _show("storage", style, **given)
