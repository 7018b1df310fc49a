"""Random programs, with every form that decides where a statement ends."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

# The lines of a statement without their indent; a line that starts with KEEP has none.
Lines = list[str]
KEEP = "\0"

NAMES = st.sampled_from(["a", "größe", "名", "match", "case", "type", "deffer", "classy", "_"])

STRINGS = st.sampled_from(
    [
        "'a'",
        '"it\'s"',
        "''",
        '""',
        "'' ''",
        r"'\''",
        r'"\\"',
        r"r'\''",
        "b'#'",
        "Rb'('",
        '"""a"""',
        "'''it's'''",
        '"""a "quoted" word"""',
        r'"""\""""',
        r"r'''\''''",
        '"" """a"""',
        f'"""\n{KEEP}text at no column (\n{KEEP}    # no comment\n{KEEP}"""',
        f"rb'''\n{KEEP}{{[\n{KEEP}\\'''\n{KEEP}'''",
        f"'a\\\n{KEEP}b'",
        f'"a\\\n{KEEP}  # b"',
        "f'{a}'",
        'F"{a!r:>{b}}"',
        "f'{{'",
        "f'}}'",
        "f'{{{a}}}'",
        "f\"{a['b']}\"",
        "f'{a:\"^5}'",
        "f'{{}}' '{'",
        "rf'\\d{2}'",
        "fr'{a}\\''",
        "f'\\N{BULLET} {a}'",
        "f'{a:%H:%M}'",
        "f'{\"{\"}'",
        f'f"""\n{KEEP}{{a\n{KEEP}}} "b" {{{{\n{KEEP}"""',
        "f'''{a['b']}'''",
        "f'{a}' f\"{'b'}\"",
    ]
)
# What Python reads since 3.12 (PEP 701).
NEW_STRINGS = st.sampled_from(
    [
        'f"{a["b"]}"',
        "f'{'a'}'",
        "f'{f'{f'{1}'}'}'",
        "f'{'\\n'}'",
        "f'{a['}']}'",
        "f'{\n# }'\na}'",
        "f'{a:{'>'}{10}}'",
        'f"""{"""a"""}"""',
        "f'{a!r:{'^'}}'",
        "f\"{'a' '{'}\"",
    ]
)

NUMBERS = st.sampled_from(["1", "0x1f", "...", "None", "1_0"])
ATOMS = st.one_of(NAMES, STRINGS, NUMBERS, NEW_STRINGS if sys.version_info >= (3, 12) else STRINGS)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, max_size=3)
    return st.one_of(
        st.builds("({})".format, inner),
        several.map(lambda items: f"[{', '.join(items)}]"),
        several.map(lambda items: "{\n" + "".join(f"1: {item},  # ')\n\n" for item in items) + "}"),
        several.map(lambda items: "a(\n" + "".join(f"    {item},\n" for item in items) + ")"),
        st.builds("{} + {}".format, inner, inner),
        st.builds("{} \\\n    if ({}) else\\\n{}".format, inner, inner, inner),
        st.builds("(\n{}\nif ({})\nelse {}\n)".format, inner, inner, inner),
        st.builds("[a\nfor a in ({})\nasync\\\nfor b in ({})]".format, inner, inner),
        st.builds("({}\n@a\n@ b)".format, inner),
        st.builds("(lambda a=({}): a)".format, inner),
        st.builds("a[{}:\n]".format, inner),
    )


EXPRESSIONS = st.recursive(ATOMS, _grown, max_leaves=4)

SMALL = st.one_of(
    EXPRESSIONS,
    st.builds("{} = {}".format, NAMES, EXPRESSIONS),
    st.builds("return {}".format, EXPRESSIONS),
    st.builds("assert {}, {}".format, EXPRESSIONS, EXPRESSIONS),
    st.sampled_from(
        ["pass", "import a", "from a import (\n    b,\n)", "from a \\\n import b", "a: int"]
    ),
)
COMMENTS = st.sampled_from(["", "", "  # 'note", "#(", "\t", " \f"])
TOGETHER = st.sampled_from([";", "; ", ";\t", " ; \\\n  "])


@st.composite
def simple(draw: st.DrawFn) -> Lines:
    joint = draw(TOGETHER)
    line = joint.join(draw(st.lists(SMALL, min_size=1, max_size=3)))
    line += draw(st.sampled_from(["", "", ";", " ;"])) + draw(COMMENTS)
    return line.split("\n")


GAPS = st.lists(
    st.sampled_from(
        ["", "", KEEP, KEEP + "# 'note", "# note (", "        # deeper", KEEP + " \f "]
    ),
    max_size=2,
)
INDENTS = st.sampled_from(["    ", "  ", "\t", " ", "        "])
HEADERS = st.sampled_from(
    [
        "def f(a,\n        b=[']']):",
        "async def f():",
        "async  def f() -> (\n'a'):",
        "class A:",
        "class A(\nB,\n):",
        "class größe ( B, metaclass=C ) :",
        "if a:",
        "while (a\n):",
        "for a in b :",
        "with a as b, \\\n    c:",
        "async with (\n    a as b\n):",
        "with a: # note",
        "match a:\n    case [1]:\n        pass\nif a:",
    ]
)
DEFINITIONS = st.sampled_from(["def f(self): # note", "async def f():", "class A:", "class B(A) :"])
DECORATORS = st.sampled_from(["@a", "@a.b  # note", "@a(\n    '''b\n''',\n)", "@a[1]", "@ a"])


@st.composite
def suite(draw: st.DrawFn, statements: st.SearchStrategy[Lines]) -> Lines:
    lines: Lines = []
    margin = draw(INDENTS)
    for statement in draw(st.lists(statements, min_size=1, max_size=3)):
        lines += draw(GAPS) + statement
    return [line if line.startswith(KEEP) else margin + line for line in lines]


@st.composite
def compound(draw: st.DrawFn, statements: st.SearchStrategy[Lines]) -> Lines:
    suites = suite(statements)
    form = draw(st.sampled_from(["plain", "decorated", "if", "try", "one line"]))
    if form == "one line":
        head = draw(st.sampled_from(["if a: ", "class A: ", "def f(): ", "else_ = 1; ", "with a:"]))
        first, *rest = draw(simple())
        return [head + first, *rest]
    if form == "decorated":
        above = draw(st.lists(DECORATORS, min_size=1, max_size=2))
        note = draw(st.sampled_from([[], ["# note"], [KEEP]]))
        above = [line for decorator in above for line in decorator.split("\n")]
        return [*above, *note, draw(DEFINITIONS), *draw(suites)]
    if form == "if":
        more = ["elif a:", *draw(suites), *draw(GAPS), "else :", *draw(suites)]
        return ["if a:", *draw(suites), *draw(GAPS), *more]
    if form == "try":
        more = ["except A:", *draw(suites), *draw(GAPS), "finally:  # note", *draw(suites)]
        return ["try:", *draw(suites), *draw(GAPS), *more]
    return [*draw(HEADERS).split("\n"), *draw(suites)]


STATEMENTS = st.recursive(simple(), compound, max_leaves=6)


@st.composite
def programs(draw: st.DrawFn) -> str:
    lines: Lines = []
    for statement in draw(st.lists(STATEMENTS, max_size=5)):
        lines += draw(GAPS) + statement
    return written(lines) + draw(st.sampled_from(["", "\n", "\n\n# end", "\n    # end"]))


def written(lines: Sequence[str]) -> str:
    return "\n".join(lines).replace(KEEP, "")
