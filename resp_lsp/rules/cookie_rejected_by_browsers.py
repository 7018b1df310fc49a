"""A cookie that browsers throw away.

Django sends every cookie that can be written down. A browser ignores one with
`SameSite=None` that is not Secure, and one whose name begins with `__Secure-` or
`__Host-` and that does not keep the promise: both must be Secure, and a `__Host-`
cookie must have the path `/` and no domain (RFC 6265bis, 4.1.3 and 5.7). Nothing is
reported: the cookie is just never sent back.

Give `secure=True`. The fix is a suggestion, for another cookie is sent afterwards, and
over HTTPS only. `delete_cookie()` sets Secure by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from resp_lsp.analysis.values.value import Known
from resp_lsp.rules.finding import Fix, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.cookie import TRIGGERS, attribute, is_off, set_cookies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

HOST, SECURE = "__host-", "__secure-"  # browsers compare without regard to case

rule = Rule(
    code="RSP702",
    severity=Severity.WARNING,
    message="Browsers ignore this cookie: {what} must {must} (RFC 6265bis, {section}).",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("widget")
                response.set_cookie("theme", "dark", samesite="None")
                return response
            """,
            django="sends cookie theme=dark; Path=/; SameSite=None",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("widget")
                response.set_cookie("theme", "dark", samesite="None", secure=True)
                return response
            """,
        ),
    ),
    triggers=TRIGGERS,
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.set_cookie",
        "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis-20#section-4.1.3",
        "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis-20#section-5.7",
    ),
)


class Breach(NamedTuple):
    """What asks for something, what that is, the section that says so, and the argument."""

    what: str
    must: str
    section: str
    argument: str


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for use in set_cookies(module):
        breach = _breach(use)
        if breach is not None:
            given = use.arguments.get(breach.argument)
            place = use.call if given is None or given.is_spread else given.whole
            fixes = _secured(use) if breach.argument == "secure" else ()
            what, must, section, _ = breach
            yield rule.at(place.span, *fixes, what=what, must=must, section=section)


def _breach(use: Use) -> Breach | None:
    prefix = _prefix(use)
    path, domain = attribute(use, "path"), attribute(use, "domain")
    if is_off(attribute(use, "secure")):
        if prefix:
            name = {HOST: "__Host-", SECURE: "__Secure-"}[prefix]
            return Breach(f"one named {name}", "be Secure; give secure=True", "4.1.3", "secure")
        match attribute(use, "samesite"):
            case Known(str(samesite)) if samesite.lower() == "none":
                must = "be Secure; give secure=True"
                return Breach("one with SameSite=None", must, "5.7", "secure")
    if prefix == HOST and isinstance(path, Known) and path.value != "/":
        return Breach("one named __Host-", 'have the path "/"', "4.1.3.2", "path")
    if prefix == HOST and isinstance(domain, Known) and domain.value:
        return Breach("one named __Host-", "have no domain", "4.1.3.2", "domain")
    return None


def _prefix(use: Use) -> str:
    match attribute(use, "key"):
        case Known(str(key)):
            return next((prefix for prefix in (HOST, SECURE) if key.lower().startswith(prefix)), "")
        case _:
            return ""


def _secured(use: Use) -> Iterator[Fix]:
    given = use.arguments.get("secure")
    if given is None or not given.is_spread:
        edit = use.with_argument("secure", "True")
        yield Fix("Give secure=True", (edit,), Safety.SUGGESTED)
