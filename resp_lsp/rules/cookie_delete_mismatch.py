"""A cookie that is deleted with another path or domain than it was set with.

`delete_cookie()` sends a cookie that has expired. A browser replaces a cookie only by
one of the same name, path and domain (RFC 6265, 5.3); with another path or domain
the old one stays, and the user stays logged in.

Give `delete_cookie()` the `path` and `domain` that `set_cookie()` in the same module is
given. What one call gives from a setting and the other one leaves out may be the same
by chance: that is a hint. The fixes are suggestions, since another call may set the
cookie elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from resp_lsp.analysis.values.value import UNKNOWN, Known, Value
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.cookie import (
    DELETE_TRIGGER,
    TRIGGERS,
    attribute,
    deleted_cookies,
    set_cookies,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

IDENTITY = ("path", "domain")
CONSTANT = re.compile(r"(?:\w+\.)*[A-Z][A-Z0-9_]+")
LITERAL = re.compile(r"""(["'])[^"'\\]*\1""")

rule = Rule(
    code="RSP704",
    severity=Severity.WARNING,
    message="The cookie is deleted with {deleted}, but set with {wanted}: browsers {keep} it; "
    "give delete_cookie() what set_cookie() is given.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                if request.GET.get("theme"):
                    response.set_cookie("theme", request.GET["theme"], path="/shop")
                else:
                    response.delete_cookie("theme")
                return response
            """,
            django='sends cookie theme=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; '
            "Path=/",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                if request.GET.get("theme"):
                    response.set_cookie("theme", request.GET["theme"], path="/shop")
                else:
                    response.delete_cookie("theme", path="/shop")
                return response
            """,
        ),
    ),
    triggers=(*TRIGGERS, DELETE_TRIGGER),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.delete_cookie",
        "https://www.rfc-editor.org/rfc/rfc6265.html#section-5.3",
    ),
)


class Difference(NamedTuple):
    """The argument in which a deletion differs from the setting, and whether it may not."""

    name: str
    is_certain: bool


@rule.check
def check(module: Module) -> Iterator[Finding]:
    made = list(set_cookies(module))
    for use in deleted_cookies(module):
        key = _identity(use)
        settings = [one for one in made if key is not None and _identity(one) == key]
        differences = [_difference(use, one) for one in settings]
        if not settings or not all(differences):
            continue  # it deletes one of those that are set
        first, found = settings[0], differences[0]
        is_certain = all(one is not None and one.is_certain for one in differences)
        if found is not None:
            yield rule.at(
                use.call.span,
                *(_fixes(use, first, found.name) if len(settings) == 1 else ()),
                related=(Related.at(first.call, "It is set here.", module),),
                severity=None if is_certain else Severity.HINT,
                deleted=_shown(use, found.name),
                wanted=_shown(first, found.name),
                keep="keep" if is_certain else "may keep",
            )


def _identity(use: Use) -> object:
    """What tells that two calls are about one cookie: its name, or a constant that holds it."""
    given = use.arguments.get("key")
    if given is None or given.is_spread:
        return None
    if isinstance(given.value, Known):
        return given.value
    return given.place.source if CONSTANT.fullmatch(given.place.source) else None


def _difference(deleted: Use, made: Use) -> Difference | None:
    """The first difference, a certain one before others."""
    found = [_compared(name, deleted, made) for name in IDENTITY]
    differences = [one for one in found if one is not None]
    return max(differences, key=lambda one: one.is_certain, default=None)


def _compared(name: str, deleted: Use, made: Use) -> Difference | None:
    values = [_normal(name, attribute(use, name)) for use in (deleted, made)]
    if all(isinstance(value, Known) for value in values):
        return None if values[0] == values[1] else Difference(name, is_certain=True)
    is_given = [name in use.arguments for use in (deleted, made)]
    if any(use.is_opaque for use in (deleted, made)) or all(is_given):
        return None
    return Difference(name, is_certain=False)


def _normal(name: str, value: Value) -> Value:
    """The value as browsers compare it; without a path it depends on the request."""
    match value:
        case Known(str(text)) if name == "domain":
            return Known(text.lower().removeprefix("."))
        case Known(None) if name == "path":
            return UNKNOWN
        case _:
            return value


def _shown(use: Use, name: str) -> str:
    given = use.arguments.get(name)
    if given is not None:
        return f"{name}={given.place.source}"
    value = attribute(use, name)
    default = value.value if isinstance(value, Known) else None
    return f"no {name}" if default is None else f"{name}={default!r}"


def _fixes(use: Use, made: Use, name: str) -> Iterator[Fix]:
    wanted, given = made.arguments.get(name), use.arguments.get(name)
    if given is not None and given.is_spread:
        return
    if wanted is None:
        removal = use.without_argument(name)
        if removal is not None:
            yield Fix(f"Leave {name} out", (removal,), Safety.SUGGESTED)
        return
    source = wanted.place.source
    if not wanted.is_spread and (CONSTANT.fullmatch(source) or LITERAL.fullmatch(source)):
        edit = use.with_argument(name, source)
        yield Fix(f"Give {name}={source}", (edit,), Safety.SUGGESTED)
