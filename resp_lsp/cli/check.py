"""`resp-lsp check`: its options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from resp_lsp.cli.parameters import complete_selectors, complete_version, selectors, version

if TYPE_CHECKING:
    from collections.abc import Callable


Command = TypeVar("Command", bound="Callable[..., Any] | click.Command")
FORMATS = ("full", "concise", "json")


def choosing(name: str, explanation: str) -> Callable[[Command], Command]:
    """An option that chooses rules."""
    return click.option(
        name,
        multiple=True,
        metavar="RULE[,RULE]",
        callback=selectors,
        shell_complete=complete_selectors,
        help=explanation,
    )


@click.command(short_help="Check files.")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--fix", is_flag=True, help="Apply the safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply the suggested fixes too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@choosing("--select", "Run these rules only.")
@choosing("--ignore", "Leave these rules out.")
@choosing("--extend-select", "Run these rules too.")
@click.option(
    "--target-django",
    metavar="VERSION",
    callback=version,
    shell_complete=complete_version,
    help="The Django to check for.",
)
@click.option(
    "--follow-imports/--no-follow-imports",
    default=None,
    help="Follow imported names into the other modules of the project; on by default.",
)
@click.option(
    "--hints/--no-hints",
    default=None,
    help="Show what is likely, too; off by default. Hints alone exit with 0.",
)
@click.option("--output-format", type=click.Choice(FORMATS), default="full", show_default=True)
@click.option("--add-noqa", is_flag=True, help="Silence what is found with `# noqa` comments.")
@click.option(
    "--baseline", type=click.Path(), help="Report no findings that this file knows already."
)
@click.option(
    "--create-baseline", type=click.Path(), help="Write what is found to this file; - prints it."
)
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@click.option(
    "--stdin-filename",
    type=click.Path(),
    help="Check standard input, as the content of this file.",
)
@click.option("--force-exclude", is_flag=True, help="Leave out excluded files that are named, too.")
@click.option("--config", type=click.Path(), help="Use this TOML file, whatever lies nearer.")
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 in spite of findings.")
@click.option("--exit-non-zero-on-fix", is_flag=True, help="Exit with 1 when a fix was applied.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="NO_COLOR and FORCE_COLOR decide where nothing is said.",
)
@click.option("--no-progress", is_flag=True, help="Show no progress bar.")
@click.option(
    "--jobs", "-j", type=click.IntRange(min=0), default=0, help="Processes; 0 for one a core."
)
@click.option("--show-files", is_flag=True, help="List the files that would be checked.")
@click.option("--show-settings", is_flag=True, help="Show the configuration in force.")
@click.pass_context
def check(ctx: click.Context, /, **given: Any) -> None:
    """Check the files at and below PATHS, by default those of the current folder.

    A path of - is standard input. Exits with 0 when nothing is found, 1 when something
    is, 2 when a part of the run could not be done.
    """
    # The linter takes long to load, and a help text does not need it.
    from resp_lsp.cli.checking import carried_out  # noqa: PLC0415 (see above)
    from resp_lsp.cli.request import Request  # noqa: PLC0415 (see above)

    request = Request(**given)
    if request.add_noqa and (request.fix or request.diff or request.reads_stdin):
        raise click.UsageError("--add-noqa is for files, and goes with neither --fix nor --diff")
    others = request.fix, request.diff, request.add_noqa, request.reads_stdin, request.baseline
    if request.create_baseline is not None and any(others):
        raise click.UsageError("--create-baseline goes with no option that changes or reads less")
    ctx.exit(carried_out(request))
