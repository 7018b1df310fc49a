"""An argument that redirect() does not take for the response.

The shortcut takes `permanent`, and from Django 5.2 on `preserve_request`. All its
other arguments are for the URL of a view: beside a URL they are ignored, so
`redirect("/done/", status=303)` is sent with 302; beside the name of a view they
must fit its pattern, else Django raises NoReverseMatch. `permanent=` in turn is
the shortcut's alone: `HttpResponseRedirect` raises TypeError.

Write `HttpResponseRedirect("/done/", status=303)`, `redirect(…, permanent=True)`
for 301, `preserve_request=True` for 307, or both for 308. The fix is a
suggestion, for another status is sent then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.oracle import argument_error
from resp_core.versions import PRESERVE_REQUEST
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Known, Text, Value, alternatives, text_of
from resp_lsp.rules.finding import Fix, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.certainty import constants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

SHORTCUT = "django.shortcuts.redirect"
REDIRECT = "HttpResponseRedirect"
PERMANENT = "HttpResponsePermanentRedirect"
RESPONSES = frozenset(("charset", "content", "content_type", "headers", "reason", "status"))
"""What the classes take for the response."""

WRITTEN = {
    301: ("permanent",),
    307: ("preserve_request",),
    308: ("permanent", "preserve_request"),
}
"""By status: the arguments of the shortcut that send it."""

rule = Rule(
    code="RSP505",
    severity=Severity.ERROR,
    message="{what}.",
    examples=(
        Example(
            bad="""
                from django.shortcuts import redirect

                return redirect("/done/", content_type="text/plain")
            """,
            django="sends Content-Type: text/html; charset=utf-8",
            good="""
                from django.http import HttpResponseRedirect

                return HttpResponseRedirect("/done/", content_type="text/plain")
            """,
        ),
    ),
    triggers=(r"\bredirect\([^\n]*,", r"(?m:\bredirect\([ \t]*$)", r"\bpermanent\b"),
    links=("https://docs.djangoproject.com/en/stable/topics/http/shortcuts/#redirect",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for use in module.uses:
        if use.function == SHORTCUT and not use.is_opaque:
            yield from _ignored(use, module)
    for response in module.responses:
        permanent = response.arguments.get("permanent")
        name = response.type.rpartition(".")[2]
        error = argument_error(name, "permanent", module.target)
        is_redirect = "redirect_to" in response.signature.parameters and not response.is_opaque
        if permanent is not None and is_redirect and error and not response.catches(error):
            what = f"permanent= is the shortcut's: Django raises TypeError: {error}"
            fixes = _without_permanent(response, permanent, module)
            yield rule.at(permanent.whole.span, *fixes, what=what)


def _ignored(use: Use, module: Module) -> Iterator[Finding]:
    known = {"to", "permanent"}
    if module.target >= PRESERVE_REQUEST.since:
        known.add("preserve_request")
    is_url = all(map(_is_url, alternatives(use.value("to"))))
    for name, argument in use.arguments.items():
        if name in known or not (is_url or _is_for_response(name, argument.value)):
            continue
        taken = "ignored beside a URL" if is_url else "taken for a part of the URL of a view"
        fixes = _fixes(use, argument, module) if name == "status" else _by_class(use, module)
        yield rule.at(
            argument.whole.span,
            *(fixes if is_url or name == "status" else ()),
            what=f"redirect() has no such argument for the response: it is {taken}",
        )


def _is_url(value: Value) -> bool:
    """Whether it is text that redirect() takes as it is: no name of a view has a slash."""
    text = text_of(value)
    return text is not None and "/" in "".join(text.literals)


def _is_for_response(name: str, value: Value) -> bool:
    """Whether the argument can only be meant for the response, and for no view's URL."""
    match name:
        case "status":
            codes = constants(value)
            return bool(codes) and all(isinstance(c, int) and 300 <= c <= 399 for c in codes)
        case "headers":
            return type_of(value) == "builtins.dict"
        case "content_type":
            return isinstance(value, Known | Text) and _is_url(value)
        case "preserve_request":
            return isinstance(value, Known) and isinstance(value.value, bool)
        case _:
            return False


def _fixes(use: Use, status: Argument, module: Module) -> Iterator[Fix]:
    match constants(status.value):
        case (302,) if (edit := use.without_argument("status")) is not None:
            yield Fix("Remove the argument", (edit,), Safety.SUGGESTED)
        case (301 | 307 | 308 as code,) if _has(WRITTEN[int(code)], use, module.target):
            written = ", ".join(f"{name}=True" for name in WRITTEN[int(code)])
            if not status.is_spread:
                yield Fix(f"Write {written}", (Edit(status.whole.span, written),), Safety.SUGGESTED)
        case _ if all(map(_is_url, alternatives(use.value("to")))):
            yield from _by_class(use, module)


def _has(names: tuple[str, ...], use: Use, target: Version) -> bool:
    is_new = target >= PRESERVE_REQUEST.since
    return all(n not in use.arguments and (is_new or n == "permanent") for n in names)


def _by_class(use: Use, module: Module) -> Iterator[Fix]:
    """The class of redirects, which takes all that is given for the response."""
    others = set(use.arguments) - {"to"}
    imported = module.importing("django.http", REDIRECT)
    if imported is not None and others <= RESPONSES and use.arguments["to"] in use.positional:
        edits = (*imported.edits, Edit(use.callee.span, imported.code))
        yield Fix(f"Use {REDIRECT}", edits, Safety.SUGGESTED)


def _without_permanent(response: Response, permanent: Argument, module: Module) -> Iterator[Fix]:
    removal = response.without_argument("permanent")
    values = constants(permanent.value)
    if removal is None or len(values) != 1 or response.is_derived:
        return
    if not values[0] or response.type.endswith(PERMANENT):
        yield Fix("Remove the argument", (removal,), Safety.SUGGESTED)
    elif (imported := module.importing("django.http", PERMANENT)) is not None:
        edits = (*imported.edits, Edit(response.callee.span, imported.code), removal)
        yield Fix(f"Use {PERMANENT}", edits, Safety.SUGGESTED)
