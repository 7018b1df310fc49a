"""`resp-lsp check`: what it does."""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING

import click

from resp_lsp.analysis.source.text import Lines
from resp_lsp.cli.diff import diff_of
from resp_lsp.cli.progress import Progress
from resp_lsp.cli.report import Report, displayed
from resp_lsp.cli.settings import settings_text
from resp_lsp.cli.summary import baseline_summary, diff_summary, noqa_summary, summary
from resp_lsp.linter.baseline import written_baseline
from resp_lsp.linter.errors import InputError
from resp_lsp.linter.files import source_of, write_new
from resp_lsp.linter.run import FileResult, check, check_source
from resp_lsp.linter.walk import excluded, targets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lsp.cli.request import Request
    from resp_lsp.linter.settings import Settings
    from resp_lsp.linter.walk import Found

FORMATS = {
    "full": "resp_lsp.cli.full",
    "concise": "resp_lsp.cli.concise",
    "json": "resp_lsp.cli.json_output",
}
"""The module of each output format: `render` gives the findings, `statistics` their counts."""
FAILED = 2


def carried_out(request: Request) -> int:
    """The exit code, after everything is printed."""
    click.get_current_context().color = request.coloured
    try:
        settings = request.settings()
        if request.show_settings:
            click.echo(settings_text(settings.above(request.folder)))
            return 0
        if request.reads_stdin:
            return reported(
                Report((stdin_result(request, settings),), request.options.safeties), request
            )
    except InputError as error:
        show_error(error)
        return FAILED
    found = targets(request.paths or (".",), settings, force_exclude=request.force_exclude)
    if request.show_files:
        return show_files(found)
    return reported(Report(file_results(request, found), request.options.safeties), request)


def stdin_result(request: Request, settings: Settings) -> FileResult:
    """
    Raises:
        InputError: the configuration cannot be understood, or the text not be decoded.
    """
    name = request.stdin_filename
    path = "-" if name is None else os.path.abspath(name)  # noqa: PTH100 (plain strings in linter)
    config = settings.above(request.folder)
    source = source_of(path, sys.stdin.buffer.read())
    if name and request.force_exclude and excluded(path, config):
        result = FileResult(path, source.text)
    else:
        result = check_source(source, config, request.options)
    if request.fix and not request.diff:
        click.echo(source.encoding.encode(result.text), nl=False)
    return result


def file_results(request: Request, found: Iterable[Found]) -> tuple[FileResult, ...]:
    results: list[FileResult] = []
    with Progress(shown=not request.no_progress and sys.stderr.isatty()) as progress:
        for batch in check(progress.counted(found), request.options):
            results += batch.results
            progress.advance(batch.files)
    if not progress.found:
        warning = click.style("warning", fg="yellow", bold=True)
        click.echo(f"{warning}: no Python file was found under the given paths", err=True)
    return tuple(results)


def show_files(found: Iterable[Found]) -> int:
    code = 0
    for target in found:
        if isinstance(target, InputError):
            show_error(target)
            code = FAILED
        else:
            click.echo(target.path)
    return code


def reported(report: Report, request: Request) -> int:
    for error in report.errors:
        show_error(error)
    for result in report.results:
        show_skipped(result)
    if request.diff:
        return diff_reported(report, request)
    if request.add_noqa:
        click.echo(noqa_summary(report))
        return FAILED if report.incomplete else 0
    if request.create_baseline is not None:
        return baseline_created(report, request.create_baseline)
    # With --fix the fixed text of standard input goes to standard output.
    aside = request.fix and request.reads_stdin
    output = importlib.import_module(FORMATS[request.output_format])
    for part in output.statistics(report) if request.statistics else output.render(report):
        click.echo(part, err=aside)
    if request.output_format != "json" and (text := summary(report)):
        click.echo(text, err=aside)
    if report.incomplete:
        return FAILED
    if report.applied and request.exit_non_zero_on_fix:
        return 1
    return int(report.has_faults and not request.exit_zero)


def baseline_created(report: Report, path: str) -> int:
    """Write what is found, unless a part of the run could not be done: that part would be new."""
    if report.incomplete:
        return FAILED
    root = os.path.dirname(os.path.abspath(path)) if path != "-" else os.getcwd()  # noqa: PTH100, PTH109, PTH120 (plain strings in linter)
    found = ((os.path.abspath(r.path), r.text, r.findings) for r in report.results)  # noqa: PTH100 (the same)
    text = written_baseline(found, root)
    if path == "-":
        click.echo(text, nl=False)
        return 0
    try:
        write_new(path, text)
    except InputError as error:
        show_error(error)
        return FAILED
    click.echo(baseline_summary(report, displayed(path)))
    return 0


def diff_reported(report: Report, request: Request) -> int:
    changed = [result for result in report.results if result.before is not None]
    for result in changed:
        click.echo(diff_of(result), nl=False)
    click.echo(diff_summary(report), err=True)
    if report.incomplete:
        return FAILED
    return int(bool(changed) and not request.exit_zero)


def show_skipped(result: FileResult) -> None:
    """Say where the analysis of a file stopped short; one line, whatever there is."""
    if not result.skipped:
        return
    first, *others = result.skipped
    place = displayed(result.path)
    if first.span is not None:
        place = f"{place}:{Lines(result.text).position(first.span.start).line + 1}"
    reason = first.reason if first.path is None else f"{displayed(first.path)}: {first.reason}"
    more = f" (and {len(others)} more)" if others else ""
    warning = click.style("warning", fg="yellow", bold=True)
    click.echo(f"{warning}: {place}: not followed further: {reason}{more}", err=True)


def show_error(error: InputError) -> None:
    place = displayed(error.path)
    if error.line is not None:
        place = f"{place}:{error.line}"
    click.echo(f"{click.style('error', fg='red', bold=True)}: {place}: {error.message}", err=True)
