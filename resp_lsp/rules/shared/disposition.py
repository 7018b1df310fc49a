"""A Content-Disposition written by hand, and Django's helper in its place.

What the rules on this header have in common.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core.content_disposition import is_content_disposition
from resp_core.versions import CONTENT_DISPOSITION_HELPER
from resp_lsp.analysis.facts.fact import Form
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.values.kinds_of_text import FROM_REQUEST, is_plain
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Instance, Known, alternatives, text_of
from resp_lsp.rules.finding import Fix, Safety
from resp_lsp.rules.shared.header_helper import HOLE, quoted, template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import HeaderWrite
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.values.value import Hole, Text
    from resp_lsp.rules.shared.header_helper import Template

SHAPE = re.compile(
    r"""\s*(?P<kind>inline|attachment|\0\d+\0)\s*;?\s*filename\s*=\s*"""
    r"""["']?(?P<name>[^"';\\]+?)["']?\s*;?\s*""",
    re.IGNORECASE,
)
EXACT = re.compile(r'attachment; filename="[^"]*"')
"""What the helper sends for an ASCII name."""

FILLED_IN = ("x", "x;", '"x"', 'x"')
"""What may stand in a hole: a name, with its quotes, with what separates it from the rest."""

KINDS = {"attachment": "True", "inline": "False"}
LINK = "https://docs.djangoproject.com/en/stable/ref/request-response/#telling-the-browser-to-treat-the-response-as-a-file-attachment"


def written(module: Module) -> Iterator[tuple[HeaderWrite, tuple[Text, ...]]]:
    """Where the header is written by hand, with all the texts that it may be."""
    for write in module.header_writes:
        is_named = isinstance(write.name, Known) and str(write.name.value).lower() == HEADER
        if is_named and not write.is_copy:
            texts = [text_of(value) for value in alternatives(write.value)]
            if None in texts:  # bytes are spelled as text is
                texts = [text_of(write.spelled)]
            known = tuple(text for text in texts if text is not None)
            if len(known) == len(texts):
                yield write, known


HEADER = "content-disposition"


def shown(write: HeaderWrite, texts: tuple[Text, ...]) -> str:
    """The texts as messages show them."""
    spelled = text_of(write.spelled)
    if len(texts) == 1 and spelled is not None and spelled.literals:
        texts = (spelled,)
    return " or ".join(
        "".join(p if isinstance(p, str) else f"{{{p.source or '…'}}}" for p in text.parts)
        for text in texts
    )


def helper_fix(module: Module, write: HeaderWrite) -> tuple[Fix, ...]:
    """The value replaced by content_disposition_header(); empty where that is not possible."""
    whole = template(write)
    shape = None if whole is None else SHAPE.fullmatch(whole.text)
    place = write.value_at
    if (
        module.target < CONTENT_DISPOSITION_HELPER.since
        or whole is None
        or shape is None
        or any(text_of(value) is None for value in alternatives(write.value))
        or write.form is Form.AUGMENTED
        or place == write.name_at  # the header comes out of a dict that is not seen
        or place.tree.source is not module.source
        or place.has_comment
    ):
        return ()
    kind, name = _kind(shape["kind"], whole), _name(shape["name"], whole)
    imported = module.importing("django.utils.http", "content_disposition_header")
    if kind is None or name is None or imported is None:
        return ()
    safety = Safety.SAFE if _sends_the_same(whole) else Safety.SUGGESTED
    call = Edit(place.span, f"{imported.code}({kind}, {name})")
    return (Fix("Replace with content_disposition_header()", (*imported.edits, call), safety),)


def _sends_the_same(whole: Template) -> bool:
    """Whether the helper sends the same for each name that the header could hold.

    So it is where nobody can have escaped the name yet. For a name that is not known to come
    straight from the client, a second escape would be sent.
    """
    is_exact = whole.text.isascii() and EXACT.fullmatch(whole.text) is not None
    return is_exact and all(
        hole.value == Instance(FROM_REQUEST) or is_plain(hole.value) for hole in whole.holes
    )


def _kind(text: str, whole: Template) -> str | None:
    hole = whole.hole(text)
    if hole is None:
        return KINDS[text.lower()]
    return None if hole.source is None else f'{hole.source} == "attachment"'


def _name(text: str, whole: Template) -> str | None:
    """The code of the file's name."""
    hole = whole.hole(text)
    if hole is not None:
        is_text = type_of(hole.value) in (None, "builtins.str")
        return hole.source if is_text or hole.source is None else f"str({hole.source})"
    pieces = HOLE.split(text)  # literals, with the numbers of the holes between them
    if len(pieces) == 1:
        return quoted(text)
    literals, holes = pieces[::2], [whole.holes[int(number)] for number in pieces[1::2]]
    return _f_string(literals, holes)


def _f_string(literals: list[str], holes: list[Hole]) -> str | None:
    """None where the quotes of what is filled in would end it before Python 3.12."""
    codes = [hole.source for hole in holes if hole.source is not None]
    quote = next((q for q in "\"'" if not any(q in code for code in codes)), None)
    if len(codes) < len(holes) or quote is None or any("\\" in code for code in codes):
        return None
    parts = [literals[0]]
    for code, literal in zip(codes, literals[1:], strict=True):
        parts += (f"{{{code}}}", literal)
    if any(not text.isprintable() or set(text) & set("{}\\") for text in literals):
        return None
    return f"f{quote}{''.join(parts)}{quote}"


def is_malformed(text: Text) -> bool:
    """Whether the text is no disposition whatever is filled in."""
    literals = "".join(text.literals)
    if not literals.strip() or (len(text.parts) > 1 and "filename" not in literals.lower()):
        return False
    return text.literals != () and not any(
        is_content_disposition(
            "".join(
                part if isinstance(part, str) else "x" if is_plain(part.value) else sample
                for part in text.parts
            )
        )
        for sample in FILLED_IN
    )
