"""A form put into the code of a real project, which stays as it is on disk."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from textwrap import indent
from typing import TYPE_CHECKING

from scripts.forms import MARK
from scripts.sites import bound_names, imported, neighbour

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping
    from pathlib import Path

    from scripts.forms import Form
    from scripts.sites import Site, Text

PLANTED = "  #+"
"""Ends a planted line until it is counted; MARK ends one that must be found."""
WORD = re.compile(r"(?<![.\w\"'])[A-Za-z_]\w*(?![\w=\"'])")
OWN_PLACES = ("view", "above", "below", "class", "bases")
BINDING_PLACES = ("above", "below", "class", "other", "import")

HTTP = (
    (6, "from django.http import {0}", "{0}"),
    (2, "from django.http.response import {0}", "{0}"),
    (1, "from django import http", "http.{0}"),
    (1, "import django.http", "django.http.{0}"),
    (1, "from django.http import {0} as Made{0}", "Made{0}"),
)


def _from(module: str) -> tuple[tuple[int, str, str], ...]:
    return (
        (3, f"from {module} import {{0}}", "{0}"),
        (1, f"from {module} import {{0}} as django_{{0}}", "django_{0}"),
    )


IMPORTS: Mapping[str, tuple[tuple[int, str, str], ...]] = {
    "JsonResponse": HTTP,
    "HttpResponse": (*HTTP, (1, "from django.shortcuts import {0}", "{0}")),
    "HttpResponseRedirect": HTTP,
    "TemplateResponse": _from("django.template.response"),
    "render": (*_from("django.shortcuts"), (1, "from django import shortcuts", "shortcuts.{0}")),
    "redirect": (*_from("django.shortcuts"), (1, "from django import shortcuts", "shortcuts.{0}")),
    "patch_cache_control": _from("django.utils.cache"),
    "patch_vary_headers": _from("django.utils.cache"),
    "partial": (*_from("functools"), (1, "import functools", "functools.{0}")),
    "json": ((3, "import json", "json"), (1, "import json as to_json", "to_json")),
}
"""The ways to import what forms use, each as common as its number says, and the expression."""


@dataclass(frozen=True)
class Planted:
    """The texts with a form in them: lines count from 1."""

    path: Path
    original: str
    texts: Mapping[Path, str]
    lines: frozenset[int]
    expected: frozenset[int]
    """The lines of the view's module that were planted, and those to be found."""


def planted(form: Form, site: Site, draw: random.Random) -> tuple[Planted, Planted] | None:
    """The fault and the twin; None where the form does not fit the site."""
    if form.in_class and site.parent is None:
        return None
    modules = [site.module]
    if "other" in form.fault:
        other = neighbour(site, draw)
        if other is None:
            return None
        modules.append(other)
    if any(name in module.words for name in _exported(form) for module in modules):
        return None
    if "{leaf}" in "".join(form.fault.values()) and modules[-1].path.stem in site.module.bound:
        return None
    seed = draw.random()
    pair = []
    for code in (form.fault, form.twin):
        again = type(draw)(seed)  # the same imports for both
        pair.append(_planted(code, site, modules[1:], again))
    return pair[0], pair[1]


def _exported(form: Form) -> frozenset[str]:
    """The names that a form binds outside of the view."""
    code = "".join(form.fault.get(place, "") for place in BINDING_PLACES)
    names = re.findall(r"(?:def|class|import|as) (\w+)|^(\w+) = ", code, re.MULTILINE)
    return frozenset(filter(None, (name for pair in names for name in pair))) - {"__init__"}


def _planted(
    code: Mapping[str, str], site: Site, others: list[Text], draw: random.Random
) -> Planted:
    texts: dict[Path, str] = {}
    code = {place: _addressed(part, site.module, others) for place, part in code.items()}
    for other in others:
        part, imports = _with_imports({"other": code["other"]}, other, draw)
        texts[other.path] = _unmarked(_inserted(other, {}, imports, "\n\n" + part["other"]))[0]
        if "package" in code:
            init = other.path.with_name("__init__.py")
            texts[init] = init.read_text("utf-8").rstrip() + "\n" + code["package"]
    own = {place: code[place] for place in OWN_PLACES if place in code}
    own["view"] = _renamed(own["view"], site)
    own, imports = _with_imports(own, site.module, draw)
    imports += code.get("import", "")
    text, lines, expected = _unmarked(_site_text(own, imports, site))
    texts[site.module.path] = text
    return Planted(site.module.path, site.module.text, texts, lines, expected)


def _addressed(code: str, module: Text, others: list[Text]) -> str:
    """The code with the other module's name, as the project writes its imports."""
    if not others:
        return code
    leaf = others[0].path.stem
    package = _package(module.path)
    whole = f"{package}.{leaf}"
    words = {"{module}": whole, "{package}": package, "{leaf}": leaf, "{inner}": f".{leaf}"}
    if module.is_relative:
        words |= {"{module}": f".{leaf}", "{package}": "."}
    for word, name in words.items():
        code = code.replace(word, name)
    return code


