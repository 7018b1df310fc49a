"""What functions return and raise, kept as facts where it may not be a response."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.facts.invocation import Fate
from resp_lsp.analysis.facts.use import Ending, Function
from resp_lsp.analysis.interpreter.classes import ABSTRACT, lineage, name_of
from resp_lsp.analysis.interpreter.evaluation import evaluate
from resp_lsp.analysis.interpreter.expressions import attribute
from resp_lsp.analysis.knowledge import VIEW, VIEW_PACKAGES, knowledge
from resp_lsp.analysis.source.islands import Island
from resp_lsp.analysis.values.value import UNKNOWN, Definition, Ref, Reference, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.interpreter.frame import Frame
    from resp_lsp.analysis.interpreter.scope import Scope

HANDLERS = frozenset(
    ("delete", "dispatch", "get", "head", "options", "patch", "post", "put", "trace")
)
"""The methods of a view of which Django sends what they give back."""

VIEW_DECORATORS = frozenset(
    (
        "django.contrib.auth.decorators.login_required",
        "django.contrib.auth.decorators.permission_required",
        "django.contrib.auth.decorators.user_passes_test",
        "django.views.decorators.csrf.csrf_exempt",
        "django.views.decorators.csrf.ensure_csrf_cookie",
        "django.views.decorators.http.require_GET",
        "django.views.decorators.http.require_POST",
        "django.views.decorators.http.require_http_methods",
        "django.views.decorators.http.require_safe",
    )
)
"""They stand on views, and pass on what those give back."""

_PLAIN_NAMES = "|".join(name.rpartition(".")[2] for name in sorted(VIEW_DECORATORS))
CLASS_DECORATORS = re.compile(rf"(?:@method_decorator\(\s*(?:{_PLAIN_NAMES})\b[^\n]*\n\s*)+class\b")
"""Decorators of a class that only put those of views on its methods."""

INTERCEPTING = re.compile(r"\bdef\s+(?:dispatch|as_view|__getattribute__)\b|\bdispatch\s*=")

ROUTE = (
    r"\b(?:re_path|path|url)\(\s*(?:name\s*=|[^,\n]+,)\s*(?:view\s*=\s*)?"
    r"(?P<view>(?:\w+\.)*{name})\s*[,)]"
)
URLS = (".urls", "..urls")


def record_ending(
    fate: Fate,
    value: Value,
    node: cst.BaseExpression | None,
    statement: cst.CSTNode,
    frame: Frame,
) -> None:
    """Keep what is returned or raised, unless it is unknown; of a response just that it is."""
    if frame.recorder is None or frame.walked is None or node is None or value == UNKNOWN:
        return
    if fate is Fate.RETURNED and isinstance(value, Ref) and knowledge().is_response(value.type):
        frame.recorder.returned.add(value.site)
        return
    settled, place = frame.live.settled(value), frame.tree.place
    function = _function(frame.walked, frame)
    ending = Ending(fate, settled, place(node), place(statement), function, frame.trace(node))
    frame.record_ending(ending)


def _function(node: cst.FunctionDef, frame: Frame) -> Function:
    given = node.params
    parameters = tuple(p.name.value for p in (*given.posonly_params, *given.params))
    is_view = _is_handler(node, frame) or _is_routed(node, parameters, frame)
    return Function(node.name.value, is_view, parameters, node.asynchronous is not None)


def _is_handler(node: cst.FunctionDef, frame: Frame) -> bool:
    """Whether it is a method that Django's View calls for a request."""
    if frame.owner is None or node.name.value not in HANDLERS or node.decorators:
        return False
    owner = Definition(frame.owner, frame.scope)
    of = lineage(owner)
    if _is_extended(owner) or any(
        isinstance(base, Definition) and _intercepts(base, node.name.value) for base in of
    ):
        return False
    outer = [base for base in of if not isinstance(base, Definition)]
    names = [knowledge().canonical(o.name) for o in outer if isinstance(o, Reference)]
    is_known = len(names) == len(outer) and all(n.startswith("django.") for n in names)
    return is_known and any(n == VIEW or n.startswith(VIEW_PACKAGES) for n in names)


def _is_extended(of: Definition) -> bool:
    """Whether another class may make something else of what its methods give back."""
    name = name_of(of)
    if name is None or ABSTRACT.search(name):
        return True
    return re.search(rf"\bclass\s+\w+\([^)]*\b{name}\b", of.scope.text) is not None


def _intercepts(of: Definition, method: str) -> bool:
    """Whether the class may make a response of what its methods give back: by a `dispatch` of
    its own, or by a decorator that is not about views."""
    text: str = of.scope.text
    island = of.node
    if not isinstance(island, Island):
        return True
    start, end = island.span.start, island.span.end
    if text.startswith("@", start) and CLASS_DECORATORS.match(text, start) is None:
        return True
    return method != "dispatch" and INTERCEPTING.search(text, start, end) is not None


def _is_routed(node: cst.FunctionDef, parameters: tuple[str, ...], frame: Frame) -> bool:
    """Whether it is a function of the module that a URL configuration names, or that decorators
    of views stand on."""
    if frame.owner is not None or frame.enclosing is not None or parameters[:1] != ("request",):
        return False
    decorators = [_name(decorator, frame) for decorator in node.decorators]
    if not all(name in VIEW_DECORATORS for name in decorators):
        return False
    route = re.compile(ROUTE.replace("{name}", node.name.value))
    return bool(decorators) or any(
        _leads_here(found["view"], urls, frame)
        for urls in _urls(frame)
        for found in route.finditer(urls.text)
    )


def _leads_here(view: str, urls: Scope, frame: Frame) -> bool:
    """Whether what a module of URLs names is of the module that is analysed: others may have a
    function of the same name."""
    first, *rest = view.split(".")
    value = urls.lookup(first)
    for word in rest:
        value = attribute(value, word)
    found = urls.resolved(value)
    return isinstance(found, Definition) and found.scope.source.path == frame.scope.source.path


def _name(decorator: cst.Decorator, frame: Frame) -> str | None:
    node = decorator.decorator
    value = evaluate(node.func if isinstance(node, cst.Call) else node, frame)
    return value.name if isinstance(value, Reference) else None


def _urls(frame: Frame) -> Iterator[Scope]:
    """The modules that may route to the views of this one."""
    scope = frame.scope
    yield scope
    for name in URLS:
        module = scope.project.imported(scope.absolute(name), scope.source.path)
        if module is not None:
            yield module
