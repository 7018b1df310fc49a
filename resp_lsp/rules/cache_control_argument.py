"""An argument of patch_cache_control() or cache_control() that makes no directive.

Only `True` gives a bare directive. Every other value is sent as text behind an
equals sign: `public=False` sends `public=False`, `max_age=None` sends
`max-age=None`, a timedelta sends `1 day, 0:00:00`. A keyword that is no directive,
such as `maxage`, is sent as it is. Caches skip what they do not know, so the
directive that was meant is missing.

To leave a directive out, leave its keyword out. Seconds are an int; as text they
are a TypeError as soon as the response has a `max-age` to compare them with.

The fixes are suggestions, for another header is sent afterwards. Where the value is
wrong on some paths only, the finding is a hint.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from resp_core.cache_directives import KNOWN, Argument, nearest
from resp_core.oracle import cache_control
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.values.types import class_of
from resp_lsp.analysis.values.value import Instance, Known, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.directive import suits
from resp_lsp.rules.shared.stand_in import is_exact, stand_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.invocation import Argument as Given
    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

FUNCTIONS = (
    "django.utils.cache.patch_cache_control",
    "django.views.decorators.cache.cache_control",
)
BOOL = Instance("builtins.bool")
SIMPLE = re.compile(r"[\w.]+(?:\([^()]*\))?")

rule = Rule(
    code="RSP303",
    severity=Severity.ERROR,
    message="Django {does}{but}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse
                from django.utils.cache import patch_cache_control

                response = HttpResponse("news")
                patch_cache_control(response, private=False, max_age=60)
                return response
            """,
            django="sends Cache-Control: private=False, max-age=60",
            good="""
                from django.http import HttpResponse
                from django.utils.cache import patch_cache_control

                response = HttpResponse("news")
                patch_cache_control(response, max_age=60)
                return response
            """,
        ),
    ),
    triggers=(r"cache_control\(",),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.cache.patch_cache_control",
        "https://www.rfc-editor.org/rfc/rfc9111.html#section-5.2.2",
    ),
)


class Fault(NamedTuple):
    """What Django does with a value, why that is wrong, and the code to write instead: None
    where there is none, empty to leave the argument out."""

    does: str
    but: str
    instead: str | None = None


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for use in module.uses:
        if use.function not in FUNCTIONS:
            continue
        for word, given in use.arguments.items():
            if word == "response" or word.startswith("*"):
                continue
            near = _near(word)
            if near is None:
                yield from _of_value(word, given, use, module)
            elif near:
                does = f"sends the directive {word.replace('_', '-')}"
                but = f", which no cache knows; write {near}"
                yield rule.at(given.place.span, *_renaming(word, near, use), does=does, but=but)


def _near(word: str) -> str | None:
    """The keyword that was meant; None for that of a directive, empty for any other one."""
    name = word.replace("_", "-").lower()
    if name in KNOWN:
        return None
    found = nearest(name)
    return "" if found is None else found.keyword


def _of_value(word: str, given: Given, use: Use, module: Module) -> Iterator[Finding]:
    members = alternatives(given.value)
    if given.value == BOOL:
        members = (Known(value=False), Known(value=True))
    found = [_fault(word, member, given, module.target) for member in members]
    faults = [fault for fault in found if fault is not None]
    if not faults:
        return
    is_certain = len(faults) == len(found)
    does = faults[0].does if is_certain else faults[0].does.replace("sends", "may send", 1)
    yield rule.at(
        given.place.span,
        *(_fixes(word, faults[0], given, use) if is_certain else ()),
        related=Related.trace(given.trace, module),
        severity=None if is_certain else Severity.HINT,
        does=does,
        but=faults[0].but,
    )


def _fault(word: str, value: Value, given: Given, target: Version) -> Fault | None:
    directive = KNOWN[word.replace("_", "-").lower()]
    if suits(directive, value):
        return None
    try:
        sent = cache_control("patch_cache_control", None, (), {word: stand_in(value)}, target)
    except LookupError:
        return None
    if isinstance(sent, Exception):
        does = f"raises {type(sent).__name__}: {sent}"
        return Fault(does, "; give True, or the field names in one text")
    does = f"sends Cache-Control: {sent}{'' if is_exact(value) else ' or the like'}"
    if value in (Known(None), Known(value=False)):
        return Fault(does, f", which does not turn it off; leave {word} out", "")
    if directive.argument is Argument.SECONDS:
        return _of_seconds(word, value, does, given)
    if directive.argument is Argument.FIELDS:
        return Fault(does, "; give True, or the field names in one text")
    instead = "True" if not isinstance(value, Known) or value.value else ""
    return Fault(does, f", and only True gives the bare directive; write {word}=True", instead)


def _of_seconds(word: str, value: Value, does: str, given: Given) -> Fault:
    source = given.place.source
    match value, class_of(value):
        case Known(str(text)), _ if text.isdecimal():
            but = ", and raises TypeError where the response has one to compare with; give an int"
            return Fault(does, but, str(int(text)) if source[-1] in "\"'" else f"int({source})")
        case _, "builtins.str":
            but = ", and raises TypeError where the response has one to compare with; give an int"
            return Fault(does, but)
        case _, "datetime.timedelta":
            code = source if SIMPLE.fullmatch(source) else f"({source})"
            instead: str | None = f"int({code}.total_seconds())"
        case _, "builtins.float":
            instead = f"int({source})"
        case _:
            instead = None
    return Fault(does, f", which is no number of seconds; give {word} an int", instead)


def _fixes(word: str, fault: Fault, given: Given, use: Use) -> Iterator[Fix]:
    if fault.instead is None or given.is_spread:
        return
    if fault.instead:
        edit = Edit(given.place.span, fault.instead)
        yield Fix(f"Write {word}={fault.instead}", (edit,), Safety.SUGGESTED)
        return
    others = [name for name in use.arguments if name not in ("response", word)]
    removal = use.without_argument(word)
    # A call without directives would set an empty header.
    if removal is not None and (others or use.is_opaque):
        yield Fix(f"Leave {word} out", (removal,), Safety.SUGGESTED)


def _renaming(word: str, near: str, use: Use) -> Iterator[Fix]:
    given = use.arguments[word]
    if given.is_spread or near in use.arguments:
        return
    start = given.whole.span.start
    edit = Edit(Span(start, start + len(word)), near)
    yield Fix(f"Write {near}", (edit,), Safety.SUGGESTED)
