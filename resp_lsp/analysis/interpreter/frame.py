"""A run of the interpreter through one function or one stretch of top-level code."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.facts.invocation import NO_HOLDER
from resp_lsp.analysis.interpreter.names import words
from resp_lsp.analysis.values.state import State
from resp_lsp.analysis.values.value import UNKNOWN, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from resp_lsp.analysis.facts.fact import HeaderWrite, Response
    from resp_lsp.analysis.facts.invocation import Holder
    from resp_lsp.analysis.facts.recorder import Recorder
    from resp_lsp.analysis.facts.use import AttributeUse, Ending, HeaderDeletion, Use
    from resp_lsp.analysis.interpreter.probe import Probe
    from resp_lsp.analysis.interpreter.scope import Scope
    from resp_lsp.analysis.source.islands import Island
    from resp_lsp.analysis.source.tree import Place, Tree

MAX_DEPTH = 4


@dataclass
class Frame:
    """Where the walk is: `state` is None after a return, a raise, a break or a continue."""

    scope: Scope
    tree: Tree
    state: State | None = field(default_factory=State)
    recorder: Recorder | None = None
    enclosing: State | None = None
    owner: Island | None = None
    origins: dict[str, Place | None] | None = None
    """In a call: the names that depend on its arguments, each with the code that the argument
    comes from in the text that is analysed; None where that text itself is walked."""

    attributes: dict[str, Value] | None = None
    """What has been assigned to the attributes of `self`, where somebody wants to know."""

    parameters: frozenset[str] = frozenset()
    iteration: tuple[int, ...] = ()
    """In a loop over items that are known: which of them is at hand, in each loop around."""

    wanted: frozenset[str] | None = None
    """The names whose values matter; None for all."""

    is_idle: bool = False
    """Whether the value of what is evaluated does not matter: no call needs to be followed."""

    caught: frozenset[str] = frozenset()
    """The exceptions that handlers around the code name, other than those for everything."""

    probes: Mapping[cst.CSTNode, Sequence[Probe]] = field(default_factory=dict)
    """What somebody wants to know, by the statement; in no call."""

    is_local: bool = False
    depth: int = 0
    exits: list[tuple[Value, State]] = field(default_factory=list)
    returned: list[tuple[Place, ...]] = field(default_factory=list)
    """Where the values come from that the function gives back."""

    sources: dict[cst.CSTNode, tuple[Place, ...]] = field(default_factory=dict)
    """Where the values come from that calls of functions of the project give back."""

    items: dict[tuple[object, Value], tuple[Place, Place]] = field(default_factory=dict)
    """By the site of a dict and a key: where the key and its value are written."""

    breaks: list[State] = field(default_factory=list)
    continues: list[State] = field(default_factory=list)
    checkpoints: list[list[State]] = field(default_factory=list)
    assignments: Counter[str] = field(default_factory=Counter)
    held: tuple[cst.CSTNode, Holder] | None = None
    """The expression that is the whole of the statement being walked, and that statement."""

    walked: cst.FunctionDef | None = None
    """The function that is walked for itself."""

    managed: dict[str, tuple[tuple[Place, ...], cst.With]] = field(default_factory=dict)
    """The names that `with` statements around the code have bound to what they will close, with
    what stands for them in `State.places`."""

    guards: dict[cst.CSTNode, cst.CSTNode] = field(default_factory=dict)
    """By deletion: the `if` or `try` that does no more than guard it."""

    unasked: cst.CSTNode | None = None
    """An expression whose value does not matter: it is dropped, or given back to Django."""

    nested: list[cst.FunctionDef | cst.ClassDef] = field(default_factory=list)

    @property
    def live(self) -> State:
        """The state; asked for only where code can be reached."""
        if self.state is None:
            raise RuntimeError("no state after the end of a path")
        return self.state

    def bind(self, name: str, value: Value) -> None:
        self.live.names[name] = value
        if self.recorder is not None:
            self.assignments[name] += 1

    def origin(self, node: cst.CSTNode) -> Place | None:
        """The code in the text that is analysed that a value of this expression comes from."""
        if self.origins is None:
            return self.tree.place(node)
        found = {self.origins[word] for word in words(node) if word in self.origins}
        return found.pop() if len(found) == 1 else None

    def trace(self, node: cst.CSTNode) -> tuple[Place, ...]:
        """Where the value of an expression comes from, if it is not written there."""
        match node:
            case cst.Name(value=name):
                for state in (self.state, self.enclosing):
                    if state is not None and name in state.names:
                        return state.places.get(name, ())
                return self.scope.places.get(name, ())
            case cst.Call():
                return self.sources.get(node, ())
            case cst.Await(expression=inner):
                return self.trace(inner)
            case _:
                return ()

    def lookup(self, name: str) -> Value:
        """The value of a name here: local, of an enclosing function, of the module, a builtin."""
        for state in (self.state, self.enclosing):
            if state is not None and name in state.names:
                return state.names[name]
        return self.scope.lookup(name)

    def checkpoint(self) -> None:
        """Remember that an enclosing `try` may be left from here."""
        for states in self.checkpoints:
            states.append(self.live.copy())

    def record_response(self, node: cst.CSTNode, response: Response) -> None:
        if self.recorder is not None:
            key = (node, self.iteration) if self.iteration else node
            self.recorder.add_response(key, replace(response, caught=self.caught))
            self._trace(*(argument.place for argument in response.arguments.values()))

    def record_use(self, node: object, use: Use) -> None:
        if self.recorder is not None:
            key = (node, self.iteration) if self.iteration else node
            self.recorder.add_use(key, replace(use, caught=self.caught))
            self._trace(use.call, *(argument.place for argument in use.arguments.values()))

    def record_attribute(self, use: AttributeUse) -> None:
        if self.recorder is not None:
            self.recorder.add_attribute(use.place.node, replace(use, caught=self.caught))
            self._trace(use.place, use.name_at, *filter(None, (use.value_at,)))

    def record_deletion(self, deletion: HeaderDeletion) -> None:
        if self.recorder is not None:
            self.recorder.add_deletion(deletion.target.node, deletion)
            self._trace(deletion.target)

    def record_ending(self, ending: Ending) -> None:
        if self.recorder is not None:
            self.recorder.add_ending(ending.statement.node, ending)

    def holder(self, node: cst.CSTNode) -> Holder:
        """The statement whose whole expression the node is."""
        return self.held[1] if self.held is not None and self.held[0] is node else NO_HOLDER

    def record_write(self, node: object, write: HeaderWrite) -> None:
        if self.recorder is not None:
            write = replace(write, trace=self.trace(write.value_at.node))
            if self.iteration:
                node, write = (node, self.iteration), replace(write, rewrite=None)
            self.recorder.add_write(node, write)
            self._trace(write.name_at, write.value_at, write.target)

    def _trace(self, *places: Place) -> None:
        """Keep where the values come from that a call brought to these places."""
        if self.recorder is not None and self.origins is not None:
            self.recorder.scopes[self.tree.source] = self.scope
            for place in places:
                self.recorder.origins[place] = self.origin(place.node)

    @contextmanager
    def unrecorded(self) -> Iterator[None]:
        """Walk without keeping facts: a trial run of a loop, code that is expected to raise."""
        recorder, self.recorder = self.recorder, None
        try:
            yield
        finally:
            self.recorder = recorder

    @contextmanager
    def idle(self, *, when: bool) -> Iterator[None]:
        """Evaluate, where it is so, without following calls into the project."""
        outer, self.is_idle = self.is_idle, self.is_idle or when
        try:
            yield
        finally:
            self.is_idle = outer

    def wants(self, *nodes: cst.CSTNode) -> bool:
        """Whether a name in the code has a value that matters."""
        wanted = self.wanted
        return wanted is None or any(word in wanted for node in nodes for word in words(node))

    def forget(self) -> None:
        """Give up on every name: a loop that does not settle."""
        state = self.live
        state.names = dict.fromkeys(state.names, UNKNOWN)
        state.objects = dict.fromkeys(state.objects)
