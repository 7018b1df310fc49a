"""Views that write a header, to be linted and run."""

from __future__ import annotations

from textwrap import indent

HEAD = "from django.http import HttpResponse\n"


def view(*lines: str, head: str = HEAD) -> str:
    """A module whose view runs the lines between making a response `r` and returning it."""
    body = "\n".join(("r = HttpResponse()", *lines, "return r"))
    return f"{head}def view(request):\n{indent(body, '    ')}\n"


ELSEWHERE = {
    "a dict": "import django\ndef view(request):\n    headers = {{}}\n    headers[{name!r}] = {value}",
    "flask": "import django\nfrom flask import Response\nr = Response()\nr.headers[{name!r}] = {value}",
    "a class of the same name": (
        "import django\nfrom starlette.responses import Response as HttpResponse\n"
        "answer = HttpResponse()\nanswer[{name!r}] = {value}"
    ),
    "a request to send": (
        "import django\nimport requests\nrequests.get('/', headers={{{name!r}: {value}}})"
    ),
}


def elsewhere(name: str, value: str) -> list[str]:
    """The header written to what is no response of Django's."""
    return [code.format(name=name, value=value) for code in ELSEWHERE.values()]
