"""What is said of a text is what Python makes of the same expression."""

from __future__ import annotations

import re

import pytest

from resp_core.versions import DEFAULT
from resp_lsp.analysis.module import analyse
from resp_lsp.analysis.source.source import Source
from resp_lsp.analysis.values.value import UNKNOWN, Collection, Instance, Known, Text, Value

UNSEEN = "some\ntext"
"""What `unseen` is when Python runs; the analysis does not know it."""

EXACT = [
    "'a'", '"a"', "'''a\nb'''", r"'a\nb'", r"r'a\nb'", "'a' 'b'", "'a' r'\\n' 'b'",
    r"'\x41\N{BULLET}'",
    "'a\\\nb'", "u'a'", "b'a'", r"b'a\n'", "b'a' b'b'", r"Rb'\n'", "''", "1", "0x10", "1_000",
    "1.50", "1e3",
    "00", "-1", "-1.5", "None", "True", "2 * 3 - 7", "True * 2", "f'{60 * 60}'",
    "f'a'", "f'{{a}}'", r"f'\n'", r"rf'\n'", "f'{1}{2}'", "f'{True} {None} {1.50}'", "f'{\"a\"}b'",
    "'a' f'{1}' 'b'", "f'{-1}'", "f'{0x10}'",
    "'a' + 'b'", "b'a' + b'b'", "('a' + 'b').upper()", "'a' + f'{1}'",
    "'%s' % 'a'", "'%s' % ('a',)", "'%s-%s' % ('a', 1)", "'%d' % 5", "'%d%%' % 5",
    "'%(k)s' % {'k': 'v'}",
    "'%s' % 1.50", "'%s' % True", "'%s' % None", "b'%s' % b'a'", "b'%d' % 5", "'%s' % ('a' 'b')",
    "'{}'.format('a')", "'{0}{1}{0}'.format('a', 'b')", "'{k}'.format(k='v')", "'{{{}}}'.format(1)",
    "','.join(['a', 'b'])", "', '.join(('a', 'b'))", "''.join([])", "'\\n'.join(['a'] + ['b'])",
    "' a\\n'.strip()", "'a-b'.replace('-', '\\n')", "'a'.encode()", "b'a'.decode()", "'a'.zfill(3)",
    "'ab'.removeprefix('a')", "(y := 'a')", "'' or 'b'", "'a' and 'b'", "None or 'b'", "'a' or 'b'",
    "['a', 'b'][1]", "('a', 'b')[-1]", "{'a': 'b'}['a']", "{'a': 'b'}.get('a')",
    "{'a': 'b'}.get('z', 'd')",
]  # fmt: skip

# What is said of these may be less than all, never more.
AGREEING = [
    "'%5s' % 'a'", "'%r' % 'a'", "'%x' % 255", "'%05d' % 5", "'%.1f' % 1.25", "'%d' % True",
    "'%d' % 1.9",
    "'%i' % 1.9", "'%c' % 'a'", "'%s %%' % 'a'", "'%*d' % (3, 1)", "'%(a)s' % dict(a=1)",
    "'x' % {}",
    "'%s' % [1]", "'%s' % {}", "'%s' % unseen", "f'{unseen}%s' % 'a'", "f'{unseen}%%' % ()",
    "'%s: %s' % ('a', unseen)", "'%(k)s' % {'k': unseen}", "'%s' % b'x'", "'%a' % 'é'",
    "'{!r}'.format('a')", "'{:>5}'.format('a')", "'{0[0]}'.format(['a'])", "'{0.real}'.format(1)",
    "'{:{}}'.format('a', 5)", "'{:,}'.format(1000)", "'{a}'.format(**{'a': 1})",
    "'{}'.format(*['a'])",
    "'{}{}'.format(unseen, 'b')", "'{k}'.format_map({'k': 1})", "'{}'.format(b'x')",
    "f'{unseen}'", "f'a{unseen}b{unseen}c'", "f'{unseen!r}'", "f'{unseen:>30}'", "f'{unseen=}'",
    "f'{1=}'",
    "f'{1:03}'", "f'{b\"a\"}'", "f'{[1]}'", "f'{10**3}'", "f'{-True}'", "f'{-0.0}'", "f'{\"a\"!r}'",
    "'a' + unseen", "unseen + 'a'", "'a' * 3", "3 * 'a'", "'abc'[1]", "'abc'[::-1]", "'abc'[:2]",
    "','.join('abc')", "','.join(['a', unseen])", "','.join(x for x in 'ab')", "','.join({'a': 1})",
    "','.join(map(str, [1]))", "','.join([*['a']])", "','.join(['a'] * 2)",
    "b','.join([b'a', b'b'])",
    "'a b'.split()", "'a b'.split()[0]", "'a'.partition('a')", "'a'.isdigit()", "'a'.count('a')",
    "str(b'a', 'ascii')", "str()", "repr('a')", "ascii('é')", "bytes(3)", "not 'a'", "'a' in 'abc'",
    "'a' == 'a'", "unseen or 'b'", "unseen and 'b'", "'a' if unseen else 'b'", "[1, 2][True]",
    "1.5 * 2", "2 * unseen", "len('ab') * 2", "[1] * 2", "10 ** 13 * 2",
    "[y := 'a', y + 'b'][1]", "[1, 2, 3][1:][0]", "--1", "~1", "+1", "-True", "1 + 1", "10 ** 2",
]  # fmt: skip


