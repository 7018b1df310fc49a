"""Where the interpreter keeps the facts that it finds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from resp_lsp.analysis.facts.invocation import Invocation
from resp_lsp.analysis.facts.rewrite import ItemRewrite
from resp_lsp.analysis.facts.use import Access
from resp_lsp.analysis.values.value import join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import HeaderWrite, Response
    from resp_lsp.analysis.facts.use import AttributeUse, Ending, HeaderDeletion, Use
    from resp_lsp.analysis.source.source import Source
    from resp_lsp.analysis.source.tree import Place


AnyInvocation = TypeVar("AnyInvocation", bound=Invocation)


@dataclass(frozen=True, slots=True)
class Called:
    """A call of a function of the project, and what is done in it with what it is given."""

    place: Place
    facts: Recorder


@dataclass
class Recorder:
    """Collects facts by node; what is reached twice holds for both ways."""

    responses: dict[object, Response] = field(default_factory=dict)
    writes: dict[object, HeaderWrite] = field(default_factory=dict)
    statements: dict[object, tuple[Place, str | None]] = field(default_factory=dict)
    """By construction: the statement that binds it to a name, or returns it (None)."""

    uses: dict[object, Use] = field(default_factory=dict)
    attributes: dict[object, AttributeUse] = field(default_factory=dict)
    deletions: dict[object, HeaderDeletion] = field(default_factory=dict)
    endings: dict[object, Ending] = field(default_factory=dict)
    returned: set[object] = field(default_factory=set)
    """Which responses functions give back; as in `Response.site`."""

    calls: dict[object, Called] = field(default_factory=dict)
    """By call: what the functions do with the arguments that it gives."""

    origins: dict[Place, Place | None] = field(default_factory=dict)
    """In a call: where in the analysed text the value at a place comes from."""

    scopes: dict[Source, Any] = field(default_factory=dict)
    """In a call: the Scope of each module that facts are about."""

    baselines: list[Recorder] = field(default_factory=list)
    """In a call: what the functions in it do whatever they are given."""

    is_open: bool = False
    """Whether there may be more facts for other values than those that were known."""

    @property
    def is_empty(self) -> bool:
        """Whether other arguments of a call would lead to nothing that a rule may ask for."""
        return not (self.tells or self.is_open)

    @property
    def tells(self) -> bool:
        """Whether something is done to responses."""
        return bool(
            self.responses
            or self.writes
            or any(_changes(use) for use in self.uses.values())
            or any(use.access is not Access.READ for use in self.attributes.values())
        )

    def called(self, node: object, place: Place) -> Recorder:
        """The recorder for what a call does."""
        return self.calls.setdefault(node, Called(place, Recorder())).facts

    def rebase(self, scope: Any) -> None:
        """Be about the next version of the text that was analysed, whose Scope is given."""
        own = scope.source.path
        for called in self.calls.values():
            about = called.facts.scopes.items()
            others = {source: known for source, known in about if source.path != own}
            is_own = len(others) < len(about)
            called.facts.scopes = {scope.source: scope, **others} if is_own else others

    def header_writes(self) -> Iterator[HeaderWrite]:
        """The writes, those in `headers=` with the statement that holds the construction."""
        for write in self.writes.values():
            if isinstance(write.rewrite, ItemRewrite):
                yield replace(write, rewrite=self._held(write.rewrite, write.site))
            else:
                yield write

    def _held(self, rewrite: ItemRewrite, site: object) -> ItemRewrite:
        """The rewrite with its statement, unless the response got its name in a later one."""
        statement, receiver = self.statements.get(site, (None, None))
        if statement is None or not statement.span.contains(rewrite.call.span):
            return rewrite
        return replace(rewrite, statement=statement, name=receiver)

    def add_response(self, node: object, response: Response) -> None:
        known = self.responses.get(node)
        self.responses[node] = response if known is None else _either(known, response)

    def add_use(self, node: object, use: Use) -> None:
        known = self.uses.get(node)
        if known is not None:
            use = _either(known, use)
            if known.before is not None and use.before is not None:
                use = replace(use, before=known.before.joined(use.before))
        self.uses[node] = use

    def add_attribute(self, node: object, use: AttributeUse) -> None:
        known = self.attributes.get(node)
        if known is not None:
            before = known.before.joined(use.before)
            use = replace(use, value=join(known.value, use.value), before=before)
        self.attributes[node] = use

    def add_deletion(self, node: object, deletion: HeaderDeletion) -> None:
        known = self.deletions.get(node)
        if known is not None:
            deletion = replace(deletion, name=join(known.name, deletion.name))
        self.deletions[node] = deletion

    def add_ending(self, node: object, ending: Ending) -> None:
        known = self.endings.get(node)
        if known is not None:
            ending = replace(ending, value=join(known.value, ending.value))
        self.endings[node] = ending

    def add_write(self, node: object, write: HeaderWrite) -> None:
        known = self.writes.get(node)
        if known is not None:
            write = replace(
                write,
                name=join(known.name, write.name),
                value=join(known.value, write.value),
                before=known.before.joined(write.before),
            )
        self.writes[node] = write


def _changes(use: Use) -> bool:
    return use.site is not None or use.function.startswith("django.utils.cache.")


def _either(known: AnyInvocation, later: AnyInvocation) -> AnyInvocation:
    """A call that is reached on two ways, with what holds on both."""
    arguments = {
        name: replace(argument, value=join(argument.value, known.value(name)))
        for name, argument in later.arguments.items()
    }
    return replace(later, arguments=arguments)
