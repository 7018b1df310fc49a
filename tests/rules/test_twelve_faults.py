"""Twelve faults that no other tool tells all of: each is told by its rule, and fixed or explained."""

from __future__ import annotations

import pytest

from resp_core.versions import DEFAULT
from resp_lsp.linter.config import Config
from resp_lsp.linter.fix import UNSAFE, fixed
from resp_lsp.linter.lint import lint
from resp_lsp.rules import rule_named

IMPORTS = "import json\nfrom django.http import HttpResponse, JsonResponse\n"
TARGET = Config(target_django=DEFAULT, hints=True)
EXPLAINED = {"RSP502"}
"""What only the author can mend: which status was meant?"""

FAULTS = {
    "a list": ("return JsonResponse([1,2,3])", "RSP101"),
    "a comprehension through a name": (
        "rows = [c for c in request.path]\n    return JsonResponse(rows)",
        "RSP101",
    ),
    "a newline": ('r["X-A"] = "a\\nb"\n    return r', "RSP201"),
    "Cache-Control": ('r["Cache-Control"] = "no-cache, max-age=0"\n    return r', "RSP301"),
    "JSON by hand": (
        'return HttpResponse(json.dumps({"a":1}), content_type="application/json")',
        "RSP106",
    ),
    "Vary": ('r.headers["Vary"] = "Cookie"\n    return r', "RSP302"),
    "Content-Disposition": (
        'r["Content-Disposition"] = f\'attachment; filename="{name}"\'\n    return r',
        "RSP601",
    ),
    "a set in JSON": ('return JsonResponse({"a": {1,2}})', "RSP105"),
    "a dict as a body": ('return HttpResponse({"a": 1})', "RSP401"),
    "JSON in JSON": ('return JsonResponse(json.dumps({"a": 1}), safe=False)', "RSP104"),
    "a generator": ('return HttpResponse(x for x in "abc")', "RSP402"),
    "a status": ('return HttpResponse("x", status=99)', "RSP502"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_the_fault_is_told_and_fixed_or_explained(name: str) -> None:
    code, expected = FAULTS[name]
    text = f"{IMPORTS}\n\ndef view(request, name):\n    r = HttpResponse('x')\n    {code}\n"
    assert [finding.code for finding in lint(text, TARGET)] == [expected]
    rule = rule_named(expected)
    assert rule is not None
    assert len(rule.explanation.split("\n\n")) > 1
    left = [finding.code for finding in fixed(text, TARGET, UNSAFE).remaining]
    assert left == ([expected] if expected in EXPLAINED else [])
