"""Writes what is known of the standard library and Django from their stubs.

    .venv/bin/pip install --no-deps --target build/stubs django-stubs==6.1.2
    .venv/bin/python -m scripts.knowledge build/stubs

reads typeshed as mypy in .venv has it, and django-stubs, and writes typeshed.json and
django_stubs.json beside the tables that are written by hand. Only what is certain is a row:
no Any, no type variable, no abstract class such as Mapping, of which a dict may be an instance.

Of a class: what it extends, what its methods give, of what type its attributes are. A name that
hides a row of a class above it, and of which nothing is certain, is `unknown`.
"""

from __future__ import annotations

import ast
import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field, replace
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from scripts.stub_module import Module, branches
from scripts.stubs import SELF, Scope, Stubs, Types, united

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scripts.stubs import Definition

TABLES = Path(__file__).resolve().parent.parent / "resp_lsp" / "analysis" / "knowledge"
STANDARD = """
    array base64 binascii bisect builtins bz2 calendar cmath codecs collections colorsys
    configparser contextlib copy csv dataclasses datetime decimal difflib email email.header
    email.message email.mime.base email.mime.multipart email.mime.text email.utils enum fnmatch
    fractions functools getpass gettext glob gzip hashlib heapq hmac html html.parser http
    http.client http.cookies importlib importlib.metadata inspect io ipaddress itertools json
    json.decoder json.encoder keyword linecache locale logging logging.handlers lzma math
    mimetypes numbers operator os os.path pathlib pickle pkgutil platform plistlib pprint queue
    random re secrets shlex shutil signal smtplib socket sqlite3 ssl stat statistics string struct
    subprocess sys sysconfig tarfile tempfile textwrap threading time timeit token tokenize
    traceback types unicodedata unittest.mock urllib.error urllib.parse urllib.request
    urllib.response urllib.robotparser uuid warnings weakref xml.etree.ElementTree zipfile zlib
    zoneinfo
"""
NOT_DJANGO = """
    bin conf.locale contrib.admin contrib.admindocs contrib.gis contrib.postgres
    contrib.staticfiles. core.checks core.handlers core.management core.servers db.backends
    db.migrations db.models.functions db.models.lookups db.models.sql template.base
    template.defaulttags template.loader_tags templatetags test
    utils.autoreload utils.translation.template utils.translation.trans_ views.debug
"""
HIDDEN = ("django.db.models.base.Model",)
"""Classes of which any member may be another thing in those that extend them."""

PLAIN = frozenset(
    {"abstractmethod", "deprecated", "final", "override", "overload", "type_check_only"}
)
BINDING = frozenset({"classmethod", "staticmethod"})
PROPERTIES = frozenset({"property", "cached_property"})
UNKNOWN = "unknown"
Rows: TypeAlias = "dict[str, dict[str, Any]]"


def main(folder: str | None = None) -> None:
    typeshed = typeshed_folder()
    write("typeshed", typeshed_rows(typeshed), f"mypy {version('mypy', [])}")
    if folder is not None:
        made_from = f"django-stubs {version('django-stubs', [folder])}"
        write("django_stubs", django_rows(typeshed, Path(folder) / "django-stubs"), made_from)


def typeshed_folder() -> Path:
    spec = find_spec("mypy")
    if spec is None or spec.origin is None:
        raise SystemExit("mypy, which has typeshed, is not installed")
    return Path(spec.origin).parent / "typeshed" / "stdlib"


def version(name: str, folders: list[str]) -> str:
    found = distributions(name=name, path=folders) if folders else distributions(name=name)
    return next(iter(found)).version


def typeshed_rows(typeshed: Path) -> Rows:
    return rows_of(Stubs({"": typeshed}, frozenset(STANDARD.split())), "")


def django_rows(typeshed: Path, django: Path) -> Rows:
    modules = frozenset((*STANDARD.split(), *django_modules(django)))
    return rows_of(Stubs({"": typeshed, "django": django}, modules), "django")