def _package(path: Path) -> str:
    names: list[str] = []
    folder = path.parent
    while (folder / "__init__.py").exists():
        names.insert(0, folder.name)
        folder = folder.parent
    return ".".join(names)


def _renamed(code: str, site: Site) -> str:
    """The code with other names for those that mean something else in the view."""
    tree = ast.parse("def view():\n" + indent(code.replace(MARK, ""), "    "))
    taken = {*bound_names(tree)} & (site.module.words - site.locals) - {"view"}
    return WORD.sub(lambda word: f"{word[0]}_here" if word[0] in taken else word[0], code)


def _with_imports(
    code: Mapping[str, str], module: Text, draw: random.Random
) -> tuple[dict[str, str], str]:
    """The code with each name as its module imports it, and the imports that it lacks."""
    used = dict.fromkeys(WORD.findall("\n".join(code.values())))
    spelled: dict[str, str] = {}
    lines: dict[str, None] = {}
    for name in filter(IMPORTS.__contains__, used):
        line, spelled[name] = _import(name, module, draw)
        lines[line] = None
    changed = {
        place: WORD.sub(lambda word: spelled.get(word[0], word[0]), part)
        for place, part in code.items()
    }
    return changed, "".join(f"{line}\n" for line in lines if line)


def _import(name: str, module: Text, draw: random.Random) -> tuple[str, str]:
    """A line that imports the name, empty where one is there, and the expression for it."""
    ways = IMPORTS[name]
    free: list[tuple[int, str, str]] = []
    for weight, line, expression in ways:
        line, expression = line.format(name), expression.format(name)  # noqa: PLW2901
        first = expression.partition(".")[0]
        if (
            module.bound[first] == 1
            and imported(ast.parse(line).body[0]).items() <= module.imports.items()
        ):
            return "", expression
        if first not in module.words or (first == "django" and module.bound[first] == 0):
            free.append((weight, line, expression))
    if not free:
        return f"{ways[0][1].format(name)} as planted_{name}", f"planted_{name}"
    (chosen,) = draw.choices(free, [weight for weight, _, _ in free])
    return chosen[1], chosen[2]


def _site_text(code: Mapping[str, str], imports: str, site: Site) -> str:
    lines = site.module.lines
    at = lines[site.line - 1]
    margin = at[: len(at) - len(at.lstrip())]
    inserted = {site.line: indent(_ended(code["view"]), margin)}
    if "class" in code:
        head = lines[site.method - 1]
        inserted[site.method] = (
            indent(_ended(code["class"]), head[: len(head) - len(head.lstrip())]) + "\n"
        )
    if "above" in code:
        text = _ended(code["above"]) + "\n\n"
        inserted[site.top] = text + inserted.get(site.top, "")
    below = "\n\n" + code["below"] if "below" in code else ""
    text = _inserted(site.module, inserted, imports, below)
    if "bases" in code and site.parent is not None:
        text = _with_base(text, site.parent.name, code["bases"].strip())
    return text


def _with_base(text: str, name: str, base: str) -> str:
    head = re.compile(rf"^([ \t]*class {name})(?:\(\s*\)|(\()|(?=:))", re.MULTILINE)
    return head.sub(lambda m: f"{m[1]}({base}, " if m[2] else f"{m[1]}({base})", text, count=1)


def _inserted(module: Text, inserted: Mapping[int, str], imports: str, end: str) -> str:
    """The module with code before some of its lines, after its imports and at its end."""
    lines = list(module.lines)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    at = module.end_of_imports + 1
    before = {**inserted, at: _ended(imports) + inserted.get(at, "")}
    lines.append("")
    text = "".join(before.get(number, "") + line for number, line in enumerate(lines, 1))
    return text + _ended(end)


def _ended(code: str) -> str:
    """The code with every line marked as planted."""
    return "".join(
        line if not line.strip() or line.endswith(MARK + "\n") else line[:-1] + PLANTED + "\n"
        for line in code.splitlines(keepends=True)
    )


def _unmarked(text: str) -> tuple[str, frozenset[int], frozenset[int]]:
    """The text without marks, the planted lines and those to be found."""
    lines = text.splitlines(keepends=True)
    expected = frozenset(n for n, line in enumerate(lines, 1) if line.endswith(MARK + "\n"))
    added = frozenset(n for n, line in enumerate(lines, 1) if line.endswith(PLANTED + "\n"))
    bare = (
        f"{line[: -len(MARK) - 1]}\n" if number in added | expected else line
        for number, line in enumerate(lines, 1)
    )
    return "".join(bare), added | expected, expected