@pytest.mark.parametrize("expression", EXACT)
def test_a_constant_is_known_exactly(expression: str) -> None:
    assert value(expression) == Known(real(expression))


@pytest.mark.parametrize("expression", EXACT + AGREEING)
def test_what_is_said_is_what_python_makes(expression: str) -> None:
    assert agrees(value(expression), real(expression))


@pytest.mark.parametrize(
    ("expression", "literals"),
    [
        ("f'a{unseen}b'", ("a", "b")),
        ("'a' + unseen + 'b'", ("a", "b")),
        ("'a%sb%s' % (unseen, 'c')", ("a", "bc")),
        ("'{}b{k}'.format(unseen, k='c')", ("bc",)),
        ("'-'.join(['a', unseen, 'b'])", ("a-", "-b")),
        (r"f'{unseen}\n'", ("\n",)),
        ("f'{unseen}%s' % 'a'", ()),
    ],
)
def test_the_text_around_a_hole_is_known(expression: str, literals: tuple[str, ...]) -> None:
    text = value(expression)
    assert isinstance(text, Text)
    assert text.literals == literals


@pytest.mark.parametrize(
    "expression",
    ["'%s %s' % 'a'", "'%d' % 'a'", "'{}{}'.format(1)", "'{'.format(1)", "b'a'.decode('utf-16')"],
)
def test_what_python_refuses_is_not_an_error_here(expression: str) -> None:
    with pytest.raises((TypeError, ValueError, IndexError)):
        real(expression)
    assert value(expression) is not None


def test_a_text_too_long_to_keep_is_still_a_text() -> None:
    assert value("'%s' * 2 % ('a', 'b')") in (UNKNOWN, Instance("builtins.str"))
    long = repr("a" * 60_000)
    assert value(f"f'{{unseen}}' + {long} + f'{{unseen}}' + {long}") == Instance("builtins.str")


def value(expression: str) -> Value:
    """The value of the expression where it is given to a response."""
    code = f"from django.http import HttpResponse\nHttpResponse({expression})"
    (response,) = analyse(Source(code), DEFAULT).responses
    return response.arguments["content"].value


def real(expression: str) -> object:
    return eval(expression, {"unseen": UNSEEN})


def agrees(said: Value, real: object) -> bool:
    match said:
        case Known(constant):
            return type(constant) is type(real) and constant == real
        case Text(parts):
            pattern = "".join(re.escape(p) if isinstance(p, str) else "(?s:.*)" for p in parts)
            return isinstance(real, str) and re.fullmatch(pattern, real) is not None
        case Instance(kind) | Collection(kind):
            return kind == f"builtins.{type(real).__name__}"
        case _:
            return any(agrees(one, real) for one in getattr(said, "values", [])) or said == UNKNOWN
