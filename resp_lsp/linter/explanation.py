"""What there is to say of a rule, as Markdown: for the command line and for its page."""

from __future__ import annotations

import re
from textwrap import dedent, indent
from typing import TYPE_CHECKING

from resp_core.versions import DEFAULT, RELEASES
from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import lint
from resp_lsp.linter.selection import ALWAYS
from resp_lsp.rules.finding import Safety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.rules.finding import Fix
    from resp_lsp.rules.rule import Example, Rule

SILENCE = """\
End the line, or the statement, with `# noqa: {code}` or `# resp: ignore[{code}]`. For a file, put \
`# resp: ignore-file[{code}]` on a line of its own. For a project, write `ignore = ["{code}"]` in \
its configuration; `per-file-ignores` does it for some files, `severity` says how bad it is."""
CAUTION = "The fix is a suggestion: it is right in the common case."
SENTENCE_END = re.compile(r"(?<=\.)\s+")
OPT_IN = 'It is off unless it is asked for: `extend-select = ["{code}"]`.'


def explained(rule: Rule) -> str:
    return "\n\n".join(_parts(rule)) + "\n"


def releases(rule: Rule) -> str:
    """The releases of Django that the rule is about."""
    if rule.until is not None:
        return f"Django {rule.since} to {rule.until}"
    return f"Django {rule.since} and later"


def safeties(rule: Rule) -> tuple[Safety, ...]:
    """How safe the fixes are that it offers for its examples, the safest first."""
    offered = {fix.safety for example in rule.examples for fix in fixes(rule, example)}
    return tuple(safety for safety in Safety if safety in offered)


def caution(rule: Rule) -> str:
    """Why a fix of the rule may not be safe: the first sentence of its explanation that says so."""
    sentences = SENTENCE_END.split(rule.explanation)
    found = next((sentence for sentence in sentences if "suggestion" in sentence), CAUTION)
    return " ".join(found.split())


def fixes(rule: Rule, example: Example) -> tuple[Fix, ...]:
    """What the rule offers for the bad code of its example; the linter is asked."""
    target = next(v for v in (DEFAULT, *reversed(RELEASES)) if rule.applies_to(v))
    config = Config(target_django=target, extend_select=(rule.code,), hints=True)
    view = f"def view(request):\n{indent(code(example.bad), '    ')}\n"
    return next((f.fixes for f in lint(view, config) if f.code == rule.code), ())


def code(text: str) -> str:
    """An example's code without the indentation that it has in the rule's file."""
    return dedent(text).strip("\n").rstrip()


def _parts(rule: Rule) -> Iterator[str]:
    yield f"# {rule.code} {rule.name}"
    opt_in = ", opt-in" if rule.is_opt_in else ""
    yield f"*{rule.severity.value}, for {releases(rule)}{opt_in}*"
    yield rule.explanation
    if rule.is_opt_in:
        yield OPT_IN.format(code=rule.code)
    for example in rule.examples:
        yield from _example(rule, example)
    if rule.code not in ALWAYS:
        yield f"## To silence it\n\n{SILENCE.format(code=rule.code)}"
    if rule.links:
        yield "## See also\n\n" + "\n".join(f"- <{link}>" for link in rule.links)


def _example(rule: Rule, example: Example) -> Iterator[str]:
    yield "## Example"
    yield f"```python\n{code(example.bad)}\n```"
    yield f"Django {example.django}."
    offered = [f"- {fix.title} ({fix.safety.value})" for fix in fixes(rule, example)]
    if offered:
        yield "Fixes:\n\n" + "\n".join(offered)
    yield f"Instead:\n\n```python\n{code(example.good)}\n```"
