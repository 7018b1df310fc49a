"""Islands as libcst trees, parsed when asked for; positions are computed later still."""

from __future__ import annotations

import ast
import re
import warnings
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper

from resp_lsp.analysis.source.depth import is_too_deep
from resp_lsp.analysis.source.remembering import forget_nodes, remembered
from resp_lsp.analysis.source.text import Lines, Position, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from libcst.metadata import CodeSpan

    from resp_lsp.analysis.source.islands import Island
    from resp_lsp.analysis.source.source import Source

BLOCK = "if True:\n"
LINE_START = re.compile(r"(?:\r\n|\n|\r)[ \t\f]*\Z")
LINE_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")


def trust_the_parser() -> None:
    """Spare the nodes of a parse the check that is meant for nodes made by hand.

    It is a third of a parse's time. The whole process does without it, so a run calls this and
    the library never does.
    """
    cst.CSTNode.__post_init__ = _unchecked  # type: ignore[assignment] # there is no switch


def _unchecked(_: cst.CSTNode) -> None:
    """In place of libcst's validation."""


class ParseError(Exception):
    """An island that does not parse: where, as an offset in the text, and why."""

    def __init__(self, span: Span, message: str) -> None:
        super().__init__(message)
        self.span = span
        self.message = message


class Parsed:
    """The tree of an island's text, wherever the island stands."""

    def __init__(self, indent: str, source: str) -> None:
        self.prefix = BLOCK + indent if indent else ""
        self.indent = indent
        self.source = source
        self.module = cst.parse_module(self.prefix + source + "\n")

    @property
    def statements(self) -> Sequence[cst.BaseStatement]:
        body = self.module.body
        if not self.prefix:
            return body
        block = body[0]
        if not isinstance(block, cst.If):
            raise TypeError("an indented island is parsed under an if")
        return tuple(s for s in block.body.body if isinstance(s, cst.BaseStatement))

    def span(self, node: cst.CSTNode) -> Span:
        """The node's place within the island's text, in code points."""
        found = self._byte_spans[node]
        start, end = found.start, found.start + found.length
        if not self.source.isascii():
            start, end = (len(self._encoded[:at].decode()) for at in (start, end))
        return Span(start - len(self.prefix), end - len(self.prefix))

    @cached_property
    def _encoded(self) -> bytes:
        return (self.prefix + self.source).encode()

    @cached_property
    def _byte_spans(self) -> Mapping[cst.CSTNode, CodeSpan]:
        # A parsed tree holds no node twice, so the wrapper need not copy it.
        wrapper = MetadataWrapper(self.module, unsafe_skip_copy=True)
        return wrapper.resolve(ByteSpanPositionProvider)


@dataclass
class Memo:
    """Trees by the text of their island, the latest used; one for a server's life."""

    size: int = 250_000
    """Code points of all the texts; the trees take some hundred times as many bytes."""

    most: int = 2_000
    """Trees: those of short texts take more."""

    versions: Any = None
    """What the analysis keeps of modules that are edited; None where each is looked at once."""

    _held: int = 0
    _dropped: int = 0
    _parsed: OrderedDict[tuple[str, str], Parsed] = field(default_factory=OrderedDict)

    def parsed(self, indent: str, source: str) -> Parsed:
        key = (indent, source)
        known = self._parsed.pop(key, None)
        parsed = known or Parsed(indent, source)
        self._parsed[key] = parsed
        if known is None:
            self._held += len(source)
        while len(self._parsed) > 1 and (self._held > self.size or len(self._parsed) > self.most):
            (_, oldest), _ = self._parsed.popitem(last=False)
            self._held -= len(oldest)
            self._dropped += len(oldest)
        if self._dropped > self.size // 2:
            self._dropped = 0
            forget_nodes()
        return parsed


@dataclass(slots=True, eq=False)
class Tree:
    """A parsed island at its place in a module. One island has one tree; that of the next version
    of a text may be the same, moved."""

    parsed: Parsed
    start: int
    source: Source

    def move(self, distance: int, source: Source) -> None:
        """Stand elsewhere, in another text: the places in it do, too."""
        self.start += distance
        self.source = source

    @property
    def statements(self) -> Sequence[cst.BaseStatement]:
        return self.parsed.statements

    def place(self, node: cst.CSTNode) -> Place:
        return Place(self, node)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands; computing it is put off until somebody asks."""

    tree: Tree
    node: cst.CSTNode

    @property
    def span(self) -> Span:
        """In code points of the whole text, without the white space and brackets around it."""
        inner = self.tree.parsed.span(self.node)
        return Span(inner.start + self.tree.start, inner.end + self.tree.start)

    @property
    def path(self) -> str:
        """The file; empty for a text that is nowhere."""
        return self.tree.source.path

    @property
    def source(self) -> str:
        inner = self.tree.parsed.span(self.node)
        return self.tree.parsed.source[inner.start : inner.end]

    def own_line_start(self) -> str | None:
        """The line end and the indentation before the node; None when code stands before it."""
        inner = self.tree.parsed.span(self.node)
        before = "\n" + self.tree.parsed.indent + self.tree.parsed.source[: inner.start]
        match = LINE_START.search(before)
        return match and match[0]

    def line_end(self) -> int | None:
        """The offset where the node's last line ends; None when code follows on it."""
        # A comment on the last line of an island is not a part of it.
        match = LINE_REST.match(self.tree.source.text, self.span.end)
        return match and match.end()

    @property
    def has_comment(self) -> bool:
        if "#" not in self.tree.parsed.source:
            return False  # to walk takes far longer
        return any(True for _ in self.comments())

    def comments(self) -> Iterator[Place]:
        """Those in the node."""
        # libcst's matchers would do it, too: to import them takes as long as all else of libcst.
        return (Place(self.tree, n) for n in _walk(self.node) if isinstance(n, cst.Comment))


def is_sound(text: str, island: Island) -> bool:
    """Whether CPython parses the island, ten times as fast as libcst; if not, ask libcst."""
    return _is_sound(text[island.span.start : island.span.end], island.indent)


@remembered
def _is_sound(code: str, indent: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse((BLOCK + indent if indent else "") + code + "\n")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def parse(source: Source, island: Island, memo: Memo) -> Tree | None:
    """The island's tree; None where a parse would not be safe.

    Raises:
        ParseError: it is not Python that libcst knows.
    """
    code = source.text[island.span.start : island.span.end]
    if is_too_deep(code):
        return None
    try:
        return Tree(memo.parsed(island.indent, code), island.span.start, source)
    except cst.ParserSyntaxError as error:
        raise _fault(error, island, code) from error


def _fault(error: cst.ParserSyntaxError, island: Island, source: str) -> ParseError:
    """The place and reason in CPython's words where it refuses the island as well."""
    row, column, message = error.raw_line, error.raw_column, error.message
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse((BLOCK + island.indent if island.indent else "") + source + "\n")
    except SyntaxError as refusal:
        row, column, message = refusal.lineno or 1, (refusal.offset or 1) - 1, refusal.msg
    except (ValueError, RecursionError, MemoryError):
        message = message.partition("\n")[0]
    at = _offset(source, row - (2 if island.indent else 1), column, island.indent)
    return ParseError(Span(island.span.start + at, island.span.start + at + 1), message)


def _offset(source: str, row: int, column: int, indent: str) -> int:
    lines = Lines(source)
    row = min(max(row, 0), len(lines) - 1)
    if row == 0:
        column -= len(indent)
    return min(lines.offset(Position(row, max(column, 0))), max(len(source) - 1, 0))


def _walk(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    yield node
    for child in node.children:
        yield from _walk(child)
