"""Stub packages, read with `ast`: which definition a name leads to, which types are certain."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from scripts.stub_module import Module

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from scripts.stub_module import Node

SELF = "Self"
"""In place of a type: that of the object whose method this is."""

NONE = "builtins.NoneType"
MAX_MEMBERS = 4
Types: TypeAlias = "tuple[str, ...] | None"
"""The classes that a value may be of; None when that is not certain."""

NAMES = {
    "_collections_abc.dict_items": "builtins.dict_items",
    "_collections_abc.dict_keys": "builtins.dict_keys",
    "_collections_abc.dict_values": "builtins.dict_values",
    "types.NoneType": NONE,
}
ABSTRACT_MODULES = ("typing", "typing_extensions", "_typeshed", "_collections_abc")
OPAQUE = frozenset({"builtins.object", "builtins.type", "builtins.super", "builtins.function"})
WRAPPERS = frozenset({"Annotated", "ClassVar", "Final", "Required", "NotRequired", "ReadOnly"})


@dataclass(frozen=True)
class Scope:
    """Where an annotation stands."""

    module: Module
    own: frozenset[str] = frozenset()
    """The type variables that stand for the type of `self`."""


@dataclass
class Stubs:
    """The stubs under some folders: those of the packages named in `roots`, all others under ""."""

    roots: Mapping[str, Path]
    public: frozenset[str]
    """The modules of which the names are those that programs use."""

    _modules: dict[str, Module | None] = field(default_factory=dict)
    _homes: dict[str, str] = field(default_factory=dict)

    def module(self, name: str) -> Module | None:
        if name not in self._modules:
            self._modules[name] = self._read(name)
        return self._modules[name]

    def _read(self, name: str) -> Module | None:
        package, _, rest = name.partition(".")
        folder = self.roots[package] if package in self.roots else self.roots[""] / package
        folder = folder.joinpath(*filter(None, rest.split(".")))
        for path in (folder / "__init__.pyi", folder.with_name(folder.name + ".pyi")):
            if path.is_file():
                tree = ast.parse(path.read_text(encoding="utf-8"))
                return Module(name, tree, path.name == "__init__.pyi")
        return None

    def resolve(self, name: str, module: Module, depth: int = 0) -> tuple[Module, str] | None:
        """The module and the name of what a name in a module was defined as."""
        if depth > 12:
            return None
        if name in module.definitions:
            match module.definitions[name]:
                case [ast.Name(other)] if other != name:
                    return self.resolve(other, module, depth + 1)
                case _:
                    return module, name
        if name in module.imports:
            owner, _, last = module.imports[name].rpartition(".")
            source = self.module(owner)
            return None if source is None else self.resolve(last, source, depth + 1)
        for star in module.stars:
            source = self.module(star)
            found = None if source is None else self.resolve(name, source, depth + 1)
            if found is not None:
                return found
        builtins = self.module("builtins")
        if builtins is not None and name in builtins.definitions:
            return builtins, name
        return None

    def dotted(self, node: ast.expr, module: Module) -> tuple[Module, str] | None:
        """What `name` or `module.name` stands for."""
        match node:
            case ast.Name(name):
                return self.resolve(name, module)
            case ast.Attribute(value=owner, attr=name):
                path = module.imports.get(ast.unparse(owner).partition(".")[0])
                rest = ast.unparse(owner).partition(".")[2]
                source = self.module(".".join(filter(None, (path, rest)))) if path else None
                return None if source is None else self.resolve(name, source)
            case _:
                return None

    def canonical(self, module: Module, name: str) -> str:
        """The name by which programs know a definition."""
        qualified = f"{module.name}.{name}"
        if module.name not in self.public:
            qualified = self._homes.get(qualified, qualified)
        return NAMES.get(qualified, qualified).replace("django.http.response.", "django.http.")

    def settle_homes(self) -> dict[str, tuple[Module, str]]:
        """The names that public modules have from others; the first is home to a private one's."""
        found = {}
        for public in sorted(self.public):
            module = self.module(public)
            for name in self._offered(module) if module is not None else ():
                target = self.resolve(name, module) if module is not None else None
                if target is not None and target[0] is not module and target[0].name != "builtins":
                    found[f"{public}.{name}"] = target
                    self._homes.setdefault(f"{target[0].name}.{target[1]}", f"{public}.{name}")
        return found

    def _offered(self, module: Module) -> Iterator[str]:
        names = [name for name, nodes in module.definitions.items() if _is_name(nodes)]
        names += module.exports
        for star in module.stars:
            source = self.module(star)
            names += () if source is None else (*source.definitions, *self._offered(source))
        return (name for name in dict.fromkeys(names) if not name.startswith("_"))

    def types(self, node: ast.expr, scope: Scope) -> Types:
        """The classes that an annotation certainly means."""
        match node:
            case ast.Constant(value=None):
                return (NONE,)
            case ast.Constant(value=str(code)):
                return self.types(ast.parse(code, mode="eval").body, scope)
            case ast.BinOp(left=left, op=ast.BitOr(), right=right):
                return united([self.types(left, scope), self.types(right, scope)])
            case ast.Name(name) if name in scope.own:
                return (SELF,)
            case ast.Name() | ast.Attribute():
                return self._named(node, scope)
            case ast.Subscript(value=generic, slice=inner):
                return self._subscripted(generic, inner, scope)
            case _:
                return None

    def _subscripted(self, generic: ast.expr, inner: ast.expr, scope: Scope) -> Types:
        arguments = inner.elts if isinstance(inner, ast.Tuple) else [inner]
        match ast.unparse(generic).rpartition(".")[2]:
            case "Optional":
                return united([self.types(inner, scope), (NONE,)])
            case "Union":
                return united([self.types(argument, scope) for argument in arguments])
            case "Literal":
                return united([_literal(argument) for argument in arguments])
            case "TypeGuard" | "TypeIs":
                return ("builtins.bool",)
            case name if name in WRAPPERS:
                return self.types(arguments[0], scope)
            case _:
                return self._named(generic, scope)

    def _named(self, node: ast.expr, scope: Scope) -> Types:
        found = self.dotted(node, scope.module)
        if found is None:
            return None
        module, name = found
        match module.name, name:
            case ("typing" | "typing_extensions", "Self"):
                return (SELF,)
            case ("typing" | "typing_extensions", "LiteralString"):
                return ("builtins.str",)
        match module.definitions[name]:
            case [ast.ClassDef(), *_]:
                return self._class(module, name)
            case [ast.Call(func=ast.Name("TypeVar"), args=[_, *constraints])]:
                return united([self.types(one, Scope(module)) for one in constraints])
            case [ast.expr() as alias] if not isinstance(alias, ast.Call):
                return self.types(alias, Scope(module))
            case _:
                return None

    def _class(self, module: Module, name: str) -> Types:
        if self.is_typed_dict(module, name):
            return ("builtins.dict",)
        if self.is_abstract(module, name):
            return None
        if name.startswith("_"):
            # Programs cannot name it: it stands for the class that it extends.
            bases = self.bases(module, name)
            return self._class(*bases[0]) if bases else None
        return (self.canonical(module, name),)

    def bases(self, module: Module, name: str) -> list[tuple[Module, str]] | None:
        """The classes that a class extends; None when one of them is not certain."""
        written = {
            tuple(ast.unparse(head) for head in _heads(node)): _heads(node)
            for node in module.definitions[name]
            if isinstance(node, ast.ClassDef)
        }
        if len(written) != 1:
            return None
        found = [self.dotted(head, module) for head in next(iter(written.values()))]
        return None if None in found else [base for base in found if base is not None]

    def concrete_bases(self, module: Module, name: str) -> list[tuple[Module, str]] | None:
        """The bases that are classes at run time; None when one of them is not certain."""
        bases = self.bases(module, name)
        if bases is None or any(not self._is_class(*base) for base in bases):
            return None
        concrete = [base for base in bases if not self.is_abstract(*base)]
        is_tuple = any(base[1] == "NamedTuple" for base in bases)
        builtins = self.module("builtins")
        return [*concrete, (builtins, "tuple")] if is_tuple and builtins else concrete

    def _is_class(self, module: Module, name: str) -> bool:
        nodes = module.definitions[name]
        return module.name.startswith("typing") or isinstance(nodes[0], ast.ClassDef)

    def is_typed_dict(self, module: Module, name: str) -> bool:
        return any(
            isinstance(node, ast.ClassDef) and "TypedDict" in map(ast.unparse, node.bases)
            for node in module.definitions[name]
        )

    def is_abstract(self, module: Module, name: str) -> bool:
        """Whether objects of any other class, of a dict too, may count as of this one."""
        protocol = any(
            isinstance(node, ast.ClassDef)
            and any("Protocol" in ast.unparse(base) for base in node.bases)
            for node in module.definitions[name]
        )
        qualified = f"{module.name}.{name}"
        if qualified in NAMES:
            return False
        return protocol or module.name in ABSTRACT_MODULES or qualified in OPAQUE


Definition: TypeAlias = tuple[Module, str]
"""Where something is defined, and its name there."""


def _heads(node: ast.ClassDef) -> list[ast.expr]:
    """The bases of a class without what they are of."""
    heads = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
    return [head for head in heads if ast.unparse(head).rpartition(".")[2] != "Generic"]


def _is_name(nodes: list[Node]) -> bool:
    return len(nodes) == 1 and isinstance(nodes[0], (ast.Name, ast.Attribute))


def united(members: list[Types]) -> Types:
    """The types of a union; not certain when one of them is not."""
    names: dict[str, None] = {}
    for member in members:
        if member is None:
            return None
        names.update(dict.fromkeys(member))
    return tuple(sorted(names)) if 0 < len(names) <= MAX_MEMBERS else None


def _literal(node: ast.expr) -> Types:
    match node:
        case ast.Constant(value=value):
            return (f"builtins.{type(value).__name__}",)
        case _:
            return None
