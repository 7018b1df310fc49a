"""A cookie that Django refuses.

`set_cookie()` raises CookieError for a name with a space or another character that
no name has, ValueError for a `samesite` that there is not and for a datetime as
`expires` together with `max_age`, TypeError for a `max_age` that is text, and for an
argument that it does not have, such as `partitioned`. `delete_cookie()` takes no
flags: it sets Secure by itself where the cookie's name or `samesite` asks for it.

The response is not sent: the user gets a server error. A fix is safe where it is
evident what was meant, for the exception was certain.
"""

from __future__ import annotations

from difflib import get_close_matches
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from resp_core.oracle import cookie_error, delete_cookie_error
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.values.types import class_of
from resp_lsp.analysis.values.value import Known, Text, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.cookie import DELETE, DELETE_TRIGGER, SET, TRIGGERS, parameters
from resp_lsp.rules.shared.header_helper import quoted
from resp_lsp.rules.shared.stand_in import stand_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

SAMESITE = ("lax", "none", "strict")
EXCLUSIVE = "'expires' and 'max_age'"  # begins Django's message for the two together

rule = Rule(
    code="RSP701",
    severity=Severity.ERROR,
    message="Django raises {kind}: {error}; {instead}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response.set_cookie("theme", "dark", samesite="Laxx")
                return response
            """,
            django='raises ValueError: samesite must be "lax", "none", or "strict".',
            good="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response.set_cookie("theme", "dark", samesite="Lax")
                return response
            """,
        ),
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response.delete_cookie("theme", secure=True)
                return response
            """,
            django="raises TypeError: HttpResponseBase.delete_cookie() got an unexpected keyword"
            " argument 'secure'",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response.delete_cookie("theme")
                return response
            """,
        ),
    ),
    triggers=(*TRIGGERS, DELETE_TRIGGER),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.set_cookie",
        "https://www.rfc-editor.org/rfc/rfc6265.html#section-4.1.1",
    ),
)


class Fault(NamedTuple):
    """An argument, the error that it raises whatever the others are, and what to write."""

    name: str
    error: Exception
    instead: str


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for use in module.uses:
        if use.function not in SET and use.function != DELETE:
            continue
        for fault in _faults(use, module.target):
            if use.catches(fault.error):
                continue
            given = use.arguments[fault.name]
            is_foreign = fault.name not in parameters(use)
            yield rule.at(
                (given.whole if is_foreign else given.place).span,
                *(_renamed(fault.name, use) if is_foreign else _mended(fault, use)),
                related=Related.trace(given.trace, module),
                kind=type(fault.error).__name__,
                error=str(fault.error).rstrip("."),
                instead=fault.instead,
            )


def _faults(use: Use, target: Version) -> Iterator[Fault]:
    for name, given in use.arguments.items():
        if name.startswith("*"):
            continue
        members = alternatives(given.value)
        if name not in parameters(use):
            error = _asked(use, target, **{name: None})
            near = _near(name, use)
            instead = f"write {near}" if near else "leave it out"
        elif name == "key" and all(isinstance(value, Known | Text) for value in members):
            error = _of_all([_asked(use, target, key=stand_in(value)) for value in members])
            instead = "give the cookie a name of letters and digits"
        elif name == "samesite" and all(isinstance(value, Known) for value in members):
            error = _of_all([_asked(use, target, samesite=stand_in(value)) for value in members])
            instead = "give it as text"
        elif name == "max_age":
            error = _of_lifetime(use, target)
            is_exclusive = str(error).startswith(EXCLUSIVE)
            instead = "give one of them" if is_exclusive else "give the seconds as an int"
        else:
            continue
        if error is not None:
            yield Fault(name, error, instead)


def _of_lifetime(use: Use, target: Version) -> Exception | None:
    """The error for max_age with the expires that is there."""
    if use.function == DELETE or (use.is_opaque and "expires" not in use.arguments):
        return None
    values = [
        alternatives(use.arguments[name].value) if name in use.arguments else (Known(None),)
        for name in ("max_age", "expires")
    ]
    try:
        pairs = [(_seconds(age), stand_in(expires)) for age, expires in product(*values)]
    except LookupError:
        return None
    return _of_all([_asked(use, target, max_age=age, expires=at) for age, at in pairs])


def _seconds(value: Value) -> Any:
    """A text that is not known may be a number, which is the best that can be."""
    is_open = class_of(value) == "builtins.str" and not isinstance(value, Known)
    return "60" if is_open else stand_in(value)


def _of_all(errors: list[Exception | None]) -> Exception | None:
    """The first of the errors, if each alternative meets one."""
    return errors[0] if None not in errors else None


def _asked(use: Use, target: Version, key: Any = "key", **attributes: Any) -> Exception | None:
    if use.function == DELETE:
        return delete_cookie_error(key, target, **attributes)
    return cookie_error(key, "", target, **attributes)


def _near(name: str, use: Use) -> str | None:
    """The parameter that was meant."""
    squeezed = {one.replace("_", ""): one for one in parameters(use)}
    found = get_close_matches(name.replace("_", "").lower(), squeezed, n=1, cutoff=0.75)
    return squeezed[found[0]] if found else None


def _renamed(name: str, use: Use) -> Iterator[Fix]:
    given, near = use.arguments[name], _near(name, use)
    if given.is_spread:
        return
    if near is None:
        removal = use.without_argument(name)
        # What a cookie is set with is no argument for deleting it.
        if use.function == DELETE and removal is not None:
            yield Fix(f"Leave {name} out", (removal,), Safety.SAFE)
    elif near not in use.arguments:
        start = given.whole.span.start
        is_same = near.replace("_", "") == name.replace("_", "").lower()
        edit = Edit(Span(start, start + len(name)), near)
        yield Fix(f"Write {near}", (edit,), Safety.SAFE if is_same else Safety.SUGGESTED)


def _mended(fault: Fault, use: Use) -> Iterator[Fix]:
    given = use.arguments[fault.name]
    source = given.place.source
    if given.is_spread:
        return
    match fault.name, given.value:
        case "samesite", Known(str(text)) if source[-1] in "\"'":
            found = get_close_matches(text.strip().lower(), SAMESITE, n=1)
            safety = Safety.SAFE if text.strip().lower() in SAMESITE else Safety.SUGGESTED
            for near in found:
                code = quoted(near.title())
                yield Fix(f"Write {code}", (Edit(given.place.span, code),), safety)
        case "max_age", Known(str(text)) if text.isdecimal() and source[-1] in "\"'":
            code = str(int(text))
            yield Fix(f"Write {code}", (Edit(given.place.span, code),), Safety.SAFE)
        case "max_age", _ if str(fault.error).startswith(EXCLUSIVE):
            removal = use.without_argument("expires")
            if removal is not None:
                yield Fix("Leave expires out", (removal,), Safety.SUGGESTED)