def django_modules(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.pyi")):
        parts = path.relative_to(folder).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if not name.startswith(tuple(NOT_DJANGO.split())):
            yield ".".join(filter(None, ("django", name)))


def text_of(rows: Rows, made_from: str) -> str:
    """A line for each row of a section, so that a change shows as one."""
    sections = [f'"made_from": {json.dumps(made_from)}']
    for section in sorted(rows):
        lines = [f"{json.dumps(key)}:{_compact(row)}" for key, row in sorted(rows[section].items())]
        sections.append(f'"{section}": {{\n' + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(sections) + "\n}\n"


def _compact(row: object) -> str:
    return json.dumps(row, separators=(",", ":"), sort_keys=True)


def write(name: str, rows: Rows, made_from: str) -> None:
    (TABLES / f"{name}.json").write_text(text_of(rows, made_from), encoding="utf-8")


def rows_of(stubs: Stubs, package: str) -> Rows:
    """The rows of the public modules in a package, of all of them when it has no name."""
    tables = Tables(stubs)
    aliases = {}
    waiting: dict[str, Definition] = {}
    for name, definition in stubs.settle_homes().items():
        canonical = stubs.canonical(*definition)
        waiting[canonical] = definition
        if canonical != name:
            aliases[name] = canonical
    for module in filter(None, map(stubs.module, sorted(stubs.public))):
        public = (name for name in module.definitions if not name.startswith("_"))
        waiting.update((stubs.canonical(module, name), (module, name)) for name in public)
    while waiting:
        canonical, (module, name) = waiting.popitem()
        if canonical.startswith(package) and canonical not in tables.classes:
            waiting.update(tables.add(canonical, module, name))
    known = tables.calls.keys() | tables.classes.keys()
    return {
        "aliases": {name: home for name, home in aliases.items() if home in known},
        "attributes": tables.section("attributes"),
        "calls": dict(tables.calls),
        "classes": dict(tables.classes),
        "methods": tables.section("methods"),
    }


@dataclass
class Tables:
    """The rows found up to now; `members` has all that a class binds, certain or not."""

    stubs: Stubs
    calls: dict[str, str] = field(default_factory=dict)
    classes: dict[str, list[str]] = field(default_factory=dict)
    members: dict[str, dict[str, tuple[str, Types]]] = field(default_factory=dict)

    def add(self, canonical: str, module: Module, name: str) -> dict[str, Definition]:
        """Add a function or class, and give the classes that it extends."""
        nodes = module.definitions[name]
        if isinstance(nodes[0], ast.ClassDef):
            return self._add_class(canonical, module, name)
        given = self._given(nodes, Scope(module))
        if given is not None and all(map(is_called, nodes)):
            self.calls[canonical] = written(given)
        return {}

    def _add_class(self, canonical: str, module: Module, name: str) -> dict[str, Definition]:
        nodes = [node for node in module.definitions[name] if isinstance(node, ast.ClassDef)]
        bases = self.stubs.concrete_bases(module, name)
        if bases is None or self.stubs.is_abstract(module, name):
            return {}
        named = {self.stubs.canonical(*base): base for base in bases}
        self.classes[canonical] = list(named)
        members = {} if canonical in HIDDEN else dict(self._members(nodes, Scope(module)))
        constructed = members.pop("__new__", ("methods", (SELF,)))[1]
        if constructed not in ((SELF,), (canonical,)) or any(map(is_enumeration, nodes)):
            self.calls[canonical] = UNKNOWN
        self.members[canonical] = members
        return named

    def _members(
        self, nodes: list[ast.ClassDef], scope: Scope
    ) -> Iterator[tuple[str, tuple[str, Types]]]:
        bound: defaultdict[str, list[ast.AST]] = defaultdict(list)
        for node in nodes:
            for statement in branches(node.body):
                for name in bound_names(statement):
                    bound[name].append(statement)
        for name, statements in bound.items():
            if not name.startswith("_") or name == "__new__":
                is_method = all(map(is_called, statements))
                section = "methods" if is_method else "attributes"
                yield name, (section, self._given(statements, scope))

    def _given(self, nodes: Sequence[ast.AST], scope: Scope) -> Types:
        """What a call of any of the functions, or any of the attributes, gives."""
        return united([self._one(node, scope) for node in nodes])

    def _one(self, node: ast.AST, scope: Scope) -> Types:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                names = {
                    ast.unparse(d).partition("(")[0].rpartition(".")[2] for d in decorators(node)
                }
                if node.returns is None or not names <= PLAIN | BINDING | PROPERTIES:
                    return None
                return self.stubs.types(node.returns, replace(scope, own=own_type(node)))
            case ast.AnnAssign(annotation=annotation):
                return self.stubs.types(annotation, scope)
            case _:
                return None

    def section(self, name: str) -> dict[str, dict[str, str]]:
        """The rows of a section; an uncertain name is one where it hides a certain one."""
        found = {}
        for owner, members in self.members.items():
            rows = {}
            for member, (section, types) in members.items():
                if section == name and types is not None:
                    rows[member] = written(types)
                elif any(self._has(base, member, name) for base in self._above(owner)):
                    rows[member] = UNKNOWN
            if rows:
                found[owner] = rows
        return found

    def _has(self, owner: str, member: str, section: str) -> bool:
        found, types = self.members.get(owner, {}).get(member, ("", None))
        return found == section and types is not None

    def _above(self, owner: str) -> list[str]:
        waiting = list(self.classes[owner])
        for name in waiting:
            waiting += self.classes.get(name, ())
        return waiting


def written(types: Sequence[str]) -> str:
    return " | ".join(types)


def decorators(node: ast.AST) -> list[ast.expr]:
    return node.decorator_list if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else []


def is_called(node: ast.AST) -> bool:
    names = {ast.unparse(decorator).rpartition(".")[2] for decorator in decorators(node)}
    # The setter of a property is a function, too.
    is_setter = any(name in ("setter", "deleter") for name in names)
    is_function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    return is_function and not is_setter and not names & PROPERTIES


def own_type(node: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """The type variable that the stub gives to `self` or, in `type[...]`, to `cls`."""
    parameters = (*node.args.posonlyargs, *node.args.args)
    match parameters[0].annotation if parameters else None:
        case ast.Name(name) | ast.Subscript(value=ast.Name("type"), slice=ast.Name(name)):
            return frozenset({name}) if parameters[0].arg in ("self", "cls") else frozenset()
        case _:
            return frozenset()


def is_enumeration(node: ast.ClassDef) -> bool:
    """Whether a call of the class may make another class."""
    given = [ast.unparse(k.value) for k in node.keywords if k.arg == "metaclass"]
    return any(name.endswith(("EnumMeta", "ChoicesType")) for name in given)


def bound_names(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.AnnAssign(target=ast.Name(name)):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case _:
            return []


if __name__ == "__main__":
    main(*sys.argv[1:])
